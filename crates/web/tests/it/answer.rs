//! What the site answered, as a test looks at it.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use http_body_util::BodyExt;
use scraper::{Html, Selector};

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Self { status: parts.status, headers: parts.headers, bytes }
    }

    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|it| it.to_str().ok())
    }

    pub fn page(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The value of the first input of a name.
    pub fn input(&self, name: &str) -> Option<String> {
        let wanted = Selector::parse(&format!("input[name={name}]")).unwrap();
        let found = self.page().select(&wanted).next()?.value().attr("value")?.to_owned();
        Some(found)
    }

    /// The texts of everything that a selector finds, but for the help beside the page.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let wanted = Selector::parse(selector).unwrap();
        let help = Selector::parse(".aside-help").unwrap();
        let page = self.page();
        let help: Vec<_> = page.select(&help).map(|it| it.id()).collect();
        let found = page.select(&wanted);
        let found = found.filter(|it| !it.ancestors().any(|up| help.contains(&up.id())));
        found.map(|it| it.text().collect::<String>()).collect()
    }

    /// Everything that somebody could tell two answers apart by: all but the number of the request.
    pub fn told(&self) -> (u16, BTreeMap<String, Vec<String>>, String) {
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in &self.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            headers.entry(name.to_string()).or_default().push(value);
        }
        let id = headers.remove("x-request-id").unwrap_or_default().concat();
        let body = self.text();
        let body = if id.is_empty() { body } else { body.replace(&id, "<request>") };
        (self.code(), headers, body)
    }
}
