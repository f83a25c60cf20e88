//! Reasons as arguments: whoever reads the log later finds why something was done.

/// The most letters of a reason, as on the site.
const MOST: usize = 200;

/// Reads a reason: a line of 1 to 200 letters, without spaces around it.
pub fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if (1..=MOST).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "理由须为1至{MOST}个字，不换行 a reason of 1 to {MOST} characters in one line is needed"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_1_to_200_letters() {
        assert_eq!(reason("  手机丢失 "), Ok("手机丢失".to_owned()));
        assert_eq!(reason(&"字".repeat(200)), Ok("字".repeat(200)));
        for text in ["", " \t", "手机\n丢失", &"字".repeat(201)] {
            assert!(reason(text).is_err(), "{text}");
        }
    }
}
