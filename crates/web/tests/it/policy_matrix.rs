//! Every way in × everybody the table speaks of × every place: the answer agrees with the table, and what is
//! not theirs answers like what is not there.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use records::organisation::Tree;
use records::person::{AccountId, AccountState, Grant, Role};
use records::policy::{
    Action, Decision, Denial, Object, Principal, RecordState, Who, decide, might,
};
use store::{AgencyScope, Source};

use crate::driver::Browser;
use crate::probes::{About, Spot, TOKEN, about, object, probe, proposing, spots, with_delegation};
use crate::site::{BUREAU, CITY, Site, day, organisations};

/// Everybody but the program, which sends no requests.
const EVERYBODY: usize = 17;

/// Requests that were compared with the table. A new way in changes this, and somebody looks at it.
const CELLS: usize = 8_854;

struct Somebody {
    who: Who,
    principal: Principal,
    browser: Browser,
    token: String,
    own: Option<Spot>,
}

async fn somebody(site: &Site, who: Who, spots: &[Spot]) -> Somebody {
    let home = BUREAU;
    let roles: Vec<(Role, _)> = match who {
        Who::As(role) => vec![(role, home)],
        _ => Vec::new(),
    };
    let state = if who == Who::Lapsed { AccountState::Suspended } else { AccountState::Active };
    let login = format!("who.{}", Who::ALL.iter().position(|it| *it == who).unwrap());
    let (principal, mut browser, own) = match who {
        Who::Anyone | Who::Applicant | Who::ConsultedParty | Who::Program => {
            // Nobody asks for anything with a code or a link yet: they are anybody.
            (Principal::Anyone, site.browser(), None)
        }
        Who::Member | Who::Lapsed | Who::As(_) => {
            let id = with_delegation(site, &login, home, state, &roles).await;
            let browser = site.signed_in(id).await;
            let grant = |(role, organisation): &(Role, _)| Grant {
                role: *role,
                organisation: *organisation,
                in_stead_of: None,
            };
            let principal = match who {
                Who::Lapsed => Principal::Lapsed,
                _ => Principal::Member {
                    account: id,
                    grants: roles.iter().map(grant).collect(),
                    scopes: None,
                },
            };
            (principal, browser, Some(themselves(site, id, &spots[0]).await))
        }
    };
    let token = browser.token().await;
    Somebody { who, principal, browser, token, own }
}

/// The place where somebody is the account that it is about.
async fn themselves(site: &Site, id: AccountId, bureau: &Spot) -> Spot {
    let scope = AgencyScope::only(BUREAU.into());
    let account = site.store().accounts().find(&scope, id).await.unwrap().unwrap().value;
    let role = account.appointments.first().map(|it| it.id);
    Spot {
        name: "oneself",
        active: id.0,
        suspended: id.0,
        role: role.unwrap_or_default(),
        delegation: account.delegations[0].id,
        roles: proposing(id, account),
        ..bureau.clone()
    }
}

/// What the table wants the answer to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Anything but a refusal.
    Allowed,
    /// This status.
    Status(u16),
}

fn wanted(
    tree: &Tree,
    principal: &Principal,
    action: Action,
    page: bool,
    object: Option<Object>,
) -> Wanted {
    if !might(principal, action) {
        return match (principal, page) {
            // A person is taken to where they sign in.
            (Principal::Anyone, true) => Wanted::Status(303),
            (Principal::Anyone, false) => Wanted::Status(401),
            _ => Wanted::Status(403),
        };
    }
    match object.map(|it| decide(tree, principal, action, &it)) {
        None | Some(Decision::Allowed(_)) => Wanted::Allowed,
        Some(Decision::Denied(Denial::Oneself | Denial::Administrator | Denial::Drafter)) => {
            Wanted::Status(403)
        }
        Some(Decision::Denied(_)) => Wanted::Status(404),
    }
}

/// A form with the token of whoever sends it.
fn with_token(body: Vec<u8>, token: &str) -> Vec<u8> {
    let mark = TOKEN.as_bytes();
    match body.windows(mark.len()).position(|it| it == mark) {
        Some(at) => [&body[..at], token.as_bytes(), &body[at + mark.len()..]].concat(),
        None => body,
    }
}

