//! `/office/guides`: the guide of an organisation: drafted, sent to review, released by another, looked over.

mod view;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::content_tree::level_of;
use records::guide::{Guide, GuideAbout, GuideError, GuideParagraph, GuideVersion, Part};
use records::organisation::Organisation;
use records::policy::{Action, RecordState};
use serde_json::json;
use store::{Source, Versioned};
use uuid::Uuid;

use super::Desk;
use super::typed::{Typed, require_version};
use crate::acts::{About, act};
use crate::design::Form;
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};
use crate::extract::{At, Fields};
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::public::{Written, written};
use crate::pages::{onward, shown};
use crate::state::Web;
use crate::visit::Visit;
use view::{Listed, PartField};

#[derive(Template)]
#[template(path = "office/guides.html")]
struct Guides {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    guides: Vec<Listed>,
}

#[derive(Template)]
#[template(path = "office/guide.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    code: String,
    version: i64,
    facts: Vec<(String, String)>,
    /// Why it must be looked over, in words.
    reasons: Vec<String>,
    /// Whether a draft is there to be sent to its reviewers.
    drafted: bool,
    /// Whether the one that is out can be confirmed as it is.
    published: bool,
    form: Form,
    parts: Vec<PartField>,
    preview: Vec<Written>,
}

#[derive(Template)]
#[template(path = "office/guide_review.html")]
struct Review {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    code: String,
    version: i64,
    facts: Vec<(String, String)>,
    own: Vec<String>,
    preview: Vec<Written>,
}

/// `GET /office/guides`: those that somebody may draft or release.
pub(super) async fn list(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let reach = |action| directory.reach(permit.principal(), action);
    let (drafts, releases) = (reach(Action::DraftGuide), reach(Action::ReleaseGuide));
    let mut theirs = [drafts.clone(), releases.clone()].concat();
    theirs.sort_unstable();
    theirs.dedup();
    let mut guides = Vec::new();
    for id in theirs {
        let Some(organisation) = directory.find(id) else { continue };
        let guide = web.store().guides().of(id).await?;
        let guide = guide.map_or_else(|| Guide::of(id), |it| it.value);
        let may = (drafts.contains(&id), releases.contains(&id));
        let reasons = reasons(&guide, &organisation.value, &directory, &web, lang)?;
        guides.extend(Listed::of(&guide, &directory, may, reasons, lang));
    }
    let page = Guides {
        frame: Frame::of(&web, &permit, &visit),
        desk: Desk::of(&web, &permit, &visit).await?,
        lang,
        guides,
    };
    shown(&page, StatusCode::OK, &visit)
}

/// A guide, with the right to it.
struct Opened {
    code: String,
    organisation: Organisation,
    kept: Option<Versioned<Guide>>,
    guide: Guide,
}

impl Opened {
    async fn of(
        web: &Web,
        permit: &Permit,
        directory: &Directory,
        code: &str,
    ) -> Result<Self, WebError> {
        let named = directory.by_code(code).ok_or(WebError::NotFound)?.value.id;
        // A section has no guide: its agency has.
        let agency = directory.tree().agency_of(named).and_then(|it| directory.find(it));
        let organisation = agency.ok_or(WebError::NotFound)?.value.clone();
        let kept = web.store().guides().of(organisation.id).await?;
        let guide = kept.as_ref().map_or_else(|| Guide::of(organisation.id), |it| it.value.clone());
        permit.require(directory, &guide.object(kept.as_ref().map_or(Uuid::nil(), |it| it.id)))?;
        Ok(Self { code: code.to_owned(), organisation, kept, guide })
    }

    fn version(&self) -> i64 {
        self.kept.as_ref().map_or(0, |it| it.version)
    }

    /// A version as it would read today.
    fn preview(
        &self,
        version: &GuideVersion,
        web: &Web,
        directory: &Directory,
        lang: Lang,
    ) -> Result<Vec<Written>, WebError> {
        let id = self.organisation.id;
        let standing = directory.tree().standing(id).ok_or(WebError::NotFound)?;
        let level = level_of(id, directory.tree());
        let about = GuideAbout { standing, level, day: web.today() };
        let rendered = version.render(&about, lang).map_err(WebError::internal)?;
        written(&rendered.sections, lang)
    }
}

/// `GET /office/guides/{code}`: the draft, or the version that is out.
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let opened = Opened::of(&web, &permit, &directory, &code).await?;
    let version = opened.guide.in_work().or_else(|| opened.guide.released());
    let paragraphs = version.map(|it| it.paragraphs.as_slice()).unwrap_or_default();
    let form = view::form_of(paragraphs, visit.view().lang);
    page(&web, &permit, &visit, &opened, &opened.guide, form).await
}

async fn page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    opened: &Opened,
    guide: &Guide,
    form: Form,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let version = guide.in_work().or_else(|| guide.released());
    let preview = version.map(|it| opened.preview(it, web, &directory, lang)).transpose()?;
    let state = opened.guide.state();
    let status =
        if form.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        frame: Frame::of(web, permit, visit),
        desk: Desk::of(web, permit, visit).await?,
        lang,
        code: opened.code.clone(),
        version: opened.version(),
        facts: view::facts(&opened.guide, &directory, lang),
        reasons: reasons(&opened.guide, &opened.organisation, &directory, web, lang)?,
        drafted: state == RecordState::Draft,
        published: state == RecordState::Published,
        form,
        parts: view::parts(lang),
        preview: preview.unwrap_or_default(),
    };
    shown(&page, status, visit)
}

