//! Tests of the working calendar.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::lang::Lang;
use crate::testing::date;

#[derive(Deserialize)]
struct Cases {
    year: Vec<YearCase>,
}

#[derive(Deserialize)]
struct YearCase {
    name: String,
    year: i32,
    holidays: usize,
    make_up_days: usize,
    working_days: u32,
}

#[test]
fn every_year_has_the_published_number_of_working_days() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    assert_eq!(cases.year.len(), 8);
    let calendar = Calendar::shipped();
    for case in cases.year {
        let (before, last) =
            (date(&format!("{}-12-31", case.year - 1)), date(&format!("{}-12-31", case.year)));
        assert_eq!(calendar.count_working_days(before, last), case.working_days, "{}", case.name);
        let of_kind = |kind| {
            let days = before.iter_days().skip(1).take_while(|day| *day <= last);
            days.filter(|day| calendar.day_kind(*day) == kind).count()
        };
        assert_eq!(of_kind(DayKind::Holiday), case.holidays, "{}", case.name);
        assert_eq!(of_kind(DayKind::MakeUpWorkday), case.make_up_days, "{}", case.name);
    }
}

fn problems(text: &str) -> Vec<NoticeProblem> {
    match Calendar::shipped().load(text) {
        Err(LoadError::Problems(problems)) => problems,
        other => panic!("expected problems, got {other:?}"),
    }
}

fn notice_2027(holidays: &str, workdays: &str) -> String {
    let fixed = r#""2027-01-01..2027-01-03", "2027-05-01..2027-05-05", "2027-10-01..2027-10-07""#;
    format!(
        "[[notice]]\nyear = 2027\nsource = \"test\"\nholidays = [{fixed}{holidays}]\nworkdays = [{workdays}]\n"
    )
}

#[test]
fn a_make_up_day_on_a_wednesday_is_refused() {
    let found = problems(&notice_2027("", r#""2027-02-03""#));
    assert_eq!(found, [NoticeProblem::MakeUpDayNotOnWeekend(date("2027-02-03"))]);
    assert!(found[0].message(Lang::Zh).contains("不是周六或周日"));
}

#[test]
fn a_date_both_off_and_worked_is_refused() {
    let found = problems(&notice_2027("", "2027-10-02"));
    assert_eq!(found, [NoticeProblem::BothOffAndWorked(date("2027-10-02"))]);
}

#[test]
fn a_date_of_another_year_is_refused_except_in_the_december_before() {
    let found = problems(&notice_2027(", 2028-02-01", ""));
    assert_eq!(found, [NoticeProblem::WrongYear { year: 2027, day: date("2028-02-01") }]);
    let calendar = Calendar::shipped().load(&notice_2027(", 2026-12-31", "")).unwrap();
    assert_eq!(calendar.day_kind(date("2026-12-31")), DayKind::Holiday);
}

#[test]
fn a_notice_without_its_statutory_days_is_refused() {
    let text = "[[notice]]\nyear = 2027\nsource = \"test\"\nholidays = []\n";
    assert_eq!(problems(text).len(), 6);
}

#[test]
fn a_text_that_is_no_notice_says_so() {
    assert_eq!(Calendar::shipped().load("").unwrap_err(), LoadError::Empty);
    let error = Calendar::shipped().load(&notice_2027(", \"Chunjie\"", "")).unwrap_err();
    assert!(error.to_string().contains("Chunjie"), "{error}");
}

#[test]
fn what_cannot_be_read_is_told_in_both_languages() {
    let said = |text: &str, lang| Calendar::shipped().load(text).unwrap_err().message(lang);
    assert!(said("[[notice]\n", Lang::Zh).contains("第1行：不符合 TOML 的写法"));
    assert!(said("{\"2027\": {}}", Lang::Zh).contains("缺少 holidays"));
    assert!(said("[[notice]]\nyear = \"x\"", Lang::Zh).contains("第2行：值的类型或者大小不对"));
    assert!(said(&notice_2027(", \"Chunjie\"", ""), Lang::Zh).contains("“Chunjie”既不是"));
    assert!(said("", Lang::Zh).contains("没有任何 [[notice]]"));
    assert!(said("", Lang::En).contains("add one"));
}

#[test]
fn a_holiday_text_beyond_the_bounds_is_refused() {
    use crate::bounds::{LARGEST_TEXT_BYTES, MOST_NOTICES};
    let said = |text: &str| Calendar::shipped().load(text).unwrap_err().to_string();
    assert!(said(&"#".repeat(LARGEST_TEXT_BYTES + 1)).contains("larger than 1024 KiB"));
    let overlay = "[[overlay]]\nregion = \"x\"\nbasis = \"x\"\ndays_off = []\n";
    assert!(said(&overlay.repeat(MOST_NOTICES + 1)).contains("at most 500"));
    let ranges = (2027..2037).map(|year| format!(", \"{year}-01-01..{year}-02-28\""));
    assert!(said(&notice_2027(&ranges.collect::<String>(), "")).contains("more than 366 days"));
    let year = "[[notice]]\nyear = -2147483648\nsource = \"x\"\nholidays = [2027-01-01]\n";
    assert!(said(year).contains("does not belong"));
}

#[test]
fn statutory_days_off_are_those_of_their_year() {
    let calendar = Calendar::empty();
    assert_eq!(calendar.day_kind(date("2024-05-02")), DayKind::Workday);
    assert_eq!(calendar.day_kind(date("2025-05-02")), DayKind::StatutoryHoliday);
}

#[test]
fn json_keyed_by_year_is_read_too() {
    let text = r#"{"2027": {"holidays": ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01",
        "2027-10-02", "2027-10-03"], "workdays": ["2027-10-09"]}}"#;
    let calendar = Calendar::shipped().load(text).unwrap();
    assert_eq!(calendar.day_kind(date("2027-10-09")), DayKind::MakeUpWorkday);
}

