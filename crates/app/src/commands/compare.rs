//! `gongkai compare A B`: two years of one agency, or the submitted and the published version.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use documents::compose;
use law::Lang;
use report::Report;
use report::check::Severity;
use report::compare::{Comparison, two_years, versions};

use super::convert::read_report;
use crate::FINDINGS;
use crate::output::lists::{self, Form};
use crate::save::Target;

/// Arguments of `gongkai compare`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai compare 年报2023.pdf 年报2024.pdf\n  \
    gongkai compare 报送稿.docx 公布.html --format html -o 对照.html\n  \
    gongkai compare 年报2023.pdf 年报2024.pdf --format json\n\n\
    退出码 Exit codes: 0 没有差异或者问题 nothing to look at · 1 有差异或者问题 something to look at · 2 未能完成 could not do it")]
pub struct Args {
    /// 前一年度的报告，或者报送稿 The earlier report, or the submitted version
    first: PathBuf,
    /// 后一年度的报告，或者公布稿 The later report, or the published version
    second: PathBuf,
    /// 比较方式，默认按年度判断 How to compare; by the years if left out
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// 输出格式 Form of what is printed
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// 字体文件夹 Folder with the office's own faces
    #[arg(long, value_name = "DIR")]
    fonts: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// What the two reports are to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// 同一机关的两个年度 Two years of one agency
    Years,
    /// 报送稿与公布稿 Submitted and published version
    Versions,
}

/// Compares two reports.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let (first, second) = (read_report(&args.first, lang)?, read_report(&args.second, lang)?);
    let comparison = match args.kind.unwrap_or_else(|| kind_of(&first, &second)) {
        Kind::Years => two_years(&first, &second),
        Kind::Versions => versions(&first, &second),
    };
    let list = lists::List {
        page: &compose::comparison(&comparison, lang),
        json: &|| Ok(serde_json::to_string_pretty(&comparison)?),
        xlsx: &|| {
            let front = lang.pick("对照", "Comparison");
            Ok(documents::xlsx::lists(&compose::comparison(&comparison, lang), front)?)
        },
    };
    list.write(args.format, &args.target, args.fonts.as_deref(), lang)?;
    Ok(code(&comparison))
}

/// Reports of one year are versions, of two years are years.
fn kind_of(first: &Report, second: &Report) -> Kind {
    let year = |it: &Report| it.year.as_ref().map(|it| it.value);
    if year(first).is_some() && year(first) == year(second) { Kind::Versions } else { Kind::Years }
}

fn code(comparison: &Comparison) -> ExitCode {
    match comparison.worst() {
        Some(Severity::Error | Severity::Warning) => ExitCode::from(FINDINGS),
        Some(Severity::Note) | None => ExitCode::SUCCESS,
    }
}
