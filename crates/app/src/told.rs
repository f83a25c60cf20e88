//! What people are told when the store or an archive could not do something: what happened, and what to
//! do. The libraries' own words stay behind in the cause.

use anyhow::{Error, anyhow};
use archive::ArchiveError;
use law::Lang;
use store::{CommitError, SchemaError, StoreError};

/// A failure of the store in words.
pub fn told(error: &StoreError, lang: Lang) -> Error {
    let (zh, en) = match error {
        StoreError::Stale { .. } => (
            "已经有人先改了，您的修改没有覆盖；请重新打开再改".to_owned(),
            "somebody changed it first; nothing was overwritten. Open it anew and change it again"
                .to_owned(),
        ),
        StoreError::NotFound(what) => {
            (format!("没有找到（{what}）"), format!("there is no such {what}"))
        }
        StoreError::KeyReused => (
            "同一个提交标识用于了不同的内容".to_owned(),
            "the same key was used for something else".to_owned(),
        ),
        StoreError::AlreadyThere(what) => {
            (format!("已经存在（{what}）"), format!("{what} is there already"))
        }
        StoreError::Fixed(what) => {
            (format!("不能更改（{what}）"), format!("the {what} cannot be changed"))
        }
        StoreError::LeaseLost => (
            "这个任务已经由别的进程接手".to_owned(),
            "another process has taken this job over".to_owned(),
        ),
        StoreError::ClockBehind(seconds) => (
            format!("本机时钟比日志最后一条慢{seconds}秒；请校准时钟，校准以前不登记任何办理行为"),
            format!(
                "the clock is {seconds} s behind the newest entry of the log; set it right first: no act is recorded until then"
            ),
        ),
        StoreError::Overloaded => (
            "等待写入的太多，请稍后再试；内容没有保存".to_owned(),
            "too much is waiting to be written; nothing was stored, try again later".to_owned(),
        ),
        StoreError::Halted(why) => (
            format!("磁盘出错，系统已停止接收写入，请检查磁盘后重新启动（{why}）"),
            format!(
                "the disk gave an error and no more is accepted; look after the disk and start anew ({why})"
            ),
        ),
        StoreError::Unreachable(why) => {
            (format!("数据库没有应答（{why}）"), format!("the database does not answer ({why})"))
        }
        StoreError::Unsafe(why) => (
            format!("这样的设置在断电时会丢失已经确认的内容，系统拒绝启动：{why}"),
            format!(
                "with this setting a power cut loses what was confirmed, so nothing is started: {why}"
            ),
        ),
        StoreError::Schema(error) => (schema_in_chinese(error), error.to_string()),
        StoreError::Keys(why) => (format!("密钥有问题：{why}"), why.clone()),
        StoreError::Sealed(why) => (
            format!("个人信息密文无法打开：{why}"),
            format!("a sealed value cannot be opened: {why}"),
        ),
        StoreError::Log(why) => (format!("日志不完整：{why}"), format!("the log is broken: {why}")),
        StoreError::File { doing, cause } => {
            (format!("文件处理失败（{cause}）"), format!("a file could not be {doing} ({cause})"))
        }
        StoreError::Corrupt { table, id, why } => (
            format!("数据库中的{table}（{id}）内容不合理：{why}"),
            format!("{table} {id} makes no sense: {why}"),
        ),
        StoreError::Query { table, doing, cause } => {
            (format!("{table}读写失败：{cause}"), format!("{table} could not be {doing}: {cause}"))
        }
        StoreError::Commit(CommitError::NotStored(why)) => {
            (format!("没有保存（{why}）"), format!("nothing was stored ({why})"))
        }
        StoreError::Commit(CommitError::Unknown(why)) => (
            format!("不能确定是否已经保存，请恢复以后核对（{why}）"),
            format!(
                "it is not known whether it was stored; look again when the store answers ({why})"
            ),
        ),
    };
    anyhow!(lang.pick(zh, en))
}

fn schema_in_chinese(error: &SchemaError) -> String {
    match error {
        SchemaError::Newer(step) => format!("数据库是更新版本的程序写的（{step}），请使用新版本"),
        SchemaError::Older(steps) => {
            format!("数据库结构还没有升级（{steps}）：请先备份，再运行 gongkai migrate")
        }
        SchemaError::StepFailed(why) => format!("升级数据库结构失败，可以重新运行：{why}"),
        SchemaError::Empty => "数据库是空的：请运行 gongkai init 或者 gongkai restore".to_owned(),
        SchemaError::Taken => "这个数据库已经属于一个系统，请换一个空的数据库".to_owned(),
    }
}

/// A failure of an archive in words.
pub fn told_of_archive(error: &ArchiveError, lang: Lang) -> Error {
    let (zh, en) = match error {
        ArchiveError::Store(error) => return told(error, lang),
        ArchiveError::Io { cause, .. } => (format!("备份文件读写失败（{cause}）"), error.to_string()),
        ArchiveError::Locked(why) => (
            format!("用这把恢复密钥打不开这个备份（{why}）"),
            error.to_string(),
        ),
        ArchiveError::NoKey(_) => (
            "这不是恢复密钥；应当有一行以 AGE-SECRET-KEY- 开头（公钥以 age1 开头）".to_owned(),
            "this is no such key: a recovery key has a line AGE-SECRET-KEY-…, a public key begins with age1".to_owned(),
        ),
        ArchiveError::Damaged(why) => (
            format!("备份已经损坏，不能使用：{why}"),
            error.to_string(),
        ),
        ArchiveError::Format { found, known } => (
            format!("备份格式是{found}，本程序只认识{known}"),
            error.to_string(),
        ),
        ArchiveError::AlreadyThere(what) => (
            format!("{what}已经存在，不会覆盖；请换一个名字"),
            format!("{what} is there already and is not written over; choose another name"),
        ),
    };
    anyhow!(lang.pick(zh, en))
}
