//! Why a file could not be had, for people.

use std::io::ErrorKind;

use law::Lang;

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
