//! Guides in words, and the form of their paragraphs: one field for each part and language, a paragraph a line.

use law::Lang;
use records::guide::{Guide, GuideParagraph, Part};
use records::policy::RecordState;

use super::field;
use crate::design::{Form, Tag};
use crate::directory::Directory;

/// Stands for a paragraph that has no English.
const NONE: &str = "-";

/// A guide in the list.
pub(super) struct Listed {
    pub name: String,
    pub tag: Tag,
    pub reasons: Vec<String>,
    /// Where it is drafted or reviewed, for whoever may.
    pub href: Option<String>,
    pub public: String,
}

/// The fields of a part.
pub(super) struct PartField {
    pub label: &'static str,
    pub zh: String,
    pub en: String,
}

impl Listed {
    pub(super) fn of(
        guide: &Guide,
        directory: &Directory,
        (drafts, releases): (bool, bool),
        reasons: Vec<String>,
        lang: Lang,
    ) -> Option<Self> {
        let code = directory.code_of(guide.organisation)?;
        let standing = directory.tree().standing(guide.organisation)?;
        let state = guide.state();
        let href = match state {
            RecordState::InReview => releases.then(|| format!("/office/guides/{code}/review")),
            _ => drafts.then(|| format!("/office/guides/{code}")),
        };
        Some(Self {
            name: standing.names.full.clone(),
            tag: tag(state, lang),
            reasons,
            href,
            public: format!("/o/{code}/guide"),
        })
    }
}

fn tag(state: RecordState, lang: Lang) -> Tag {
    match state {
        RecordState::Published => Tag::of("good", "●", lang.pick("已发布", "released")),
        RecordState::InReview => Tag::of("warn", "▲", lang.pick("审核中", "in review")),
        RecordState::Draft => Tag::of("info", "", lang.pick("草稿", "draft")),
        _ => Tag::of("bad", "■", lang.pick("尚未编制", "not written yet")),
    }
}

/// What is known of a guide.
pub(super) fn facts(guide: &Guide, directory: &Directory, lang: Lang) -> Vec<(String, String)> {
    let whose = directory.tree().standing(guide.organisation);
    let mut facts = vec![(
        lang.pick("机构", "Organisation").to_owned(),
        whose.map_or_else(String::new, |it| it.names.full.clone()),
    )];
    if let Some(version) = guide.in_work().or_else(|| guide.released()) {
        let number = version.number;
        facts.push((
            lang.pick("版本", "Version").to_owned(),
            lang.pick(format!("第 {number} 版"), format!("No. {number}")),
        ));
        facts.push((lang.pick("状态", "State").to_owned(), version.state().label(lang).to_owned()));
    }
    if let Some(out) = guide.released() {
        let days = [
            (lang.pick("发布日期", "Released"), out.released.map(|it| it.on)),
            (lang.pick("最近核对", "Last reviewed"), out.last_reviewed_on()),
        ];
        facts.extend(
            days.into_iter().filter_map(|(label, on)| Some((label.to_owned(), on?.to_string()))),
        );
    }
    facts
}

pub(super) fn parts(lang: Lang) -> Vec<PartField> {
    let all = Part::ALL.map(|part| PartField {
        label: part.label(lang),
        zh: field(part, Lang::Zh),
        en: field(part, Lang::En),
    });
    all.into()
}

pub(super) fn is_field(name: &str) -> bool {
    let of_part = |part: Part| name == field(part, Lang::Zh) || name == field(part, Lang::En);
    matches!(name, "version" | "do") || Part::ALL.into_iter().any(of_part)
}

/// The form of paragraphs.
pub(super) fn form_of(paragraphs: &[GuideParagraph], lang: Lang) -> Form {
    Part::ALL.into_iter().fold(Form::empty(lang), |form, part| {
        let of_part = || paragraphs.iter().filter(|it| it.part == part);
        let zh: Vec<&str> = of_part().map(|it| it.zh.as_str()).collect();
        let en = of_part().map(|it| if it.en.is_empty() { NONE } else { it.en.as_str() });
        let en: Vec<&str> = en.collect();
        let en = if en.iter().all(|it| *it == NONE) { String::new() } else { en.join("\n") };
        let zh = zh.join("\n");
        form.with(&field(part, Lang::Zh), zh).with(&field(part, Lang::En), en)
    })
}

/// The paragraphs that were typed: the n-th line in English is that of the n-th in Chinese.
pub(super) fn read(typed: impl Fn(&str) -> String) -> Vec<GuideParagraph> {
    let mut paragraphs = Vec::new();
    for part in Part::ALL {
        let (zh, en) = (typed(&field(part, Lang::Zh)), typed(&field(part, Lang::En)));
        let mut english = en.lines().map(|it| it.trim().to_owned());
        for line in zh.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let en = english.next().filter(|it| it != NONE).unwrap_or_default();
            paragraphs.push(GuideParagraph { part, zh: line.to_owned(), en });
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_form_is_what_is_read_from_it() {
        let of = |part, zh: &str, en: &str| GuideParagraph {
            part,
            zh: zh.to_owned(),
            en: en.to_owned(),
        };
        let paragraphs = vec![
            of(Part::Obtaining, "一", "one"),
            of(Part::Obtaining, "二", "two"),
            of(Part::Office, "没有英文", ""),
            of(Part::Office, "有英文", "English"),
            of(Part::Remedies, "三", ""),
        ];
        let form = form_of(&paragraphs, Lang::Zh);
        assert_eq!(read(|name| form.value(name).to_owned()), paragraphs);
        assert!(form.values.keys().all(|it| is_field(it)));
    }
}
