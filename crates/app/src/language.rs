//! Chooses the language of what is printed.

use law::Lang;

/// Languages on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Choice {
    /// 中文
    Zh,
    /// English
    En,
}

/// Returns the language asked for; otherwise Chinese in a Chinese locale and English elsewhere.
pub fn choose(asked: Option<Choice>) -> Lang {
    match asked {
        Some(Choice::Zh) => Lang::Zh,
        Some(Choice::En) => Lang::En,
        None => of_locale(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok())),
    }
}

fn of_locale(values: [Option<String>; 3]) -> Lang {
    let first = values.into_iter().flatten().find(|value| !value.is_empty());
    match first {
        Some(locale) if locale.starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_locale_chooses_chinese() {
        let locale = |value: &str| of_locale([None, None, Some(value.to_owned())]);
        assert_eq!(locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(locale("C.UTF-8"), Lang::En);
        assert_eq!(of_locale([Some("zh".to_owned()), None, Some("en_US".to_owned())]), Lang::Zh);
    }
}
