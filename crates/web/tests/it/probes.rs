//! One request for each way in and each place, which goes as far as the right to it and changes nothing: what
//! is asked is allowed or not, and cannot be done for another reason.

use records::organisation::OrganisationId;
use records::person::{Account, AccountId, AccountState, Appointment, Delegation, Role};
use records::policy::{Action, Object, RecordState};
use serde_json::json;
use store::{AgencyScope, LogFilter, Source, Subject};
use testkit::act_on;
use uuid::Uuid;
use web::Cell;

use crate::driver::{FORM, JSON, form};
use crate::site::{BUREAU, CITY, COUNTY, OTHER, SECTION, Site, day, organisations};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Something that things can be done to, in one place.
#[derive(Debug, Clone)]
pub struct Spot {
    pub name: &'static str,
    /// Whose it is; none where nothing is there.
    pub agency: Option<OrganisationId>,
    pub code: String,
    pub active: Uuid,
    pub suspended: Uuid,
    /// A role and a delegation of the active account.
    pub role: Uuid,
    pub delegation: Uuid,
    pub event: Uuid,
    pub token: Uuid,
    /// A file that invites somebody there, and one that proposes a role there.
    pub people: Vec<u8>,
    pub roles: Vec<u8>,
}

/// What a way in is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Nothing in particular.
    Nothing,
    /// Whoever asks.
    Themselves,
    /// The installation as a whole, which lies at the top.
    Whole,
    /// Something in a place.
    Place,
}

/// A request without whoever sends it.
#[derive(Debug, Clone)]
pub struct Probe {
    pub path: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
}

/// A path in which every variable is something that is not there.
pub fn anywhere(template: &str) -> String {
    let nobody = Uuid::from_u128(0xFFFF).to_string();
    ["{id}", "{role}", "{delegation}"]
        .iter()
        .fold(template.to_owned(), |path, it| path.replace(it, &nobody))
        .replace("{code}", "not-there")
        .replace("{name}", "not-there.css")
}

pub fn about(cell: &Cell) -> About {
    use Action::*;
    match cell.action {
        SignIn | SeeHealth | SeePolicy | UseTools => About::Nothing,
        SeeSelf | ChangeSelf | Delegate | RequestToken => About::Themselves,
        SeeJobs | RepeatJob => About::Whole,
        ExportRoster | ListTokens | SeeLog => About::Nothing,
        SeeSite | SeeOrganisation | ListAccounts | ChangeSite | ProposeNotice
            if !cell.path.contains('{') =>
        {
            About::Nothing
        }
        _ => About::Place,
    }
}

/// What the table is asked about.
pub fn object(cell: &Cell, spot: &Spot) -> Option<Object> {
    use Action::*;
    let agency = spot.agency?;
    let account = |id: Uuid, state| Object::of(id, state, agency).concerning(AccountId(id));
    Some(match cell.action {
        SeeOrganisation | ChangeOrganisation | DescribeOffice => {
            Object::of(agency.0, RecordState::Open, agency)
        }
        FoundOrganisation | ImportRoster | InviteAccount => {
            Object::of(Uuid::nil(), RecordState::Absent, agency)
        }
        DraftGuide => Object::of(Uuid::nil(), RecordState::Absent, agency),
        SuspendAccount if cell.path.ends_with("/return") => {
            account(spot.suspended, RecordState::Held)
        }
        RevokeToken | ApproveToken | ProveLog => Object::of(spot.token, RecordState::Open, agency),
        _ => account(spot.active, RecordState::Open),
    })
}

