//! How somebody wants to see the site: language, script, letters and contrast. Kept in a cookie of their own,
//! so that it holds on every page; nothing is known about them by it.

use axum::http::HeaderMap;
use law::Lang;

use crate::cookies::{self, Name};
use crate::extract::preferred_language;
use crate::origin::Origin;

/// How pages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct View {
    /// The language of our words.
    pub lang: Lang,
    /// 繁體: Chinese is shown in traditional letters.
    pub traditional: bool,
    /// 长者模式
    pub elder: bool,
    /// 高对比度
    pub contrast: bool,
}

impl View {
    /// The view of a request: as it was chosen, otherwise in the language that the browser prefers.
    pub(crate) fn of(headers: &HeaderMap, origin: &Origin) -> Self {
        let chosen = cookies::read(headers, Name::View, origin).unwrap_or_default();
        let has = |mark: &str| chosen.split('.').any(|it| it == mark);
        let lang = match () {
            () if has("en") => Lang::En,
            () if has("zh") || has("hant") => Lang::Zh,
            () => preferred_language(headers),
        };
        Self { lang, traditional: has("hant"), elder: has("elder"), contrast: has("contrast") }
    }

    /// The view after a choice, if there is such a choice.
    pub(crate) fn choose(self, choice: &str) -> Option<Self> {
        Some(match choice {
            "zh" => Self { lang: Lang::Zh, traditional: false, ..self },
            "hant" => Self { lang: Lang::Zh, traditional: true, ..self },
            "en" => Self { lang: Lang::En, traditional: false, ..self },
            "elder" => Self { elder: !self.elder, ..self },
            "contrast" => Self { contrast: !self.contrast, ..self },
            _ => return None,
        })
    }

    /// The value of the cookie that keeps it.
    pub(crate) fn cookie(self) -> String {
        let lang = match (self.lang, self.traditional) {
            (Lang::En, _) => "en",
            (Lang::Zh, true) => "hant",
            (Lang::Zh, false) => "zh",
        };
        let marks = [("elder", self.elder), ("contrast", self.contrast)];
        let chosen = marks.into_iter().filter(|(_, on)| *on).map(|(mark, _)| mark);
        std::iter::once(lang).chain(chosen).collect::<Vec<_>>().join(".")
    }

    /// The language of the page, for browsers and screen readers.
    pub(crate) fn html_lang(self) -> &'static str {
        match (self.lang, self.traditional) {
            (Lang::En, _) => "en",
            (Lang::Zh, true) => "zh-Hant",
            (Lang::Zh, false) => "zh-CN",
        }
    }

    /// Classes of the page.
    pub(crate) fn classes(self) -> &'static str {
        match (self.elder, self.contrast) {
            (true, true) => "elder contrast",
            (true, false) => "elder",
            (false, true) => "contrast",
            (false, false) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn seen(cookie: &str) -> View {
        let origin = Origin::parse("https://example.gov.cn").expect("an origin");
        let mut headers = HeaderMap::new();
        let value = format!("__Host-gongkai-view={cookie}");
        headers.insert("cookie", HeaderValue::try_from(value).expect("a header"));
        View::of(&headers, &origin)
    }

    #[test]
    fn a_choice_is_kept_and_taken_back() {
        let plain = seen("");
        for choice in ["zh", "hant", "en", "elder", "contrast"] {
            let chosen = plain.choose(choice).expect("a choice");
            assert_eq!(seen(&chosen.cookie()), chosen, "{choice}");
        }
        let elder = plain.choose("elder").expect("a choice");
        assert!(elder.elder && !elder.choose("elder").expect("a choice").elder);
        assert_eq!(plain.choose("nonsense"), None);
        assert_eq!(seen("x.y.<script>"), plain);
    }
}
