//! The page of a rule under `docs/rules/`, made from the rule itself.

use super::{Rule, Severity};

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
