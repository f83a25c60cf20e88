//! What people get wrong, and what they are told.

use crate::keeper::Keeper;

#[test]
fn a_reason_is_asked_for_in_both_languages() {
    let keeper = Keeper::with_a_bureau();
    keeper.well("user invite jia --name 演示用户甲 --organisation bureau");
    let long = "字".repeat(201);
    for line in ["user close jia", "user reset jia", "user sessions jia --end"] {
        for why in ["", &long] {
            let ended = keeper.run(&format!("{line} --why={why}"));
            assert_eq!(ended.code, 2, "{line}: {}{}", ended.out, ended.err);
        }
    }
    keeper.refused("user close jia --why=", "1至200个字");
    assert_eq!(keeper.json("user show jia --json")["state"], "invited");
}

#[test]
fn the_first_administrators_belong_to_the_top() {
    let keeper = Keeper::with_a_bureau();
    let first = "user first zi --name 演示用户子 --role system_administrator --organisation";
    keeper.refused(&format!("{first} bureau"), "stands under \"city\"");
    keeper.well(&format!("{first} city"));
}

#[test]
fn the_log_is_listed_by_code_and_as_a_whole() {
    let keeper = Keeper::with_a_bureau();
    keeper.well("user invite jia --name 演示用户甲 --organisation office");
    let count = |whose: &str| {
        keeper.json(&format!("log list {whose} --json")).as_array().map(Vec::len).unwrap()
    };
    assert_eq!(["", "--organisation city", "--organisation bureau"].map(count), [1, 1, 3]);
    assert_eq!(count("--all"), 5);
    keeper.refused("log list --organisation nobody", "no organisation");
    assert_eq!(keeper.run("log list --all --organisation city").code, 2);
}

#[test]
fn a_failed_beginning_leaves_nothing_behind() {
    let keeper = Keeper::of_nothing();
    std::fs::write(keeper.path("recovery.key"), "kept").unwrap();
    let init = "init --name jyj.example.gov.cn --recovery-key";
    keeper.refused(&format!("{init} recovery.key"), "not written over");
    assert!(!keeper.path("d").exists());
    assert_eq!(std::fs::read_to_string(keeper.path("recovery.key")).unwrap(), "kept");

    let ended = keeper.run(&format!("{init} other.key --postgres-url-file nowhere"));
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(!keeper.path("d").exists() && !keeper.path("other.key").exists());
    keeper.well(&format!("{init} other.key"));
}

#[test]
fn a_site_for_others_is_not_started_as_a_demonstration() {
    let keeper = Keeper::new();
    let config = keeper.path("d/gongkai.toml");
    let before = std::fs::read_to_string(&config).unwrap();
    for (web, zh, en) in [
        (
            "origin = \"https://jyj.example.gov.cn\"\nsecond_factor = \"nobody\"",
            "只用于本机演示",
            "not started",
        ),
        ("origin = \"http://jyj.example.gov.cn\"", "对外请用 https", "on this machine"),
        ("origin = \"jyj.example.gov.cn\"", "写法", "an origin is"),
    ] {
        std::fs::write(&config, with_web(&before, web)).unwrap();
        keeper.refused("serve --listen 127.0.0.1:0 --lang zh", zh);
        keeper.refused("serve --listen 127.0.0.1:0", en);
    }
}

/// The configuration with other words under `[web]`.
fn with_web(before: &str, web: &str) -> String {
    let mut value: toml::Table = before.parse().unwrap();
    value.insert("web".to_owned(), toml::Value::Table(web.parse().unwrap()));
    toml::to_string(&value).unwrap()
}
