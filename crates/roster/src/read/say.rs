//! Why a file is not read, in sentences.

use law::Lang;

use super::ReadError;
use crate::limits::{LONGEST_CELL, MOST_BYTES, MOST_ROWS};

impl ReadError {
    /// What is wrong and what to do.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let megabytes = MOST_BYTES / (1024 * 1024);
        let zh = match self {
            Self::TooLarge => format!("文件超过 {megabytes} MB，请分成几个文件导入"),
            Self::Bomb => "文件解压后过大或者部件过多，没有读取；请用模板重新填写".to_owned(),
            Self::Encrypted => "文件有密码，或者不是 .xlsx；请去掉密码，另存为 .xlsx".to_owned(),
            Self::Macros => "文件含有宏或者控件，没有读取；请另存为不含宏的 .xlsx".to_owned(),
            Self::Damaged => "不是能读取的 .xlsx 工作簿；请用模板重新填写".to_owned(),
            Self::NoSheet => "没有“机构”或者“人员”工作表；请使用模板".to_owned(),
            Self::NoHeadings(sheet) => {
                format!("工作表“{}”没有找到标题行；请使用模板", sheet.title(lang))
            }
            Self::HeadingTwice { sheet, heading } => {
                format!("工作表“{}”的标题“{heading}”出现了两次", sheet.title(lang))
            }
            Self::TooManyRows(sheet) => {
                format!("工作表“{}”超过 {MOST_ROWS} 行，请分成几个文件导入", sheet.title(lang))
            }
            Self::CellTooLong { sheet, row } => {
                format!("工作表“{}”第 {row} 行有单元格超过 {LONGEST_CELL} 字", sheet.title(lang))
            }
        };
        lang.pick(zh, self.to_string())
    }
}
