//! A program that reads the description of the API and sends what it allows, and what it does not
//! (schemathesis): each role in turn, over a real connection.

use std::process::Command;

use axum::extract::{ConnectInfo, Request};
use axum::middleware::{Next, from_fn};
use records::person::Role;
use tokio::net::TcpListener;

use crate::driver::new_address;
use crate::site::{CITY, Site};

/// The variable that names the program.
const PROGRAM: &str = "GONGKAI_SCHEMATHESIS";

/// What an answer must be: no fault of ours, and what the description says of it.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_schema_conformance";

/// How many values are tried for each call.
fn examples() -> String {
    std::env::var("GONGKAI_SCHEMATHESIS_EXAMPLES").unwrap_or_else(|_| "2".to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs schemathesis, which `cargo xtask test` and `cargo xtask api-fuzz` install"]
async fn no_role_finds_a_fault_of_ours_by_the_description() {
    let program = std::env::var(PROGRAM).expect("GONGKAI_SCHEMATHESIS names the program");
    let site = Site::new().await;
    // One machine sends everything; the pace is looked at elsewhere.
    let elsewhere = from_fn(|mut request: Request, next: Next| async move {
        let from = std::net::SocketAddr::new(new_address(), 40_000);
        request.extensions_mut().insert(ConnectInfo(from));
        next.run(request).await
    });
    let router = site.router.clone().layer(elsewhere);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let mut asked = vec![("anyone", None)];
    for role in Role::ALL {
        let id = site.member(&role.name().replace('_', "-"), CITY, &[(role, CITY)]).await;
        // A session, because no token does what an administrator does.
        let mut browser = site.signed_in(id).await;
        let form_token = browser.token().await;
        let cookies: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        asked.push((role.name(), Some((cookies.join("; "), form_token))));
    }
    let mut faults = Vec::new();
    for (name, session) in asked {
        let mut command = Command::new(&program);
        // What it remembers goes with the site.
        command.current_dir(site.at.folder());
        command.args(["run", &format!("http://{address}/api/v1/openapi.json")]);
        command.args(["--checks", CHECKS, "--max-examples", &examples(), "--seed", "1"]);
        command.args(["--phases", "examples,coverage,fuzzing", "--generation-database", "none"]);
        // It makes no spreadsheets; `roster` and `arbitrary` send them.
        command.args(["--exclude-path-regex", "^/api/v1/roster", "--workers", "2"]);
        command.args(["--request-timeout", "20", "--continue-on-failure", "--no-color"]);
        if let Some((cookies, form_token)) = session {
            command.args(["--header", &format!("Cookie: {cookies}")]);
            command.args(["--header", &format!("x-form-token: {form_token}")]);
            command.args(["--header", "sec-fetch-site: same-origin"]);
        }
        let done = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let told = String::from_utf8_lossy(&done.stdout).into_owned();
        println!("{name}: {}", told.lines().last().unwrap_or_default());
        if !done.status.success() {
            faults.push(format!("{name}:\n{told}{}", String::from_utf8_lossy(&done.stderr)));
        }
    }
    serving.abort();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
