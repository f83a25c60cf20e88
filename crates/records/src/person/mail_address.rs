//! Whether a text is an address that mail can be sent to.

/// The longest address that mail knows (RFC 5321).
const LONGEST: usize = 254;

/// Whether a text is a plain mail address: one line, one address, no name, no quotes. What this lets
/// through can neither end a line of a mail's head nor name a second recipient.
#[must_use]
pub fn is_mail_address(text: &str) -> bool {
    let Some((user, domain)) = text.split_once('@') else { return false };
    text.len() <= LONGEST && has_parts(user, is_of_user) && has_parts(domain, is_of_domain)
}

/// Parts with a full stop between each two, none of them empty.
fn has_parts(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    text.split('.').all(|part| !part.is_empty() && part.bytes().all(&is_allowed))
}

fn is_of_user(it: u8) -> bool {
    it.is_ascii_alphanumeric() || b"-_+=&'/~".contains(&it)
}

fn is_of_domain(it: u8) -> bool {
    it.is_ascii_alphanumeric() || it == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_adds_no_line_and_no_other_address() {
        for text in [
            "",
            "a",
            "@b",
            "a@",
            "a@b\r\nBcc: c@d",
            "a@b,c@d",
            "a@b@c",
            "<a@b>",
            "a b@c",
            "名@b",
            "a..b@c",
            ".a@c",
            "a@c.",
            "a@b_c",
        ] {
            assert!(!is_mail_address(text), "{text}");
        }
        assert!(!is_mail_address(&format!("{}@b.cn", "a".repeat(250))));
        assert!(is_mail_address("first.last+log@example.gov.cn"));
        assert!(is_mail_address("root@localhost"));
    }
}
