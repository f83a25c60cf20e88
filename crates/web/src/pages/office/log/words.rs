//! What acts and records of the log are called.

use law::Lang;

use crate::design::Choice;

/// Every act that this version writes, with its name in both languages.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("account.invited", "邀请人员", "somebody was invited"),
    ("account.activated", "启用账号", "an account came to life"),
    ("account.changed", "变更账号", "an account was changed"),
    ("account.suspended", "停用账号", "an account was suspended"),
    ("account.taken_back", "恢复账号", "an account was taken back"),
    ("account.closed", "注销账号", "an account was closed"),
    ("account.reset", "重置登录方式", "a sign-in was reset"),
    ("account.code_handed_out", "发给一次性代码", "a one-time code was handed out"),
    ("account.password_set", "设置密码", "a password was set"),
    ("account.second_factor_set", "设置第二步验证", "a second factor was set up"),
    ("account.second_factor_removed", "移除第二步验证", "a second factor was removed"),
    ("account.passkey_added", "添加通行密钥", "a passkey was added"),
    ("account.passkey_removed", "移除通行密钥", "a passkey was removed"),
    ("account.identity_linked", "关联统一身份", "an identity was linked"),
    ("account.identity_linked_by_login", "按登录名关联统一身份", "an identity was linked by login"),
    ("session.begun", "登录", "somebody signed in"),
    ("session.ended", "退出", "somebody signed out"),
    ("session.others_ended", "退出其他登录", "other sessions were ended"),
    ("session.all_ended", "退出全部登录", "all sessions were ended"),
    ("rights.granted", "授予角色", "a role was granted"),
    ("rights.ended", "终止角色", "a role was ended"),
    ("rights.delegated", "委托代行", "somebody stands in"),
    ("rights.delegation_ended", "终止代行", "standing in was ended"),
    ("organisation.founded", "设立机构", "an organisation was founded"),
    ("organisation.changed", "变更机构", "an organisation was changed"),
    ("organisation.described", "维护公开机构信息", "a disclosure office was described"),
    ("token.requested", "申请接口令牌", "a token was asked for"),
    ("token.approved", "批准接口令牌", "a token was approved"),
    ("token.revoked", "吊销接口令牌", "a token was revoked"),
    ("account.mail_changed", "变更邮箱", "a mail address was changed"),
    ("site.changed", "变更网站设置", "the settings of a site were changed"),
    ("guide.drafted", "起草公开指南", "a guide was drafted"),
    ("guide.sent", "公开指南送审", "a guide was sent to review"),
    ("guide.returned", "退回公开指南", "a guide was sent back"),
    ("guide.released", "发布公开指南", "a guide was released"),
    ("guide.reviewed", "核对公开指南", "a guide was looked over"),
    ("report.released", "发布年度报告", "a yearly report was released"),
    ("calendar.proposed", "提出放假安排", "a holiday notice was proposed"),
    ("calendar.confirmed", "确认放假安排", "a holiday notice was confirmed"),
    ("calendar.withdrawn", "撤回放假安排", "a holiday notice was withdrawn"),
    ("job.repeated", "重新执行任务", "a job was repeated"),
    ("installation.made", "建立系统", "the installation was made"),
    ("backup.taken", "备份", "a backup was taken"),
    ("backup.restored", "恢复备份", "a backup was restored"),
    ("backup.drilled", "恢复演练", "a restore was drilled"),
    ("keys.rotated", "更换密钥", "keys were rotated"),
    ("keys.retired", "停用旧密钥", "old keys were retired"),
];

/// Acts to choose from.
pub(super) fn choices(lang: Lang) -> Vec<Choice> {
    ACTIONS.iter().map(|(name, zh, en)| Choice::of(*name, *lang.pick(zh, en))).collect()
}

/// What an act is called; one of a later version by its name.
pub(super) fn action(name: &str, lang: Lang) -> String {
    let found = ACTIONS.iter().find(|it| it.0 == name);
    found.map_or(name, |(_, zh, en)| lang.pick(zh, en)).to_owned()
}

/// What a kind of record is called.
pub(super) fn kind(name: &str, lang: Lang) -> String {
    match name {
        "account" => lang.pick("账号", "account"),
        "organisation" => lang.pick("机构", "organisation"),
        "api_token" => lang.pick("接口令牌", "token"),
        "job" => lang.pick("任务", "job"),
        "installation" => lang.pick("系统", "installation"),
        "guide" => lang.pick("公开指南", "guide"),
        "site_profile" => lang.pick("网站设置", "site settings"),
        "given_report" => lang.pick("年度报告", "yearly report"),
        "calendar_notice" => lang.pick("放假安排", "holiday notice"),
        other => other,
    }
    .to_owned()
}
