//! Two reports side by side: two years of one agency, or the submitted and the published version.

use law::Lang;
use report::check::Finding;
use report::compare::{
    CellChange, CellPair, Comparison, HunkKind, Link, LinkState, SectionPair, Side, TwoYears,
    Versions,
};
use report::names;
use report::value::CellValue;

use super::annotate::{basis, sentence, severity, whereabouts};
use super::lines::{lines, shown};
use super::year_end;
use crate::page::{Block, Page, Piece, PieceKind};

/// Composes a comparison.
pub fn comparison(comparison: &Comparison, lang: Lang) -> Page {
    let (title, year, blocks) = match comparison {
        Comparison::TwoYears(it) => (years_title(it, lang), it.later.year, two_years(it, lang)),
        Comparison::Versions(it) => {
            (versions_title(it, lang), it.published.year, versions(it, lang))
        }
    };
    let mut page = Page {
        title,
        author: String::new(),
        as_of: year_end(year),
        language: lang.pick("zh-CN", "en"),
        blocks,
        remarks: Vec::new(),
    };
    let authority = lang.pick("依据：", "Authority: ");
    page.blocks.push(Block::Note { text: format!("{authority}{}", comparison.authority()) });
    page
}

fn agency(side: &Side, lang: Lang) -> &str {
    side.agency.as_deref().unwrap_or(lang.pick("（未写明机关）", "(agency not named)"))
}

fn year(side: &Side) -> String {
    side.year.map_or_else(|| "?".to_owned(), |it| it.to_string())
}

fn years_title(it: &TwoYears, lang: Lang) -> String {
    let (agency, before, after) = (agency(&it.later, lang), year(&it.earlier), year(&it.later));
    lang.pick(
        format!("{agency}{before}年度与{after}年度报告对照"),
        format!("{agency}: the reports for {before} and {after}"),
    )
}

fn versions_title(it: &Versions, lang: Lang) -> String {
    let (agency, year) = (agency(&it.published, lang), year(&it.published));
    lang.pick(
        format!("{agency}{year}年度报告：报送稿与公布稿对照"),
        format!("{agency}, report for {year}: submitted and published"),
    )
}

fn heading(text: &str) -> Block {
    Block::Heading { level: 1, text: text.to_owned() }
}

fn note(text: impl Into<String>) -> Block {
    Block::Note { text: text.into() }
}

fn two_years(it: &TwoYears, lang: Lang) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        it.remarks.iter().map(|remark| note(remark.sentence(lang))).collect();
    blocks.push(heading(lang.pick("跨年度核对发现的问题", "Findings across the years")));
    blocks.push(findings(&it.findings, lang));
    if !it.links.is_empty() {
        blocks.push(heading(lang.pick("结转和有效件数的衔接", "Carry-over and stock")));
        blocks.push(links(&it.links, lang));
    }
    blocks.push(heading(lang.pick("数字的变化", "Figures that changed")));
    blocks.push(changes(it, lang));
    blocks.push(heading(lang.pick("文字的重复", "Copied text")));
    blocks.extend(copied(&it.sections, lang));
    blocks
}

fn findings(findings: &[Finding], lang: Lang) -> Block {
    if findings.is_empty() {
        return note(lang.pick("没有发现问题。", "Nothing was found."));
    }
    let head = match lang {
        Lang::Zh => ["级别", "位置", "问题", "规则和依据"],
        Lang::En => ["Severity", "Where", "Finding", "Rule and authority"],
    };
    let rows = findings.iter().map(|it| {
        [
            severity(it.severity, lang).to_owned(),
            whereabouts(it, lang),
            sentence(it, lang),
            basis(it),
        ]
    });
    lines(lang.pick("跨年度核对", "Across the years"), head, [9, 27, 40, 24], rows)
}

fn links(links: &[Link], lang: Lang) -> Block {
    let head = match lang {
        Lang::Zh => ["项目", "按上年应为", "本年为", "结果"],
        Lang::En => ["Figure", "Follows from last year", "This year", "Result"],
    };
    let number =
        |it: Option<report::number::Number>| it.map_or("—".to_owned(), |it| it.to_string());
    let rows = links.iter().map(|it| {
        let result = match it.state {
            LinkState::Agrees => lang.pick("一致", "agrees"),
            LinkState::Differs => lang.pick("不一致", "differs"),
            LinkState::Undecidable { .. } => lang.pick("无法核对", "cannot be told"),
        };
        [names::cell(it.cell, lang), number(it.expected), number(it.found), result.to_owned()]
    });
    lines(lang.pick("衔接", "Links"), head, [52, 16, 16, 16], rows)
}

