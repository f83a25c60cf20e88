//! Annual reports and holiday notices as whoever looks after an installation puts them in.

use report::json::to_json;
use serde_json::Value;

use crate::keeper::Keeper;

/// An invented report that passes the check, and the same with one request too many.
fn write_reports(keeper: &Keeper) {
    let sample = sample::bureau();
    let good = to_json(&sample.reports[0].report);
    std::fs::write(keeper.path("good.json"), &good).unwrap();
    let mut wrong: Value = serde_json::from_str(&good).unwrap();
    wrong["table3"]["new"]["natural_person"] = 4_711.into();
    // A report as data is known by the schema that it names first.
    let schema = wrong.as_object_mut().unwrap().remove("schema").unwrap();
    let rest = wrong.to_string();
    let text = format!("{{\"schema\":{schema},{}", rest.strip_prefix('{').unwrap());
    std::fs::write(keeper.path("wrong.json"), text).unwrap();
}

fn published(keeper: &Keeper) -> Vec<(i64, i64, String)> {
    let listed = keeper.json("report list --json");
    let told = |it: &Value| {
        let because = it["replaces_because"].as_str().unwrap().to_owned();
        (it["year"].as_i64().unwrap(), it["edition"].as_i64().unwrap(), because)
    };
    listed.as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_report_is_checked_before_it_is_published_and_replaced_with_a_reason() {
    let keeper = Keeper::with_a_bureau();
    write_reports(&keeper);
    let refused = keeper.run("report publish wrong.json --org bureau");
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(published(&keeper).is_empty());
    keeper.well("report publish good.json --org bureau");
    assert_eq!(published(&keeper), [(2021, 1, String::new())]);
    let again = keeper.run("report publish good.json --org bureau");
    assert!(again.code == 2 && again.err.contains("--reason"), "{}", again.err);
    keeper.well("report publish wrong.json --org bureau --reason 更正 --with-errors 照原件");
    let both = [(2021, 1, String::new()), (2021, 2, "更正".to_owned())];
    assert_eq!(published(&keeper), both);
    let other = keeper.run("report publish good.json --org bureau --year 2022 --reason 更正");
    assert_eq!(other.code, 2, "{}", other.out);
    keeper.is_whole("d");
}

#[test]
fn a_notice_is_proposed_and_shows_what_would_change() {
    let keeper = Keeper::with_a_bureau();
    let text = "[[overlay]]\nregion = \"演示自治县\"\nbasis = \"演示\"\naccepted = true\ndays_off = [\"2026-03-20\"]\n";
    std::fs::write(keeper.path("notice.toml"), text).unwrap();
    let told = keeper.well("calendar propose notice.toml --org city");
    assert!(told.contains("2026-03-20"), "{told}");
    let listed = keeper.json("calendar list --json");
    assert_eq!(listed[0]["standing"], "waiting to be confirmed");
    std::fs::write(keeper.path("notice.toml"), "x").unwrap();
    assert_eq!(keeper.run("calendar propose notice.toml --org city").code, 2);
    keeper.is_whole("d");
}