fn reasons(
    guide: &Guide,
    organisation: &Organisation,
    directory: &Directory,
    web: &Web,
    lang: Lang,
) -> Result<Vec<String>, WebError> {
    let level = level_of(organisation.id, directory.tree());
    let reasons = guide.review_reasons(organisation, level, web.today());
    Ok(reasons.map_err(WebError::internal)?.iter().map(|it| it.message(lang)).collect())
}

/// `POST /office/guides/{code}`: shows how the paragraphs would read, or keeps them as the draft.
pub(super) async fn save(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let opened = Opened::of(&web, &permit, &directory, &code).await?;
    let typed = Typed::of(&web, &visit, pairs, view::is_field)?;
    require_version(typed.version()?, opened.version())?;
    let paragraphs = view::read(|name| typed.get(name).to_owned());
    let drafted = opened.guide.draft(paragraphs, permit.account()?);
    match drafted {
        Ok(drafted) if typed.get("do") == "save" => {
            store(&web, &permit, &opened, &drafted, "guide.drafted", "").await?;
            Ok(onward(&format!("/office/guides/{code}")))
        }
        Ok(drafted) => {
            let form = typed.form(lang, Vec::new());
            page(&web, &permit, &visit, &opened, &drafted, form).await
        }
        Err(error @ (GuideError::Text | GuideError::TooMany)) => {
            let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
            let form = typed.form(lang, vec![FieldFault::of("classification_zh", &zh, &en)]);
            page(&web, &permit, &visit, &opened, &opened.guide, form).await
        }
        Err(error) => Err(refused(error)),
    }
}

/// `POST /office/guides/{code}/send`
pub(super) async fn send(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let step = Step { web: &web, permit: &permit, visit: &visit, action: "guide.sent" };
    step.take(&code, pairs, |it, _| it.send_to_review()).await
}

/// `POST /office/guides/{code}/reviewed`: compared, and nothing had to be changed 已核对.
pub(super) async fn confirm_reviewed(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let (by, on) = (permit.account()?, web.today());
    let step = Step { web: &web, permit: &permit, visit: &visit, action: "guide.reviewed" };
    step.take(&code, pairs, |it, _| it.confirm_reviewed(by, on)).await
}

/// `POST /office/guides/{code}/release`
pub(super) async fn release(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let (by, on) = (permit.account()?, web.today());
    let step = Step { web: &web, permit: &permit, visit: &visit, action: "guide.released" };
    step.take(&code, pairs, |it, _| it.release(by, on)).await
}

/// `POST /office/guides/{code}/return`
pub(super) async fn send_back(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let step = Step { web: &web, permit: &permit, visit: &visit, action: "guide.returned" };
    step.take(&code, pairs, |it, _| it.send_back()).await
}

/// A step of a guide that needs nothing but a button.
struct Step<'a> {
    web: &'a Web,
    permit: &'a Permit,
    visit: &'a Visit,
    action: &'static str,
}

impl Step<'_> {
    async fn take(
        &self,
        code: &str,
        pairs: Vec<(String, String)>,
        change: impl FnOnce(&Guide, &Opened) -> Result<Guide, GuideError>,
    ) -> Result<Response, WebError> {
        let directory = self.web.directory().await?;
        let opened = Opened::of(self.web, self.permit, &directory, code).await?;
        let known = |it: &str| matches!(it, "version" | "reason");
        let typed = Typed::of(self.web, self.visit, pairs, known)?;
        require_version(typed.version()?, opened.version())?;
        let to = change(&opened.guide, &opened).map_err(refused)?;
        let why = typed.get("reason");
        store(self.web, self.permit, &opened, &to, self.action, why).await?;
        Ok(onward("/office/guides"))
    }
}

async fn store(
    web: &Web,
    permit: &Permit,
    opened: &Opened,
    to: &Guide,
    action: &str,
    why: &str,
) -> Result<(), WebError> {
    let id = opened.kept.as_ref().map_or_else(|| web.store().edge().new_id(), |it| it.id);
    let act = act(permit, to.organisation, action, About::Guide(id), why, json!({}))?;
    let work = web.store().begin().await?;
    match &opened.kept {
        Some(from) => work.guides().change(from, to, act).await?,
        None => work.guides().open(id, to, act).await?,
    };
    work.commit().await?;
    Ok(())
}

/// `GET /office/guides/{code}/review`: what is before its reviewers, as it would read.
pub(super) async fn review(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let opened = Opened::of(&web, &permit, &directory, &code).await?;
    let version = opened.guide.in_work().ok_or(WebError::NotFound)?;
    let own = |it: &GuideParagraph| format!("{}：{}", it.part.label(lang), it.text(lang));
    let page = Review {
        frame: Frame::of(&web, &permit, &visit),
        desk: Desk::of(&web, &permit, &visit).await?,
        lang,
        code: opened.code.clone(),
        version: opened.version(),
        facts: view::facts(&opened.guide, &directory, lang),
        own: version.paragraphs.iter().map(own).collect(),
        preview: opened.preview(version, &web, &directory, lang)?,
    };
    shown(&page, StatusCode::OK, &visit)
}

fn refused(error: GuideError) -> WebError {
    WebError::conflict(&error.message(Lang::Zh), &error.message(Lang::En))
}

/// Every part of a guide has a field for each language.
fn field(part: Part, lang: Lang) -> String {
    format!("{}_{}", part.name(), lang.pick("zh", "en"))
}
