//! What an organisation is.

use law::Lang;
use serde::{Deserialize, Serialize};

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Kept")]
pub enum Kind {
    /// 人民政府
    Government,
    /// 政府工作部门
    Department,
    /// 内设机构（科室）: has no records of its own, its agency has (第十条).
    Section,
    /// 事业单位
    PublicInstitution,
    /// 学校、幼儿园（第五十五条）
    School {
        /// Whom it teaches.
        stage: SchoolStage,
        /// Who runs it.
        run_by: RunBy,
    },
}

/// A kind as it is kept. Derived reading of a tagged kind without fields would let unknown ones pass.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    kind: KindName,
    stage: Option<SchoolStage>,
    run_by: Option<RunBy>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Government,
    Department,
    Section,
    PublicInstitution,
    School,
}

impl TryFrom<Kept> for Kind {
    type Error = &'static str;

    fn try_from(kept: Kept) -> Result<Self, Self::Error> {
        match (kept.kind, kept.stage, kept.run_by) {
            (KindName::Government, None, None) => Ok(Self::Government),
            (KindName::Department, None, None) => Ok(Self::Department),
            (KindName::Section, None, None) => Ok(Self::Section),
            (KindName::PublicInstitution, None, None) => Ok(Self::PublicInstitution),
            (KindName::School, Some(stage), Some(run_by)) => Ok(Self::School { stage, run_by }),
            _ => Err("a school, and nothing else, has a stage and somebody who runs it"),
        }
    }
}

/// Whom a school teaches 学段.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolStage {
    /// 幼儿园
    Kindergarten,
    /// 小学
    Primary,
    /// 初中
    JuniorSecondary,
    /// 九年一贯制学校
    NineYear,
    /// 高中
    SeniorSecondary,
    /// 完全中学
    CompleteSecondary,
    /// 十二年一贯制学校
    TwelveYear,
    /// 中等职业学校
    VocationalSecondary,
    /// 特殊教育学校
    SpecialEducation,
}

/// Who runs a school 办学性质.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunBy {
    /// 公办
    Public,
    /// 民办
    Private,
}

impl Kind {
    /// Whether it keeps records under its own name. A section does not.
    #[must_use]
    pub fn keeps_records(self) -> bool {
        !matches!(self, Self::Section)
    }

    /// Whether chapter four (requests) applies to it. Schools follow 第五十五条 instead; a public institution
    /// may be authorised by law (第五十四条), and is taken to be (our convention).
    #[must_use]
    pub fn answers_requests(self) -> bool {
        match self {
            Self::Government | Self::Department | Self::PublicInstitution => true,
            Self::Section | Self::School { .. } => false,
        }
    }

    /// Whether one of this kind may stand below one of the other.
    #[must_use]
    pub fn may_stand_below(self, parent: Self) -> bool {
        match (self, parent) {
            (_, Self::Section) | (Self::Government, Self::School { .. } | Self::Department) => {
                false
            }
            (Self::Government, Self::PublicInstitution) => false,
            (Self::Department, Self::School { .. } | Self::PublicInstitution) => false,
            (Self::Section, _) => true,
            (Self::Government | Self::Department, Self::Government) => true,
            (Self::Department, Self::Department) => true,
            (Self::PublicInstitution | Self::School { .. }, _) => true,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Government => lang.pick("人民政府", "government"),
            Self::Department => lang.pick("政府部门", "department"),
            Self::Section => lang.pick("内设机构", "section"),
            Self::PublicInstitution => lang.pick("事业单位", "public institution"),
            Self::School { .. } => lang.pick("学校", "school"),
        }
    }
}

impl SchoolStage {
    /// Every stage.
    pub const ALL: [Self; 9] = [
        Self::Kindergarten,
        Self::Primary,
        Self::JuniorSecondary,
        Self::NineYear,
        Self::SeniorSecondary,
        Self::CompleteSecondary,
        Self::TwelveYear,
        Self::VocationalSecondary,
        Self::SpecialEducation,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Kindergarten => lang.pick("幼儿园", "kindergarten"),
            Self::Primary => lang.pick("小学", "primary school"),
            Self::JuniorSecondary => lang.pick("初中", "junior secondary school"),
            Self::NineYear => lang.pick("九年一贯制学校", "nine-year school"),
            Self::SeniorSecondary => lang.pick("高中", "senior secondary school"),
            Self::CompleteSecondary => lang.pick("完全中学", "complete secondary school"),
            Self::TwelveYear => lang.pick("十二年一贯制学校", "twelve-year school"),
            Self::VocationalSecondary => lang.pick("中等职业学校", "vocational secondary school"),
            Self::SpecialEducation => lang.pick("特殊教育学校", "special school"),
        }
    }
}

impl RunBy {
    /// Everybody who runs schools.
    pub const ALL: [Self; 2] = [Self::Public, Self::Private];

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Public => lang.pick("公办", "public"),
            Self::Private => lang.pick("民办", "private"),
        }
    }
}
