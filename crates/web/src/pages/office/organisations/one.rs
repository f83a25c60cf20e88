//! `/office/organisations/{code}`: what an organisation is today, what it was, and what may be done to it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::organisation::{OgiOffice, Organisation, Standing};
use records::policy::Action;
use serde::Deserialize;
use store::{AgencyScope, Source, Versioned};

use super::super::Desk;
use super::super::places::{children, name_of};
use super::super::room::{Room, Walls};
use super::forms::{self, Kind};
use super::history::{Told, duties};
use super::{href, kind_in_words, state_tag};
use crate::design::Tag;
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::guard::organisation_object;
use crate::pages::frame::Frame;

/// Which form is wanted instead of the page, and what has just been done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    form: String,
    done: String,
}

#[derive(Template)]
#[template(path = "office/organisation.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    done: Option<&'static str>,
    name: String,
    state: Tag,
    facts: Vec<(String, String)>,
    office: Vec<(String, String)>,
    missing: String,
    /// Where the office is described, by whoever may.
    describe: Option<String>,
    history: Vec<Told>,
    forms: Vec<(String, &'static str)>,
    people: String,
    below: Option<(String, usize)>,
    log: Option<String>,
}

/// One that is there, was there or is to come, by whoever looks after it.
pub(super) fn look_up<'a>(
    room: &Room,
    directory: &'a Directory,
    code: &str,
) -> Result<&'a Versioned<Organisation>, WebError> {
    let scope = directory.scope_ever(&room.permit.agencies(directory));
    let found = directory.by_code(code).filter(|it| scope.includes(it.value.id.into()));
    found.ok_or(WebError::NotFound)
}

/// How it stands today; as it will begin, or as it was last.
pub(super) fn standing(directory: &Directory, it: &Organisation) -> Result<Standing, WebError> {
    let today = directory.tree().day();
    let founded = it.facts().first().map_or(today, |it| it.on);
    it.on(today.max(founded)).ok_or(WebError::NotFound)
}

/// `GET /office/organisations/{code}`
pub(super) async fn show(
    room: Room,
    At(code): At<String>,
    Params(which): Params<Which>,
) -> Result<Response, WebError> {
    let directory = room.web.directory().await?;
    let found = look_up(&room, &directory, &code)?;
    if let Some(kind) = Kind::named(&which.form) {
        let standing = standing(&directory, &found.value)?;
        let form = forms::begun(&room, &directory, kind, found, &standing);
        return forms::page(&room, &directory, kind, found, form, StatusCode::OK).await;
    }
    page(&room, &directory, found, &which.done).await
}

async fn page(
    room: &Room,
    directory: &Directory,
    found: &Versioned<Organisation>,
    done: &str,
) -> Result<Response, WebError> {
    let lang = room.lang;
    let (id, code) = (found.value.id, found.value.code.as_str());
    let standing = standing(directory, &found.value)?;
    let object = organisation_object(directory, &found.value);
    let may = |action| room.permit.offers(directory, action, &object);
    let log = room.web.store().log();
    let events = log.of_subject(&AgencyScope::only(id.into()), id.0).await?;
    let below = children(directory, id).len();
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang,
        done: told(done, lang),
        name: standing.names.full.clone(),
        state: state_tag(&standing, directory.tree().day(), lang),
        facts: facts(directory, found, &standing, lang),
        office: office_in_words(&standing.office, lang),
        missing: missing_in_words(&standing.office, lang),
        describe: may(Action::DescribeOffice).then(|| format!("{}/office", href(code))),
        history: found
            .value
            .facts()
            .iter()
            .rev()
            .map(|it| Told::of(it, directory, &events, lang))
            .collect(),
        forms: if may(Action::ChangeOrganisation) {
            forms::offered(code, lang)
        } else {
            Vec::new()
        },
        people: format!("/office/people?organisation={code}"),
        below: (below > 0).then(|| (format!("/office/organisations?at={code}"), below)),
        log: may(Action::SeeLog).then(|| format!("/office/log?organisation=all&subject={id}")),
    };
    room.shown(&page, StatusCode::OK)
}

fn told(done: &str, lang: Lang) -> Option<&'static str> {
    match done {
        "founded" => Some(lang.pick("机构已设立。", "The organisation is founded.")),
        "changed" => Some(lang.pick("变更已记录。", "The change is noted.")),
        "described" => Some(lang.pick(
            "公开机构信息已保存，公开网站同时更新。",
            "The office is described; the site shows it at once.",
        )),
        _ => None,
    }
}

fn facts(
    directory: &Directory,
    found: &Versioned<Organisation>,
    it: &Standing,
    lang: Lang,
) -> Vec<(String, String)> {
    let pair = |zh: &str, en: &str, value: String| (lang.pick(zh, en).to_owned(), value);
    let nobody = || lang.pick("无", "nobody").to_owned();
    let above = it.administrative_parent.map_or_else(nobody, |it| name_of(directory, it));
    let led_by = it.ogi_authority.map_or_else(
        || lang.pick("同上级（第三条）", "the same (第三条)").to_owned(),
        |it| name_of(directory, it),
    );
    let mut facts = vec![
        pair("机构代码", "Code", found.value.code.clone()),
        pair("简称", "Short name", it.names.short.clone()),
        pair("英文名", "In English", it.names.english.clone()),
        pair("性质", "Kind", kind_in_words(it.kind, lang)),
        pair("设立日期", "Founded", it.founded_on.to_string()),
        pair("上级（隶属关系）", "Stands under", above),
        pair("公开工作主管部门", "Openness work is led by", led_by),
        pair("职责", "Duties", duties(it.obligations, lang)),
    ];
    if let Some(end) = &it.ended {
        let to = end.successors.iter().map(|it| name_of(directory, *it)).collect::<Vec<_>>();
        facts.push(pair("终止日期", "Ended", end.on.to_string()));
        facts.push(pair("承接机构", "Its duties go to", to.join(lang.pick("、", ", "))));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// What a value of the profile is called.
pub(crate) fn office_label(name: &str, lang: Lang) -> &'static str {
    match name {
        "name" => lang.pick("机构名称", "name"),
        "address" => lang.pick("办公地址", "address"),
        "post_code" => lang.pick("邮政编码", "post code"),
        "hours" => lang.pick("办公时间", "hours"),
        "phone" => lang.pick("联系电话", "telephone"),
        "fax" => lang.pick("传真号码", "fax"),
        "mail" => lang.pick("电子邮箱", "mail"),
        _ => lang.pick("互联网联系方式", "internet contact"),
    }
}

fn office_in_words(office: &OgiOffice, lang: Lang) -> Vec<(String, String)> {
    let values = [
        ("name", &office.name),
        ("address", &office.address),
        ("post_code", &office.post_code),
        ("hours", &office.hours),
        ("phone", &office.phone),
        ("fax", &office.fax),
        ("mail", &office.mail),
        ("web", &office.web),
    ];
    let told = values.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(name, value)| (office_label(name, lang).to_owned(), value.clone())).collect()
}

/// The values that the guide must tell and that are not there, in words.
pub(crate) fn missing_in_words(office: &OgiOffice, lang: Lang) -> String {
    let missing = office.missing();
    let labels: Vec<&str> = missing.iter().map(|it| office_label(it, lang)).collect();
    labels.join(lang.pick("、", ", "))
}
