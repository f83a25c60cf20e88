//! What must hold of notices.

use law::calendar::DayKind;
use law::reply_clock::Story;
use proptest::prelude::*;

use super::*;
use crate::organisation::{Change, Fact, Kind, Names, Organisation};

const CITY: OrganisationId = OrganisationId(Uuid::from_u128(1));
const COUNTY: OrganisationId = OrganisationId(Uuid::from_u128(2));
const ONE: AccountId = AccountId(Uuid::from_u128(0xA));
const TWO: AccountId = AccountId(Uuid::from_u128(0xB));

/// An invented notice: no real one for 2027 is known.
const NOTICE: &str = r#"
[[notice]]
year = 2027
source = "made up for this test"
holidays = ["2027-01-01..2027-01-03", "2027-02-05..2027-02-11", "2027-05-01..2027-05-05", "2027-10-01..2027-10-07"]
workdays = ["2027-02-13", "2027-10-09"]
"#;

const OVERLAY: &str = r#"
[[overlay]]
region = "演示自治县"
basis = "made up for this test"
accepted = true
days_off = ["2026-03-20"]
"#;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn deed(by: AccountId, on: &str) -> NoticeDeed {
    let on = day(on);
    NoticeDeed { by: Some(by), on, at: on.and_hms_opt(4, 0, 0).unwrap().and_utc() }
}

fn proposed(text: &str) -> CalendarNotice {
    CalendarNotice::propose(CITY, text, deed(ONE, "2026-11-10")).unwrap()
}

fn reply(events: &str) -> RunningDeadline {
    let events = Story::from_toml(events).unwrap().events;
    running(Runs::Reply { events })
}

fn running(runs: Runs) -> RunningDeadline {
    RunningDeadline { id: Uuid::nil(), subject: "2026-0001".to_owned(), runs }
}

fn preview(text: &str, running: &[RunningDeadline], today: &str) -> Preview {
    proposed(text).preview(Calendar::shipped(), running, day(today)).unwrap()
}

#[test]
fn a_notice_is_proposed_by_one_and_confirmed_by_another() {
    let notice = proposed(NOTICE);
    assert_eq!(notice.state(), RecordState::InReview);
    assert_eq!(notice.object(Uuid::nil()).drafted_by, Some(ONE));
    assert_eq!(notice.confirm(deed(ONE, "2026-11-11")), Err(NoticeError::SamePerson));
    let confirmed = notice.confirm(deed(TWO, "2026-11-11")).unwrap();
    assert_eq!(confirmed.state(), RecordState::Published);
    assert_eq!(confirmed.confirm(deed(TWO, "2026-11-12")), Err(NoticeError::NotProposed));
    assert_eq!(confirmed.withdraw(deed(TWO, "2026-11-12"), "错"), Err(NoticeError::NotProposed));
}

#[test]
fn what_the_operator_proposed_is_confirmed_by_a_person() {
    let operator = NoticeDeed { by: None, ..deed(ONE, "2026-11-10") };
    let notice = CalendarNotice::propose(CITY, NOTICE, operator).unwrap();
    assert_eq!(notice.confirm(operator), Err(NoticeError::SamePerson));
    assert!(notice.confirm(deed(ONE, "2026-11-11")).is_ok());
}

#[test]
fn a_notice_is_withdrawn_with_a_reason_only() {
    let notice = proposed(NOTICE);
    for bad in ["", " ", "一\n二"] {
        assert_eq!(notice.withdraw(deed(ONE, "2026-11-11"), bad), Err(NoticeError::Reason));
    }
    let withdrawn = notice.withdraw(deed(ONE, "2026-11-11"), "日期录入有误").unwrap();
    assert_eq!(withdrawn.state(), RecordState::Ended);
    assert_eq!(withdrawn.confirm(deed(TWO, "2026-11-12")), Err(NoticeError::NotProposed));
}

#[test]
fn a_text_that_is_no_notice_is_not_proposed() {
    let propose = |text: &str| CalendarNotice::propose(CITY, text, deed(ONE, "2026-11-10"));
    assert_eq!(propose("x").map_err(|it| matches!(it, NoticeError::Load(_))), Err(true));
    // A Friday is no make-up workday.
    let wrong = NOTICE.replace("2027-02-13", "2027-02-12");
    assert_eq!(propose(&wrong).map_err(|it| matches!(it, NoticeError::Load(_))), Err(true));
    let long = format!("{NOTICE}#{}", "x".repeat(LARGEST_TEXT));
    assert_eq!(propose(&long), Err(NoticeError::TooLong));
}

