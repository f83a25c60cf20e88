//! Forms about an organisation: what is asked for each kind of change, and what was typed as the question that
//! the act is asked.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::organisation::{Organisation, OrganisationId, RunBy, SchoolStage, Standing};
use records::policy::Action;
use store::Versioned;

use super::super::Desk;
use super::super::people::{needed_day, with_all};
use super::super::places::choices;
use super::super::room::{Room, Walls};
use super::href;
use crate::administration::organisations::{Founding, Noted};
use crate::administration::views::{ChangeView, KindView, NamesView, kind_view};
use crate::caller::Filled;
use crate::design::{Choice, Form};
use crate::directory::Directory;
use crate::error::WebError;
use crate::pages::frame::Frame;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Founded,
    Renamed,
    Reclassified,
    Moved,
    Obliged,
    Merged,
    Split,
    Abolished,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Founded,
        Self::Renamed,
        Self::Reclassified,
        Self::Moved,
        Self::Obliged,
        Self::Merged,
        Self::Split,
        Self::Abolished,
    ];

    /// Its name in addresses, as facts have it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Renamed => "renamed",
            Self::Reclassified => "reclassified",
            Self::Moved => "moved",
            Self::Obliged => "obliged",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Abolished => "abolished",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether the organisation is no more afterwards.
    pub(super) fn ends(self) -> bool {
        matches!(self, Self::Merged | Self::Split | Self::Abolished)
    }

    pub(super) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Founded => lang.pick("在下面设立机构", "Found one below"),
            Self::Renamed => lang.pick("更名", "Rename"),
            Self::Reclassified => lang.pick("调整性质", "Reclassify"),
            Self::Moved => lang.pick("调整隶属关系", "Move"),
            Self::Obliged => lang.pick("职责", "Duties"),
            Self::Merged => lang.pick("并入其他机构", "Merge into another"),
            Self::Split => lang.pick("分立", "Split"),
            Self::Abolished => lang.pick("撤销", "Abolish"),
        }
    }

    /// The field at which a code that nobody has is told.
    pub(super) fn field_of_codes(self) -> &'static str {
        match self {
            Self::Founded | Self::Moved => "ogi_authority",
            Self::Abolished => "duties_to",
            Self::Renamed | Self::Reclassified | Self::Obliged | Self::Merged | Self::Split => {
                "into"
            }
        }
    }
}

/// Every form, where it is and what it is called.
pub(super) fn offered(code: &str, lang: Lang) -> Vec<(String, &'static str)> {
    let at = |it: Kind| format!("{}?form={}", href(code), it.name());
    Kind::ALL.iter().map(|it| (at(*it), it.label(lang))).collect()
}

#[derive(Template)]
#[template(path = "office/organisation_form.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    title: &'static str,
    name: String,
    what: &'static str,
    form: Form,
    to: String,
    back: String,
    kinds: Vec<Choice>,
    stages: Vec<Choice>,
    run_by: Vec<Choice>,
    /// Organisations in reach, and the same with one before them that says nobody.
    others: Vec<Choice>,
    others_or_none: Vec<Choice>,
}

/// The page with a form.
pub(super) async fn page(
    room: &Room,
    directory: &Directory,
    kind: Kind,
    found: &Versioned<Organisation>,
    form: Form,
    status: StatusCode,
) -> Result<Response, WebError> {
    let lang = room.lang;
    let code = found.value.code.as_str();
    let reach = directory.reach(room.permit.principal(), Action::ChangeOrganisation);
    let others = choices(directory, &directory.scope_of(&reach));
    let to = if kind == Kind::Founded { "below" } else { "changes" };
    let none = lang.pick("（无）", "(none)");
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang,
        title: kind.label(lang),
        name: super::super::places::name_of(directory, found.value.id),
        what: kind.name(),
        form,
        to: format!("{}/{to}", href(code)),
        back: href(code),
        kinds: KINDS.iter().map(|it| Choice::of(it.0, *lang.pick(&it.1, &it.2))).collect(),
        stages: with_all(
            SchoolStage::ALL.iter().map(|it| Choice::of(word(it), it.label(lang))).collect(),
            none,
            "",
        ),
        run_by: with_all(
            RunBy::ALL.iter().map(|it| Choice::of(word(it), it.label(lang))).collect(),
            none,
            "",
        ),
        others_or_none: with_all(others.clone(), none, ""),
        others,
    };
    room.shown(&page, status)
}

const KINDS: [(&str, &str, &str); 5] = [
    ("government", "人民政府", "government"),
    ("department", "政府部门", "department"),
    ("section", "内设机构", "section"),
    ("public_institution", "事业单位", "public institution"),
    ("school", "学校", "school"),
];

