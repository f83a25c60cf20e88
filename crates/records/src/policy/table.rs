//! The table itself. A row allows; what no row allows is denied.

use super::action::Action;
use super::state::RecordState::{
    self, Absent, Decided, Draft, Ended, Held, InReview, Open, Published,
};
use super::who::Who;
use crate::organisation::Place::{self, Other, Own, Subordinate};
use crate::person::Role::{
    AuditAdministrator, Clerk, HandlingSection, Leader, LegalReviewer, OgiOfficeHead, Publisher,
    Reviewer, SecrecyReviewer, SecurityAdministrator, Supervisor, SystemAdministrator,
};

/// A row: these may do this to records in these states in these places, except in one case.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What.
    pub action: Action,
    /// Who.
    pub who: &'static [Who],
    /// In which states.
    pub states: &'static [RecordState],
    /// In which places, as seen from the organisation of the role.
    pub places: &'static [Place],
    /// Except when.
    pub unless: Unless,
}

/// What takes a right away although the row gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unless {
    /// Nothing does.
    Never,
    /// It is about oneself: nobody approves a change of their own rights.
    Oneself,
    /// It is about oneself, or about one of the three administrators: whoever could sign in as another
    /// administrator would be two of them (三员分立). Theirs is done on the machine itself.
    OneselfOrAdministrator,
    /// One drafted it: drafter and releaser differ (第十七条).
    Drafter,
}

const fn rule(
    action: Action,
    who: &'static [Who],
    states: &'static [RecordState],
    places: &'static [Place],
) -> Rule {
    Rule { action, who, states, places, unless: Unless::Never }
}

const fn except(unless: Unless, rule: Rule) -> Rule {
    Rule { unless, ..rule }
}

const SYSTEM: &[Who] = &[Who::As(SystemAdministrator)];
const SECURITY: &[Who] = &[Who::As(SecurityAdministrator)];
const AUDIT: &[Who] = &[Who::As(AuditAdministrator)];
const OFFICE: &[Who] = &[Who::As(Clerk), Who::As(OgiOfficeHead)];
const CALENDAR: &[Who] = &[Who::As(SystemAdministrator), Who::As(OgiOfficeHead)];
const EVERYBODY_IN_OFFICE: &[Who] = &[
    Who::As(Clerk),
    Who::As(HandlingSection),
    Who::As(Reviewer),
    Who::As(SecrecyReviewer),
    Who::As(LegalReviewer),
    Who::As(OgiOfficeHead),
    Who::As(Leader),
    Who::As(Publisher),
];

const HERE: &[Place] = &[Own];
const BELOW: &[Place] = &[Subordinate];
const HERE_AND_BELOW: &[Place] = &[Own, Subordinate];
const ANYWHERE: &[Place] = &[Own, Subordinate, Other];

const ANY_STATE: &[RecordState] = &RecordState::ALL;
const THERE: &[RecordState] = &[Draft, Open, Held, InReview, Decided, Published, Ended];
/// What has been through its reviews: nobody from outside the office looks at a draft.
const SETTLED: &[RecordState] = &[Decided, Published, Ended];
const ALIVE: &[RecordState] = &[Draft, Open, Held];

