//! Standing in for somebody on leave.

use super::*;

const TODAY: &str = "2026-03-02";

fn delegation(from: &str, until: &str) -> Delegation {
    Delegation {
        id: Uuid::from_u128(77),
        from: account(1),
        role: Role::Reviewer,
        organisation: BUREAU,
        from_on: day(from),
        until_on: day(until),
        reason: "年休假".to_owned(),
    }
}

fn leave() -> Delegation {
    delegation(TODAY, "2026-03-13")
}

/// Lets account 2 stand in for a reviewer, account 1.
fn stand_in(new: Delegation) -> Result<Account, AccountError> {
    active().stand_in(account(2), &with(Role::Reviewer), new, day(TODAY))
}

fn refused(by: DelegationError) -> Result<Account, AccountError> {
    Err(AccountError::Delegation(by))
}

#[test]
fn whoever_stands_in_holds_the_role_on_those_days_only() {
    let account_2 = stand_in(leave()).unwrap();
    let grants = |text| account_2.stands_in_on(day(text), |_, _, _| true);
    let grant = Grant { role: Role::Reviewer, organisation: BUREAU, in_stead_of: Some(account(1)) };
    assert_eq!(grants("2026-03-01"), []);
    assert_eq!(grants("2026-03-02"), [grant]);
    assert_eq!(grants("2026-03-13"), [grant]);
    assert_eq!(grants("2026-03-14"), []);
    // It is nobody's own role.
    assert_eq!(account_2.grants_on(day(TODAY)), []);
}

#[test]
fn it_holds_only_while_the_other_holds_it_themselves() {
    let account_2 = stand_in(leave()).unwrap();
    let holder = with(Role::Reviewer);
    let grants = |holder: &Account, on: &str| {
        account_2.stands_in_on(day(on), |from, role, organisation| {
            let grants = holder.grants_on(day(on));
            let held = |it: &Grant| it.role == role && it.organisation == organisation;
            from == account(1) && grants.iter().any(held)
        })
    };
    assert_eq!(grants(&holder, "2026-03-10").len(), 1);
    let ended = holder.end_appointment(Uuid::from_u128(1), day("2026-03-09")).unwrap();
    assert_eq!(grants(&ended, "2026-03-09").len(), 1);
    assert_eq!(grants(&ended, "2026-03-10"), []);
    let suspended = holder.become_state(AccountState::Suspended).unwrap();
    assert_eq!(grants(&suspended, "2026-03-10"), []);
}

#[test]
fn nobody_stands_in_for_themselves() {
    let own = with(Role::Reviewer);
    let stood = own.stand_in(account(1), &own, leave(), day(TODAY));
    assert_eq!(stood, refused(DelegationError::Oneself));
}

#[test]
fn only_what_is_held_on_all_of_those_days_can_be_given() {
    let not_held = || refused(DelegationError::NotHeld);
    assert_eq!(stand_in(Delegation { role: Role::Leader, ..leave() }), not_held());
    assert_eq!(stand_in(Delegation { organisation: SCHOOL, ..leave() }), not_held());

    let ends_earlier =
        active().appoint(until(appointment(1, Role::Reviewer), "2026-03-12")).unwrap();
    let stood = active().stand_in(account(2), &ends_earlier, leave(), day(TODAY));
    assert_eq!(stood, not_held());
    let suspended = with(Role::Reviewer).become_state(AccountState::Suspended).unwrap();
    assert_eq!(active().stand_in(account(2), &suspended, leave(), day(TODAY)), not_held());
    // What somebody holds in another's stead is not theirs to hand on.
    let stands_in = stand_in(leave()).unwrap();
    let handed_on = Delegation { from: account(2), ..leave() };
    assert_eq!(active().stand_in(account(3), &stands_in, handed_on, day(TODAY)), not_held());
}

#[test]
fn it_begins_today_or_later_and_is_not_too_long() {
    let days = || refused(DelegationError::Days);
    assert_eq!(stand_in(delegation("2026-03-01", "2026-03-13")), days());
    assert_eq!(stand_in(delegation("2026-03-13", "2026-03-12")), days());
    // 180 days, the first and the last included.
    assert!(stand_in(delegation(TODAY, "2026-08-28")).is_ok());
    assert_eq!(stand_in(delegation(TODAY, "2026-08-29")), days());
    assert!(stand_in(delegation(TODAY, TODAY)).is_ok());
}

#[test]
fn it_has_a_reason() {
    for reason in ["", "  ", &"因".repeat(201)] {
        let stood = stand_in(Delegation { reason: reason.to_owned(), ..leave() });
        assert_eq!(stood, refused(DelegationError::Reason));
    }
}

#[test]
fn an_administrator_is_replaced_by_an_appointment() {
    for role in Role::ALL.into_iter().filter(|it| it.administers()) {
        let new = Delegation { role, ..leave() };
        let stood = active().stand_in(account(2), &with(role), new, day(TODAY));
        assert_eq!(stood, refused(DelegationError::Administrator));
    }
}

#[test]
fn an_audit_administrator_stands_in_for_nobody_and_who_stands_in_does_not_become_one() {
    let auditor = with(Role::AuditAdministrator);
    let stood = auditor.stand_in(account(2), &with(Role::Reviewer), leave(), day(TODAY));
    assert_eq!(stood, refused(DelegationError::Incompatible(Incompatible::Auditor)));

    let appointed = |from| {
        let auditor = appointment(5, Role::AuditAdministrator);
        stand_in(leave()).unwrap().appoint(Appointment { from_on: day(from), ..auditor })
    };
    assert_eq!(appointed("2026-03-13"), Err(AccountError::Incompatible(Incompatible::Auditor)));
    assert!(appointed("2026-03-14").is_ok());
}

#[test]
fn it_can_be_ended_at_once() {
    let stands_in = stand_in(leave()).unwrap();
    let ended = stands_in.end_delegation(Uuid::from_u128(77)).unwrap();
    assert_eq!(ended.stands_in_on(day(TODAY), |_, _, _| true), []);
    assert_eq!(ended.end_delegation(Uuid::from_u128(77)), Err(AccountError::NoSuchRole));
}
