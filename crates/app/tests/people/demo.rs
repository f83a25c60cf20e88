//! A demo: made, found again, and never made over anything else.

use signin::passwords::{PasswordCost, Passwords};
use store::Source;
use zeroize::Zeroizing;

use crate::keeper::{Keeper, Still};

/// The password hashes of two people of a demo.
fn hashes(keeper: &Keeper) -> [String; 2] {
    keeper.asks("demo", Still::in_2027(), async |store| {
        let hash = async |login| {
            let found = store.credentials().get(sample::ids::account(login)).await.unwrap();
            found.and_then(|it| it.password_hash).unwrap()
        };
        [hash("yanshi.jia").await, hash("yanshi.zi").await]
    })
}

#[test]
fn a_demo_is_made_verified_backed_up_and_found_again() {
    let keeper = Keeper::of_nothing();
    let made = keeper.well("demo --data demo --no-serve --listen 127.0.0.1:8017");
    let file = keeper.path("demo/demo-password.txt");
    let password = std::fs::read_to_string(&file).unwrap().trim().to_owned();
    assert!(made.contains(&password) && made.contains("http://localhost:8017"), "{made}");
    for login in ["yanshi.jia", "yanshi.zi", "yanshi.chou", "yanshi.yin"] {
        assert!(made.contains(login), "{made}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let [one, other] = hashes(&keeper);
    assert_eq!(one, other, "the password is hashed once");
    let passwords = Passwords::new(PasswordCost::RECOMMENDED, 1, 1).unwrap();
    let verdict = passwords.verify(Zeroizing::new(password.clone()), Some(one));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let verdict = runtime.block_on(verdict).unwrap();
    assert!(verdict.matches && !verdict.rehash);

    keeper.is_whole("demo");
    keeper.asks("demo", Still::in_2027(), async |store| {
        assert_eq!(store.given_reports().places().await.unwrap().len(), 17);
        assert_eq!(store.site_profiles().all().await.unwrap().len(), 2);
        let guide = store.guides().of(sample::ids::BUREAU).await.unwrap().unwrap();
        assert!(guide.value.released().is_some());
    });
    keeper.well("backup --data demo -o b.age");
    // It is no installation to trust: the recovery key lies beside the data, and nobody witnesses.
    let looked = keeper.run("doctor --data demo --json");
    let lines: serde_json::Value = serde_json::from_str(&looked.out).unwrap();
    let care = lines.as_array().unwrap().iter().filter(|it| it["good"] == false).count();
    assert_eq!((looked.code, care), (1, 2), "{}", looked.out);

    let config = std::fs::read_to_string(keeper.path("demo/gongkai.toml")).unwrap();
    assert!(config.contains("second_factor = \"nobody\""), "{config}");
    let again = keeper.well("demo --data demo --no-serve --listen 127.0.0.1:8018");
    assert!(again.contains("Using") && again.contains(&password), "{again}");
    let config = std::fs::read_to_string(keeper.path("demo/gongkai.toml")).unwrap();
    assert!(config.contains("http://localhost:8018"), "{config}");
    keeper.is_whole("demo");
}

#[test]
fn two_demos_have_the_same_bureau_and_different_passwords() {
    let keeper = Keeper::of_nothing();
    let password = |data: &str| {
        keeper.well(&format!("demo --data {data} --no-serve"));
        std::fs::read_to_string(keeper.path(data).join("demo-password.txt")).unwrap()
    };
    assert_ne!(password("a"), password("b"));
    for list in ["org list --json", "user list --json", "org show haidong-syxx --json"] {
        let of = |data: &str| keeper.json(&format!("{list} --data {data}"));
        assert_eq!(of("a"), of("b"));
    }
    let bureau = sample::bureau();
    let people = keeper.json("user list --json --data a");
    assert_eq!(people.as_array().map(Vec::len), Some(bureau.accounts.len()));
}

#[test]
fn a_demo_is_never_made_over_anything_else() {
    let keeper = Keeper::new();
    keeper.refused("demo --data d --no-serve", "no demo");
    std::fs::create_dir(keeper.path("full")).unwrap();
    std::fs::write(keeper.path("full/letter.txt"), "mine").unwrap();
    keeper.refused("demo --data full --no-serve", "not empty");
    std::fs::create_dir(keeper.path("half")).unwrap();
    std::fs::write(keeper.path("half/demo-password.txt"), "begun").unwrap();
    keeper.refused("demo --data half --no-serve", "not finished");
    keeper.refused("demo --data e --no-serve --listen 127.0.0.1:0", "port");
    assert!(!keeper.path("e").exists());
}
