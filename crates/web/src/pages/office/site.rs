//! `/office/sites`: what a site shows of itself: the marks at its foot, its addresses, its colours.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::organisation::OrganisationId;
use records::site::{GreyPeriod, Host, Mark, SiteError, SiteProfile, SiteShown, Theme};
use serde_json::json;
use store::{Source, StoreError, Versioned};

use super::Desk;
use super::typed::{Typed, require_version};
use crate::acts::{About, act};
use crate::design::{Choice, Form};
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};
use crate::extract::{At, Fields};
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::public::{FootMark, foot};
use crate::pages::{onward, shown};
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "office/sites.html")]
struct Sites {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    sites: Vec<Listed>,
}

/// A site in the list, with what its foot still lacks.
struct Listed {
    name: String,
    href: String,
    missing: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "office/site.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    name: String,
    code: String,
    version: i64,
    form: Form,
    marks: Vec<MarkField>,
    themes: Vec<Choice>,
    ipv6: Vec<Choice>,
    /// How the foot would look.
    foot: Vec<FootMark>,
    missing: Vec<&'static str>,
    remarks: Vec<&'static str>,
}

/// A field for a mark, and whose value is shown while it is empty.
struct MarkField {
    name: &'static str,
    label: &'static str,
    hint: String,
}

/// `GET /office/sites`
pub(super) async fn list(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let site = web.site().await?;
    let listed = |id: OrganisationId| {
        let standing = directory.tree().standing(id)?;
        let missing = site.shown(id, directory.tree()).missing();
        Some(Listed {
            name: standing.names.full.clone(),
            href: format!("/office/sites/{}", directory.code_of(id)?),
            missing: missing.into_iter().map(|it| it.label(lang)).collect(),
        })
    };
    let page = Sites {
        frame: Frame::of(&web, &permit, &visit),
        desk: Desk::of(&web, &permit, &visit).await?,
        lang,
        sites: permit.agencies(&directory).into_iter().filter_map(listed).collect(),
    };
    shown(&page, StatusCode::OK, &visit)
}

/// A site, with the right to change it.
struct Opened {
    id: OrganisationId,
    code: String,
    name: String,
    /// None where nothing was said yet.
    kept: Option<Versioned<SiteProfile>>,
}

impl Opened {
    async fn of(
        web: &Web,
        permit: &Permit,
        directory: &Directory,
        code: &str,
    ) -> Result<Self, WebError> {
        let named = permit.organisation(directory, code)?.value.id;
        // A section has no site: its agency has.
        let organisation = directory.tree().agency_of(named).ok_or(WebError::NotFound)?;
        let standing = directory.tree().standing(organisation).ok_or(WebError::NotFound)?;
        let kept = web.store().site_profiles().of(organisation).await?;
        let name = standing.names.full.clone();
        Ok(Self { id: organisation, code: code.to_owned(), name, kept })
    }

    fn profile(&self) -> SiteProfile {
        self.kept.as_ref().map_or_else(|| SiteProfile::of(self.id), |it| it.value.clone())
    }

    fn version(&self) -> i64 {
        self.kept.as_ref().map_or(0, |it| it.version)
    }
}

/// `GET /office/sites/{code}`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let opened = Opened::of(&web, &permit, &directory, &code).await?;
    let profile = opened.profile();
    let form = form_of(&profile, visit.view().lang);
    page(&web, &permit, &visit, &opened, &profile, form).await
}

async fn page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    opened: &Opened,
    profile: &SiteProfile,
    form: Form,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let others = web.store().site_profiles().all().await?.into_iter().map(|it| it.value);
    let mut profiles: std::collections::BTreeMap<_, _> =
        others.map(|it| (it.organisation, it)).collect();
    profiles.insert(opened.id, profile.clone());
    let shown_so = SiteShown::of(opened.id, directory.tree(), &profiles);
    let status =
        if form.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        frame: Frame::of(web, permit, visit),
        desk: Desk::of(web, permit, visit).await?,
        lang,
        name: opened.name.clone(),
        code: opened.code.clone(),
        version: opened.version(),
        marks: Mark::ALL.map(|it| mark_field(it, &shown_so, &directory, lang)).into(),
        themes: themes(lang),
        ipv6: ipv6(lang),
        foot: foot(&shown_so, lang),
        missing: shown_so.missing().into_iter().map(|it| it.label(lang)).collect(),
        remarks: profile.remarks(lang).into_iter().map(|(_, told)| told).collect(),
        form,
    };
    shown(&page, status, visit)
}

fn mark_field(mark: Mark, shown: &SiteShown, directory: &Directory, lang: Lang) -> MarkField {
    let taken = shown.marks.get(&mark).filter(|it| shown.is_taken(it));
    let from = taken.and_then(|it| directory.tree().standing(it.from));
    let hint = match (taken, from) {
        (Some(taken), Some(from)) => {
            let (value, whose) = (&taken.value, &from.names.short);
            lang.pick(
                format!("不填则沿用{whose}的：{value}"),
                format!("Left empty, that of {whose} is shown: {value}"),
            )
        }
        _ if mark.is_link() => {
            lang.pick("以 https:// 开头的链接", "A link that begins with https://").to_owned()
        }
        _ => String::new(),
    };
    MarkField { name: mark.name(), label: mark.label(lang), hint }
}

fn themes(lang: Lang) -> Vec<Choice> {
    let own = Theme::ALL.map(|it| Choice::of(it.name(), it.label(lang)));
    let taken = Choice::of("", lang.pick("沿用上级", "as above us"));
    std::iter::once(taken).chain(own).collect()
}

fn ipv6(lang: Lang) -> Vec<Choice> {
    vec![
        Choice::of("", lang.pick("沿用上级", "as above us")),
        Choice::of("yes", lang.pick("支持", "yes")),
        Choice::of("no", lang.pick("不支持", "no")),
    ]
}