/// Only what changed: a table of two hundred equal figures would hide it.
fn changes(it: &TwoYears, lang: Lang) -> Block {
    let (before, after) = (year(&it.earlier), year(&it.later));
    let head = match lang {
        Lang::Zh => [
            "项目".to_owned(),
            format!("{before}年"),
            format!("{after}年"),
            "增减".to_owned(),
            "说明".to_owned(),
        ],
        Lang::En => ["Figure".to_owned(), before, after, "Change".to_owned(), "Remark".to_owned()],
    };
    let changed: Vec<&CellPair> = it.cells.iter().filter(|it| it.earlier != it.later).collect();
    if changed.is_empty() {
        return note(lang.pick("各格数字都没有变化。", "No figure changed."));
    }
    let rows = changed.into_iter().map(|it| {
        [
            names::cell(it.cell, lang),
            shown(it.earlier.as_ref(), lang),
            shown(it.later.as_ref(), lang),
            change(it),
            it.comparable.reason(lang).unwrap_or_default().to_owned(),
        ]
    });
    lines(lang.pick("数字的变化", "Changes"), head, [44, 12, 12, 16, 16], rows)
}

/// `+5（+41.7%）`; the share in tenths of a percent.
fn change(it: &CellPair) -> String {
    let Some(difference) = it.difference else { return "—".to_owned() };
    let sign = if difference.is_negative() { "" } else { "+" };
    match it.change_permille {
        Some(permille) => {
            let sign_of_share = if permille < 0 { "-" } else { "+" };
            let share = permille.unsigned_abs();
            format!("{sign}{difference}（{sign_of_share}{}.{}%）", share / 10, share % 10)
        }
        None => format!("{sign}{difference}"),
    }
}

fn copied(sections: &[SectionPair], lang: Lang) -> Vec<Block> {
    let head = match lang {
        Lang::Zh => ["部分", "后一年度的字数", "重复的句数", "重复的比例"],
        Lang::En => ["Section", "Letters of the later year", "Copied sentences", "Share"],
    };
    let name = |it: &SectionPair| format!("{}、{}", it.section.numeral(), it.section.heading());
    let rows = sections.iter().map(|it| {
        let share = it.similarity_percent.map_or("—".to_owned(), |it| format!("{it}%"));
        [name(it), it.later_letters.to_string(), it.copied.len().to_string(), share]
    });
    let caption = lang.pick("文字的重复", "Copied text");
    let mut blocks = vec![lines(caption, head, [46, 18, 18, 18], rows)];
    for section in sections.iter().filter(|it| !it.copied.is_empty()) {
        blocks.push(Block::Heading { level: 2, text: name(section) });
        let head = match lang {
            Lang::Zh => ["后一年度", "前一年度", "说明"],
            Lang::En => ["Later year", "Earlier year", "Remark"],
        };
        let rows = section.copied.iter().map(|it| {
            let remark = match (it.reworded, it.figures_changed) {
                (true, _) => lang.pick("个别字句有改动", "a few words changed"),
                (false, true) => lang.pick("只改了数字", "only figures changed"),
                (false, false) => lang.pick("一字不差", "word for word"),
            };
            let earlier = it.earlier_text.clone().unwrap_or_else(|| it.text.clone());
            [it.text.clone(), earlier, remark.to_owned()]
        });
        blocks.push(lines(&name(section), head, [43, 43, 14], rows));
    }
    blocks
}

fn versions(it: &Versions, lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    if it.heads.is_empty() && it.cells.is_empty() && it.sections.is_empty() {
        blocks.push(note(lang.pick("两份报告没有不同之处。", "The two are the same.")));
        return blocks;
    }
    blocks.extend(it.heads.iter().map(|head| note(head.sentence(lang))));
    if !it.cells.is_empty() {
        blocks.push(heading(lang.pick("表格的不同", "Differences in the tables")));
        blocks.push(cells(&it.cells, lang));
    }
    if !it.sections.is_empty() {
        blocks.push(heading(lang.pick("文字的不同", "Differences in the text")));
        let how = lang.pick(
            "删去的文字加删除线，新增的文字加下划线；前为报送稿，后为公布稿。",
            "Words struck out stand in the submitted version only, underlined ones in the published.",
        );
        blocks.push(note(how));
    }
    for section in &it.sections {
        let name = format!("{}、{}", section.section.numeral(), section.section.heading());
        blocks.push(Block::Heading { level: 2, text: name });
        blocks.extend(section.paragraphs.iter().map(|paragraph| Block::Change {
            pieces: paragraph.hunks.iter().map(|it| piece(it.kind, &it.text)).collect(),
        }));
    }
    blocks
}

fn piece(kind: HunkKind, text: &str) -> Piece {
    let kind = match kind {
        HunkKind::Same => PieceKind::Same,
        HunkKind::Removed => PieceKind::Removed,
        HunkKind::Added => PieceKind::Added,
    };
    Piece { kind, text: text.to_owned() }
}

fn cells(cells: &[CellChange], lang: Lang) -> Block {
    let head = match lang {
        Lang::Zh => ["项目", "报送稿", "公布稿", "相差"],
        Lang::En => ["Figure", "Submitted", "Published", "Difference"],
    };
    let value = |it: Option<&CellValue>| shown(it, lang);
    let rows = cells.iter().map(|it| {
        let difference = it.difference.map_or("—".to_owned(), |it| it.to_string());
        let (submitted, published) = (value(it.submitted.as_ref()), value(it.published.as_ref()));
        [names::cell(it.cell, lang), submitted, published, difference]
    });
    lines(lang.pick("表格的不同", "Differences"), head, [52, 16, 16, 16], rows)
}
