//! The first people of an installation, and what becomes of accounts.

use eventlog::At;
use records::person::AccountId;
use serde_json::Value;
use signin::secret::{OneTimeToken, Purpose};
use store::{Invitation, Source};

use crate::keeper::{Keeper, Still};

/// Whose password a code lets one set, as the page `/welcome` asks it at an instant.
fn opens(keeper: &Keeper, code: &str, at: i64) -> Option<Invitation> {
    let hash = OneTimeToken::parse(Purpose::Invitation, code).unwrap().hash().into();
    let at = Still(At::from_micros(at).unwrap());
    keeper.asks("d", at, async |store| store.invitations().peek(&hash).await.unwrap())
}

/// The one-time code in what was printed.
fn code(told: &str) -> String {
    let code = told.split_whitespace().find(|it| it.starts_with("gk_invite_"));
    code.expect("a code is printed").to_owned()
}

#[test]
fn the_first_three_administrators_are_three_people() {
    let keeper = Keeper::new();
    let first = |login: &str, name: &str, role: &str| {
        format!("user first {login} --name {name} --role {role} --organisation city")
    };
    keeper.refused(&first("zi", "演示用户子", "system_administrator"), "org found");
    keeper.well("org found city --name 演示市人民政府 --kind government --on 2019-05-15");
    assert_eq!(keeper.run(&first("zi", "演示用户子", "clerk")).code, 2);

    let system = code(&keeper.well(&first("zi", "演示用户子", "system_administrator")));
    keeper.refused(&first("chou", "演示用户丑", "system_administrator"), "there is a system");
    keeper.refused(&first("zi", "演示用户丑", "security_administrator"), "three people");
    keeper.refused(&first("zi2", "演示用户子", "security_administrator"), "three people");
    let security = code(&keeper.well(&first("chou", "演示用户丑", "security_administrator")));
    code(&keeper.well(&first("yin", "演示用户寅", "audit_administrator")));
    assert_ne!(system, security);

    let grant = |login: &str, role: &str| {
        format!("user grant {login} {role} --organisation city --why 演示")
    };
    keeper.refused(&grant("chou", "audit_administrator"), "three people");
    keeper.refused(&grant("yin", "clerk"), "holds no other role");
    keeper.refused(&grant("zi", "系统管理员"), "already");
    keeper.well(&grant("zi", "信息公开专员"));

    // Whoever has left is replaced; the one who came instead is first again.
    let told = keeper.well("user close zi --why 调离");
    assert!(told.contains("no system administrator any more"), "{told}");
    keeper.well(&first("mao", "演示用户卯", "system_administrator"));
    let list = keeper.json("user list --organisation city --json");
    let states: Vec<&str> =
        list.as_array().unwrap().iter().filter_map(|it| it["state"].as_str()).collect();
    assert_eq!(states, ["invited", "invited", "invited", "closed"]);
    keeper.is_whole("d");
}

#[test]
fn an_account_is_invited_given_a_role_reset_and_closed() {
    let keeper = Keeper::with_a_bureau();
    let invited =
        keeper.json("user invite yanshi.jia --name 演示用户甲 --organisation office --json");
    assert!(invited["code"].as_str().unwrap().starts_with("gk_invite_"), "{invited}");
    keeper.refused("user invite yanshi.jia --name 演示 --organisation bureau", "taken");
    keeper.refused("user invite Jia --name 演示 --organisation bureau", "login");
    keeper.refused("user invite jia --name 演示 --organisation nobody", "no organisation");

    let right = "yanshi.jia reviewer --organisation bureau --why 演示";
    keeper.well(&format!("user grant {right} --from 2026-01-01 --until 2099-12-31"));
    assert!(keeper.well("user list --organisation bureau").contains("reviewer · bureau"));
    assert!(!keeper.well("user list --organisation city").contains("yanshi.jia"));
    keeper.well(&format!("user end-role {right}"));
    keeper.refused(&format!("user end-role {right}"), "no such role");

    keeper.refused("user return yanshi.jia --why 演示", "invited");
    keeper.refused("user suspend yanshi.jia --why 演示", "invited");
    let again = code(&keeper.well("user reset yanshi.jia --why 信封丢失"));
    assert_ne!(invited["code"], again.as_str());
    assert!(keeper.well("user sessions yanshi.jia").contains("not signed in"));
    keeper.well("user sessions yanshi.jia --end --why 演示");
    keeper.well("user close yanshi.jia --why 调离");
    keeper.refused("user reset yanshi.jia --why 演示", "closed");
    keeper.refused("user show nobody", "no account");
    let shown = keeper.json("user show yanshi.jia --json");
    assert_eq!((&shown["state"], &shown["organisation"]), (&"closed".into(), &"office".into()));
    keeper.is_whole("d");
}

#[test]
fn a_code_opens_its_account_for_seven_days_and_until_the_next_one() {
    let keeper = Keeper::with_a_bureau();
    let told = |line: &str| -> (String, i64) {
        let told = keeper.json(line);
        let until: At = serde_json::from_value(told["until"].clone()).unwrap();
        (told["code"].as_str().unwrap().to_owned(), until.micros())
    };
    let (first, until) = told("user invite jia --name 演示用户甲 --organisation bureau --json");
    let account = |found: Option<Invitation>| found.map(|it| it.account);
    let id: Value = keeper.json("user show jia --json")["id"].clone();
    let id = Some(AccountId(serde_json::from_value(id).unwrap()));
    assert_eq!(account(opens(&keeper, &first, until - 1)), id);
    assert_eq!(account(opens(&keeper, &first, until)), None);

    let (second, until) = told("user reset jia --why 信封丢失 --json");
    let found = opens(&keeper, &second, until - 1).unwrap();
    assert_eq!((Some(found.account), found.purpose), (id, store::Purpose::Reset));
    // The clock is read twice, some microseconds apart.
    let seconds = (until - found.made_at.micros() + 500_000) / 1_000_000;
    assert_eq!(seconds, 7 * 24 * 60 * 60);
    assert_eq!(account(opens(&keeper, &first, until - 1)), None);
}

#[test]
fn every_change_is_an_act_of_the_operator() {
    let keeper = Keeper::with_a_bureau();
    keeper.well("user invite yanshi.jia --name 演示用户甲 --organisation bureau");
    keeper.well("user grant yanshi.jia clerk --organisation bureau --why 演示");
    let bureau = keeper.json("org show bureau --json");
    let agency = bureau["id"].as_str().unwrap();
    let acts = keeper.json(&format!("log list --agency {agency} --json")).to_string();
    for action in ["organisation.founded", "account.invited", "rights.granted"] {
        assert!(acts.contains(action), "{action}: {acts}");
    }
    assert!(acts.contains("operator") && !acts.contains("gk_invite_"), "{acts}");
}
