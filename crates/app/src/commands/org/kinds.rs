//! Kinds and names of organisations as arguments.

use anyhow::{Result, bail};
use law::Lang;
use records::organisation::{Kind, Names, RunBy, SchoolStage};

/// What an organisation is.
#[derive(Debug, Clone, clap::Args)]
pub struct KindArgs {
    /// 类型 What it is
    #[arg(long, value_enum)]
    kind: KindChoice,
    /// 学段，仅学校 Whom a school teaches
    #[arg(long, value_enum)]
    stage: Option<StageChoice>,
    /// 办学性质，仅学校 Who runs a school
    #[arg(long, value_enum)]
    run_by: Option<RunByChoice>,
}

/// Kinds of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum KindChoice {
    /// 人民政府
    Government,
    /// 政府部门
    Department,
    /// 内设机构
    Section,
    /// 事业单位
    PublicInstitution,
    /// 学校、幼儿园
    School,
}

/// Whom a school teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum StageChoice {
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

/// Who runs a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum RunByChoice {
    /// 公办
    Public,
    /// 民办
    Private,
}

impl KindArgs {
    /// The kind that was asked for.
    pub fn kind(&self, lang: Lang) -> Result<Kind> {
        let other = match self.kind {
            KindChoice::School => return self.school(lang),
            KindChoice::Government => Kind::Government,
            KindChoice::Department => Kind::Department,
            KindChoice::Section => Kind::Section,
            KindChoice::PublicInstitution => Kind::PublicInstitution,
        };
        if self.stage.is_some() || self.run_by.is_some() {
            bail!(lang.pick(
                "只有学校有学段和办学性质（--stage、--run-by）",
                "only a school has a stage and somebody who runs it (--stage, --run-by)",
            ));
        }
        Ok(other)
    }

    fn school(&self, lang: Lang) -> Result<Kind> {
        let (Some(stage), Some(run_by)) = (self.stage, self.run_by) else {
            bail!(lang.pick(
                "学校须写明学段和办学性质（--stage、--run-by）",
                "a school needs a stage and somebody who runs it (--stage, --run-by)",
            ));
        };
        Ok(Kind::School { stage: stage.of_record(), run_by: run_by.of_record() })
    }
}

impl StageChoice {
    fn of_record(self) -> SchoolStage {
        match self {
            Self::Kindergarten => SchoolStage::Kindergarten,
            Self::Primary => SchoolStage::Primary,
            Self::JuniorSecondary => SchoolStage::JuniorSecondary,
            Self::NineYear => SchoolStage::NineYear,
            Self::SeniorSecondary => SchoolStage::SeniorSecondary,
            Self::CompleteSecondary => SchoolStage::CompleteSecondary,
            Self::TwelveYear => SchoolStage::TwelveYear,
            Self::VocationalSecondary => SchoolStage::VocationalSecondary,
            Self::SpecialEducation => SchoolStage::SpecialEducation,
        }
    }
}

impl RunByChoice {
    fn of_record(self) -> RunBy {
        match self {
            Self::Public => RunBy::Public,
            Self::Private => RunBy::Private,
        }
    }
}

/// What an organisation is called.
#[derive(Debug, Clone, clap::Args)]
pub struct NamesArgs {
    /// 规范全称 Its full name
    #[arg(long)]
    name: String,
    /// 简称；不填同全称 Its short name; the full one if left out
    #[arg(long)]
    short: Option<String>,
    /// 英文名 Its name in English
    #[arg(long)]
    english: Option<String>,
}

impl NamesArgs {
    /// The names that were asked for; an English one that stays unless another is given.
    pub fn names(&self, english: &str) -> Names {
        Names {
            full: self.name.trim().to_owned(),
            short: self.short.as_deref().unwrap_or(&self.name).trim().to_owned(),
            english: self.english.as_deref().unwrap_or(english).trim().to_owned(),
        }
    }
}

/// What a kind is called, with the stage of a school and who runs it.
pub fn words(kind: Kind, lang: Lang) -> String {
    match kind {
        Kind::School { stage, run_by } => {
            format!("{} · {}", stage.label(lang), run_by.label(lang))
        }
        other => other.label(lang).to_owned(),
    }
}
