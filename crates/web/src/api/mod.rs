//! The JSON API under `/api/v1`. Programs come with a token, limited to scopes; pages of ours come with the
//! session and the form token. Every call that makes something carries an `Idempotency-Key`.

mod accounts;
pub(crate) mod describe;
mod jobs;
mod log;
mod me;
mod organisations;
mod policy;
mod rights;
pub(crate) mod roster;
mod tokens;

use records::policy::Action;
use utoipa_axum::routes;

use crate::guard::Guarded;

/// Every call.
pub(crate) fn routes(routes: Guarded) -> Guarded {
    routes
        .api(Action::SeePolicy, routes!(policy::list))
        .api(Action::SeeSelf, routes!(me::show))
        .api(Action::SeeOrganisation, routes!(organisations::list))
        .api(Action::FoundOrganisation, routes!(organisations::found))
        .api(Action::SeeOrganisation, routes!(organisations::show))
        .api(Action::ChangeOrganisation, routes!(organisations::note))
        .api(Action::DescribeOffice, routes!(organisations::describe_office))
        .api(Action::ListAccounts, routes!(accounts::list))
        .api(Action::InviteAccount, routes!(accounts::invite))
        .api(Action::ListAccounts, routes!(accounts::show))
        .api(Action::SuspendAccount, routes!(accounts::suspend))
        .api(Action::SuspendAccount, routes!(accounts::take_back))
        .api(Action::CloseAccount, routes!(accounts::close))
        .api(Action::ResetSignIn, routes!(accounts::reset))
        .api(Action::IssueCode, routes!(accounts::hand_out_code))
        .api(Action::GrantRole, routes!(rights::grant))
        .api(Action::EndRole, routes!(rights::end))
        .api(Action::Delegate, routes!(rights::delegate))
        .api(Action::EndDelegation, routes!(rights::end_delegation))
        .api(Action::ListTokens, routes!(tokens::list))
        .api(Action::RequestToken, routes!(tokens::request))
        .api(Action::ApproveToken, routes!(tokens::approve))
        .api(Action::RevokeToken, routes!(tokens::revoke))
        .api(Action::ExportRoster, routes!(roster::export))
        .api(Action::ImportRoster, routes!(roster::preview))
        .api(Action::ImportRoster, routes!(roster::import))
        .api(Action::GrantRole, routes!(roster::confirm_roles))
        .api(Action::SeeLog, routes!(log::list))
        .api(Action::ProveLog, routes!(log::receipt))
        .api(Action::SeeJobs, routes!(jobs::list))
        .api(Action::RepeatJob, routes!(jobs::repeat))
}
