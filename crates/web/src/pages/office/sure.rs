//! Before something that cannot simply be taken back is done: what will happen, on which ground, and why it is
//! done.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;

use super::Desk;
use super::room::{Room, Walls};
use crate::administration::accounts::Reason;
use crate::caller::Filled;
use crate::design::Form;
use crate::error::WebError;
use crate::pages::frame::Frame;

/// What somebody is asked before it is done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sure {
    pub title: String,
    /// What will happen, sentence by sentence.
    pub told: Vec<String>,
    /// The article or rule that it follows.
    pub ground: String,
    /// Where the answer goes.
    pub to: String,
    /// Where somebody goes who is not sure.
    pub back: String,
    /// What the button says.
    pub button: String,
    /// Whether it only gives something back, and needs no warning colour.
    pub mild: bool,
    /// Whether the reason is among what goes along already.
    pub no_reason: bool,
    /// What was chosen on the page before and goes along.
    pub along: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "office/sure.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    sure: Sure,
    form: Form,
}

impl Room {
    /// Asks whether somebody is sure, and for the reason.
    pub(crate) async fn ask(
        &self,
        sure: Sure,
        form: Form,
        status: StatusCode,
    ) -> Result<Response, WebError> {
        let Walls { frame, desk } = self.walls().await?;
        self.shown(&Page { frame, desk, lang: self.lang, sure, form }, status)
    }
}

impl Filled {
    /// The reason for which somebody said that they are sure; none while they have not.
    pub(crate) fn sure(&self) -> Option<Reason> {
        self.is_ticked("sure").then(|| Reason { why: self.value("why").to_owned() })
    }
}