/// Who may do what.
pub const TABLE: &[Rule] = &[
    // What is for everybody.
    rule(Action::SignIn, &[Who::Anyone], ANY_STATE, ANYWHERE),
    rule(Action::SeeHealth, &[Who::Anyone], ANY_STATE, ANYWHERE),
    rule(Action::SeePolicy, &[Who::Anyone], ANY_STATE, ANYWHERE),
    rule(Action::SeeOrganisation, &[Who::Anyone], &[Open, Ended], ANYWHERE),
    rule(Action::ReadItem, &[Who::Anyone], &[Published], ANYWHERE),
    rule(Action::SubmitRequest, &[Who::Anyone], &[Absent], ANYWHERE),
    rule(Action::UseTools, &[Who::Anyone], ANY_STATE, ANYWHERE),
    rule(Action::SeeSite, &[Who::Anyone], &[Open, Published, Ended], ANYWHERE),
    rule(Action::SeeNotices, &[Who::Anyone], &[Open, Published, Ended], ANYWHERE),
    // Oneself.
    rule(Action::SeeSelf, &[Who::Member], &[Open], HERE),
    rule(Action::ChangeSelf, &[Who::Member], &[Open], HERE),
    rule(Action::Delegate, &[Who::Member], &[Open], HERE),
    rule(Action::RequestToken, &[Who::Member], &[Open], HERE),
    // 系统管理员: organisations, accounts without rights, the machine.
    rule(Action::FoundOrganisation, SYSTEM, &[Absent], HERE_AND_BELOW),
    rule(Action::ChangeOrganisation, SYSTEM, &[Open], HERE_AND_BELOW),
    rule(Action::DescribeOffice, SYSTEM, &[Open], HERE_AND_BELOW),
    rule(Action::DescribeOffice, OFFICE, &[Open], HERE),
    rule(Action::ChangeSite, SYSTEM, &[Open], HERE_AND_BELOW),
    rule(Action::ChangeSite, OFFICE, &[Open], HERE),
    rule(Action::ImportRoster, SYSTEM, &[Absent], HERE_AND_BELOW),
    rule(Action::ExportRoster, SYSTEM, &[Open], HERE_AND_BELOW),
    rule(Action::ListAccounts, SYSTEM, THERE, HERE_AND_BELOW),
    rule(Action::InviteAccount, SYSTEM, &[Absent], HERE_AND_BELOW),
    except(
        Unless::OneselfOrAdministrator,
        rule(Action::CloseAccount, SYSTEM, ALIVE, HERE_AND_BELOW),
    ),
    except(
        Unless::OneselfOrAdministrator,
        rule(Action::IssueCode, SYSTEM, &[Draft, Open], HERE_AND_BELOW),
    ),
    rule(Action::SeeJobs, SYSTEM, THERE, HERE_AND_BELOW),
    rule(Action::RepeatJob, SYSTEM, &[Held], HERE_AND_BELOW),
    // 安全管理员: roles and sign-in, never their own.
    rule(Action::ListAccounts, SECURITY, THERE, HERE_AND_BELOW),
    except(Unless::Oneself, rule(Action::GrantRole, SECURITY, &[Draft, Open], HERE_AND_BELOW)),
    except(Unless::OneselfOrAdministrator, rule(Action::EndRole, SECURITY, ALIVE, HERE_AND_BELOW)),
    except(
        Unless::OneselfOrAdministrator,
        rule(Action::SuspendAccount, SECURITY, &[Open, Held], HERE_AND_BELOW),
    ),
    except(
        Unless::OneselfOrAdministrator,
        rule(Action::ResetSignIn, SECURITY, ALIVE, HERE_AND_BELOW),
    ),
    except(Unless::Oneself, rule(Action::EndDelegation, SECURITY, ALIVE, HERE_AND_BELOW)),
    rule(Action::EndDelegation, &[Who::Member], &[Open], HERE),
    rule(Action::ListTokens, SECURITY, THERE, HERE_AND_BELOW),
    except(
        Unless::OneselfOrAdministrator,
        rule(Action::ApproveToken, SECURITY, &[Open], HERE_AND_BELOW),
    ),
    rule(Action::RevokeToken, SECURITY, THERE, HERE_AND_BELOW),
    // 审计管理员: reads, and does nothing else.
    rule(Action::SeeLog, AUDIT, THERE, HERE_AND_BELOW),
    rule(Action::ProveLog, AUDIT, THERE, HERE_AND_BELOW),
    rule(Action::ListAccounts, AUDIT, THERE, HERE_AND_BELOW),
    // Requests.
    rule(Action::TrackRequest, &[Who::Applicant], THERE, HERE),
    rule(Action::AnswerConsultation, &[Who::ConsultedParty], &[Held], HERE),
    rule(Action::SeeRequest, EVERYBODY_IN_OFFICE, THERE, HERE),
    rule(Action::SeeApplicant, OFFICE, THERE, HERE),
    rule(Action::RegisterRequest, OFFICE, &[Absent, Draft], HERE),
    rule(Action::HandleRequest, OFFICE, &[Open, Held], HERE),
    rule(
        Action::DraftReply,
        &[Who::As(Clerk), Who::As(HandlingSection), Who::As(OgiOfficeHead)],
        &[Open, Held],
        HERE,
    ),
    except(
        Unless::Drafter,
        rule(Action::ReviewReply, &[Who::As(Reviewer), Who::As(OgiOfficeHead)], &[InReview], HERE),
    ),
    except(
        Unless::Drafter,
        rule(Action::ReviewReplySecrecy, &[Who::As(SecrecyReviewer)], &[InReview], HERE),
    ),
    except(
        Unless::Drafter,
        rule(Action::ReviewReplyLaw, &[Who::As(LegalReviewer)], &[InReview], HERE),
    ),
    // 第三十三条第二款: 经政府信息公开工作机构负责人同意.
    rule(Action::ExtendReply, &[Who::As(OgiOfficeHead)], &[Open, Held, InReview], HERE),
    except(
        Unless::Drafter,
        rule(Action::SignReply, &[Who::As(Leader), Who::As(OgiOfficeHead)], &[InReview], HERE),
    ),
    rule(Action::DeliverReply, OFFICE, &[Decided], HERE),
    // Information.
    rule(Action::SeeItem, EVERYBODY_IN_OFFICE, THERE, HERE),
    rule(
        Action::DraftItem,
        &[Who::As(Clerk), Who::As(HandlingSection), Who::As(OgiOfficeHead)],
        &[Absent, Draft, Open],
        HERE,
    ),
    except(
        Unless::Drafter,
        rule(Action::ReviewItem, &[Who::As(Reviewer), Who::As(OgiOfficeHead)], &[InReview], HERE),
    ),
    except(
        Unless::Drafter,
        rule(Action::ReviewItemSecrecy, &[Who::As(SecrecyReviewer)], &[InReview], HERE),
    ),
    except(
        Unless::Drafter,
        rule(Action::ReleaseItem, &[Who::As(Publisher), Who::As(OgiOfficeHead)], &[Decided], HERE),
    ),
    rule(Action::WithdrawItem, &[Who::As(Publisher), Who::As(OgiOfficeHead)], &[Published], HERE),
    rule(Action::WithdrawItem, &[Who::Program], &[Published], HERE),
    // Yearly reports.
    rule(Action::SeeReport, EVERYBODY_IN_OFFICE, THERE, HERE),
    rule(Action::CompileReport, OFFICE, &[Absent, Draft, Open], HERE),
    except(
        Unless::Drafter,
        rule(Action::ApproveReport, &[Who::As(Leader), Who::As(OgiOfficeHead)], &[InReview], HERE),
    ),
    except(
        Unless::Drafter,
        rule(
            Action::ReleaseReport,
            &[Who::As(Publisher), Who::As(OgiOfficeHead)],
            &[Decided],
            HERE,
        ),
    ),
    // The guide (第十二条): what the office says of itself is released by somebody who answers for it. An
    // unchanged guide is looked over again, or taken up anew, while it is out.
    rule(Action::DraftGuide, OFFICE, &[Absent, Draft, Published], HERE),
    except(
        Unless::Drafter,
        rule(Action::ReleaseGuide, &[Who::As(Leader), Who::As(OgiOfficeHead)], &[InReview], HERE),
    ),
    // Holiday notices: one person reads the notice in, another compares it with the printed one, since a
    // wrong day moves every due date. Whoever may propose takes back what nobody has confirmed yet.
    rule(Action::SeeNotices, CALENDAR, THERE, HERE),
    rule(Action::ProposeNotice, CALENDAR, &[Absent, Draft, InReview], HERE),
    except(Unless::Drafter, rule(Action::ConfirmNotice, CALENDAR, &[InReview], HERE)),
    // 监督员: units below, never the applicants' identity.
    rule(Action::SuperviseUnits, &[Who::As(Supervisor)], THERE, BELOW),
    rule(Action::SeeRequest, &[Who::As(Supervisor)], SETTLED, BELOW),
    rule(Action::SeeItem, &[Who::As(Supervisor)], SETTLED, BELOW),
    rule(Action::SeeReport, &[Who::As(Supervisor)], THERE, BELOW),
];
