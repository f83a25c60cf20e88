//! What is written, and that it is read back as it was.

mod any;

use any::any_world;
use proptest::prelude::*;
use records::organisation::{Change, Fact, Names};
use records::person::AccountState;

use super::*;
use crate::columns::{OrganisationColumn as O, PersonColumn as P};
use crate::read;
use crate::sample::{TODAY, bureau, clerk, day, id, planned};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

#[test]
fn a_template_is_a_file_without_rows_that_is_understood() {
    for lang in LANGS {
        let sheets = read(&template(lang).unwrap()).unwrap();
        assert_eq!(sheets.organisations.columns.len(), O::ALL.len());
        assert_eq!(sheets.people.columns.len(), P::ALL.len());
        assert!(sheets.organisations.rows.is_empty() && sheets.people.rows.is_empty());
        assert_eq!(sheets.oddities, []);
    }
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let export = || export(&bureau(), &[clerk()], day(TODAY), Lang::Zh).unwrap();
    assert_eq!(export(), export());
}

#[test]
fn what_is_exported_is_what_is_there_on_the_day() {
    let mut all = bureau();
    let merged = Change::Merged { into: id(1) };
    let fact = Fact { on: day("2026-01-01"), basis: String::new(), change: merged };
    all[2] = all[2].note(fact).unwrap();
    let gone = AccountState::Closed;
    let mut accounts = vec![clerk(), clerk()];
    accounts[1].1.login = "gone".to_owned();
    accounts[1].1 = accounts[1].1.become_state(gone).unwrap();
    let codes = |on: &str| {
        let sheets = read(&export(&all, &accounts, day(on), Lang::Zh).unwrap()).unwrap();
        let codes = sheets.organisations.rows.iter().map(|it| it.text(O::Code).to_owned());
        (codes.collect::<Vec<_>>(), sheets.people.rows.len())
    };
    assert_eq!(codes("2025-12-31").0, ["org-1", "org-2", "org-3"]);
    assert_eq!(codes(TODAY), (vec!["org-1".to_owned(), "org-2".to_owned()], 1));
    assert_eq!(codes("2018-01-01").0, [] as [&str; 0]);
}

#[test]
fn a_role_is_listed_until_its_last_day_and_people_without_one_have_a_row_too() {
    let (id, account) = clerk();
    let appointment = account.appointments[0].id;
    let accounts = [(id, account.end_appointment(appointment, day("2026-03-31")).unwrap())];
    let roles = |on: &str| {
        let sheets = read(&export(&bureau(), &accounts, day(on), Lang::Zh).unwrap()).unwrap();
        sheets.people.rows.iter().map(|it| it.text(P::Roles).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(roles("2026-03-31"), ["信息公开专员"]);
    assert_eq!(roles("2026-04-01"), [""]);
}

#[test]
fn cells_that_look_like_formulas_are_written_as_words_and_come_back() {
    let mut all = bureau();
    let names = Names::of("=HYPERLINK(\"x\")");
    let fact =
        Fact { on: day("2026-01-01"), basis: String::new(), change: Change::Renamed { names } };
    all[0] = all[0].note(fact).unwrap();
    let file = export(&all, &[], day(TODAY), Lang::Zh).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
    let mut strings = String::new();
    std::io::Read::read_to_string(
        &mut archive.by_name("xl/sharedStrings.xml").unwrap(),
        &mut strings,
    )
    .unwrap();
    assert!(strings.contains(">'=HYPERLINK") && !strings.contains(">=HYPERLINK"));
    assert_eq!(read(&file).unwrap().organisations.rows[0].text(O::FullName), "=HYPERLINK(\"x\")");
}

#[test]
fn every_list_of_values_is_offered_in_both_languages() {
    for lang in LANGS {
        let file = template(lang).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
        let mut count = |name: &str| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
            text.matches("<dataValidation ").count()
        };
        // Kind, stage, who runs it and four duties; roles.
        assert_eq!(count("xl/worksheets/sheet1.xml"), 7);
        assert_eq!(count("xl/worksheets/sheet2.xml"), 1);
        assert_eq!(count("xl/worksheets/sheet3.xml"), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_exported_and_read_again_changes_nothing(world in any_world(), english in any::<bool>()) {
        let lang = if english { Lang::En } else { Lang::Zh };
        let file = export(&world.0, &world.1, day(TODAY), lang).unwrap();
        let sheets = read(&file).unwrap();
        let plan = planned(&sheets, &world);
        prop_assert!(plan.is_empty(), "{plan:#?}");
        prop_assert_eq!(plan.warnings, []);
    }
}
