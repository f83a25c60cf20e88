//! What an organisation was on a day, and what cannot have happened.

use super::*;

fn bureau() -> Organisation {
    organisation(1, Kind::Department, None)
}

fn name_on(of: &Organisation, on: &str) -> Option<String> {
    of.on(day(on)).map(|it| it.names.full)
}

#[test]
fn a_past_year_is_shown_under_the_name_of_that_year() {
    let bureau = bureau().note(fact("2024-06-01", renamed("演示教育体育局"))).unwrap();
    assert_eq!(name_on(&bureau, "2018-12-31"), None);
    assert_eq!(name_on(&bureau, "2019-01-01").as_deref(), Some("演示机构1"));
    assert_eq!(name_on(&bureau, "2024-05-31").as_deref(), Some("演示机构1"));
    assert_eq!(name_on(&bureau, "2024-06-01").as_deref(), Some("演示教育体育局"));
}

#[test]
fn what_is_noted_late_takes_its_place_among_the_days() {
    let bureau = bureau()
        .note(fact("2024-06-01", renamed("第三名")))
        .and_then(|it| it.note(fact("2021-06-01", renamed("第二名"))))
        .unwrap();
    let days: Vec<_> = bureau.facts().iter().map(|it| it.on.to_string()).collect();
    assert_eq!(days, ["2019-01-01", "2021-06-01", "2024-06-01"]);
    assert_eq!(name_on(&bureau, "2023-01-01").as_deref(), Some("第二名"));
    assert_eq!(name_on(&bureau, "2025-01-01").as_deref(), Some("第三名"));
}

#[test]
fn of_two_facts_of_one_day_the_one_noted_later_holds() {
    let bureau = bureau()
        .note(fact("2024-06-01", renamed("先")))
        .and_then(|it| it.note(fact("2024-06-01", renamed("后"))))
        .unwrap();
    assert_eq!(name_on(&bureau, "2024-06-01").as_deref(), Some("后"));
}

#[test]
fn what_is_noted_late_is_refused_where_it_makes_something_impossible() {
    let early = bureau().note(fact("2018-06-01", renamed("太早")));
    assert_eq!(early, Err(FactError::BeforeFounding));

    let ended = bureau().note(fact("2024-01-01", Change::Abolished { duties_to: None })).unwrap();
    let after = ended.note(fact("2024-01-02", renamed("太晚")));
    assert_eq!(after, Err(FactError::AfterEnd));
    // It had a later fact, so it cannot have ended before it.
    let renamed_once = bureau().note(fact("2024-01-01", renamed("新"))).unwrap();
    let ended_before = renamed_once.note(fact("2023-01-01", Change::Abolished { duties_to: None }));
    assert_eq!(ended_before, Err(FactError::AfterEnd));
    assert!(ended.note(fact("2023-12-31", renamed("还来得及"))).is_ok());
}

#[test]
fn nothing_is_founded_twice() {
    let twice = bureau().note(fact("2020-01-01", founding("又", Kind::Department, None)));
    assert_eq!(twice, Err(FactError::Founding));
}

#[test]
fn a_merger_a_split_and_an_abolition_name_who_goes_on() {
    let endings = [
        (Change::Merged { into: id(2) }, vec![id(2)]),
        (Change::Split { into: vec![id(2), id(3)] }, vec![id(2), id(3)]),
        (Change::Abolished { duties_to: Some(id(2)) }, vec![id(2)]),
        (Change::Abolished { duties_to: None }, vec![]),
    ];
    for (change, successors) in endings {
        let ended = bureau().note(fact("2025-09-01", change)).unwrap();
        assert_eq!(ended.on(day("2025-08-31")).unwrap().ended, None);
        let ending = Ending { on: day("2025-09-01"), successors };
        assert_eq!(ended.on(day("2030-01-01")).unwrap().ended, Some(ending));
    }
}

#[test]
fn a_successor_names_whom_it_follows() {
    let founding = Change::Founded {
        names: Names::of("演示新校"),
        of: school(),
        administrative_parent: Some(id(1)),
        ogi_authority: None,
        predecessors: vec![id(7), id(8)],
    };
    let new = Organisation::found(id(9), "new", fact("2025-09-01", founding)).unwrap();
    assert_eq!(new.on(day("2025-09-01")).unwrap().predecessors, [id(7), id(8)]);
}

