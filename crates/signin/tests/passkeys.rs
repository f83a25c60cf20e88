//! Passkeys with a device written in software: what is accepted and what is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod device;

use chrono::{DateTime, TimeDelta, Utc};
use device::{Device, OWNER, PRESENT};
use proptest::prelude::*;
use signin::passkeys::{Passkey, PasskeyError, Passkeys, Registering, SigningIn};
use url::Url;
use uuid::Uuid;

const NOW: DateTime<Utc> = DateTime::from_timestamp(1_772_500_000, 0).unwrap();
const ACCOUNT: Uuid = Uuid::from_u128(1);

fn passkeys() -> Passkeys {
    let origin = Url::parse("https://gongkai.example").unwrap();
    Passkeys::new("gongkai.example", &origin, "某区政务公开").unwrap()
}

/// Through the database and back.
fn stored<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

fn register(device: &Device, existing: &[Passkey]) -> Result<Passkey, PasskeyError> {
    let begun = passkeys().begin_registration(ACCOUNT, "login", "示例", existing, NOW);
    let (options, pending): (String, Registering) = begun.unwrap();
    passkeys().finish_registration(&device.create(&options), &stored(&pending), existing, NOW)
}

fn begin(keys: &[Passkey]) -> (String, SigningIn) {
    passkeys().begin_authentication(keys, NOW).unwrap()
}

fn sign_in(device: &Device, keys: &[Passkey]) -> Result<Passkey, PasskeyError> {
    let (options, pending) = begin(keys);
    passkeys().finish_authentication(&device.get(&options), &stored(&pending), keys, NOW)
}

fn check_invalid<T: std::fmt::Debug>(outcome: Result<T, PasskeyError>) {
    assert!(matches!(outcome, Err(PasskeyError::Invalid(_))), "{outcome:?}");
}

#[test]
fn a_registered_device_signs_in() {
    let (device, other) = (Device::new(1), Device::new(2));
    let first = register(&device, &[]).unwrap();
    let second = register(&other, std::slice::from_ref(&first)).unwrap();
    assert_ne!(first.id(), second.id());
    let keys = stored(&vec![first, second]);
    assert_eq!(sign_in(&device, &keys).unwrap().id(), keys[0].id());
    assert_eq!(sign_in(&other, &keys).unwrap().id(), keys[1].id());
}

