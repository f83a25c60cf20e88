//! Terms that are wrong or no longer in use (N-12).

use super::pairs::{Word, words};
use super::text::Paragraph;
use crate::check::{Finding, Prepared, Severity};

/// A term, from which report year on it is out of use, and what to write.
struct Term {
    words: &'static [Word<'static>],
    /// First report year for which the term is wrong; 0 for always.
    from: i32,
    instead: &'static str,
    because_zh: &'static str,
    because_en: &'static str,
    severity: Severity,
}

const TERMS: [Term; 7] = [
    Term {
        words: &words(["信息公开处理费", "信息公开收费处理费", "政府信息处理费用费"]),
        from: 0,
        instead: "信息处理费",
        because_zh: "国办函〔2020〕109号的名称是“信息处理费”",
        because_en: "国办函〔2020〕109号 calls it 信息处理费",
        severity: Severity::Warning,
    },
    Term {
        words: &words(["建档立卡", "精准扶贫户", "贫困户"]),
        from: 2021,
        instead: "脱贫户、防止返贫监测对象等现行名称",
        because_zh: "脱贫攻坚结束后不再作为现行类别（凭记忆，待核实）",
        because_en: "no longer a class in use after 2020 (from memory, to be verified)",
        severity: Severity::Warning,
    },
    Term {
        words: &words(["检索费", "复制费", "邮寄费"]),
        from: 2021,
        instead: "信息处理费",
        because_zh: "2019年修订的《条例》取消了检索、复制、邮寄费用，第四十二条改为信息处理费",
        because_en: "the Regulation of 2019 abolished these; Article 42 has the processing fee",
        severity: Severity::Warning,
    },
    Term {
        words: &words([
            "新修订的《条例》",
            "新修订的《中华人民共和国政府信息公开条例》",
            "新修订《条例》",
        ]),
        from: 2022,
        instead: "《条例》",
        because_zh: "《条例》2019年修订，已实施多年",
        because_en: "the Regulation was revised in 2019",
        severity: Severity::Note,
    },
    Term {
        words: &words([
            "《条例》第十条第一款",
            "条例第二十一条规定答复",
            "第二十四条规定的15个工作日",
        ]),
        from: 2019,
        instead: "2019年修订后的条款",
        because_zh: "引用了修订前《条例》的条款",
        because_en: "an article of the Regulation before its revision",
        severity: Severity::Warning,
    },
    Term {
        words: &words(["国土资源局", "卫生和计划生育局", "卫生计生局", "旅游局", "工商行政管理局"]),
        from: 2020,
        instead: "机构改革后的名称",
        because_zh: "2018年至2019年机构改革后已撤并（凭记忆，待核实）",
        because_en: "merged in the reform of 2018 and 2019 (from memory, to be verified)",
        severity: Severity::Warning,
    },
    Term {
        words: &words(["政府信息公开暂行条例", "15个工作日内答复", "15个工作日内予以答复"]),
        from: 2020,
        instead: "20个工作日（第三十三条）",
        because_zh: "2019年修订的《条例》规定的答复期限是20个工作日",
        because_en: "since 2019 the period is 20 working days",
        severity: Severity::Warning,
    },
];

/// Finds terms that are out of use; each term is reported once.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let year = report.year.as_ref().map(|it| it.value);
    let words: Vec<Word<'_>> = TERMS.iter().flat_map(|it| it.words).copied().collect();
    let paragraphs: Vec<_> = report.narrative().paragraphs_with(&words).collect();
    if paragraphs.is_empty() {
        return Vec::new();
    }
    TERMS
        .iter()
        .filter(|term| term.from == 0 || year.is_some_and(|year| year >= term.from))
        .filter_map(|term| find(term, &paragraphs))
        .collect()
}

fn find(term: &Term, paragraphs: &[&Paragraph<'_>]) -> Option<Finding> {
    let present = |paragraph: &&Paragraph<'_>| -> Vec<&'static str> {
        let text = paragraph.text();
        let found = term.words.iter().filter(|word| text.contains(**word));
        found.map(|word| word.text).filter(|word| in_use(&text, word)).collect()
    };
    let paragraph = paragraphs.iter().find(|it| !present(it).is_empty())?;
    let mut words: Vec<&str> = Vec::new();
    for word in paragraphs.iter().flat_map(present) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let (found, instead) = (words.join("、"), term.instead);
    let (zh, en) = (term.because_zh, term.because_en);
    Some(
        Finding::new(
            "N-12",
            term.severity,
            format!("“{found}”应改为“{instead}”：{zh}。"),
            format!("“{found}” should read “{instead}”: {en}."),
        )
        .placed(paragraph.place)
        .values(instead, found),
    )
}

/// Tells whether a text uses the term, as against naming something past or part of a longer name.
fn in_use(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = &text[..at];
        let longer = [
            "文化和",
            "文化广电和",
            "文化体育和",
            "文化广电",
            "文广",
            "原",
            "原市",
            "原县",
            "原区",
            "取消",
            "自然",
        ]
        .iter()
        .any(|it| before.ends_with(it));
        let past = ["取消了", "不再收取", "未收取", "没有收取", "非"]
            .iter()
            .any(|it| before.ends_with(it));
        let travel = word == "旅游局" && before.ends_with(|c: char| "和与游体化".contains(c));
        !longer && !past && !travel && !text[at..].starts_with("贫困户脱贫")
    })
}
