//! The examples of RFC 6238, and what is refused.

use proptest::prelude::*;
use static_assertions::assert_not_impl_any;

use super::*;

assert_not_impl_any!(TotpSecret: fmt::Display, serde::Serialize, Clone);

/// The secret of the examples of RFC 6238.
fn example() -> TotpSecret {
    TotpSecret::new(*b"12345678901234567890")
}

#[test]
fn the_examples_of_the_standard_are_right() {
    // Its examples have eight digits, of which an app shows the last six.
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(example().verify(code, seconds, None), Some(seconds / 30), "{seconds}");
    }
}

#[test]
fn a_telephone_may_be_half_a_minute_wrong_and_no_more() {
    // The step of 1111111109 begins at 1111111080.
    let at = |seconds| example().verify("081804", seconds, None);
    let step = Some(1_111_111_080 / 30);
    assert_eq!(at(1_111_111_080 - 31), None);
    assert_eq!(at(1_111_111_080 - 30), step);
    assert_eq!(at(1_111_111_080 + 59), step);
    assert_eq!(at(1_111_111_080 + 60), None);
}

#[test]
fn a_code_is_good_once() {
    let step = example().verify("081804", 1_111_111_109, None).unwrap();
    assert_eq!(example().verify("081804", 1_111_111_109, Some(step)), None);
    assert_eq!(example().verify("081804", 1_111_111_109, Some(step + 1)), None);
    assert_eq!(example().verify("081804", 1_111_111_109, Some(step - 1)), Some(step));
    // The next one follows at once.
    assert_eq!(example().verify("050471", 1_111_111_111, Some(step)), Some(step + 1));
}

#[test]
fn what_is_not_six_digits_is_wrong() {
    for typed in ["", "81804", "0818040", "+81804", "08180a", "０８１８０", "验证码"] {
        assert_eq!(example().verify(typed, 1_111_111_109, None), None, "{typed}");
    }
    assert!(example().verify(" ０８１ 804 ", 1_111_111_109, None).is_some());
}

#[test]
fn the_ends_of_time_do_no_harm() {
    for seconds in [0, 29, 30, u64::MAX - 30, u64::MAX] {
        let _ = example().verify("000000", seconds, None);
    }
}

#[test]
fn the_secret_is_typed_in_groups_and_hidden_from_debug() {
    assert_eq!(example().base32().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert_eq!(format!("{:?}", example()), "TotpSecret(…)");
}

#[test]
fn the_address_escapes_both_names_and_keeps_no_colon_of_theirs() {
    let uri = example().otpauth_uri("某区：政务公开", "li:ming&secret=A");
    assert!(uri.starts_with("otpauth://totp/%E6%9F%90"), "{}", uri.as_str());
    assert!(uri.contains(":li%20ming%26secret%3DA?secret=GEZDGNBVGY3TQOJQ"), "{}", uri.as_str());
    assert_eq!(uri.matches("secret=").count(), 1);
    assert_eq!(uri.matches(':').count(), 2);
    let nameless = example().otpauth_uri(" ", ":");
    assert!(nameless.starts_with("otpauth://totp/gongkai:"), "{}", nameless.as_str());
}

proptest! {
    #[test]
    fn a_code_that_counts_is_always_newer_than_the_last(
        secret: [u8; SECRET_BYTES], seconds in 60u64..4_000_000_000, last in 0u64..3, shift in 0u64..3,
    ) {
        let secret = TotpSecret::new(secret);
        let now = seconds / STEP_SECONDS;
        let code = secret.totp("", "").generate((now + shift - 1) * STEP_SECONDS).to_string();
        let last = now + last - 1;
        let found = secret.verify(&code, seconds, Some(last));
        prop_assert!(found.is_none_or(|step| step > last && step <= now + 1));
        if now + shift - 1 > last {
            prop_assert!(found.is_some());
        }
    }

    #[test]
    fn checking_never_panics(typed in ".{0,12}", seconds: u64, last: Option<u64>) {
        let _ = example().verify(&typed, seconds, last);
    }
}
