//! Standing in during leave, among the people of the demonstration, whose accounts are active.

use chrono::{Days, NaiveDate};

use crate::keeper::Keeper;

/// A day soon after the newest act.
fn soon(keeper: &Keeper) -> NaiveDate {
    let newest = keeper.json("log list --all --limit 1 --json");
    let at = newest[0]["at"].as_str().unwrap();
    at[..10].parse::<NaiveDate>().unwrap() + Days::new(5)
}

#[test]
fn a_colleague_stands_in_until_it_is_ended() {
    let keeper = Keeper::of_nothing();
    keeper.well("demo --no-serve --data d");
    let (of, by) = ("yanshi.ding", "yanshi.jia");
    let right = "--role reviewer --organisation haidong-jyj --why 年休假";
    let until = format!("--until {}", soon(&keeper));
    let refused = |people: &str, right: &str, until: &str, words: &str| {
        keeper.refused(&format!("user delegate {people} {right} {until}"), words);
    };
    refused("yanshi.ding yanshi.ding", right, &until, "for themselves");
    refused("yanshi.jia yanshi.ding", right, &until, "does not hold");
    refused("yanshi.ding clerk.yi-xian", right, &until, "same agency");
    refused("yanshi.ding yanshi.si", right, &until, "closed");
    refused("yanshi.ding yanshi.jia", right, "--until 2020-01-01", "180 days");
    let administrator = "--role audit_administrator --organisation haidong --why 年休假";
    refused("yanshi.yin yanshi.chou", administrator, &until, "somebody else is appointed");

    keeper.well(&format!("user delegate {of} {by} {right} {until}"));
    let shown = || keeper.json(&format!("user show {by} --json"))["delegations"].clone();
    assert_eq!(shown()[0]["from"], keeper.json(&format!("user show {of} --json"))["id"]);
    let told = keeper.well(&format!("user show {by}"));
    assert!(told.contains("stands in for yanshi.ding: reviewer"), "{told}");
    let newest = || keeper.json("log list --organisation haidong-jyj --limit 1 --json")[0].clone();
    let act = newest();
    assert_eq!((&act["action"], &act["why"]), (&"rights.delegated".into(), &"年休假".into()));
    assert_eq!(act["body"]["organisation"], "haidong-jyj");

    keeper.well(&format!("user end-delegation {of} {by} {right}"));
    assert_eq!(shown().as_array().map(Vec::len), Some(0));
    assert_eq!(newest()["action"], "rights.delegation_ended");
    keeper.refused(&format!("user end-delegation {of} {by} {right}"), "do not stand in");
    keeper.is_whole("d");
}
