//! Standing in during leave, with accounts that were activated elsewhere.

use crate::keeper::Keeper;

/// The demonstration has active accounts.
fn demonstration() -> Keeper {
    let keeper = Keeper::of_nothing();
    keeper.well("demo --no-serve --data d");
    keeper
}

#[test]
fn a_colleague_stands_in_until_it_is_ended() {
    let keeper = demonstration();
    let people = keeper.json("user list --json");
    let people = people.as_array().unwrap();
    let text = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap().to_owned();
    let holds = |role: &str| {
        let held = |it: &&serde_json::Value| {
            it["appointments"].as_array().unwrap().iter().any(|it| it["role"] == role)
        };
        people.iter().find(held).unwrap()
    };
    let (of, by, administrator) =
        (holds("reviewer"), holds("clerk"), holds("system_administrator"));
    let appointments = of["appointments"].as_array().unwrap();
    let held = appointments.iter().find(|it| it["role"] == "reviewer").unwrap();
    let (from, to, organisation) =
        (text(of, "login"), text(by, "login"), text(held, "organisation"));
    let right = format!("--role reviewer --organisation {organisation} --why 年休假");
    let today = chrono::Utc::now().date_naive() + chrono::Days::new(2);
    let until = format!("--until {today}");

    keeper.refused(&format!("user delegate {from} {from} {right} {until}"), "for themselves");
    keeper.refused(&format!("user delegate {to} {from} {right} {until}"), "does not hold");
    keeper.refused(&format!("user delegate {from} {to} {right} --until 2020-01-01"), "180 days");
    let audit = right.replace("reviewer", "audit_administrator");
    keeper.refused(
        &format!("user delegate {from} {to} {audit} {until}"),
        "somebody else is appointed",
    );
    let administrator = text(administrator, "login");
    let told = keeper.run(&format!("user delegate {from} {administrator} {right} {until}"));
    assert_eq!(told.code, if told.err.contains("same agency") { 2 } else { 0 }, "{}", told.err);

    keeper.well(&format!("user delegate {from} {to} {right} {until}"));
    let shown = || keeper.json(&format!("user show {to} --json"))["delegations"].clone();
    assert_eq!(shown()[0]["from"], of["id"]);
    let acts = keeper.json("log list --all --limit 3 --json").to_string();
    assert!(acts.contains("rights.delegated") && acts.contains("年休假"), "{acts}");
    keeper.well(&format!("user end-delegation {from} {to} {right}"));
    assert_eq!(shown().as_array().unwrap().len(), 0);
    keeper.refused(&format!("user end-delegation {from} {to} {right}"), "do not stand in");
    keeper.is_whole("d");
}
