//! How far a reader is locked in on this machine.

use law::Lang;
use serde::{Deserialize, Serialize};

/// How far a reader is locked in on this machine, as it found when it tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confinement {
    /// Memory, time on a processor, descriptors and written files are limited.
    pub limits: Held,
    /// No file can be opened and no port reached (Landlock).
    pub files: Held,
    /// Only what reading needs can be asked of the system (seccomp).
    pub calls: Held,
}

/// How far one of them holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// All of it.
    Fully,
    /// What this system knows of it.
    Partly,
    /// This system has none of it.
    Not,
}

impl Confinement {
    /// Tells whether a reader can neither open a file nor reach anybody, by at least two walls.
    #[must_use]
    pub fn is_tight(&self) -> bool {
        self.limits == Held::Fully && self.calls == Held::Fully && self.files != Held::Not
    }

    /// Says it in words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let parts = [
            (lang.pick("资源上限", "limits"), self.limits),
            ("Landlock", self.files),
            ("seccomp", self.calls),
        ];
        let words =
            parts.map(|(what, held)| format!("{what}{}{}", lang.pick("", " "), held.word(lang)));
        words.join(lang.pick("，", ", "))
    }
}

impl Held {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Fully => lang.pick("有效", "hold"),
            Self::Partly => lang.pick("部分有效", "hold in part"),
            Self::Not => lang.pick("本机没有", "are not there"),
        }
    }
}
