//! 三员分立: which roles one person must not hold together.

use super::*;

#[test]
fn the_three_administrators_are_three_people() {
    let administrators =
        [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
    for held in administrators {
        for wanted in administrators.into_iter().filter(|it| *it != held) {
            let refused = Incompatible::ThreeAdministrators { held, wanted };
            assert_eq!(may_also_hold([held], wanted), Err(refused));
            let appointed = with(held).appoint(appointment(2, wanted));
            assert_eq!(appointed, Err(AccountError::Incompatible(refused)));
        }
    }
}

#[test]
fn whoever_reads_the_log_holds_no_other_role() {
    for role in Role::ALL.into_iter().filter(|it| !it.administers()) {
        let auditor = Role::AuditAdministrator;
        assert_eq!(may_also_hold([role], auditor), Err(Incompatible::Auditor));
        assert_eq!(may_also_hold([auditor], role), Err(Incompatible::Auditor));
        for allowed in [Role::SystemAdministrator, Role::SecurityAdministrator] {
            assert_eq!(may_also_hold([role], allowed), Ok(()));
        }
    }
}

#[test]
fn roles_elsewhere_and_to_come_count_too() {
    let elsewhere = Appointment {
        organisation: SCHOOL,
        from_on: day("2030-01-01"),
        ..appointment(2, Role::SystemAdministrator)
    };
    let account = active().appoint(elsewhere).unwrap();
    let appointed = account.appoint(appointment(3, Role::SecurityAdministrator));
    assert!(matches!(appointed, Err(AccountError::Incompatible(_))));
}

#[test]
fn a_role_that_is_over_stands_in_nobodys_way() {
    let past = until(appointment(1, Role::SystemAdministrator), "2026-01-31");
    let account = active().appoint(past).unwrap();
    let new = appointment(2, Role::SecurityAdministrator);
    let on_the_last_day = Appointment { from_on: day("2026-01-31"), ..new.clone() };
    assert!(account.appoint(on_the_last_day).is_err());
    let the_day_after = Appointment { from_on: day("2026-02-01"), ..new };
    assert!(account.appoint(the_day_after).is_ok());
}

#[test]
fn a_role_is_held_in_one_place_once_at_a_time() {
    let clerk = with(Role::Clerk);
    assert_eq!(clerk.appoint(appointment(2, Role::Clerk)), Err(AccountError::AlreadyHeld));
    let elsewhere = Appointment { organisation: SCHOOL, ..appointment(2, Role::Clerk) };
    assert!(clerk.appoint(elsewhere).is_ok());
    let earlier = Appointment { from_on: day("2025-01-01"), ..appointment(2, Role::Clerk) };
    assert!(clerk.appoint(until(earlier.clone(), "2025-12-31")).is_ok());
    assert_eq!(clerk.appoint(until(earlier, "2026-01-01")), Err(AccountError::AlreadyHeld));
}

#[test]
fn a_role_ends_no_earlier_than_it_begins() {
    let appointed = active().appoint(until(appointment(1, Role::Clerk), "2025-12-31"));
    assert_eq!(appointed, Err(AccountError::Days));
    assert!(active().appoint(until(appointment(1, Role::Clerk), "2026-01-01")).is_ok());
}

#[test]
fn there_is_an_end_to_the_roles_of_one_account() {
    let mut account = active();
    for n in 0..100 {
        let organisation = OrganisationId(Uuid::from_u128(100 + n));
        account =
            account.appoint(Appointment { organisation, ..appointment(n, Role::Clerk) }).unwrap();
    }
    assert_eq!(account.appoint(appointment(999, Role::Clerk)), Err(AccountError::TooMany));
}

#[test]
fn every_role_is_found_by_its_name_and_by_its_label() {
    for role in Role::ALL {
        assert_eq!(Role::named(role.name()), Some(role));
        assert_eq!(Role::named(role.label(law::Lang::Zh)), Some(role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.name());
    }
    assert_eq!(Role::named("root"), None);
}
