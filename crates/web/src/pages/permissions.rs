//! The policy table as a page: the same rows that are asked.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::policy::{Rule, TABLE, Unless};

use super::{Frame, shown};
use crate::error::WebError;
use crate::extract::Speaks;
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "permissions.html")]
struct Permissions {
    frame: Frame,
    rows: Vec<Row>,
}

struct Row {
    action: &'static str,
    who: String,
    states: String,
    places: String,
    except: &'static str,
}

impl Row {
    fn of(rule: &Rule, lang: Lang) -> Self {
        let between = lang.pick("、", ", ");
        let join = |words: Vec<&'static str>| words.join(between);
        Self {
            action: rule.action.label(lang),
            who: join(rule.who.iter().map(|it| it.label(lang)).collect()),
            states: join(rule.states.iter().map(|it| it.label(lang)).collect()),
            places: join(rule.places.iter().map(|it| it.label(lang)).collect()),
            except: match rule.unless {
                Unless::Never => "",
                Unless::Oneself => lang.pick("事关本人", "it is about oneself"),
                Unless::OneselfOrAdministrator => lang.pick(
                    "事关本人，或者对方是三员之一",
                    "it is about oneself or one of the three administrators",
                ),
                Unless::Drafter => lang.pick("本人起草", "one drafted it"),
            },
        }
    }
}

/// `GET /permissions`
pub(super) async fn show(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let frame = Frame::of(&web, &permit, &visit);
    let rows = TABLE.iter().map(|it| Row::of(it, lang)).collect();
    shown(&Permissions { frame, rows }, StatusCode::OK, &visit)
}
