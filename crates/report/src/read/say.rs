//! Why a document could not be read and what to do, in sentences.

use law::Lang;

use super::ReadError;

impl ReadError {
    /// Says why the document could not be read and what to do.
    pub fn say(&self, lang: Lang) -> String {
        lang.pick(self.in_chinese(), self.in_english())
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::Empty => "文件是空的。".to_owned(),
            Self::UnsupportedFormat { kind } => format!(
                "不能读取这种内容（{}）；可读 HTML、DOCX、XLSX、PDF、纯文本和 Markdown，旧版 Word 请另存为 DOCX。",
                kind_in_chinese(kind)
            ),
            Self::Encrypted => "文件有密码保护，请先解除保护。".to_owned(),
            Self::NoText { pictures } => format!(
                "文件里只有图片（{pictures}幅），没有可读的文字；年度报告应以可复制的文字公布，请用原始文件或者先做文字识别。"
            ),
            Self::NotAReport => {
                "没有找到年度报告的表格或者标题，这似乎不是政府信息公开工作年度报告。".to_owned()
            }
            Self::Damaged { format, detail } => {
                format!("{format} 文件已损坏，无法读取（{detail}）；请重新下载或者另存一份。")
            }
            Self::TooLarge { what, bound } => {
                format!("超过上限：{}最多{bound}，请减小文件后再试。", what.word(Lang::Zh))
            }
            Self::TooSlow { seconds } => format!("读取超过{seconds}秒，已放弃。"),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::UnsupportedFormat { .. } => {
                format!("{self}; HTML, DOCX, XLSX, PDF, plain text and Markdown are read")
            }
            Self::NoText { .. } => format!(
                "{self}; a report has to be published as text: use the original file or recognise \
                 its characters first"
            ),
            Self::Encrypted => format!("{self}; remove the protection first"),
            _ => self.to_string(),
        }
    }
}

/// Names of contents, as they are told apart.
const KINDS: [(&str, &str); 14] = [
    ("an old Word or Excel file (.doc, .xls)", "旧版 Word 或 Excel 文件"),
    ("a picture", "图片"),
    ("rich text (RTF)", "RTF 文件"),
    ("a compressed file (gzip)", "压缩文件 gzip"),
    ("a compressed file (RAR)", "压缩文件 RAR"),
    ("a compressed file (7z)", "压缩文件 7z"),
    ("a program", "程序"),
    ("a database", "数据库"),
    ("binary data", "二进制数据"),
    ("an OFD file", "OFD 文件"),
    ("a presentation", "演示文稿"),
    ("an OpenDocument file", "OpenDocument 文件"),
    ("an archive (zip)", "压缩包 zip"),
    ("a report in JSON", "JSON 报告"),
];

fn kind_in_chinese(name: &str) -> &str {
    KINDS.iter().find(|(en, _)| *en == name).map_or(name, |(_, zh)| zh)
}
