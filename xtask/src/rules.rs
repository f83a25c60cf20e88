//! `cargo xtask rules`: writes the pages under `docs/rules/` from the rules themselves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use report::check::{UNANSWERED, rule_page, rules};

/// The folder of the pages.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules")
}

/// The pages by file name, the table of contents among them.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut contents = String::from(
        "# 检查规则 Rules\n\n由程序生成，改动请改代码后运行 `cargo xtask rules`。Generated; change the code and run `cargo xtask rules`.\n\n| 编号 | 规则 | Rule |\n|---|---|---|\n",
    );
    for rule in rules() {
        let [zh, en] = rule.title;
        contents.push_str(&format!("| [{id}]({id}.md) | {zh} | {en} |\n", id = rule.id));
        pages.insert(format!("{}.md", rule.id), rule_page(rule));
    }
    contents.push_str("\n## 不单独检查的事项 What one report cannot answer\n\n");
    for it in UNANSWERED {
        let ([zh, en], [why_zh, why_en]) = (it.title, it.why);
        contents.push_str(&format!("- **{}** {zh}：{why_zh} {en}: {why_en}\n", it.id));
    }
    pages.insert("README.md".to_owned(), contents);
    pages
}

/// Writes the pages and removes those of rules that are no more.
///
/// # Errors
///
/// Where the folder cannot be written.
pub fn run() -> Result<()> {
    let folder = folder();
    std::fs::create_dir_all(&folder).context("docs/rules")?;
    let pages = pages();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        if !pages.contains_key(name) {
            std::fs::remove_file(&path)?;
        }
    }
    for (name, page) in pages {
        std::fs::write(folder.join(name), page)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_under_docs_are_those_of_the_rules() {
        let pages = pages();
        for (name, page) in &pages {
            let written = std::fs::read_to_string(folder().join(name)).unwrap_or_default();
            assert_eq!(&written, page, "docs/rules/{name} is out of date: run `cargo xtask rules`");
        }
        let files = std::fs::read_dir(folder()).expect("docs/rules").count();
        assert_eq!(files, pages.len(), "a page without a rule: run `cargo xtask rules`");
    }
}