#[test]
fn a_later_notice_for_the_same_year_replaces_the_earlier() {
    let first = Calendar::shipped().load(&notice_2027("", "2027-10-09")).unwrap();
    let second = first.load(&notice_2027("", "2027-10-10")).unwrap();
    assert!(!second.is_workday(date("2027-10-09")));
    assert!(second.is_workday(date("2027-10-10")));
    assert_eq!(second.notices().len(), 10);
}

#[test]
fn a_year_without_notice_has_its_statutory_days_off_and_is_provisional() {
    let calendar = Calendar::shipped();
    assert_eq!(calendar.day_kind(date("2027-02-05")), DayKind::StatutoryHoliday);
    assert_eq!(calendar.day_kind(date("2027-02-09")), DayKind::Workday);
    // No table of lunar festivals exists for 2028: only fixed days are off.
    assert_eq!(calendar.day_kind(date("2028-05-02")), DayKind::StatutoryHoliday);
    let reached = calendar.add_working_days(date("2026-12-30"), 2);
    assert_eq!(reached, Reached { on: date("2027-01-04"), provisional: true });
    assert!(!calendar.add_working_days(date("2026-12-30"), 1).provisional);
}

#[test]
fn a_regional_day_off_counts_only_when_accepted() {
    let text = |accepted| {
        format!(
            "[[overlay]]\nregion = \"示范自治县\"\nbasis = \"示范文件\"\naccepted = {accepted}\ndays_off = [2026-03-20]\n"
        )
    };
    let day = date("2026-03-20");
    assert!(Calendar::shipped().load(&text(false)).unwrap().is_workday(day));
    let calendar = Calendar::shipped().load(&text(true)).unwrap();
    assert_eq!(calendar.day_kind(day), DayKind::RegionalDayOff);
    assert_eq!(calendar.ground_of(day).as_deref(), Some("示范文件"));
}

#[test]
fn a_period_of_months_ends_on_the_last_day_of_a_shorter_month() {
    let reached = Calendar::shipped().months_after(date("2025-08-31"), 6);
    assert_eq!(reached.on, date("2026-02-28"));
}

proptest! {
    #[test]
    fn adding_and_counting_are_inverse(offset in 0_u64..2500, days in 1_u32..80) {
        let calendar = Calendar::shipped();
        let start = date("2019-01-01") + chrono::Days::new(offset);
        let reached = calendar.add_working_days(start, days);
        prop_assert!(reached.on > start);
        prop_assert!(calendar.is_workday(reached.on));
        prop_assert_eq!(calendar.count_working_days(start, reached.on), days);
    }

    #[test]
    fn a_working_explains_every_day_of_the_period(offset in 0_u64..2500, days in 1_u32..60) {
        let calendar = Calendar::shipped();
        let start = date("2019-01-01") + chrono::Days::new(offset);
        let walked = walk(calendar, start, days, 0, &[]);
        let mut next = next_day(start);
        let mut counted = 0;
        for step in &walked.steps() {
            prop_assert_eq!(step.from, Some(next));
            next = next_day(step.to.unwrap());
            counted += step.working_days.unwrap();
        }
        prop_assert_eq!(next, next_day(walked.last));
        prop_assert_eq!(counted, days);
    }
}
