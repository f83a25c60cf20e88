//! Everything that can be done, by name.

use law::Lang;
use serde::{Deserialize, Serialize};

use crate::organisation::Line;

macro_rules! actions {
    ($($variant:ident $name:literal $line:ident $zh:literal $en:literal;)+) => {
        /// Something that can be done. No way into the program is without one.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Action {
            $(#[doc = $zh] #[serde(rename = $name)] $variant,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in data, tokens and logs.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is called.
            #[must_use]
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $en),)+ }
            }

            /// Along which line an organisation is below another, for this action.
            #[must_use]
            pub fn line(self) -> Line {
                match self { $(Self::$variant => Line::$line,)+ }
            }
        }
    };
}

actions! {
    SignIn "session.begin" Administrative "登录" "sign in";
    SeeHealth "health.see" Administrative "查看运行状态" "see health";
    SeePolicy "policy.see" Administrative "查看权限表" "see the policy table";
    SeeSelf "self.see" Administrative "查看本人账号" "see one's own account";
    ChangeSelf "self.change" Administrative "管理本人登录方式和会话" "manage one's own sign-in and sessions";

    SeeOrganisation "organisation.see" Administrative "查看机构" "see an organisation";
    FoundOrganisation "organisation.found" Administrative "设立机构" "found an organisation";
    ChangeOrganisation "organisation.change" Administrative "变更机构" "change an organisation";
    DescribeOffice "organisation.describe" Administrative "维护公开机构信息" "describe the disclosure office";
    ImportRoster "roster.import" Administrative "导入机构和人员" "import organisations and people";
    ExportRoster "roster.export" Administrative "导出机构和人员" "export organisations and people";

    ListAccounts "account.list" Administrative "查看人员" "list accounts";
    InviteAccount "account.invite" Administrative "邀请人员" "invite somebody";
    CloseAccount "account.close" Administrative "注销账号" "close an account";
    SuspendAccount "account.suspend" Administrative "停用或恢复账号" "suspend an account or take it back";
    ResetSignIn "account.reset" Administrative "重置登录方式" "reset somebody's sign-in";
    IssueCode "account.code" Administrative "发给一次性代码" "hand out a one-time code";
    GrantRole "rights.grant" Administrative "授予角色" "grant a role";
    EndRole "rights.end" Administrative "终止角色" "end a role";
    Delegate "rights.delegate" Administrative "委托他人代行本人角色" "let another stand in for oneself";
    EndDelegation "rights.end_delegation" Administrative "终止代行" "end a delegation";

    ListTokens "token.list" Administrative "查看接口令牌" "list API tokens";
    RequestToken "token.request" Administrative "为本人申请接口令牌" "ask for an API token for oneself";
    ApproveToken "token.approve" Administrative "批准接口令牌" "approve an API token";
    RevokeToken "token.revoke" Administrative "吊销接口令牌" "revoke an API token";

    SeeLog "log.see" Administrative "查看日志" "see the log";
    ProveLog "log.prove" Administrative "出具日志证明" "prove an entry of the log";
    SeeJobs "job.see" Administrative "查看后台任务" "see jobs";
    RepeatJob "job.repeat" Administrative "重新执行任务" "repeat a job";

    SubmitRequest "request.submit" Ogi "提交申请" "submit a request";
    TrackRequest "request.track" Ogi "查询申请进度" "track a request";
    AnswerConsultation "request.answer_consultation" Ogi "答复征求意见" "answer a consultation";
    SeeRequest "request.see" Ogi "查看申请" "see a request";
    SeeApplicant "request.see_applicant" Ogi "查看申请人身份" "see who the applicant is";
    RegisterRequest "request.register" Ogi "登记申请" "register a request";
    HandleRequest "request.handle" Ogi "办理申请" "handle a request";
    DraftReply "request.draft" Ogi "拟写答复" "draft a reply";
    ReviewReply "request.review" Ogi "审核答复" "review a reply";
    ReviewReplySecrecy "request.review_secrecy" Ogi "答复保密审查" "review the secrecy of a reply";
    ReviewReplyLaw "request.review_law" Ogi "答复合法性审核" "review whether a reply is lawful";
    ExtendReply "request.extend" Ogi "同意延期" "agree to an extension";
    SignReply "request.sign" Ogi "签发答复" "sign a reply";
    DeliverReply "request.deliver" Ogi "送达答复" "deliver a reply";

    ReadItem "item.read" Ogi "阅读公开信息" "read what is published";
    SeeItem "item.see" Ogi "查看未公开信息" "see an item before it is out";
    DraftItem "item.draft" Ogi "拟写信息" "draft an item";
    ReviewItem "item.review" Ogi "公开审查" "review an item";
    ReviewItemSecrecy "item.review_secrecy" Ogi "信息保密审查" "review the secrecy of an item";
    ReleaseItem "item.release" Ogi "发布信息" "release an item";
    WithdrawItem "item.withdraw" Ogi "撤下信息" "withdraw an item";

    SeeReport "report.see" Ogi "查看年报" "see a yearly report before it is out";
    CompileReport "report.compile" Ogi "编制年报" "compile the yearly report";
    ApproveReport "report.approve" Ogi "审定年报" "approve the yearly report";
    ReleaseReport "report.release" Ogi "发布年报" "release the yearly report";
    SuperviseUnits "unit.supervise" Ogi "监督下级单位" "supervise units below";

    UseTools "tools.use" Ogi "使用公开工具" "use the public tools";
    SeeSite "site.see" Ogi "浏览公开网站" "read the public site";
    ChangeSite "site.change" Administrative "维护网站设置" "change the settings of the site";

    SeeNotices "calendar.see" Administrative "查看放假安排" "see holiday notices";
    ProposeNotice "calendar.propose" Administrative "提出放假安排" "propose a holiday notice";
    ConfirmNotice "calendar.confirm" Administrative "确认放假安排" "confirm a holiday notice";

    DraftGuide "guide.draft" Ogi "修订公开指南" "draft the guide to openness";
    ReleaseGuide "guide.release" Ogi "发布公开指南" "release the guide to openness";
}

