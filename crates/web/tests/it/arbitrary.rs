//! Whatever is sent, the answer is no fault of ours.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use records::person::Role;

use crate::driver::{FORM, JSON, new_address, send};
use crate::probes::{XLSX, anywhere};
use crate::site::{BUREAU, CITY, Site};

/// Requests that are tried on each engine.
const CASES: u32 = 1_500;

#[derive(Debug, Clone)]
struct Sent {
    cell: usize,
    /// What stands in the variables of the path, and after it.
    variable: Option<String>,
    query: String,
    kind: &'static str,
    body: Vec<u8>,
    headers: Vec<(&'static str, Vec<u8>)>,
    whose: usize,
}

/// Values that somebody tries: plausible, odd, and hostile.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("演示".to_owned()),
        Just("bureau".to_owned()),
        Just("clerk".to_owned()),
        Just("\u{0}".to_owned()),
        Just("2026-03-02".to_owned()),
        Just("+262142-12-31".to_owned()),
        Just("-262143-01-01".to_owned()),
        Just("00000000-0000-0000-0000-000000000000".to_owned()),
        Just("gk_invite_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()),
        Just("\u{202e}\u{feff}\r\n\t".to_owned()),
        Just("' OR 1=1 --".to_owned()),
        Just("9223372036854775807".to_owned()),
        ".{0,20}",
        "[a-z0-9.-]{1,45}",
        "(é|漢){200,300}",
    ]
}

const FIELDS: [&str; 42] = [
    "login",
    "name",
    "organisation",
    "why",
    "code",
    "names",
    "full",
    "kind",
    "stage",
    "run_by",
    "founded_on",
    "administrative_parent",
    "ogi_authority",
    "predecessors",
    "basis",
    "version",
    "on",
    "what",
    "into",
    "duties_to",
    "office",
    "mail",
    "post_code",
    "role",
    "from_on",
    "until_on",
    "to",
    "reason",
    "account",
    "scopes",
    "days",
    "form_token",
    "password",
    "again",
    "old",
    "setting_up",
    "ceremony",
    "credential",
    "id",
    "state",
    "limit",
    "after",
];

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        value().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::vec((prop::sample::select(&FIELDS[..]), inner), 0..8).prop_map(
                |all| { all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
            ),
        ]
    })
}

/// Bodies that nearly are what is wanted, with values of all kinds.
fn nearly() -> impl Strategy<Value = serde_json::Value> {
    let shapes = prop::sample::select(vec![
        r#"{"why":"$"}"#,
        r#"{"login":"$","name":"$","organisation":"bureau"}"#,
        r#"{"code":"$","names":{"full":"$","short":"$"},"kind":"section","founded_on":"$","administrative_parent":"bureau","basis":"$"}"#,
        r#"{"version":1,"on":"$","basis":"$","what":"renamed","names":{"full":"$","english":"$"}}"#,
        r#"{"version":1,"on":"$","what":"moved","administrative_parent":"$"}"#,
        r#"{"version":1,"office":{"name":"$","hours":"$","mail":"$"}}"#,
        r#"{"role":"clerk","organisation":"bureau","from_on":"$","until_on":"$","why":"$"}"#,
        r#"{"to":"$","role":"clerk","organisation":"bureau","from_on":"$","until_on":"$","reason":"$"}"#,
        r#"{"account":"$","name":"$","scopes":["self.see"],"days":30}"#,
        r#"{"ceremony":"$","credential":{"id":"$","response":{}}}"#,
    ]);
    (shapes, prop::collection::vec(value(), 6)).prop_map(|(shape, values)| {
        let mut text = String::new();
        let mut values = values.into_iter().cycle();
        for (at, part) in shape.split("\"$\"").enumerate() {
            if at > 0 {
                text.push_str(
                    &serde_json::Value::from(values.next().unwrap_or_default()).to_string(),
                );
            }
            text.push_str(part);
        }
        serde_json::from_str(&text).unwrap()
    })
}

