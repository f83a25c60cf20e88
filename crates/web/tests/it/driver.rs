//! Whoever uses the site in a test: a browser with cookies, and a program with a token.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{Request, header};
use serde_json::Value;
use tower::ServiceExt;

use crate::answer::Answer;

pub const ORIGIN: &str = "https://ogi.example.gov.cn";
pub const FORM: &str = "application/x-www-form-urlencoded";
pub const JSON: &str = "application/json";

pub const MULTIPART: &str = "multipart/form-data; boundary=of-a-test";

/// A form with files, as a browser sends it.
pub fn multipart(token: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = format!(
        "--of-a-test\r\ncontent-disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n"
    )
    .into_bytes();
    for (name, bytes) in files {
        let head = format!(
            "--of-a-test\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--of-a-test--\r\n");
    body
}

/// Counts addresses, so that the pace of one test is not another's.
static ADDRESSES: AtomicU32 = AtomicU32::new(0x0A00_0001);

/// Requests that were sent by all tests of this run.
pub static SENT: AtomicU32 = AtomicU32::new(0);

/// An address that nobody has used.
pub fn new_address() -> IpAddr {
    IpAddr::V4(ADDRESSES.fetch_add(1, Ordering::SeqCst).into())
}

/// Sends a request from an address.
pub async fn send(router: &Router, mut request: Request<Body>, from: IpAddr) -> Answer {
    SENT.fetch_add(1, Ordering::SeqCst);
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from, 40_000)));
    Answer::of(router.clone().oneshot(request).await.unwrap()).await
}

pub fn form(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

/// A browser: it keeps cookies, and comes from one address unless told otherwise.
#[derive(Debug, Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// Where it is; without one, somewhere new at each request.
    pub address: Option<IpAddr>,
    pub agent: String,
}

impl Browser {
    pub fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: BTreeMap::new(),
            address: None,
            agent: "Browser of a test".to_owned(),
        }
    }

    /// The same browser at another node.
    pub fn at(&self, router: &Router) -> Self {
        Self { router: router.clone(), ..self.clone() }
    }

    /// The start of a request with everything that this browser sends by itself.
    pub fn request(&self, method: &str, path: &str) -> Builder {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::USER_AGENT, &self.agent);
        if !self.cookies.is_empty() {
            let all: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, all.join("; "));
        }
        if method != "GET" && method != "HEAD" {
            request =
                request.header(header::ORIGIN, ORIGIN).header("sec-fetch-site", "same-origin");
        }
        request
    }

    /// Sends it, and keeps the cookies of the answer.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let from = self.address.unwrap_or_else(new_address);
        let answer = send(&self.router, request, from).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let first = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = first.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Opens a page and sends its form back with some fields.
    pub async fn fill(&mut self, page: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let opened = self.get(page).await;
        let token = opened.input("form_token").unwrap_or_else(|| panic!("no form: {opened:?}"));
        self.submit(to, &token, fields).await
    }

    /// Sends a form with a token.
    pub async fn submit(&mut self, to: &str, token: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("form_token", token)];
        all.extend(fields);
        let request = self.request("POST", to).header(header::CONTENT_TYPE, FORM);
        let request = request.body(Body::from(form(&all))).unwrap();
        self.send(request).await
    }

    /// The token of the forms of this browser in its session.
    pub async fn token(&mut self) -> String {
        let page = self.get("/sign-in").await;
        page.input("form_token").unwrap()
    }

    /// A call of a script of ours.
    pub async fn call(&mut self, method: &str, path: &str, key: &str, body: &Value) -> Answer {
        let token = self.token().await;
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, JSON)
            .header("x-form-token", token)
            .header("idempotency-key", key)
            .body(Body::from(body.to_string()))
            .unwrap();
        self.send(request).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.fill("/sign-in", "/sign-in", &[("login", login), ("password", password)]).await
    }
}

/// A program with a token, which is sent with every call.
#[derive(Debug, Clone)]
pub struct Program {
    router: Router,
    by: By,
}

/// What a caller shows.
#[derive(Debug, Clone)]
enum By {
    Token(String),
    /// The cookies and the form token of somebody who is signed in.
    Session {
        cookies: String,
        form_token: String,
    },
}

impl Program {
    pub fn new(router: &Router, secret: &str) -> Self {
        Self { router: router.clone(), by: By::Token(secret.to_owned()) }
    }

    /// A caller in the session of a browser: what people do, and no program.
    pub async fn of(mut browser: Browser) -> Self {
        let form_token = browser.token().await;
        let all: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Self {
            router: browser.router.clone(),
            by: By::Session { cookies: all.join("; "), form_token },
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self.shown(Request::get(path));
        send(&self.router, request.body(Body::empty()).unwrap(), new_address()).await
    }

    pub async fn call(&self, method: &str, path: &str, key: &str, body: &Value) -> Answer {
        let bytes = body.to_string().into_bytes();
        self.call_with(method, path, key, JSON, bytes).await
    }

    pub async fn call_with(
        &self,
        method: &str,
        path: &str,
        key: &str,
        kind: &str,
        bytes: Vec<u8>,
    ) -> Answer {
        let request = self
            .shown(Request::builder().method(method).uri(path))
            .header(header::CONTENT_TYPE, kind)
            .header("idempotency-key", key)
            .body(Body::from(bytes))
            .unwrap();
        send(&self.router, request, new_address()).await
    }

    fn shown(&self, request: Builder) -> Builder {
        match &self.by {
            By::Token(secret) => request.header(header::AUTHORIZATION, format!("Bearer {secret}")),
            By::Session { cookies, form_token } => request
                .header(header::COOKIE, cookies)
                .header(header::ORIGIN, ORIGIN)
                .header("sec-fetch-site", "same-origin")
                .header("x-form-token", form_token),
        }
    }
}
