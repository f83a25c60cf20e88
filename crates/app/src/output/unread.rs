//! Why a file could not be had, and what to do, for people.

use std::io::ErrorKind;

use law::Lang;
use report::read::ReadError;

/// Says why a file could not be opened.
pub fn why_unopened(error: &std::io::Error, lang: Lang) -> String {
    match error.kind() {
        ErrorKind::NotFound => lang.pick("没有这个文件", "no such file").to_owned(),
        ErrorKind::PermissionDenied => {
            lang.pick("没有权限读取这个文件", "this file may not be read").to_owned()
        }
        ErrorKind::IsADirectory => lang.pick("这是文件夹", "this is a folder").to_owned(),
        _ => lang.pick(format!("系统错误：{error}"), error.to_string()),
    }
}

/// Says why a document could not be read and what to do.
pub fn why_unread(error: &ReadError, lang: Lang) -> String {
    let zh = match error {
        ReadError::Empty => "文件是空的。".to_owned(),
        ReadError::UnsupportedFormat { kind } => format!(
            "不能读取这种内容（{}）；可读 HTML、DOCX、XLSX、PDF、纯文本和 Markdown，旧版 Word 请另存为 DOCX。",
            in_chinese(kind)
        ),
        ReadError::Encrypted => "文件有密码保护，请先解除保护。".to_owned(),
        ReadError::NoText { pictures } => format!(
            "文件里只有图片（{pictures}幅），没有可读的文字；年度报告应以可复制的文字公布，请用原始文件或者先做文字识别。"
        ),
        ReadError::NotAReport => {
            "没有找到年度报告的表格或者标题，这似乎不是政府信息公开工作年度报告。".to_owned()
        }
        ReadError::Damaged { format, detail } => {
            format!("{format} 文件已损坏，无法读取（{detail}）；请重新下载或者另存一份。")
        }
        ReadError::TooLarge { what, bound } => {
            format!("超过上限：{}最多{bound}，请减小文件后再试。", in_chinese(what))
        }
        ReadError::TooSlow { seconds } => format!("读取超过{seconds}秒，已放弃。"),
        _ => error.to_string(),
    };
    let en = match error {
        ReadError::UnsupportedFormat { .. } => {
            format!("{error}; HTML, DOCX, XLSX, PDF, plain text and Markdown are read")
        }
        ReadError::NoText { .. } => format!(
            "{error}; a report has to be published as text: use the original file or recognise \
             its characters first"
        ),
        ReadError::Encrypted => format!("{error}; remove the protection first"),
        _ => error.to_string(),
    };
    lang.pick(zh, en)
}

/// Names of contents and of what is counted, as the readers give them.
const NAMES: [(&str, &str); 25] = [
    ("characters", "字符"),
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
    ("bytes", "字节"),
    ("unpacked bytes", "解压后的字节"),
    ("archive entries", "压缩包内的文件"),
    ("nested elements", "嵌套层数"),
    ("elements", "元素"),
    ("blocks", "段落和表格行"),
    ("columns", "列"),
    ("cells", "格"),
    ("pages", "页"),
    ("page marks", "一页上的字符和线条"),
];

fn in_chinese(name: &str) -> &str {
    NAMES.iter().find(|(en, _)| *en == name).map_or(name, |(_, zh)| zh)
}
