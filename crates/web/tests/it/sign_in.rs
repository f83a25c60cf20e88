//! Signing in, step by step, as people do it in a browser.

use records::person::{AccountState, Role};
use signin::totp::TotpSecret;
use store::{Source, Strength};

use crate::answer::Answer;
use crate::driver::{Browser, new_address};
use crate::site::{BUREAU, PASSWORD, Site, why};

const OTHER_PASSWORD: &str = "a glass of water at noon";

/// The secret behind the key that a page shows in base 32.
fn secret_of(page: &Answer) -> TotpSecret {
    let shown = page.texts("span.secret").concat();
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in shown.bytes().filter(|it| *it != b' ') {
        let value = alphabet.iter().position(|it| *it == letter).unwrap();
        held = (held << 5) | u32::try_from(value).unwrap();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).unwrap());
        }
    }
    TotpSecret::new(bytes.try_into().unwrap())
}

/// The code that an app shows now.
fn code_of(secret: &TotpSecret, site: &Site) -> String {
    let seconds = u64::try_from(site.store().edge().now().micros() / 1_000_000).unwrap();
    let app = totp_rs::Builder::new().with_secret(*secret.bytes()).build_noncompliant();
    app.generate(seconds).to_string()
}

async fn who(browser: &mut Browser) -> u16 {
    browser.get("/api/v1/me").await.code()
}