#[test]
fn a_split_names_two_or_more_that_differ() {
    for into in [vec![], vec![id(2)], vec![id(2), id(2)], (2..60).map(id).collect()] {
        let split = bureau().note(fact("2025-01-01", Change::Split { into }));
        assert_eq!(split, Err(FactError::Others));
    }
}

#[test]
fn nothing_stands_under_follows_or_becomes_itself() {
    let own = Some(id(1));
    let changes = [
        Change::Moved { administrative_parent: own, ogi_authority: None },
        Change::Moved { administrative_parent: None, ogi_authority: own },
        Change::Merged { into: id(1) },
        Change::Split { into: vec![id(2), id(1)] },
        Change::Abolished { duties_to: own },
    ];
    for change in changes {
        assert_eq!(bureau().note(fact("2025-01-01", change)), Err(FactError::Itself));
    }
    let found = fact("2019-01-01", founding("自己", Kind::Department, Some(1)));
    assert_eq!(Organisation::found(id(1), "own", found), Err(FactError::Itself));
}

#[test]
fn a_school_may_teach_others_and_a_section_never_keeps_records() {
    let twelve = Kind::School { stage: SchoolStage::TwelveYear, run_by: RunBy::Public };
    let of_a_school = organisation(5, school(), None);
    let noted = of_a_school.note(fact("2020-09-01", Change::Reclassified { to: twelve })).unwrap();
    assert_eq!(noted.on(day("2020-08-31")).unwrap().kind, school());
    assert_eq!(noted.on(day("2020-09-01")).unwrap().kind, twelve);

    let to_section = Change::Reclassified { to: Kind::Section };
    assert_eq!(of_a_school.note(fact("2020-09-01", to_section)), Err(FactError::Kind));
    let section = organisation(6, Kind::Section, Some(1));
    let to_school = Change::Reclassified { to: school() };
    assert_eq!(section.note(fact("2020-09-01", to_school)), Err(FactError::Kind));
}

#[test]
fn the_office_and_the_duties_hold_from_their_day() {
    let office = OgiOffice { phone: "0972-0000001".to_owned(), ..OgiOffice::default() };
    let duties = Obligations { files_annual_report: true, ..Obligations::default() };
    let bureau = bureau()
        .note(fact("2020-01-01", Change::OfficeDescribed { office: office.clone() }))
        .and_then(|it| it.note(fact("2021-01-01", Change::Obliged { obligations: duties })))
        .unwrap();
    let before = bureau.on(day("2019-12-31")).unwrap();
    assert_eq!((before.office, before.obligations), Default::default());
    let after = bureau.on(day("2021-01-01")).unwrap();
    assert_eq!((after.office, after.obligations), (office, duties));
}

#[test]
fn a_code_is_short_and_plain() {
    for code in ["ab", "jyj-01", "0a", &"a".repeat(40)] {
        assert!(is_code(code), "{code}");
    }
    for code in ["", "a", "-a", "a-", "A1", "教育", "a b", "a_b", &"a".repeat(41)] {
        assert!(!is_code(code), "{code}");
    }
    let found = fact("2019-01-01", founding("演示", Kind::Department, None));
    assert_eq!(Organisation::found(id(1), "Ä", found), Err(FactError::Code));
}

#[test]
fn names_and_documents_are_one_line_of_bounded_length() {
    for name in ["", " ", "一\n二", &"长".repeat(101)] {
        assert_eq!(bureau().note(fact("2020-01-01", renamed(name))), Err(FactError::Text));
    }
    assert!(bureau().note(fact("2020-01-01", renamed(&"长".repeat(100)))).is_ok());
    let mut with_basis = fact("2020-01-01", renamed("新"));
    with_basis.basis = "一\t二".to_owned();
    assert_eq!(bureau().note(with_basis), Err(FactError::Text));
}

#[test]
fn there_is_an_end_to_what_is_kept_of_one_organisation() {
    let mut bureau = bureau();
    for n in 1..MOST_FACTS {
        bureau = bureau.note(fact("2020-01-01", renamed(&format!("名{n}")))).unwrap();
    }
    assert_eq!(bureau.note(fact("2020-01-01", renamed("多"))), Err(FactError::TooMany));
}
