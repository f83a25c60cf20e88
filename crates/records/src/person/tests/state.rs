//! How accounts stand, and how appointments end.

use super::*;

#[test]
fn an_account_goes_from_state_to_state_and_never_back_from_closed() {
    use AccountState::{Active, Closed, Invited, Suspended};
    let states = [Invited, Active, Suspended, Closed];
    // Rows: from; columns: to invited, active, suspended, closed.
    let expected = [
        (Invited, [false, true, false, true]),
        (Active, [false, false, true, true]),
        (Suspended, [false, true, false, true]),
        (Closed, [false, false, false, false]),
    ];
    for (from, may) in expected {
        let account = Account { state: from, ..invited() };
        assert_eq!(states.map(|to| account.become_state(to).is_ok()), may, "{from:?}");
        for to in states {
            match account.become_state(to) {
                Ok(became) => assert_eq!(became.state, to),
                Err(error) => assert_eq!(error, AccountError::State(from)),
            }
        }
    }
}

#[test]
fn only_an_active_account_has_its_roles() {
    let today = day("2026-03-02");
    for state in [AccountState::Invited, AccountState::Suspended, AccountState::Closed] {
        let account = Account { state, ..with(Role::Clerk) };
        assert_eq!(account.grants_on(today), []);
        assert_eq!(account.stands_in_on(today, |_, _, _| true), []);
    }
    let grant = Grant { role: Role::Clerk, organisation: BUREAU, in_stead_of: None };
    assert_eq!(with(Role::Clerk).grants_on(today), [grant]);
}

#[test]
fn whoever_is_invited_may_be_given_roles_and_whoever_is_suspended_or_gone_may_not() {
    assert!(invited().appoint(appointment(1, Role::Clerk)).is_ok());
    for state in [AccountState::Suspended, AccountState::Closed] {
        let account = Account { state, ..active() };
        let appointed = account.appoint(appointment(1, Role::Clerk));
        assert_eq!(appointed, Err(AccountError::State(state)));
    }
}

#[test]
fn a_role_holds_from_its_first_to_its_last_day() {
    let account = active().appoint(until(appointment(1, Role::Clerk), "2026-01-31")).unwrap();
    let holds = |text| !account.grants_on(day(text)).is_empty();
    assert_eq!(
        ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map(holds),
        [false, true, true, false]
    );
}

#[test]
fn an_appointment_ends_on_a_day_and_never_later_than_it_would_have() {
    let account = active().appoint(until(appointment(1, Role::Clerk), "2026-06-30")).unwrap();
    let last_day = |last| {
        let ended = account.end_appointment(Uuid::from_u128(1), day(last)).unwrap();
        ended.appointments.first().map(|it| it.until_on.unwrap().to_string())
    };
    assert_eq!(last_day("2026-03-31").as_deref(), Some("2026-03-31"));
    assert_eq!(last_day("2026-12-31").as_deref(), Some("2026-06-30"));
    // It had not begun by then.
    assert_eq!(last_day("2025-12-31"), None);
    let nothing = account.end_appointment(Uuid::from_u128(9), day("2026-03-31"));
    assert_eq!(nothing, Err(AccountError::NoSuchRole));
}

#[test]
fn a_login_is_plain_and_a_name_is_not_empty() {
    for login in ["ab", "yanshi.jia", "a_b-c.1", &"a".repeat(40)] {
        assert!(is_login(login), "{login}");
    }
    for login in ["", "a", "1a", "Ab", "甲乙", "a b", ".a", &"a".repeat(41)] {
        assert!(!is_login(login), "{login}");
        assert_eq!(Account::invite(login, "演示用户甲", BUREAU), Err(AccountError::Login));
    }
    for name in ["", "  ", "甲\n乙", &"甲".repeat(61)] {
        assert_eq!(Account::invite("yanshi", name, BUREAU), Err(AccountError::Name));
    }
    assert_eq!(Account::invite("yanshi", " 演示用户甲 ", BUREAU).unwrap().name, "演示用户甲");
}

#[test]
fn an_account_is_read_back_as_it_was_kept_and_strangers_are_refused() {
    let account = with(Role::Clerk);
    let mut kept = serde_json::to_value(&account).unwrap();
    assert_eq!(serde_json::from_value::<Account>(kept.clone()).unwrap(), account);
    kept["appointments"][0]["stranger"] = 1.into();
    assert!(serde_json::from_value::<Account>(kept).is_err());
}
