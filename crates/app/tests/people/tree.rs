//! A tree that is founded by hand.

use crate::keeper::Keeper;

#[test]
fn a_tree_is_founded_by_hand_and_every_day_shows_what_was() {
    let keeper = Keeper::with_a_bureau();
    let school = "--kind school --stage primary --run-by public --under bureau --on 2020-09-01";
    keeper.well(&format!("org found east --name 演示东街小学 {school}"));
    keeper.well(&format!("org found west --name 演示西街小学 {school}"));
    keeper.well("org rename east --name 演示实验小学 --on 2024-09-01 --basis 演编发〔2024〕1号");
    keeper.well("org merge west --into east --on 2025-09-01");

    assert_eq!(keeper.codes_on("2019-05-14"), [""; 0]);
    assert_eq!(keeper.codes_on("2019-05-15"), ["bureau", "city", "office"]);
    assert_eq!(keeper.codes_on("2025-08-31"), ["bureau", "city", "east", "office", "west"]);
    assert_eq!(keeper.codes_on("2025-09-01"), ["bureau", "city", "east", "office"]);
    let named = |day: &str| keeper.well(&format!("org list --on {day}")).contains("演示东街小学");
    assert!(named("2024-08-31") && !named("2024-09-01"));

    let tree = keeper.well("org list --tree --on 2025-08-31");
    let codes: Vec<&str> = tree.lines().filter_map(|it| it.split("  演示").next()).collect();
    assert_eq!(
        codes.iter().map(|it| it.trim_end()).collect::<Vec<_>>(),
        ["city", "  bureau", "    east", "    office", "    west"]
    );
    let shown = keeper.well("org show west --lang zh");
    assert!(shown.contains("2025-09-01  并入east") && shown.contains("已终止"), "{shown}");
    let east = keeper.json("org show east --json");
    assert_eq!(east["administrative_parent"], "bureau");
    assert_eq!(east["facts"][1]["basis"], "演编发〔2024〕1号");
    keeper.is_whole("d");
}

#[test]
fn what_cannot_have_happened_is_refused_in_words_and_leaves_nothing_behind() {
    let keeper = Keeper::with_a_bureau();
    let before = keeper.json("org list --json");
    let found = "--name 演示 --on 2020-01-01";
    keeper.refused(
        &format!("org found new {found} --kind department --under nobody"),
        "no organisation \"nobody\"",
    );
    keeper
        .refused(&format!("org found new {found} --kind department --under office"), "of its kind");
    keeper.refused(&format!("org found new {found} --kind section"), "tree");
    keeper.refused(&format!("org found new {found} --kind school --under bureau"), "--stage");
    keeper.refused(&format!("org found Bureau {found} --kind government"), "a–z");
    keeper.refused(&format!("org found bureau {found} --kind government"), "there already");
    keeper.refused("org found new --name 演示 --kind government --under bureau", "tree");
    keeper.refused("org abolish bureau --on 2026-01-01", "office");
    keeper.refused("org move city --under bureau --on 2026-01-01", "tree");
    keeper.refused("org rename bureau --name 演示 --on 2019-05-14", "before the founding");
    keeper.refused("org split bureau --into city --on 2026-01-01", "split");
    assert_eq!(keeper.run("org move bureau").code, 2);
    assert_eq!(keeper.json("org list --json"), before);
    keeper.is_whole("d");
}

#[test]
fn the_profile_of_an_office_says_what_the_guide_still_lacks() {
    let keeper = Keeper::with_a_bureau();
    let told = keeper.well(
        "org office bureau --name 演示市教育局办公室 --address 演示路1号 --phone 0000-0000001 --hours 工作日8:30-12:00",
    );
    assert!(told.contains("fax (--fax), internet address (--web)"), "{told}");
    let told = keeper.well("org office bureau --fax 0000-0000002 --web https://jyj.example.gov.cn");
    assert!(!told.contains("lacks") && told.contains("演示路1号"), "{told}");
    keeper.refused("org office bureau --post-code 123", "post code");
    keeper.well("org oblige bureau --files-annual-report true");
    let shown = keeper.json("org show bureau --json");
    assert_eq!(shown["office"]["fax"], "0000-0000002");
    assert_eq!(shown["obligations"]["files_annual_report"], true);
    assert_eq!(shown["obligations"]["makes_rules"], false);
}
