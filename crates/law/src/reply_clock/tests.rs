//! The worked cases of the reply clock, and what it refuses.

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
    today: Option<CivilDate>,
    events: Vec<DatedEvent>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    due_on: Option<CivilDate>,
    state: Option<State>,
    #[serde(default)]
    provisional: bool,
    used: Option<u32>,
    left: Option<i32>,
    excluded: Option<u32>,
    applicant_by: Option<CivilDate>,
    may_close_from: Option<CivilDate>,
    ask_clarification_by: Option<CivilDate>,
    overdue: Option<bool>,
    consultation_open: Option<bool>,
    /// Every limit that was missed; a case that names none expects none.
    #[serde(default)]
    breaches: Vec<BreachKind>,
    /// Words that stand in the working, in either language.
    #[serde(default)]
    says: Vec<String>,
    /// Words that must not stand there.
    #[serde(default)]
    says_not: Vec<String>,
}

fn excluded_days(clock: &ReplyClock) -> u32 {
    let steps = clock.working.steps().iter();
    let suspended = steps.filter(|it| it.kind == crate::StepKind::Suspended);
    suspended.filter_map(|it| it.working_days).sum()
}

/// Returns the working in both languages.
fn said(clock: &ReplyClock) -> String {
    [Lang::Zh, Lang::En].map(|lang| clock.working.lines(lang).join("\n")).join("\n")
}

#[test]
fn the_worked_cases_hold() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    for Case { name, today, events, expect } in cases.case {
        let last = events.iter().map(|it| it.on).max().unwrap();
        let today = today.map_or(last, |it| it.0);
        let clock = reply_clock(&events, today, Calendar::shipped())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(clock.due_on, expect.due_on.map(|it| it.0), "{name}: due_on");
        assert_eq!(clock.provisional, expect.provisional, "{name}: provisional");
        assert!(expect.state.is_none_or(|it| it == clock.state), "{name}: {:?}", clock.state);
        let used = clock.working_days_used;
        assert!(expect.used.is_none_or(|it| it == used), "{name}: used {used}");
        let left = clock.working_days_left;
        assert!(expect.left.is_none_or(|it| it == left), "{name}: left {left}");
        let excluded = excluded_days(&clock);
        assert!(expect.excluded.is_none_or(|it| it == excluded), "{name}: excluded {excluded}");
        let same = |expected: Option<CivilDate>, found: Option<NaiveDate>| {
            expected.is_none_or(|it| Some(it.0) == found)
        };
        assert!(same(expect.applicant_by, clock.applicant_by), "{name}: {:?}", clock.applicant_by);
        let closes = clock.may_close_from;
        assert!(same(expect.may_close_from, closes), "{name}: {closes:?}");
        let ask = clock.ask_clarification_by;
        assert!(same(expect.ask_clarification_by, ask), "{name}: {ask:?}");
        assert!(expect.overdue.is_none_or(|it| it == clock.overdue), "{name}: overdue");
        let open = clock.consultation_open;
        assert!(expect.consultation_open.is_none_or(|it| it == open), "{name}: open");
        let breaches: Vec<_> = clock.breaches.iter().map(|it| it.kind).collect();
        assert_eq!(breaches, expect.breaches, "{name}: breaches");
        let said = said(&clock);
        for words in expect.says {
            assert!(said.contains(&words), "{name}: {words:?} is not said in\n{said}");
        }
        for words in expect.says_not {
            assert!(!said.contains(&words), "{name}: {words:?} is said in\n{said}");
        }
    }
}

fn events(written: &str) -> Vec<DatedEvent> {
    let event = |line: &str| {
        let (name, rest) = line.split_once(' ').unwrap();
        let (on, value) = rest.split_once(' ').map_or((rest, ""), |it| it);
        let values = EventValues { working_days: value.parse().ok(), ..EventValues::default() };
        DatedEvent { on: date(on), event: Event::from_parts(name, values).unwrap() }
    };
    written.split("; ").map(event).collect()
}

fn refused(written: &str) -> ReplyClockError {
    reply_clock(&events(written), date("2026-12-31"), Calendar::shipped()).unwrap_err()
}

#[test]
fn an_extension_of_25_days_is_refused_with_its_article() {
    let error = refused("received 2026-03-05; extension 2026-03-20 25");
    assert_eq!(error, ReplyClockError::ExtensionTooLong { asked: 25, allowed: 20 });
    assert!(error.to_string().contains("第三十三条"));
}

#[test]
fn a_second_extension_in_a_run_is_refused() {
    let error = refused("received 2026-03-05; extension 2026-03-20 5; extension 2026-03-23 5");
    assert!(matches!(error, ReplyClockError::ExtendedTwice { .. }));
}

#[test]
fn an_extension_is_possible_on_the_due_date_and_not_the_day_after() {
    let on_the_day = events("received 2026-03-05; extension 2026-04-02 5");
    let clock = reply_clock(&on_the_day, date("2026-04-02"), Calendar::shipped()).unwrap();
    assert_eq!(clock.due_on, Some(date("2026-04-10")));
    let error = refused("received 2026-03-05; extension 2026-04-03 5");
    let (notified_on, due_on) = (date("2026-04-03"), date("2026-04-02"));
    assert_eq!(error, ReplyClockError::ExtensionTooLate { notified_on, due_on });
}

