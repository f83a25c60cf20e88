//! A workbook with faults, without, and once more.

use law::Lang;
use roster::{OrganisationColumn as O, PersonColumn as P, SheetName};
use rust_xlsxwriter::Workbook;

use crate::keeper::Keeper;

const ORGANISATIONS: [O; 8] =
    [O::Code, O::FullName, O::Kind, O::Stage, O::RunBy, O::Parent, O::FoundedOn, O::OfficePhone];
const PEOPLE: [P; 4] = [P::Login, P::Name, P::Home, P::Roles];

/// Writes a workbook; a row is words with `|` between them.
fn workbook(keeper: &Keeper, name: &str, organisations: &[&str], people: &[&str]) {
    let mut workbook = Workbook::new();
    let organisation_headings = ORGANISATIONS.map(|it| it.heading(Lang::Zh)).join("|");
    let person_headings = PEOPLE.map(|it| it.heading(Lang::Zh)).join("|");
    for (sheet, headings, rows) in [
        (SheetName::Organisations, organisation_headings, organisations),
        (SheetName::People, person_headings, people),
    ] {
        let sheet = workbook.add_worksheet().set_name(sheet.title(Lang::Zh)).unwrap();
        for (row, text) in (0..).zip([headings.as_str()].iter().chain(rows)) {
            for (column, cell) in (0..).zip(text.split('|')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save(keeper.path(name)).unwrap();
}

#[test]
fn a_workbook_is_shown_with_its_faults_then_brought_in_and_taken_out_the_same() {
    let keeper = Keeper::with_a_bureau();
    let before = keeper.json("org list --json");
    workbook(
        &keeper,
        "faulty.xlsx",
        &[
            "east|演示东街小学|学校|小学||bureau|2020-09-01|",
            "west|演示西街小学|学校|小学|公办|nobody||",
        ],
        &["yanshi.jia|演示用户甲|east|校长"],
    );
    let shown = keeper.run("org import faulty.xlsx --apply --lang zh");
    assert_eq!(shown.code, 1, "{}{}", shown.out, shown.err);
    for fault in ["第2行“办学性质”", "第3行“上级机构代码”（nobody）", "“人员”第2行“角色”（校长）"]
    {
        assert!(shown.out.contains(fault), "{fault}: {}", shown.out);
    }
    assert_eq!(keeper.json("org list --json"), before);

    let schools = [
        "east|演示东街小学|学校|小学|公办|bureau|2020-09-01|",
        "bureau|演示市教育局|政府部门|||city||0000-0000003",
    ];
    let people =
        ["yanshi.jia|演示用户甲|east|信息公开专员、审核人", "yanshi.yi|演示用户乙|bureau|"];
    workbook(&keeper, "good.xlsx", &schools, &people);
    let preview = keeper.well("org import good.xlsx");
    assert!(preview.contains("preview") && preview.contains("演示东街小学"), "{preview}");
    assert_eq!(keeper.json("org list --json"), before);

    let codes = "--apply --with-roles --codes codes.txt --json";
    let applied = keeper.json(&format!("org import good.xlsx {codes}"));
    assert_eq!(applied["applied"], true);
    assert_eq!(applied["roles"].as_array().map(Vec::len), Some(2));
    assert_eq!(keeper.json("org show bureau --json")["office"]["phone"], "0000-0000003");
    let jia = keeper.json("user show yanshi.jia --json");
    assert_eq!(jia["appointments"].as_array().map(Vec::len), Some(2), "{jia}");
    let written = std::fs::read_to_string(keeper.path("codes.txt")).unwrap();
    assert_eq!(written.matches("gk_invite_").count(), 2, "{written}");

    // Brought in again, or taken out and brought in, nothing is left to change.
    assert!(keeper.well("org import good.xlsx").contains("Nothing differs"));
    keeper.well("org export -o out.xlsx");
    keeper.refused("org export -o out.xlsx", "the file is there");
    keeper.well("org export -o again.xlsx");
    let bytes = |name| std::fs::read(keeper.path(name)).unwrap();
    assert_eq!(bytes("out.xlsx"), bytes("again.xlsx"));
    assert!(keeper.well("org import out.xlsx").contains("Nothing differs"));
    keeper.is_whole("d");
}

#[test]
fn roles_that_do_not_go_together_or_codes_that_cannot_be_written_stop_all_of_it() {
    let keeper = Keeper::with_a_bureau();
    let before = keeper.json("user list --json");
    workbook(&keeper, "two.xlsx", &[], &["zi|演示用户子|city|系统管理员、安全管理员"]);
    let shown = keeper.run("org import two.xlsx --apply --with-roles --lang zh");
    assert!(shown.code == 1 && shown.out.contains("三员"), "{}{}", shown.out, shown.err);

    workbook(&keeper, "one.xlsx", &[], &["zi|演示用户子|city|系统管理员"]);
    std::fs::write(keeper.path("codes.txt"), "taken").unwrap();
    keeper.refused("org import one.xlsx --apply --codes codes.txt", "there already");
    assert_eq!(keeper.json("user list --json"), before);

    keeper.well("org import one.xlsx --apply");
    workbook(&keeper, "moved.xlsx", &[], &["zi|演示用户子|bureau|"]);
    let moved = keeper.run("org import moved.xlsx --apply");
    assert!(moved.code == 1 && moved.out.contains("cannot change"), "{}", moved.out);
    std::fs::write(keeper.path("none.xlsx"), "no workbook").unwrap();
    assert_eq!(keeper.run("org import none.xlsx").code, 2);
    keeper.well("org template -o 模板.xlsx");
    assert!(keeper.well("org import 模板.xlsx").contains("Nothing differs"));
}
