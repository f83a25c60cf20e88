//! Addresses to which secrets are told.

use url::{Host, Url};

/// Tells whether what is said to an address stays between us: `https`, or on this machine where
/// `plain` allows it.
pub(crate) fn is_trusted(url: &Url, plain: bool) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => url.has_host(),
        "http" => plain && here,
        _ => false,
    }
}