fn body() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let fields = prop::collection::vec((prop::sample::select(&FIELDS[..]), value()), 0..8);
    prop_oneof![
        2 => json().prop_map(|it| (JSON, it.to_string().into_bytes())),
        4 => nearly().prop_map(|it| (JSON, it.to_string().into_bytes())),
        2 => fields.prop_map(|it| (FORM, serde_urlencoded::to_string(it).unwrap().into_bytes())),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(|it| (JSON, it)),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(|it| (FORM, it)),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(|it| (XLSX, it)),
    ]
}

fn header() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let names = prop::sample::select(vec![
        "accept",
        "accept-language",
        "cookie",
        "user-agent",
        "x-forwarded-for",
        "x-request-id",
        "host",
        "origin",
        "sec-fetch-site",
        "content-length",
        "expect",
        "range",
        "if-none-match",
        "x-form-token",
    ]);
    (names, prop::collection::vec(any::<u8>(), 0..40))
}

fn sent(cells: usize) -> impl Strategy<Value = Sent> {
    (
        0..cells,
        prop::option::of(value()),
        prop_oneof![3 => Just(String::new()), 1 => "[ -~]{0,30}"],
        body(),
        prop::collection::vec(header(), 0..3),
        0usize..3,
    )
        .prop_map(|(cell, variable, query, (kind, body), headers, whose)| Sent {
            cell,
            variable,
            query,
            kind,
            body,
            headers,
            whose,
        })
}

pub async fn nothing_that_is_sent_is_a_fault_of_ours(at: testkit::Installation) {
    let site = Site::on(at).await;
    let mut people = vec![site.browser()];
    for role in [Role::SystemAdministrator, Role::SecurityAdministrator] {
        let id = site.member(&format!("who.{}", role.name()), CITY, &[(role, CITY)]).await;
        people.push(site.signed_in(id).await);
    }
    let somebody = site.member("somebody", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    let mut tokens = Vec::new();
    for it in &mut people {
        tokens.push(it.token().await);
    }
    let config =
        ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let strategy = sent(site.cells.len());
    let (mut done, mut good) = (0, 0);
    for at in 0..CASES {
        let tried = strategy.new_tree(&mut runner).unwrap().current();
        let cell = &site.cells[tried.cell];
        let encoded: String = tried
            .variable
            .as_deref()
            .map(|it| url::form_urlencoded::byte_serialize(it.as_bytes()).collect())
            .unwrap_or_default();
        let path = match tried.variable {
            None => cell.path.replace("{id}", &somebody.to_string()).replace("{code}", "bureau"),
            Some(_) => ["{id}", "{code}", "{name}", "{role}"]
                .iter()
                .fold(cell.path.clone(), |path, it| path.replace(it, &encoded)),
        };
        let path = anywhere(&path);
        let query: String =
            tried.query.chars().filter(|it| !"# \"<>`{}|\\^".contains(*it)).collect();
        let address = if query.is_empty() { path } else { format!("{path}?{query}") };
        let Ok(uri) = address.parse::<axum::http::Uri>() else { continue };
        let mut browser = people[tried.whose].clone();
        let mut request = browser
            .request(cell.method, "/")
            .uri(uri)
            .header("content-type", tried.kind)
            .header("x-form-token", &tokens[tried.whose])
            .header("idempotency-key", format!("arbitrary {at}"));
        for (name, value) in &tried.headers {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                request = request.header(HeaderName::from_static(name), value);
            }
        }
        // A form that is ours, with values that are not.
        let mut body = tried.body.clone();
        if tried.kind == FORM {
            let own = format!("form_token={}&", tokens[tried.whose]);
            body.splice(0..0, own.into_bytes());
        }
        let request: Request<Body> = request.body(Body::from(body)).unwrap();
        let answer = send(&site.router, request, new_address()).await;
        browser.address = None;
        assert!(answer.code() < 500, "{} {address}: {} {tried:?}", cell.method, answer.text());
        done += 1;
        good += usize::from(answer.status.is_success());
    }
    assert!(done > CASES * 9 / 10, "{done}");
    assert!(good > 50, "{good} of {done} came to anything");
}