impl Action {
    /// Whether a program may do it with a token, in the name of whoever the token was issued for. What a
    /// person decides, signs or reviews is never a program's, nor are rights, sign-in and identities.
    #[must_use]
    pub fn is_for_programs(self) -> bool {
        match self {
            Self::SeeHealth
            | Self::SeePolicy
            | Self::SeeSelf
            | Self::SeeOrganisation
            | Self::DescribeOffice
            | Self::SubmitRequest
            | Self::SeeRequest
            | Self::RegisterRequest
            | Self::HandleRequest
            | Self::DraftReply
            | Self::ReadItem
            | Self::SeeItem
            | Self::DraftItem
            | Self::SeeReport
            | Self::CompileReport
            | Self::SuperviseUnits
            | Self::UseTools
            | Self::SeeSite
            | Self::SeeNotices
            | Self::DraftGuide => true,
            Self::SignIn
            | Self::ChangeSelf
            | Self::FoundOrganisation
            | Self::ChangeOrganisation
            | Self::ImportRoster
            | Self::ExportRoster
            | Self::ListAccounts
            | Self::InviteAccount
            | Self::CloseAccount
            | Self::SuspendAccount
            | Self::ResetSignIn
            | Self::IssueCode
            | Self::GrantRole
            | Self::EndRole
            | Self::Delegate
            | Self::EndDelegation
            | Self::ListTokens
            | Self::RequestToken
            | Self::ApproveToken
            | Self::RevokeToken
            | Self::SeeLog
            | Self::ProveLog
            | Self::SeeJobs
            | Self::RepeatJob
            | Self::TrackRequest
            | Self::AnswerConsultation
            | Self::SeeApplicant
            | Self::ReviewReply
            | Self::ReviewReplySecrecy
            | Self::ReviewReplyLaw
            | Self::ExtendReply
            | Self::SignReply
            | Self::DeliverReply
            | Self::ReviewItem
            | Self::ReviewItemSecrecy
            | Self::ReleaseItem
            | Self::WithdrawItem
            | Self::ApproveReport
            | Self::ReleaseReport
            | Self::ChangeSite
            | Self::ProposeNotice
            | Self::ConfirmNotice
            | Self::ReleaseGuide => false,
        }
    }

    /// Whether it belongs to chapter four of the Regulation, which does not apply to schools (第五十五条).
    #[must_use]
    pub fn is_of_requests(self) -> bool {
        self.name().starts_with("request.")
    }

    /// The action of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