pub fn probe(cell: &Cell, spot: &Spot, asset: &str) -> Probe {
    let account = if cell.path.ends_with("/return") { spot.suspended } else { spot.active };
    let id = match cell.action {
        Action::ProveLog => spot.event,
        Action::RevokeToken | Action::ApproveToken => spot.token,
        _ => account,
    };
    let path = cell
        .path
        .replace("{id}", &id.to_string())
        .replace("{code}", &spot.code)
        .replace("{role}", &spot.role.to_string())
        .replace("{delegation}", &spot.delegation.to_string())
        .replace("{name}", if cell.path.contains("/help/") { "site" } else { asset })
        .replace("{node}", "organisation")
        .replace("{number}", "1")
        .replace("{year}", "2024")
        .replace("{file}", "report.pdf");
    let json = |value: serde_json::Value| (JSON, value.to_string().into_bytes());
    let template = cell.path.as_str();
    let (kind, body) = match (cell.method, template) {
        ("GET", _) => ("", Vec::new()),
        (_, "/api/v1/organisations") => json(json!({
            "code": "no-name", "names": { "full": "" }, "kind": "section",
            "founded_on": "2026-03-01", "administrative_parent": spot.code,
        })),
        (_, "/api/v1/organisations/{code}/changes") => json(json!({
            "version": 1, "on": "1949-10-01", "what": "renamed", "names": { "full": "演示" },
        })),
        (_, "/api/v1/organisations/{code}/office") => json(json!({ "version": 999, "office": {} })),
        (_, "/api/v1/accounts") => {
            json(json!({ "login": "nobody", "name": "", "organisation": spot.code }))
        }
        (_, "/api/v1/accounts/{id}/roles") => json(json!({
            "role": "clerk", "organisation": spot.code, "why": "",
        })),
        (_, "/api/v1/me/delegations") => json(json!({
            "to": spot.active, "role": "clerk", "organisation": "bureau",
            "from_on": "2026-03-02", "until_on": "2026-03-03", "reason": "",
        })),
        (_, "/api/v1/me/tokens") => json(json!({ "name": "", "scopes": ["self.see"], "days": 1 })),
        (_, "/api/v1/roster/roles") => (XLSX, spot.roles.clone()),
        (_, "/api/v1/roster" | "/api/v1/roster/preview") => (XLSX, spot.people.clone()),
        (_, path) if path.starts_with("/api/") => json(json!({ "why": "" })),
        (_, "/office/roster/roles") => (UPLOAD, upload(TOKEN, spot.name, &spot.roles)),
        (_, path) if path.starts_with("/office/roster/") => {
            (UPLOAD, upload(TOKEN, spot.name, &spot.people))
        }
        (_, path) if path.starts_with("/office/") => (FORM, ours(path, spot)),
        (_, "/me/delegations" | "/me/tokens" | "/me/notifications") => (FORM, ours(template, spot)),
        (_, path) if path.contains("passkey") && !path.ends_with("remove") => {
            json(json!({ "unknown": true }))
        }
        _ => (FORM, b"unknown=1".to_vec()),
    };
    Probe { path, kind, body }
}

/// The content type of a form with a file.
pub const UPLOAD: &str = "multipart/form-data; boundary=between";