#[tokio::test]
async fn the_answer_of_every_way_in_agrees_with_the_table() {
    let site = Site::new().await;
    let spots = spots(&site).await;
    let tree = Tree::on(day(2026, 3, 2), &organisations());
    let page = site.browser().get("/").await.text();
    let asset = page.split("/assets/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (mut compared, mut wrong, mut everybody) = (0, Vec::new(), 0);
    let mut by_outcome: BTreeMap<String, usize> = BTreeMap::new();
    for who in Who::ALL.into_iter().filter(|it| *it != Who::Program) {
        everybody += 1;
        let mut somebody = somebody(&site, who, &spots).await;
        let places: Vec<Spot> = spots.iter().chain(&somebody.own).cloned().collect();
        for (at, cell) in site.cells.iter().enumerate() {
            let about = about(cell);
            let of_cell: Vec<&Spot> = match about {
                About::Place => places.iter().collect(),
                _ => vec![places.last().unwrap()],
            };
            let mut refused = Vec::new();
            for spot in of_cell {
                // A file that speaks of what is not there is faulty, not refused.
                if spot.agency.is_none() && cell.path.contains("/roster") {
                    continue;
                }
                let object = match about {
                    About::Nothing => None,
                    About::Whole => Some(Object::of(CITY.0, RecordState::Open, CITY)),
                    About::Themselves => somebody
                        .principal
                        .account()
                        .map(|id| Object::of(id.0, RecordState::Open, BUREAU).concerning(id)),
                    About::Place => object(cell, spot),
                };
                let sent = probe(cell, spot, &asset);
                let body = with_token(sent.body, &somebody.token);
                let request = somebody
                    .browser
                    .request(cell.method, &sent.path)
                    .header(CONTENT_TYPE, sent.kind)
                    .header("x-form-token", &somebody.token)
                    .header("idempotency-key", format!("{at}-{}-{who:?}", spot.name))
                    .body(Body::from(body))
                    .unwrap();
                let answer = somebody.browser.send(request).await;
                let page = cell.method == "GET" && !cell.path.starts_with("/api/");
                let mut expected = wanted(&tree, &somebody.principal, cell.action, page, object);
                let might = might(&somebody.principal, cell.action);
                if about == About::Place && spot.agency.is_none() && might {
                    expected = Wanted::Status(404);
                }
                if cell.method == "GET"
                    && cell.path.contains("/provider")
                    && expected == Wanted::Allowed
                {
                    // None is set up here.
                    expected = Wanted::Status(404);
                }
                // A section has no pages of its own, and nothing is published here yet.
                let unpublished = ["{number}", "{year}", "{file}"];
                if cell.action == Action::SeeSite
                    && about == About::Place
                    && (spot.name == "section"
                        || unpublished.iter().any(|it| cell.path.contains(it)))
                {
                    expected = Wanted::Status(404);
                }
                let agrees = match expected {
                    Wanted::Allowed => !matches!(answer.code(), 401 | 403 | 404 | 500..),
                    Wanted::Status(status) => answer.code() == status,
                };
                compared += 1;
                *by_outcome.entry(format!("{expected:?}")).or_default() += 1;
                if !agrees {
                    wrong.push(format!(
                        "{} {} by {who:?} at {}: {} instead of {expected:?}",
                        cell.method, cell.path, spot.name, answer.status
                    ));
                }
                if might && expected == Wanted::Status(404) && about == About::Place {
                    // A page tells where it is, which whoever asks knows.
                    let mut told = answer.told();
                    told.2 = told.2.replace(&sent.path, "<path>");
                    refused.push((spot.name, told));
                }
            }
            for pair in refused.windows(2) {
                if pair[0].1 != pair[1].1 {
                    wrong.push(format!(
                        "{} {} by {who:?}: {} and {} can be told apart:\n{:?}\n{:?}",
                        cell.method, cell.path, pair[0].0, pair[1].0, pair[0].1, pair[1].1
                    ));
                }
            }
        }
        assert_eq!(somebody.who, who);
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(everybody, EVERYBODY);
    assert_eq!(compared, CELLS, "{by_outcome:?}");
}
