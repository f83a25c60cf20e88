//! Whether a new password can stand.
//!
//! Length and being hard to guess count; a rule about digits and capitals does not, because it makes
//! people write `Gongkai2026!`.

use law::Lang;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use zxcvbn::{Score, zxcvbn};

/// The fewest characters of a password, by our convention.
pub const SHORTEST: usize = 12;

/// The most characters of a password. It is there so that nobody keeps us busy with a novel.
pub const LONGEST: usize = 128;

/// From which score of zxcvbn on a password stands: more than 10⁸ guesses.
const ENOUGH: Score = Score::Three;

/// Why a password was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    #[error("the password is too short")]
    TooShort,
    /// More than [`LONGEST`] characters.
    #[error("the password is too long")]
    TooLong,
    /// It contains the login, a name or another word that is known about the person.
    #[error("the password contains something that is known about the person")]
    Known,
    /// A program would guess it soon.
    #[error("the password is easy to guess")]
    Guessable,
}

impl Weak {
    /// Says to the person what to do.
    #[must_use]
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::TooShort => lang.pick(
                format!("密码至少需要{SHORTEST}个字符，请再加长一些，例如用几个互不相关的词。"),
                format!(
                    "The password needs at least {SHORTEST} characters. Make it longer, for \
                     example with a few words that have nothing to do with each other."
                ),
            ),
            Self::TooLong => lang.pick(
                format!("密码最多{LONGEST}个字符，请缩短。"),
                format!("The password may have at most {LONGEST} characters. Make it shorter."),
            ),
            Self::Known => lang.pick(
                "密码中不能含有登录名、姓名或单位名称，请换一个。".to_owned(),
                "The password must not contain your login, your name or the name of your office. \
                 Choose another."
                    .to_owned(),
            ),
            Self::Guessable => lang.pick(
                "这个密码容易被猜中，请避免常用词、连续或重复的字符、日期和键盘顺序。".to_owned(),
                "This password is easy to guess. Avoid common words, sequences, repetitions, dates \
                 and rows of keys."
                    .to_owned(),
            ),
        }
    }
}

/// Checks a new password. `known` is what anybody knows: login, name, mail address, office.
///
/// It takes some milliseconds for long passwords.
///
/// # Errors
///
/// [`Weak`], with a sentence for the person.
pub fn strength(password: &str, known: &[&str]) -> Result<(), Weak> {
    // Counting stops soon after the limit, however long the text is.
    match password.nfc().take(LONGEST + 1).count() {
        0..SHORTEST => return Err(Weak::TooShort),
        SHORTEST..=LONGEST => {}
        _ => return Err(Weak::TooLong),
    }
    let plain = plain(password);
    let words: Vec<String> = known.iter().flat_map(|it| words(it)).collect();
    if words.iter().any(|word| plain.contains(word.as_str())) {
        return Err(Weak::Known);
    }
    let known: Vec<&str> = known.iter().copied().chain(["gongkai", "公开"]).collect();
    if zxcvbn(password, &known).score() < ENOUGH {
        return Err(Weak::Guessable);
    }
    Ok(())
}

/// The whole of what is known and its words, as far as they are long enough to mean the person: two
/// characters of Chinese are a name, two Latin letters are in every second password.
fn words(known: &str) -> Vec<String> {
    let whole = plain(known.trim());
    let parts: Vec<String> =
        whole.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect();
    let tells = |word: &String| {
        let least = if word.is_ascii() { 4 } else { 2 };
        word.chars().count() >= least
    };
    parts.into_iter().chain([whole]).filter(tells).collect()
}

fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KNOWN: [&str; 3] = ["zhao.liu@bureau.example", "赵六", "Sample Bureau"];

    fn check(password: &str, expected: Result<(), Weak>) {
        assert_eq!(strength(password, &KNOWN), expected, "{password}");
    }

    #[test]
    fn length_is_counted_in_characters() {
        check("", Err(Weak::TooShort));
        check("qX7#vbd9Lm2", Err(Weak::TooShort));
        check("qX7#vbd9Lm2w", Ok(()));
        check("绿皮火车慢悠悠开过稻田边", Ok(()));
        check(&"绿皮火车慢悠悠开过".repeat(15), Err(Weak::TooLong));
        check(&"x".repeat(5_000_000), Err(Weak::TooLong));
    }

    #[test]
    fn what_everybody_knows_of_the_person_is_not_in_it() {
        check("correct ZHAO.liu horse battery", Err(Weak::Known));
        check("correct horse ＢＵＲＥＡＵ battery", Err(Weak::Known));
        check("赵六爱吃慢悠悠的绿皮火车", Err(Weak::Known));
        // "liu" alone is too short to mean the person.
        check("liushui quxiang beifang 71", Ok(()));
    }

    #[test]
    fn what_a_program_guesses_is_refused() {
        for guessable in [
            "passwordpassword",
            "qwertyuiopasdf",
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "gongkai20260301",
        ] {
            check(guessable, Err(Weak::Guessable));
        }
        check("correct horse battery staple", Ok(()));
    }

    #[test]
    fn each_sentence_says_what_to_do_in_both_languages() {
        for weak in [Weak::TooShort, Weak::TooLong, Weak::Known, Weak::Guessable] {
            assert!(weak.message(Lang::Zh).contains('请'), "{weak}");
            assert!(weak.message(Lang::En).ends_with('.'), "{weak}");
        }
        assert!(Weak::TooShort.message(Lang::Zh).contains("12"));
    }

    proptest! {
        // zxcvbn without optimising is slow.
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn no_text_makes_it_panic(password in ".{0,140}", known in ".{0,12}") {
            let _ = strength(&password, &[&known]);
        }
    }
}