pub async fn a_code_becomes_a_password_once_and_a_weak_password_keeps_it(
    at: testkit::Installation,
) {
    let site = Site::on(at).await;
    let admin = site.member("admin", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let mut admin = site.signed_in(admin).await;
    let new =
        serde_json::json!({ "login": "new.one", "name": "演示新人", "organisation": "bureau" });
    let invited = admin.call("POST", "/api/v1/accounts", "k1", &new).await;
    assert_eq!(invited.code(), 201, "{}", invited.text());
    let code = invited.json()["code"].as_str().unwrap().to_owned();
    let set = async |password: &str, again: &str| {
        let mut browser = site.browser();
        let fields = [("code", code.as_str()), ("password", password), ("again", again)];
        let answer = browser.fill("/welcome", "/welcome", &fields).await;
        (answer, browser)
    };
    assert_eq!(set("short", "short").await.0.code(), 422);
    assert_eq!(set("password123456", "password123456").await.0.code(), 422);
    assert_eq!(set(PASSWORD, OTHER_PASSWORD).await.0.code(), 422);
    let (answer, mut browser) = set(PASSWORD, PASSWORD).await;
    assert_eq!((answer.code(), answer.header("location")), (303, Some("/me")));
    assert_eq!(who(&mut browser).await, 200);
    let (again, mut thief) = set(OTHER_PASSWORD, OTHER_PASSWORD).await;
    assert_eq!(again.code(), 422, "a code works once");
    assert_eq!(who(&mut thief).await, 401);
    let mut elsewhere = site.browser();
    assert_eq!(elsewhere.sign_in("new.one", OTHER_PASSWORD).await.code(), 422);
    assert_eq!(elsewhere.sign_in("New.One ", PASSWORD).await.code(), 303);
    assert_eq!(who(&mut elsewhere).await, 200);
}

#[tokio::test]
async fn an_old_code_is_none() {
    let site = Site::new().await;
    let admin = site.member("admin", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let new =
        serde_json::json!({ "login": "new.one", "name": "演示新人", "organisation": "bureau" });
    let invited =
        site.signed_in(admin).await.call("POST", "/api/v1/accounts", "k1", &new).await.json();
    site.at.clock.advance(7 * 24 * 60 * 60 + 1);
    let fields =
        [("code", invited["code"].as_str().unwrap()), ("password", PASSWORD), ("again", PASSWORD)];
    let answer = site.browser().fill("/welcome", "/welcome", &fields).await;
    assert_eq!(answer.code(), 422);
}

pub async fn a_second_factor_is_set_up_asked_for_and_each_code_is_good_once(
    at: testkit::Installation,
) {
    let site = Site::on(at).await;
    let id = site.member("somebody", BUREAU, &[(Role::SecurityAdministrator, BUREAU)]).await;
    site.set_password(id, PASSWORD).await;
    let mut browser = site.browser();
    assert_eq!(browser.sign_in("somebody", PASSWORD).await.code(), 303);
    let set_up = browser.get("/me/second-factor").await;
    let secret = secret_of(&set_up);
    let attempt = set_up.input("setting_up").unwrap();
    let token = set_up.input("form_token").unwrap();
    let wrong = [("setting_up", attempt.as_str()), ("code", "000000")];
    assert_eq!(browser.submit("/me/second-factor", &token, &wrong).await.code(), 422);
    let code = code_of(&secret, &site);
    let right = [("setting_up", attempt.as_str()), ("code", code.as_str())];
    let codes = browser.submit("/me/second-factor", &token, &right).await;
    assert_eq!(codes.code(), 200);
    let sheet = codes.texts("ul.codes li");
    assert_eq!(sheet.len(), 10);
    assert_eq!(who(&mut browser).await, 401, "every session has ended");

    // The code by which it was set up is used up.
    let asked = browser.sign_in("somebody", PASSWORD).await;
    assert_eq!(asked.header("location"), Some("/sign-in/second-factor?to=%2Foffice"));
    assert_eq!(who(&mut browser).await, 401, "half done is not done");
    let second = async |browser: &mut Browser, code: &str| {
        browser
            .fill("/sign-in/second-factor", "/sign-in/second-factor", &[("code", code)])
            .await
            .code()
    };
    assert_eq!(second(&mut browser, &code).await, 422, "a replay");
    site.at.clock.advance(60);
    let next = code_of(&secret, &site);
    let mut stolen = browser.clone();
    assert_eq!(second(&mut browser, &next).await, 303);
    assert_eq!(who(&mut browser).await, 200);
    assert_eq!(second(&mut stolen, &next).await, 422, "the ceremony and the code are used up");

    // A recovery code once.
    let mut lost = site.browser();
    lost.sign_in("somebody", PASSWORD).await;
    assert_eq!(second(&mut lost, &sheet[0]).await, 303);
    let mut again = site.browser();
    again.sign_in("somebody", PASSWORD).await;
    assert_eq!(second(&mut again, &sheet[0]).await, 422);
    assert_eq!(second(&mut again, &sheet[1].to_lowercase()).await, 303);
    assert_eq!(site.store().credentials().recovery_codes_left(id).await.unwrap(), 8);

    // Too late for the second step.
    let mut late = site.browser();
    late.sign_in("somebody", PASSWORD).await;
    site.at.clock.advance(5 * 60 + 1);
    assert_eq!(second(&mut late, &sheet[2]).await, 422);

    // Removed with the password only.
    let removal = "/me/second-factor/remove";
    assert_eq!(browser.fill("/me", removal, &[("password", "wrong")]).await.code(), 422);
    assert_eq!(browser.fill("/me", removal, &[("password", PASSWORD)]).await.code(), 303);
    let mut plain = site.browser();
    assert_eq!(plain.sign_in("somebody", PASSWORD).await.header("location"), Some("/office"));
}

#[tokio::test]
async fn whoever_guesses_waits_longer_and_longer_and_keeps_nobody_else_out() {
    let site = Site::new().await;
    let id = site.member("somebody", BUREAU, &[]).await;
    site.set_password(id, PASSWORD).await;
    let mut known = site.browser();
    known.address = Some(new_address());
    assert_eq!(known.sign_in("somebody", PASSWORD).await.code(), 303);
    let mut guesser = site.browser();
    guesser.address = Some(new_address());
    for _ in 0..5 {
        assert_eq!(guesser.sign_in("somebody", "wrong").await.code(), 422);
    }
    let mut waits = Vec::new();
    for wait in [30, 60, 120] {
        let told = guesser.sign_in("somebody", PASSWORD).await;
        assert_eq!(told.code(), 429, "even the right password waits");
        assert!(told.header("retry-after").is_some(), "{:?}", told.headers);
        waits.push(told.texts(".notice--error").concat());
        site.at.clock.advance(wait - 1);
        assert_eq!(guesser.sign_in("somebody", "wrong").await.code(), 429);
        site.at.clock.advance(2);
        assert_eq!(guesser.sign_in("somebody", "wrong").await.code(), 422);
    }
    assert_eq!(guesser.sign_in("somebody", PASSWORD).await.code(), 429);
    // Another network, and a device from the same network on which she has signed in before.
    let mut elsewhere = site.browser();
    assert_eq!(elsewhere.sign_in("somebody", PASSWORD).await.code(), 303);
    known.address = guesser.address;
    known.cookies.remove("__Host-gongkai-session");
    assert_eq!(known.sign_in("somebody", PASSWORD).await.code(), 303);
    // Another login from the guesser's network.
    let other = site.member("another", BUREAU, &[]).await;
    site.set_password(other, PASSWORD).await;
    let mut colleague = site.browser();
    colleague.address = guesser.address;
    assert_eq!(colleague.sign_in("another", PASSWORD).await.code(), 303);
}

#[tokio::test]
async fn an_unknown_login_answers_like_a_wrong_password() {
    let site = Site::new().await;
    let id = site.member("somebody", BUREAU, &[]).await;
    site.set_password(id, PASSWORD).await;
    site.member("without-one", BUREAU, &[]).await;
    for (login, state) in
        [("suspended", AccountState::Suspended), ("closed-one", AccountState::Closed)]
    {
        let id = site.person(login, BUREAU, state, &[]).await;
        site.set_password(id, PASSWORD).await;
    }
    let mut browser = site.browser();
    browser.get("/sign-in").await;
    let mut all = Vec::new();
    for (login, password) in [
        ("somebody", "wrong"),
        ("nobody-here", PASSWORD),
        ("without-one", PASSWORD),
        ("suspended", PASSWORD),
        ("closed-one", PASSWORD),
        ("no login\u{0}", PASSWORD),
    ] {
        let answer = browser.clone().sign_in(login, password).await;
        assert_eq!(answer.code(), 422, "{login}");
        let mut told = answer.told();
        let shown = answer.input("login").unwrap();
        // The page says what was typed, however long that is.
        told.1.remove("content-length");
        told.2 = told.2.replace(&format!("value=\"{shown}\""), "value=\"\"");
        all.push(told);
    }
    // What was typed last has a character that a page cannot show.
    all.pop();
    assert!(all.windows(2).all(|it| it[0] == it[1]), "{all:?}");
    // Failures count for those who are not there as for those who are: by login, and by network.
    let counted = site.dump(&["sign_in_try"]).await["sign_in_try"].lines().count();
    assert_eq!(counted, 6 + 6);
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_signing_in() {
    let site = Site::new().await;
    let id = site.member("somebody", BUREAU, &[]).await;
    site.set_password(id, PASSWORD).await;
    for (to, expected) in [
        ("/permissions", "/permissions"),
        ("https://evil.example/", "/office"),
        ("//evil.example", "/office"),
        ("/\\evil.example", "/office"),
        ("javascript:alert(1)", "/office"),
        ("", "/office"),
    ] {
        let fields = [("login", "somebody"), ("password", PASSWORD), ("to", to)];
        let answer = site.browser().fill("/sign-in", "/sign-in", &fields).await;
        assert_eq!(answer.header("location"), Some(expected), "{to}");
    }
    let asked = site.browser().get("/me?done=sessions").await;
    assert_eq!(asked.header("location"), Some("/sign-in?to=%2Fme"));
}

#[tokio::test]
async fn the_roles_of_an_administrator_rest_without_a_second_factor() {
    let site = Site::new().await;
    let admin = site.member("admin", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let clerk = site.member("clerk", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    for (strength, expected) in [
        (Strength::Password, 403),
        (Strength::SecondFactor, 200),
        (Strength::Passkey, 200),
        (Strength::Oidc, 200),
    ] {
        let mut browser = site.signed_in_by(admin, strength).await;
        assert_eq!(browser.get("/api/v1/accounts").await.code(), expected, "{strength:?}");
        let page = browser.get("/me").await;
        assert_eq!(page.code(), 200);
        assert_eq!(page.text().contains("第二步验证。"), expected == 403, "{strength:?}");
    }
    let mut clerk = site.signed_in_by(clerk, Strength::Password).await;
    assert_eq!(clerk.get("/api/v1/me").await.json()["in_force"][0], "clerk@bureau");
}

#[tokio::test]
async fn a_suspended_account_sets_its_password_and_stays_out() {
    let site = Site::new().await;
    let security = site.member("security", BUREAU, &[(Role::SecurityAdministrator, BUREAU)]).await;
    let id = site.person("somebody", BUREAU, AccountState::Suspended, &[]).await;
    let mut security = site.signed_in(security).await;
    let reset = format!("/api/v1/accounts/{id}/reset");
    assert_eq!(security.call("POST", &reset, "r", &why()).await.code(), 200);
    let back = format!("/api/v1/accounts/{id}/return");
    // Whoever resets hands out no code, and whoever hands it out resets nothing.
    let code = format!("/api/v1/accounts/{id}/code");
    assert_eq!(security.call("POST", &code, "c", &why()).await.code(), 403);
    let system = site.member("system", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let mut system = site.signed_in(system).await;
    assert_eq!(system.call("POST", &reset, "r", &why()).await.code(), 403);
    assert_eq!(security.call("POST", &back, "b", &why()).await.code(), 200);
    let handed = system.call("POST", &code, "c", &why()).await.json();
    let suspension = format!("/api/v1/accounts/{id}/suspension");
    assert_eq!(security.call("POST", &suspension, "s", &why()).await.code(), 200);
    let fields =
        [("code", handed["code"].as_str().unwrap()), ("password", PASSWORD), ("again", PASSWORD)];
    let mut browser = site.browser();
    assert_eq!(browser.fill("/welcome", "/welcome", &fields).await.code(), 422);
    assert_eq!(who(&mut browser).await, 401);
    assert_eq!(browser.sign_in("somebody", PASSWORD).await.code(), 422);
    assert_eq!(security.call("POST", &back, "again", &why()).await.code(), 200);
    assert_eq!(browser.sign_in("somebody", PASSWORD).await.code(), 303);
    // Whoever can sign in gets no code beside it.
    assert_eq!(system.call("POST", &code, "once more", &why()).await.code(), 409);
}