/// A form with a file, as browsers send one.
pub fn upload(token: &str, key: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [("form_token", token), ("key", key)] {
        body.extend(
            format!(
                "--between\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .into_bytes(),
        );
    }
    body.extend(
        b"--between\r\nContent-Disposition: form-data; name=\"file\"; filename=\"roster.xlsx\"\r\n\r\n",
    );
    body.extend(file);
    body.extend(b"\r\n--between--\r\n");
    body
}

/// What stands for the token of a form until somebody sends it.
pub const TOKEN: &str = "TOKEN";

/// A form of the office: far enough filled in to tell whose it is, and not far enough to be done.
fn ours(path: &str, spot: &Spot) -> Vec<u8> {
    let mut fields = vec![("form_token", TOKEN)];
    let more: &[(&str, &str)] = match path {
        "/office/place" => &[("place", "not-there"), ("to", "/office")],
        "/office/people" => &[("login", "nobody"), ("home", &spot.code)],
        "/office/people/{id}/roles" => &[("role", "clerk"), ("organisation", &spot.code)],
        "/office/organisations/{code}/below" => {
            &[("code", "no-name"), ("kind", "section"), ("on", "2026-03-01")]
        }
        "/office/organisations/{code}/changes" => {
            &[("what", "renamed"), ("version", "1"), ("on", "1949-10-01"), ("names", "演示")]
        }
        "/office/organisations/{code}/office" => &[("version", "999")],
        _ => &[],
    };
    if path != "/office/place" {
        fields.push(("key", spot.name));
    }
    fields.extend(more);
    form(&fields).into_bytes()
}

/// Four places and what lies there, and one where nothing is.
pub async fn spots(site: &Site) -> Vec<Spot> {
    let mut spots = vec![
        spot(site, "own", "bureau", BUREAU).await,
        spot(site, "section", "bureau-office", SECTION).await,
        spot(site, "below", "county", COUNTY).await,
        spot(site, "other", "other", OTHER).await,
        spot(site, "above", "city", CITY).await,
    ];
    // A colleague who can be named, although nothing comes of it.
    let nowhere = |n: u128| Uuid::from_u128(0xFFFF_0000 + n);
    spots.push(Spot {
        name: "not there",
        agency: None,
        code: "not-there".to_owned(),
        active: nowhere(1),
        suspended: nowhere(2),
        role: nowhere(3),
        delegation: nowhere(4),
        event: nowhere(5),
        token: nowhere(6),
        people: Vec::new(),
        roles: Vec::new(),
    });
    spots
}

async fn spot(site: &Site, name: &'static str, code: &str, agency: OrganisationId) -> Spot {
    let login = |what: &str| format!("{what}.{code}");
    let role = (Role::Clerk, agency);
    let active =
        with_delegation(site, &login("active"), agency, AccountState::Active, &[role]).await;
    let suspended = site.person(&login("suspended"), agency, AccountState::Suspended, &[]).await;
    let token = site.program_named(active, agency, &["self.see"], "演示").await.1;
    let scope = AgencyScope::only(agency.into());
    let events = site.store().log().find(&scope, &LogFilter::default(), 1).await.unwrap();
    let found = site.store().accounts().find(&scope, active).await.unwrap().unwrap().value;
    let invited = Account::invite(&login("invited"), "演示新人", agency).unwrap();
    Spot {
        name,
        agency: Some(agency),
        code: code.to_owned(),
        active: active.0,
        suspended: suspended.0,
        role: found.appointments[0].id,
        delegation: found.delegations[0].id,
        event: events[0].entry.id,
        token,
        people: workbook(agency, AccountId(Uuid::from_u128(8)), invited),
        roles: proposing(active, found),
    }
}

fn workbook(agency: OrganisationId, id: AccountId, account: Account) -> Vec<u8> {
    let all = organisations();
    let own: Vec<_> = all.iter().filter(|it| it.id == agency).cloned().collect();
    roster::export_part(&own, &all, &[(id, account)], day(2026, 3, 2), law::Lang::Zh).unwrap()
}

/// A file that proposes one more role for somebody.
pub fn proposing(id: AccountId, mut account: Account) -> Vec<u8> {
    account.delegations.clear();
    account.appointments.push(Appointment {
        id: Uuid::from_u128(9),
        role: Role::Leader,
        organisation: account.organisation,
        from_on: day(2026, 3, 2),
        until_on: None,
    });
    workbook(account.organisation, id, account)
}

/// Somebody who also stands in for somebody who does not hold the role: a delegation that gives nothing.
pub async fn with_delegation(
    site: &Site,
    login: &str,
    home: OrganisationId,
    state: AccountState,
    roles: &[(Role, OrganisationId)],
) -> AccountId {
    let id = site.person(login, home, state, roles).await;
    let scope = AgencyScope::only(home.into());
    let from = site.store().accounts().find(&scope, id).await.unwrap().unwrap();
    let mut to = from.value.clone();
    to.delegations.push(Delegation {
        id: site.store().edge().new_id(),
        from: AccountId(Uuid::from_u128(7)),
        role: Role::Reviewer,
        organisation: home,
        from_on: day(2026, 1, 1),
        until_on: day(2026, 6, 1),
        reason: "演示".to_owned(),
    });
    let work = site.store().begin().await.unwrap();
    let act = act_on(home.into(), "rights.delegated", Subject::account(id));
    work.accounts().change(&from, &to, act).await.unwrap();
    work.commit().await.unwrap();
    id
}