#[test]
fn the_page_asks_for_the_owner_and_names_the_keys() {
    let keys = [register(&Device::new(1), &[]).unwrap()];
    let (options, _) = begin(&keys);
    assert!(options.contains(r#""userVerification":"required""#), "{options}");
    assert!(options.contains(&keys[0].id()), "{options}");
    let begun = passkeys().begin_registration(ACCOUNT, "login", "示例", &keys, NOW);
    let (options, _) = begun.unwrap();
    assert!(options.contains(r#""userVerification":"required""#), "{options}");
    assert!(options.contains(&keys[0].id()), "{options}");
}

#[test]
fn somebody_who_is_there_but_not_the_owner_is_refused() {
    let mut device = Device::new(1);
    let keys = [register(&device, &[]).unwrap()];
    for flags in [PRESENT, OWNER, 0] {
        device.flags = flags;
        check_invalid(sign_in(&device, &keys));
        check_invalid(register(&device, &[]));
    }
}

#[test]
fn another_page_gets_nothing_that_counts_here() {
    let keys = [register(&Device::new(1), &[]).unwrap()];
    for origin in [
        "https://gongkai.example.evil.example",
        "https://evil.example",
        "https://sub.gongkai.example",
        "https://gongkai.example:8443",
        "http://gongkai.example",
    ] {
        let device = Device { origin, ..Device::new(1) };
        check_invalid(sign_in(&device, &keys));
        check_invalid(register(&device, &[]));
    }
    let device = Device { domain: "evil.example", ..Device::new(1) };
    check_invalid(sign_in(&device, &keys));
    check_invalid(register(&device, &[]));
}

#[test]
fn another_device_with_the_same_name_is_refused() {
    let keys = [register(&Device::new(1), &[]).unwrap()];
    let copy = Device { id: vec![1; 16], ..Device::new(2) };
    check_invalid(sign_in(&copy, &keys));
    check_invalid(sign_in(&Device::new(3), &keys));
}

#[test]
fn an_answer_to_another_challenge_is_refused() {
    let device = Device::new(1);
    let keys = [register(&device, &[]).unwrap()];
    let (options, _) = begin(&keys);
    let (_, pending) = begin(&keys);
    check_invalid(passkeys().finish_authentication(&device.get(&options), &pending, &keys, NOW));
}

#[test]
fn a_registration_is_no_sign_in() {
    let device = Device::new(1);
    let keys = [register(&device, &[]).unwrap()];
    let (options, pending) = begin(&keys);
    let outcome = passkeys().finish_authentication(&device.create(&options), &pending, &keys, NOW);
    assert!(matches!(outcome, Err(PasskeyError::Malformed)), "{outcome:?}");
}

#[test]
fn a_key_is_registered_once_and_a_removed_one_lets_nobody_in() {
    let device = Device::new(1);
    let keys = [register(&device, &[]).unwrap()];
    let again = register(&device, &keys);
    assert!(matches!(again, Err(PasskeyError::Known | PasskeyError::Invalid(_))), "{again:?}");
    let (options, pending) = begin(&keys);
    let removed = passkeys().finish_authentication(&device.get(&options), &pending, &[], NOW);
    assert!(matches!(removed, Err(PasskeyError::Removed)), "{removed:?}");
    assert!(matches!(passkeys().begin_authentication(&[], NOW), Err(PasskeyError::None)));
}

#[test]
fn a_device_that_counts_backwards_is_a_copy() {
    let mut device = Device { counter: 5, ..Device::new(1) };
    let key = register(&device, &[]).unwrap();
    device.counter = 6;
    let used = sign_in(&device, &[key]).unwrap();
    for counter in [6, 5, 0] {
        device.counter = counter;
        let outcome = sign_in(&device, &[stored(&used)]);
        assert!(matches!(outcome, Err(PasskeyError::Copied)), "{counter}: {outcome:?}");
    }
    device.counter = 7;
    assert!(sign_in(&device, &[used]).is_ok());
}

#[test]
fn whoever_takes_too_long_begins_again() {
    let device = Device::new(1);
    let keys = [register(&device, &[]).unwrap()];
    let (options, pending) = begin(&keys);
    let answer = device.get(&options);
    let at = |away| passkeys().finish_authentication(&answer, &pending, &keys, NOW + away);
    assert!(at(TimeDelta::minutes(10)).is_ok());
    for away in [TimeDelta::minutes(10) + TimeDelta::seconds(1), TimeDelta::seconds(-1)] {
        assert!(matches!(at(away), Err(PasskeyError::TooLate)));
    }
}

#[test]
fn pages_that_others_can_change_have_no_passkeys() {
    for (domain, origin, good) in [
        ("gongkai.example", "https://gongkai.example", true),
        ("gongkai.example", "https://www.gongkai.example:8443", true),
        ("localhost", "http://localhost:8080", true),
        ("gongkai.example", "http://gongkai.example", false),
        ("gongkai.example", "https://notgongkai.example", false),
        ("127.0.0.1", "http://127.0.0.1:8080", false),
        ("", "https://gongkai.example", false),
    ] {
        let made = Passkeys::new(domain, &Url::parse(origin).unwrap(), "name");
        assert_eq!(made.is_ok(), good, "{domain} {origin}");
    }
}

#[test]
fn debug_shows_no_challenge() {
    let keys = [register(&Device::new(1), &[]).unwrap()];
    let (options, pending) = begin(&keys);
    let options: serde_json::Value = serde_json::from_str(&options).unwrap();
    let challenge = options["publicKey"]["challenge"].as_str().unwrap();
    assert!(serde_json::to_string(&pending).unwrap().contains(challenge));
    assert!(!format!("{pending:?}").contains("hallenge"));
}

#[test]
fn an_answer_of_any_size_or_shape_does_no_harm() {
    let keys = [register(&Device::new(1), &[]).unwrap()];
    let (_, pending) = begin(&keys);
    for answer in ["", "{}", "[]", &" ".repeat(1_000_000), &"[".repeat(60_000)] {
        let outcome = passkeys().finish_authentication(answer, &pending, &keys, NOW);
        assert!(matches!(outcome, Err(PasskeyError::Malformed)));
    }
}

#[test]
fn an_attestation_of_any_depth_does_no_harm() {
    let begun = passkeys().begin_registration(ACCOUNT, "login", "示例", &[], NOW);
    let (options, pending) = begun.unwrap();
    let mut answer: serde_json::Value =
        serde_json::from_str(&Device::new(1).create(&options)).unwrap();
    // Lists, maps, tags and endless lists, each within the other.
    for nested in ["gYGB", "oaGh", "wcHB", "n5-f", "v7-_", "____"] {
        answer["response"]["attestationObject"] = nested.repeat(12_000).into();
        check_invalid(passkeys().finish_registration(&answer.to_string(), &pending, &[], NOW));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_changed_answer_neither_passes_nor_panics(at: prop::sample::Index, letter in "[A-Za-z0-9_-]") {
        let device = Device::new(1);
        let keys = [register(&device, &[]).unwrap()];
        let (options, pending) = begin(&keys);
        let good = device.get(&options);
        let begun = passkeys().begin_registration(ACCOUNT, "login", "示例", &[], NOW);
        let (options, registering) = begun.unwrap();
        let mut created = device.create(&options);
        let place = at.index(created.len());
        created.replace_range(place..=place, &letter);
        let _ = passkeys().finish_registration(&created, &registering, &[], NOW);

        // What is signed and the signature; other fields may change without harm.
        for field in ["authenticatorData", "clientDataJSON", "signature"] {
            let mut answer: serde_json::Value = serde_json::from_str(&good).unwrap();
            let before = answer["response"][field].as_str().unwrap().to_owned();
            let mut after = before.clone();
            let place = at.index(after.len());
            after.replace_range(place..=place, &letter);
            prop_assume!(before != after);
            answer["response"][field] = after.into();
            let outcome =
                passkeys().finish_authentication(&answer.to_string(), &pending, &keys, NOW);
            prop_assert!(outcome.is_err(), "{} at {}", field, place);
        }
    }
}