#[test]
fn the_days_that_would_change_are_named_in_order() {
    let preview = preview(NOTICE, &[], "2026-11-28");
    assert_eq!(preview.newly_covered, [2027].into());
    assert!(preview.replaced.is_empty() && preview.looked_at == 0);
    let of = |on: &str| preview.days.iter().find(|it| it.day == day(on)).copied();
    let make_up = DayChange {
        day: day("2027-02-13"),
        before: DayKind::Weekend,
        after: DayKind::MakeUpWorkday,
    };
    assert_eq!(of("2027-02-13"), Some(make_up));
    assert!(make_up.counts());
    assert!(of("2027-01-04").is_none());
    assert!(preview.days.is_sorted_by_key(|it| it.day));
    // New Year's Day was off by statute before it was off by notice.
    let new_year = of("2027-01-01").unwrap();
    assert_eq!((new_year.before, new_year.counts()), (DayKind::StatutoryHoliday, false));
}

#[test]
fn a_deadline_that_moves_or_becomes_firm_is_listed_and_no_other() {
    let received = |on: &str| reply(&format!("[[event]]\non = {on}\nevent = \"received\""));
    let (moves, firm, stays) =
        (received("2027-01-20"), received("2026-12-10"), received("2026-11-02"));
    let found = preview(NOTICE, &[moves.clone(), firm.clone(), stays], "2026-11-28");
    assert_eq!(found.looked_at, 3);
    let [moved, firmer] = &found.affected[..] else { panic!("{:?}", found.affected) };
    let (before, after) = (moved.before.due().unwrap(), moved.after.due().unwrap());
    assert!(before.provisional && !after.provisional && before.on != after.on, "{moved:?}");
    let (before, after) = (firmer.before.due().unwrap(), firmer.after.due().unwrap());
    assert!(before.provisional && !after.provisional, "{firmer:?}");
    // What is told is what the rules say.
    let calendar = Calendar::shipped().load(NOTICE).unwrap();
    assert_eq!(moves.on(&calendar, day("2026-11-28")), moved.after);
    assert_eq!(firm.on(&calendar, day("2026-11-28")), firmer.after);
}

#[test]
fn every_kind_of_deadline_is_computed_anew() {
    let all = [
        reply("[[event]]\non = 2026-03-02\nevent = \"received\""),
        running(Runs::Clarification { served_on: day("2026-03-02"), working_days: None }),
        running(Runs::Payment { notice_received_on: day("2026-03-02") }),
        running(Runs::Publication { formed_on: day("2026-03-02") }),
    ];
    let found = preview(OVERLAY, &all, "2026-03-03");
    assert_eq!(found.days.len(), 1);
    assert_eq!(found.affected.len(), 4);
    for it in &found.affected {
        let (before, after) = (it.before.due().unwrap(), it.after.due().unwrap());
        assert!(before.on < after.on, "{it:?}");
    }
}

#[test]
fn a_closed_request_does_not_run() {
    let closed = reply(
        "[[event]]\non = 2026-03-02\nevent = \"received\"\n[[event]]\non = 2026-03-10\nevent = \"replied\"",
    );
    assert_eq!(closed.on(Calendar::shipped(), day("2026-03-12")), Reading::Stands);
    assert!(preview(OVERLAY, &[closed], "2026-03-12").affected.is_empty());
}

#[test]
fn what_would_become_unlawful_is_told() {
    // Worked Saturdays bring the due date forward, and the extension of the last day is a day too late.
    let text = NOTICE.replace("[\"2027-02-13\"", "[\"2027-03-13\", \"2027-03-20\"");
    let extended = reply(
        "[[event]]\non = 2027-03-01\nevent = \"received\"\n[[event]]\non = 2027-03-29\nevent = \"extension\"\nworking_days = 5",
    );
    let found = preview(&text, &[extended], "2027-03-29");
    let [it] = &found.affected[..] else { panic!("{:?}", found.affected) };
    assert!(it.before.due().is_some() && it.after.due().is_none());
    let Reading::Contradiction { zh, en } = &it.after else { panic!("{it:?}") };
    assert!(!zh.is_ascii() && zh != en);
}