#[test]
fn the_largest_story_is_told_without_delay() {
    // With a list searched letter by letter these events took a good part of a minute.
    let received_on = date("2026-03-05");
    let letter = |number: usize| {
        let (consulted, party) = (crate::consultation::Consulted::ThirdParty, number.to_string());
        DatedEvent { on: received_on, event: Event::ConsultationIssued { consulted, party } }
    };
    let mut events: Vec<_> = (1..crate::bounds::MOST_EVENTS).map(letter).collect();
    events.push(DatedEvent { on: received_on, event: Event::Received });
    let clock = reply_clock(&events, received_on, Calendar::shipped()).unwrap();
    assert_eq!(clock.due_on, Some(date("2026-04-24")));
    assert!(clock.working.steps().len() > 4_999);
}

#[test]
fn a_restart_allows_a_new_extension() {
    let story = "received 2024-09-02; extension 2024-09-10 20; fee-notice-received 2024-09-13; fee-paid 2024-09-25";
    let clock = reply_clock(&events(story), date("2024-09-25"), Calendar::shipped()).unwrap();
    assert_eq!(clock.due_on, Some(date("2024-10-28")), "the restart resets the extension");
    let again = format!("{story}; extension 2024-10-28 5");
    assert!(reply_clock(&events(&again), date("2024-10-28"), Calendar::shipped()).is_ok());
}

#[test]
fn what_contradicts_itself_is_refused() {
    use ReplyClockError as E;
    assert!(matches!(refused("replied 2026-03-05"), E::NeverReceived { .. }));
    let twice = refused("received 2026-03-05; received 2026-03-06");
    assert!(matches!(twice, E::ReceivedTwice { .. }));
    let before = refused("received 2026-03-05; replied 2026-03-04");
    assert!(matches!(before, E::BeforeReceipt { .. }));
    let after = refused("received 2026-03-05; replied 2026-03-06; extension 2026-03-09 5");
    assert!(matches!(after, E::AfterClose { .. }));
    let unknown = refused("received 2026-03-05; third-party-answered 2026-03-06");
    assert!(matches!(unknown, E::ConsultationUnknown { .. }));
    let unasked = refused("received 2026-03-05; clarification-received 2026-03-06");
    assert!(matches!(unasked, E::NothingAsked { .. }));
    let late = refused("received 2026-03-05; clarification-asked 2026-03-17");
    assert!(matches!(late, E::ClarificationTooLate { .. }));
    let early =
        refused("received 2026-03-05; fee-notice-received 2026-03-09; fee-lapsed 2026-03-20");
    assert!(matches!(early, E::LapsedTooEarly { .. }));
    assert!(matches!(refused("received 2007-03-05"), E::NotInForce(_)));
}

#[test]
fn the_day_before_the_revision_is_judged_by_the_old_length() {
    let due = |received: &str| {
        let story = events(&format!("received {received}"));
        reply_clock(&story, date("2019-06-01"), Calendar::shipped()).unwrap().due_on
    };
    assert_eq!(due("2019-05-14"), Some(date("2019-06-04")));
    assert_eq!(due("2019-05-15"), Some(date("2019-06-13")));
}

#[test]
fn nothing_received_is_not_started() {
    let clock = reply_clock(&[], date("2026-03-05"), Calendar::shipped()).unwrap();
    assert_eq!((clock.state, clock.due_on), (State::NotStarted, None));
}

#[test]
fn an_event_is_written_as_it_is_read() {
    for name in NAMES {
        let values = EventValues {
            working_days: (name == "extension").then_some(10),
            until: (name == "delay-announced").then(|| date("2026-05-05")),
            party: None,
        };
        let dated =
            DatedEvent { on: date("2026-03-05"), event: Event::from_parts(name, values).unwrap() };
        let text = serde_json::to_string(&dated).unwrap();
        assert!(text.contains(name), "{text}");
        assert_eq!(serde_json::from_str::<DatedEvent>(&text).unwrap(), dated);
    }
}

#[test]
fn the_working_reads_as_sentences_in_both_languages() {
    let clock =
        reply_clock(&events("received 2026-02-04"), date("2026-02-04"), Calendar::shipped())
            .unwrap();
    let zh = clock.working.lines(Lang::Zh);
    assert_eq!(
        zh.first().unwrap(),
        "2026年2月4日（周三）收到申请，当日不计入（《中华人民共和国民事诉讼法》第八十五条）"
    );
    assert!(zh.iter().any(|it| it.starts_with("2026年2月14日（周六）：调休上班，计1个工作日")));
    let en = clock.working.lines(Lang::En);
    assert!(en.iter().any(|it| it.starts_with("Sun 2026-02-15 to Mon 2026-02-23: public holiday")));
    assert!(en.last().unwrap().starts_with("last day: Tue 2026-03-10"));
}
