//! The page of a rule under `docs/rules/`, made from the rule itself.

use law::Lang;

use super::{Rule, Severity};

/// Explains a rule in one language.
pub fn rule_text(rule: &Rule, lang: Lang) -> String {
    let pick = |[zh, en]: [&'static str; 2]| lang.pick(zh, en);
    let [severity, authority, checked, remedy] = [
        ["级别", "Severity"],
        ["依据", "Authority"],
        ["检查什么", "What is checked"],
        ["怎么改", "What to do"],
    ]
    .map(pick);
    let word = match rule.severity {
        Severity::Error => ["错误", "error"],
        Severity::Warning => ["警告", "warning"],
        Severity::Note => ["提示", "note"],
    };
    let colon = lang.pick("：", ": ");
    format!(
        "{} {}\n\n{severity}{colon}{}\n{authority}{colon}{}\n\n{checked}\n  {}\n\n{remedy}\n  {}\n",
        rule.id,
        pick(rule.title),
        pick(word),
        rule.authority,
        pick(rule.what),
        pick(rule.remedy),
    )
}

/// Returns the page of a rule in Markdown, Chinese first.
pub fn rule_page(rule: &Rule) -> String {
    let severity = match rule.severity {
        Severity::Error => "错误 error",
        Severity::Warning => "警告 warning",
        Severity::Note => "提示 note",
    };
    let [title_zh, title_en] = rule.title;
    let [what_zh, what_en] = rule.what;
    let [remedy_zh, remedy_en] = rule.remedy;
    format!(
        "# {id} {title_zh}\n\n*{title_en}*\n\n- 级别 Severity：{severity}\n- 依据 Authority：{authority}\n\n\
         ## 检查什么\n\n{what_zh}\n\n## 怎么改\n\n{remedy_zh}\n\n## What is checked\n\n{what_en}\n\n\
         ## What to do\n\n{remedy_en}\n",
        id = rule.id,
        authority = rule.authority,
    )
}
