//! Where people reach us, and who may say whom a request came from.

use std::net::IpAddr;

use thiserror::Error;

/// The address under which people reach the site: `https://host[:port]`. Links in letters and mail use it,
/// never what a request says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    url: String,
    host: String,
    encrypted: bool,
}

/// Why a text is no origin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OriginError {
    /// It is none.
    #[error("an origin is https://host or https://host:port, without a path")]
    Shape,
    /// Passwords would travel for everybody to read.
    #[error("http is taken on this machine (localhost) only; people elsewhere need https")]
    NotEncrypted,
}

impl Origin {
    /// Reads an origin.
    ///
    /// # Errors
    ///
    /// [`OriginError`] says what is wanted.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let (encrypted, rest) = match text.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix("http://").ok_or(OriginError::Shape)?),
        };
        let fits =
            |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | ':' | '[' | ']');
        if rest.is_empty() || !rest.chars().all(fits) || rest != rest.to_ascii_lowercase() {
            return Err(OriginError::Shape);
        }
        let host = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                port.parse::<u16>().map_err(|_| OriginError::Shape)?;
                host
            }
            _ => rest,
        };
        if host.is_empty() {
            return Err(OriginError::Shape);
        }
        if !encrypted && !is_this_machine(host) {
            return Err(OriginError::NotEncrypted);
        }
        Ok(Self { url: text.to_owned(), host: host.to_owned(), encrypted })
    }

    /// The origin as a URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The host without a port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether the way to it is encrypted. A proxy may do that for us.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.encrypted
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// Proxies whose word about the client is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(pub Vec<IpAddr>);

impl Proxies {
    /// The client: the peer itself, or what trusted proxies pass on, read from the nearest to the farthest.
    #[must_use]
    pub fn client(&self, peer: IpAddr, forwarded: &str) -> IpAddr {
        let mut client = peer.to_canonical();
        for named in forwarded.rsplit(',') {
            if !self.0.contains(&client) {
                break;
            }
            let Some(next) = address_of(named.trim()) else { break };
            client = next.to_canonical();
        }
        client
    }
}

/// An address with or without a port.
fn address_of(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<std::net::SocketAddr>().map(|it| it.ip());
    text.parse().or_else(|_| with_port()).ok()
}

/// The part of an address that one household or office has: pace and cool-down count by it.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(it) => {
            let [a, b, c, d, ..] = it.segments();
            IpAddr::V6(std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        let host = |text| Origin::parse(text).map(|it| it.host().to_owned());
        assert_eq!(host("https://edu.example.gov.cn"), Ok("edu.example.gov.cn".to_owned()));
        assert_eq!(host("http://127.0.0.1:8080"), Ok("127.0.0.1".to_owned()));
        assert_eq!(host("http://[::1]:8080"), Ok("[::1]".to_owned()));
        assert_eq!(host("http://edu.example.gov.cn"), Err(OriginError::NotEncrypted));
        for text in ["edu.example.gov.cn", "https://", "https://a/b", "https://A.cn", "https://a:b"]
        {
            assert_eq!(host(text), Err(OriginError::Shape), "{text}");
        }
    }

    #[test]
    fn only_trusted_proxies_speak_for_clients() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let proxies = Proxies(vec![ip("10.0.0.1"), ip("10.0.0.2")]);
        let client = |peer, forwarded| proxies.client(ip(peer), forwarded);
        assert_eq!(client("198.51.100.7", "203.0.113.9"), ip("198.51.100.7"));
        assert_eq!(client("10.0.0.1", "203.0.113.9"), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", "192.0.2.1, 203.0.113.9:4711, 10.0.0.2"), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", "nonsense"), ip("10.0.0.1"));
        assert_eq!(client("10.0.0.1", ""), ip("10.0.0.1"));
    }
}