#[test]
fn of_two_notices_for_one_year_the_one_confirmed_later_counts() {
    let tree = tree();
    let other = NOTICE.replace("2027-02-05..2027-02-11", "2027-02-06..2027-02-12");
    let first = proposed(NOTICE).confirm(deed(TWO, "2026-11-12")).unwrap();
    let second = proposed(&other).confirm(deed(TWO, "2026-11-20")).unwrap();
    let withdrawn = proposed(&other).withdraw(deed(ONE, "2026-11-21"), "重复").unwrap();
    let on = |notices: &[&CalendarNotice]| {
        let calendar = calendar_of(CITY, &tree, Calendar::shipped(), notices.iter().copied());
        calendar.unwrap().day_kind(day("2027-02-05"))
    };
    assert_eq!(on(&[&first]), DayKind::Holiday);
    for order in [[&first, &second, &withdrawn], [&withdrawn, &second, &first]] {
        assert_eq!(on(&order), DayKind::Workday);
    }
    assert_eq!(on(&[&proposed(NOTICE)]), on(&[]));
}

#[test]
fn what_is_confirmed_counts_for_those_below_and_for_nobody_else() {
    let tree = tree();
    let on = |id, notice: &CalendarNotice| {
        calendar_of(id, &tree, Calendar::shipped(), [notice]).unwrap().day_kind(day("2026-03-20"))
    };
    let city = proposed(OVERLAY).confirm(deed(TWO, "2026-11-12")).unwrap();
    let county = CalendarNotice { organisation: COUNTY, ..city.clone() };
    assert_eq!(on(COUNTY, &city), DayKind::RegionalDayOff);
    assert_eq!(on(COUNTY, &county), DayKind::RegionalDayOff);
    assert_eq!(on(CITY, &county), DayKind::Workday);
}

fn tree() -> Tree {
    let found = |id: OrganisationId, parent| {
        let change = Change::Founded {
            names: Names::of("演示"),
            of: Kind::Government,
            administrative_parent: parent,
            ogi_authority: None,
            predecessors: Vec::new(),
        };
        let founding = Fact { on: day("2019-05-15"), basis: String::new(), change };
        Organisation::found(id, &format!("org-{}", id.0.as_u128()), founding).unwrap()
    };
    Tree::on(day("2026-03-02"), &[found(CITY, None), found(COUNTY, Some(CITY))])
}

#[test]
fn what_is_saved_is_what_is_loaded() {
    let notice = proposed(NOTICE);
    let all = [
        notice.clone(),
        notice.confirm(deed(TWO, "2026-11-12")).unwrap(),
        notice.withdraw(deed(TWO, "2026-11-12"), "与原文不符").unwrap(),
    ];
    for notice in all {
        let text = serde_json::to_string(&notice).unwrap();
        assert_eq!(serde_json::from_str::<CalendarNotice>(&text).unwrap(), notice);
        assert_ne!(notice.standing.label(Lang::Zh), notice.standing.label(Lang::En));
    }
}

proptest! {
    #[test]
    fn a_deadline_moves_only_where_a_day_before_its_end_changes(
        offset in 0_u64..340, received in 0_u64..340,
    ) {
        let start = day("2026-01-01");
        let off = start + chrono::Days::new(offset);
        let text = format!(
            "[[overlay]]\nregion = \"演示\"\nbasis = \"演示\"\naccepted = true\ndays_off = [\"{off}\"]"
        );
        let received = start + chrono::Days::new(received);
        let request = reply(&format!("[[event]]\non = {received}\nevent = \"received\""));
        let found = preview(&text, std::slice::from_ref(&request), "2026-01-01");
        let due = request.on(Calendar::shipped(), start).due().unwrap();
        let moves = received < off && off <= due.on && Calendar::shipped().is_workday(off);
        prop_assert_eq!(!found.affected.is_empty(), moves);
        if let [it] = &found.affected[..] {
            prop_assert!(it.after.due().unwrap().on > due.on);
        }
    }
}
