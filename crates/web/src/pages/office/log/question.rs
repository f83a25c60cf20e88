//! What is asked of the log: which part of it, which days, whose acts and of what kind.

use chrono::NaiveDate;
use eventlog::{At, Token};
use records::organisation::OrganisationId;
use records::person::AccountId;
use store::{AgencyScope, LogFilter, Source};
use uuid::Uuid;

use super::super::Desk;
use super::super::places::{at_and_below, chosen};
use super::super::room::Room;
use super::Which;
use crate::administration::log::scope;
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};

/// What is asked of the log, and of which part of it.
pub(super) struct Question {
    pub filter: LogFilter,
    pub scope: AgencyScope,
    /// The organisation that was chosen.
    pub at: Option<OrganisationId>,
    pub faults: Vec<FieldFault>,
}

impl Question {
    /// Reads it; what cannot be is told by its field, and asks for nothing.
    pub(super) async fn of(
        room: &Room,
        directory: &Directory,
        desk: &Desk,
        which: &Which,
    ) -> Result<Self, WebError> {
        let mut faults = Vec::new();
        let whole = scope(&room.permit, directory);
        let at = chosen(directory, desk, which.organisation.as_deref());
        let scope = match at {
            None => whole,
            Some(_) => {
                AgencyScope::of(at_and_below(directory, &whole, at).into_iter().map(Into::into))
            }
        };
        let day = |field: &str, text: &str, faults: &mut Vec<FieldFault>| {
            let day = text.parse::<NaiveDate>().ok();
            if day.is_none() && !text.is_empty() {
                faults.push(FieldFault::of(
                    field,
                    "请填写日期，如 2026-02-04",
                    "give a day, such as 2026-02-04",
                ));
            }
            day
        };
        let from = day("from", &which.from, &mut faults);
        let until = day("until", &which.until, &mut faults).and_then(|it| it.succ_opt());
        let filter = LogFilter {
            subject: id(&which.subject, "subject", &mut faults),
            actor: actor(room, &which.by, &mut faults).await?,
            action: token(&which.action, "action", &mut faults),
            from: from.and_then(start_of),
            until: until.and_then(start_of),
            before: which.before.parse().ok(),
        };
        Ok(Self { filter, scope, at, faults })
    }
}

/// The first instant of a day in Asia/Shanghai.
fn start_of(day: NaiveDate) -> Option<At> {
    let midnight = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_micros();
    At::from_micros(midnight - 8 * 3_600_000_000).ok()
}

fn id(text: &str, field: &str, faults: &mut Vec<FieldFault>) -> Option<Uuid> {
    let id = text.trim().parse().ok();
    if id.is_none() && !text.trim().is_empty() {
        faults.push(FieldFault::of(field, "请填写完整的标识", "give the whole id"));
    }
    id
}

fn token(text: &str, field: &str, faults: &mut Vec<FieldFault>) -> Option<Token> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let token = Token::new(text).ok();
    if token.is_none() {
        let told = ("不是日志用的名称", "this is no name that the log uses");
        faults.push(FieldFault::of(field, told.0, told.1));
    }
    token
}

/// Whose acts: a login is looked up, anything with a colon is the name that the log itself uses.
async fn actor(
    room: &Room,
    text: &str,
    faults: &mut Vec<FieldFault>,
) -> Result<Option<Token>, WebError> {
    let text = text.trim();
    let is_login = records::person::is_login(text) && text != "operator";
    if text.is_empty() || !is_login {
        return Ok(token(text, "by", faults));
    }
    let found = room.web.store().accounts().find_for_sign_in(text).await?;
    // Nobody's acts are no acts: whether there is such a login is not told.
    let id = found.map_or(AccountId(Uuid::nil()), |it| AccountId(it.id));
    Ok(Token::new(format!("account:{id}")).ok())
}
