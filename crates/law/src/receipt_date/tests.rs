//! Worked cases of the day of receipt.

use super::*;
use crate::parameter::CivilDate;
use crate::testing::date;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    channel: Channel,
    arrived_on: CivilDate,
    confirmed_on: Option<CivilDate>,
    #[serde(default)]
    setting: InternetReceipt,
    received_on: Option<CivilDate>,
}

#[test]
fn the_worked_cases_hold() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    for case in cases.case {
        let intake = Intake {
            channel: case.channel,
            arrived_on: case.arrived_on.0,
            confirmed_on: case.confirmed_on.map(|it| it.0),
        };
        match (receipt_date(&intake, case.setting), case.received_on) {
            (Ok(found), Some(expected)) => {
                assert_eq!(found.received_on, expected.0, "{}", case.name);
            }
            (Err(ReceiptError::AwaitingConfirmation { .. }), None) => {}
            (other, _) => panic!("{}: {other:?}", case.name),
        }
    }
}

#[test]
fn a_confirmation_before_the_arrival_is_refused() {
    let intake = Intake {
        channel: Channel::Email,
        arrived_on: date("2026-03-05"),
        confirmed_on: Some(date("2026-03-04")),
    };
    let error = receipt_date(&intake, InternetReceipt::OnConfirmation).unwrap_err();
    assert!(matches!(error, ReceiptError::ConfirmedBeforeArrival { .. }));
}

#[test]
fn a_confirmation_that_changes_nothing_is_refused() {
    let confirmed = |channel| {
        let (arrived_on, confirmed_on) = (date("2026-03-05"), Some(date("2026-03-06")));
        receipt_date(&Intake { channel, arrived_on, confirmed_on }, InternetReceipt::default())
    };
    for channel in Channel::ALL {
        assert_eq!(Channel::named(channel.name()), Some(channel));
        assert_eq!(confirmed(channel).is_ok(), channel.needs_confirmation(), "{channel:?}");
    }
    let message = confirmed(Channel::InPerson).unwrap_err().message(Lang::Zh);
    assert!(message.contains("不须确认") && message.contains("第三十一条"), "{message}");
}

#[test]
fn an_online_request_of_a_saturday_is_confirmed_by_the_next_working_day() {
    let found = confirm_by(date("2026-03-07"), Calendar::shipped()).unwrap();
    assert_eq!(found.due_on, date("2026-03-09"));
}
