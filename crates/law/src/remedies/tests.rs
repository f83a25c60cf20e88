//! Worked cases of remedies.

use super::*;
use crate::parameter::CivilDate;
use crate::testing::date;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    class: RemedyClass,
    known_on: CivilDate,
    mandatory_first: bool,
    reconsideration_until: Option<CivilDate>,
    litigation_until: Option<CivilDate>,
}

fn of(class: RemedyClass, known_on: &str) -> Remedies {
    let silence = SilencePolicy::default();
    remedies(class, date(known_on), silence, Calendar::shipped()).unwrap()
}

#[test]
fn the_worked_cases_hold() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    for case in cases.case {
        let found = of(case.class, &case.known_on.0.to_string());
        assert_eq!(found.mandatory_first(), case.mandatory_first, "{}", case.name);
        let reconsider = found.reconsideration.as_ref().map(|it| it.until.due_on);
        assert_eq!(reconsider, case.reconsideration_until.map(|it| it.0), "{}", case.name);
        let sue = match &found.litigation {
            Some(Litigation::Until(deadline)) => Some(deadline.due_on),
            Some(Litigation::AfterReconsideration { .. }) | None => None,
        };
        assert_eq!(sue, case.litigation_until.map(|it| it.0), "{}", case.name);
    }
}

#[test]
fn the_clause_says_which_comes_first() {
    let clause = of(RemedyClass::WithheldByExemption, "2026-03-02").clause(Lang::Zh).unwrap();
    assert_eq!(
        clause,
        "应当先于2026年5月6日（周三）前（含当日）向本级人民政府申请行政复议；对复议决定不服的，自收到复议决定书之日起15日内向人民法院提起行政诉讼。"
    );
    assert_eq!(of(RemedyClass::ProceduralNotice, "2026-03-02").clause(Lang::Zh), None);
}

#[test]
fn silence_goes_to_reconsideration_first_only_when_set() {
    let of = |silence| {
        remedies(RemedyClass::NoAnswer, date("2026-03-02"), silence, Calendar::shipped()).unwrap()
    };
    assert!(!of(SilencePolicy::ApplicantChooses).mandatory_first());
    assert!(of(SilencePolicy::ReconsiderationFirst).mandatory_first());
}

#[test]
fn an_untold_remedy_stays_open_for_a_year() {
    let found = untold_until(date("2025-03-03"), Calendar::shipped()).unwrap();
    assert_eq!(found.due_on, date("2026-03-03"));
}