/// The word by which data calls a value.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A form before anybody typed, with what holds today in it.
pub(super) fn begun(
    room: &Room,
    directory: &Directory,
    kind: Kind,
    found: &Versioned<Organisation>,
    standing: &Standing,
) -> Form {
    let code = |id: Option<OrganisationId>| {
        id.and_then(|it| directory.code_of(it)).unwrap_or_default().to_owned()
    };
    let ticked = |it: bool| if it { "yes" } else { "" };
    let duties = standing.obligations;
    let (of, stage, run_by) = kind_view(standing.kind);
    let form = room
        .form()
        .with("version", found.version.to_string())
        .with("on", room.web.today().to_string());
    match kind {
        Kind::Founded => form.with("kind", "section"),
        Kind::Renamed => form
            .with("names", &standing.names.full)
            .with("short", &standing.names.short)
            .with("english", &standing.names.english),
        Kind::Reclassified => form
            .with("kind", word(&of))
            .with("stage", stage.unwrap_or_default())
            .with("run_by", run_by.unwrap_or_default()),
        Kind::Moved => form
            .with("administrative_parent", code(standing.administrative_parent))
            .with("ogi_authority", code(standing.ogi_authority)),
        Kind::Obliged => form
            .with("files_annual_report", ticked(duties.files_annual_report))
            .with("publishes_government_report", ticked(duties.publishes_government_report))
            .with("makes_rules", ticked(duties.makes_rules))
            .with("makes_normative_documents", ticked(duties.makes_normative_documents)),
        Kind::Merged | Kind::Split | Kind::Abolished => form,
    }
}

fn names(filled: &Filled) -> NamesView {
    NamesView {
        full: filled.value("names").to_owned(),
        short: filled.value("short").to_owned(),
        english: filled.value("english").to_owned(),
    }
}

fn kind(filled: &Filled) -> Result<KindView, WebError> {
    let name = serde_json::Value::String(filled.value("kind").to_owned());
    serde_json::from_value(name)
        .map_err(|_| WebError::field("kind", "请选择机构性质", "choose what it is"))
}

fn given(filled: &Filled, name: &str) -> Option<String> {
    filled.given(name).map(ToOwned::to_owned)
}

/// The codes of a list, one a line or with commas between them.
fn codes(filled: &Filled, name: &str) -> Vec<String> {
    let parts = filled.value(name).split(|it: char| it.is_whitespace() || ",，、;；".contains(it));
    parts.filter(|it| !it.is_empty()).map(ToOwned::to_owned).collect()
}

/// What was typed, as an organisation to be founded.
pub(super) fn founding(parent: &str, filled: &Filled) -> Result<Founding, WebError> {
    Ok(Founding {
        code: filled.value("code").to_owned(),
        names: names(filled),
        kind: kind(filled)?,
        stage: given(filled, "stage"),
        run_by: given(filled, "run_by"),
        founded_on: needed_day(filled, "on")?,
        administrative_parent: parent.to_owned(),
        ogi_authority: given(filled, "ogi_authority"),
        predecessors: codes(filled, "predecessors"),
        basis: filled.value("basis").to_owned(),
    })
}

/// What was typed, as a change.
pub(super) fn noted(of: Kind, filled: &Filled) -> Result<Noted, WebError> {
    let change = match of {
        Kind::Renamed | Kind::Founded => ChangeView::Renamed { names: names(filled) },
        Kind::Reclassified => ChangeView::Reclassified {
            kind: kind(filled)?,
            stage: given(filled, "stage"),
            run_by: given(filled, "run_by"),
        },
        Kind::Moved => ChangeView::Moved {
            administrative_parent: given(filled, "administrative_parent"),
            ogi_authority: given(filled, "ogi_authority"),
        },
        Kind::Obliged => ChangeView::Obliged {
            files_annual_report: filled.is_ticked("files_annual_report"),
            publishes_government_report: filled.is_ticked("publishes_government_report"),
            makes_rules: filled.is_ticked("makes_rules"),
            makes_normative_documents: filled.is_ticked("makes_normative_documents"),
        },
        Kind::Merged => ChangeView::Merged { into: filled.value("into").to_owned() },
        Kind::Split => ChangeView::Split { into: codes(filled, "into") },
        Kind::Abolished => ChangeView::Abolished { duties_to: given(filled, "duties_to") },
    };
    Ok(Noted {
        version: version(filled)?,
        on: needed_day(filled, "on")?,
        basis: filled.value("basis").to_owned(),
        change,
    })
}

/// The version that a form was filled in upon.
pub(super) fn version(filled: &Filled) -> Result<i64, WebError> {
    filled.value("version").parse().map_err(|_| WebError::Malformed {
        zh: "表单不完整，请重新打开页面再填".to_owned(),
        en: "the form is not complete; open the page anew".to_owned(),
    })
}