/// The form of what is kept.
fn form_of(profile: &SiteProfile, lang: Lang) -> Form {
    let hosts: Vec<&str> = profile.hosts.iter().map(Host::as_str).collect();
    let grey: Vec<String> = profile.grey.iter().map(written).collect();
    let ipv6 = match profile.ipv6 {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let reply = &profile.reply_to;
    let form = Form::empty(lang)
        .with("theme", profile.theme.map_or("", Theme::name))
        .with("ipv6", ipv6)
        .with("hosts", hosts.join("\n"))
        .with("grey", grey.join("\n"))
        .with("mailbox", reply.mailbox.clone())
        .with("note", reply.note.clone())
        .with("note_in_english", reply.note_in_english.clone());
    profile.marks.iter().fold(form, |form, (mark, value)| form.with(mark.name(), value.clone()))
}

fn written(it: &GreyPeriod) -> String {
    format!("{} {} {}", it.from_on, it.until_on, it.reason)
}

const FIELDS: [&str; 9] =
    ["version", "do", "theme", "ipv6", "hosts", "grey", "mailbox", "note", "note_in_english"];

/// `POST /office/sites/{code}`: shows how it would look, or keeps it.
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
    let is_mark = |name: &str| Mark::ALL.iter().any(|it| it.name() == name);
    let typed = Typed::of(&web, &visit, pairs, |it| FIELDS.contains(&it) || is_mark(it))?;
    require_version(typed.version()?, opened.version())?;
    let (profile, mut faults) = read(opened.id, &typed);
    if faults.is_empty() && typed.get("do") == "save" {
        match store(&web, &permit, &opened, &profile).await {
            Ok(()) => return Ok(onward(&format!("/office/sites/{code}"))),
            Err(StoreError::AlreadyThere(_)) => faults.push(FieldFault::of(
                "hosts",
                "其中有域名已经用于其他单位",
                "one of the hosts is another organisation's",
            )),
            Err(error) => return Err(error.into()),
        }
    }
    let form = typed.form(lang, faults);
    page(&web, &permit, &visit, &opened, &profile, form).await
}

async fn store(
    web: &Web,
    permit: &Permit,
    opened: &Opened,
    to: &SiteProfile,
) -> Result<(), StoreError> {
    let id = opened.kept.as_ref().map_or_else(|| web.store().edge().new_id(), |it| it.id);
    let act = act(permit, opened.id, "site.changed", About::SiteProfile(id), "", json!({}))
        .map_err(|_| StoreError::Log("the act names nobody".to_owned()))?;
    let work = web.store().begin().await?;
    match &opened.kept {
        Some(from) => work.site_profiles().change(from, to, act).await?,
        None => work.site_profiles().open(id, to, act).await?,
    };
    work.commit().await
}

/// The profile that was typed, and what of it cannot be.
fn read(id: OrganisationId, typed: &Typed) -> (SiteProfile, Vec<FieldFault>) {
    let mut faults = Vec::new();
    let mut profile = SiteProfile::of(id);
    for mark in Mark::ALL {
        profile = profile.with(mark, typed.get(mark.name()));
    }
    profile.theme = Theme::ALL.into_iter().find(|it| it.name() == typed.get("theme"));
    profile.ipv6 = match typed.get("ipv6") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    profile.hosts = hosts(typed.get("hosts"), &mut faults);
    profile.grey = grey(typed.get("grey"), &mut faults);
    profile.reply_to.mailbox = typed.get("mailbox").to_owned();
    profile.reply_to.note = typed.get("note").to_owned();
    profile.reply_to.note_in_english = typed.get("note_in_english").to_owned();
    if let Err(error) = profile.check() {
        let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
        faults.push(FieldFault::of(field_of(error), &zh, &en));
    }
    (profile, faults)
}

fn field_of(error: SiteError) -> &'static str {
    match error {
        SiteError::Text(mark) | SiteError::Link(mark) => mark.name(),
        SiteError::TooManyHosts => "hosts",
        SiteError::TooManyGreyPeriods
        | SiteError::GreyDays { .. }
        | SiteError::GreyReason { .. }
        | SiteError::GreyTwice { .. } => "grey",
        SiteError::Mailbox => "mailbox",
        SiteError::Note => "note",
    }
}

/// Hosts, one a line.
fn hosts(text: &str, faults: &mut Vec<FieldFault>) -> BTreeSet<Host> {
    let mut hosts = BTreeSet::new();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        match Host::new(line) {
            Ok(host) => {
                hosts.insert(host);
            }
            Err(error) => {
                let zh = format!("“{line}”不是域名，请写成 jyj.example.gov.cn 的样子");
                faults.push(FieldFault::of("hosts", &zh, &format!("{line:?}: {error}")));
            }
        }
    }
    hosts
}

/// Periods, one a line: first day, last day, reason.
fn grey(text: &str, faults: &mut Vec<FieldFault>) -> BTreeSet<GreyPeriod> {
    let mut periods = BTreeSet::new();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let mut words = line.splitn(3, char::is_whitespace).map(str::trim);
        let mut day = || words.next().and_then(|it| it.parse().ok());
        let (from_on, until_on) = (day(), day());
        let reason = words.next().unwrap_or_default().to_owned();
        match (from_on, until_on) {
            (Some(from_on), Some(until_on)) => {
                periods.insert(GreyPeriod { from_on, until_on, reason });
            }
            _ => faults.push(FieldFault::of(
                "grey",
                "每行写明起日、止日和事由，如：2026-12-13 2026-12-13 国家公祭日",
                "a line has the first day, the last day and the reason, such as: 2026-12-13 2026-12-13 memorial day",
            )),
        }
    }
    periods
}
