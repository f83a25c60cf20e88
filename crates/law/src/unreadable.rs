//! Why a text that a person wrote cannot be read: the line, and a sentence in each language.

use std::fmt;

use crate::bounds::LARGEST_TEXT_BYTES;
use crate::lang::Lang;

/// Where a text cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, counted from one, where it is known.
    pub line: Option<usize>,
    /// The sentence in Chinese.
    pub zh: String,
    /// The sentence in English.
    pub en: String,
}

impl Unreadable {
    /// Says the line and what is wrong with it.
    pub fn message(&self, lang: Lang) -> String {
        let sentence = lang.pick(&self.zh, &self.en);
        match self.line {
            None => sentence.clone(),
            Some(line) => {
                lang.pick(format!("第{line}行：{sentence}"), format!("line {line}: {sentence}"))
            }
        }
    }

    /// Refuses a text beyond [`LARGEST_TEXT_BYTES`].
    pub(crate) fn refuse_large(text: &str) -> Result<(), Self> {
        if text.len() <= LARGEST_TEXT_BYTES {
            return Ok(());
        }
        let most = LARGEST_TEXT_BYTES / 1024;
        Err(Self {
            line: None,
            zh: format!("文件过大，最多{most} KiB；请核对是否选错了文件"),
            en: format!("the text is larger than {most} KiB; check that it is the right file"),
        })
    }

    pub(crate) fn at(text: &str, place: usize, zh: String, en: String) -> Self {
        let before = text.get(..place).unwrap_or(text);
        Self { line: Some(before.matches('\n').count() + 1), zh, en }
    }

    pub(crate) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let en = error.message().trim().replace('\n', "; ");
        let zh = in_chinese(&en, "TOML");
        match error.span() {
            Some(span) => Self::at(text, span.start, zh, en),
            None => Self { line: None, zh, en },
        }
    }

    pub(crate) fn of_json(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let en = said.split(" at line ").next().unwrap_or_default().to_owned();
        let zh = in_chinese(&en, "JSON");
        Self { line: Some(error.line()).filter(|line| *line > 0), zh, en }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// Says in Chinese what the readers of TOML and JSON say in English, as far as their sentences are known.
fn in_chinese(message: &str, format: &str) -> String {
    let named = || message.split('`').nth(1).unwrap_or_default();
    if let Some(text) = message.strip_suffix(" is not a date such as 2026-02-15") {
        return format!("{text} 不是日期；请按 2026-02-15 的格式填写");
    }
    match message {
        _ if message.starts_with("expected a date") => {
            "此处应当是日期；请按 2026-02-15 的格式填写".to_owned()
        }
        _ if message.starts_with("missing field") => format!("缺少 {}", named()),
        _ if message.starts_with("unknown field") => {
            let known: Vec<_> = message.split('`').skip(3).step_by(2).collect();
            format!("不认识 {}；可以填写的有：{}", named(), known.join("、"))
        }
        _ if message.starts_with("duplicate") => format!("{} 重复；请只保留一处", named()),
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => {
            "值的类型或者大小不对；请核对该行".to_owned()
        }
        _ => format!("不符合 {format} 的写法；请核对该行"),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::parameter::CivilDate;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[serde(rename = "on")]
        _on: CivilDate,
        #[serde(rename = "days")]
        _days: Option<u32>,
    }

    fn check(text: &str, zh: &str) {
        let error = toml::from_str::<Sample>(text).unwrap_err();
        assert_eq!(Unreadable::of_toml(text, &error).message(Lang::Zh), zh, "{error}");
    }

    #[test]
    fn each_kind_of_slip_is_said_in_chinese() {
        check("on = 2026-03-05\ndays = \"x\"", "第2行：值的类型或者大小不对；请核对该行");
        check("on = 2026-03-05\nday = 1", "第2行：不认识 day；可以填写的有：on、days");
        check("\non = \"soon\"", "第2行：\"soon\" 不是日期；请按 2026-02-15 的格式填写");
        check("on = 5", "第1行：此处应当是日期；请按 2026-02-15 的格式填写");
        check("days = 5", "第1行：缺少 on");
        check("on = 2026-03-05\n\n= 1", "第3行：不符合 TOML 的写法；请核对该行");
    }
}
