//! Our cookies: what they are called, and what they may do.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::origin::Origin;

/// A cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// The session of somebody who signed in.
    Session,
    /// The browser, so that a form comes back to whom it was given.
    Browser,
    /// Somebody has signed in from here before: their cool-down is their own.
    Device,
    /// A sign-in that is half done.
    HalfDone,
    /// How somebody wants to see the site.
    View,
    /// The organisation at which somebody with roles in several works now.
    Place,
}

/// How long a browser remembers how somebody wants to see the site, in seconds.
const VIEW_SECONDS: u32 = 365 * 24 * 60 * 60;

/// How long a browser remembers that somebody signed in from it, in seconds.
const DEVICE_SECONDS: u32 = 180 * 24 * 60 * 60;

impl Name {
    fn bare(self) -> &'static str {
        match self {
            Self::Session => "gongkai-session",
            Self::Browser => "gongkai-browser",
            Self::Device => "gongkai-device",
            Self::HalfDone => "gongkai-half",
            Self::View => "gongkai-view",
            Self::Place => "gongkai-place",
        }
    }

    /// With an encrypted way, no other site and no other path can set it (`__Host-`).
    fn on(self, origin: &Origin) -> String {
        let prefix = if origin.is_encrypted() { "__Host-" } else { "" };
        format!("{prefix}{}", self.bare())
    }
}

/// The value of a cookie in a request. Two of one name are none.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: Name, origin: &Origin) -> Option<&'a str> {
    let wanted = name.on(origin);
    let all = headers.get_all(COOKIE).into_iter().filter_map(|it| it.to_str().ok());
    let mut found = all
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
        .filter(|(name, _)| *name == wanted)
        .map(|(_, value)| value);
    let first = found.next()?;
    if found.next().is_some() { None } else { Some(first) }
}

/// A `Set-Cookie` that keeps a value. Sessions end with the browser at the latest.
pub(crate) fn keep(name: Name, value: &str, origin: &Origin) -> HeaderValue {
    let age = match name {
        Name::Session | Name::Browser | Name::HalfDone | Name::Place => String::new(),
        Name::Device => format!("; Max-Age={DEVICE_SECONDS}"),
        Name::View => format!("; Max-Age={VIEW_SECONDS}"),
    };
    set(&format!("{}={value}{age}", name.on(origin)), origin)
}

/// A `Set-Cookie` that forgets.
pub(crate) fn forget(name: Name, origin: &Origin) -> HeaderValue {
    set(&format!("{}=; Max-Age=0", name.on(origin)), origin)
}

fn set(start: &str, origin: &Origin) -> HeaderValue {
    let secure = if origin.is_encrypted() { "; Secure" } else { "" };
    let text = format!("{start}; Path=/; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("names, words and hexadecimal or base64 values fit a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_comes_twice_is_none() {
        let origin = Origin::parse("https://example.gov.cn").expect("an origin");
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_str(text).expect("a header"));
            read(&headers, Name::Session, &origin).map(ToOwned::to_owned)
        };
        assert_eq!(read("a=b; __Host-gongkai-session=x"), Some("x".to_owned()));
        assert_eq!(read("__Host-gongkai-session=x; __Host-gongkai-session=y"), None);
        assert_eq!(read("gongkai-session=x"), None, "another site may have set it");
    }
}
