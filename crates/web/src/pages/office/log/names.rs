//! Acts as lists show them: who did what to whom, by name where whoever asks may see them.

use std::collections::{BTreeMap, BTreeSet};

use law::Lang;
use records::person::AccountId;
use records::policy::Action;
use store::{AgencyId, Event, Source};
use uuid::Uuid;

use super::super::places::name_of;
use super::super::room::Room;
use super::{Line, moment, words};
use crate::directory::Directory;
use crate::error::WebError;

/// Names of people and organisations that acts tell of.
pub(super) struct Names {
    accounts: BTreeMap<Uuid, String>,
    organisations: BTreeMap<Uuid, (String, String)>,
}

impl Names {
    /// Looks them up: people only where whoever asks may see who works there, everybody else by their id.
    pub(super) async fn of(
        room: &Room,
        directory: &Directory,
        events: &[Event],
    ) -> Result<Self, WebError> {
        let reach = directory.reach(room.permit.principal(), Action::ListAccounts);
        let people = directory.scope_ever(&reach);
        let (mut accounts, mut asked) = (BTreeMap::new(), BTreeSet::new());
        for event in events {
            let actor = event.entry.actor.as_str().strip_prefix("account:");
            let actor = actor.and_then(|it| it.parse::<Uuid>().ok());
            let about = Some(event.entry.subject_id)
                .filter(|_| event.entry.subject_kind.as_str() == "account");
            for id in actor.into_iter().chain(about) {
                if !asked.insert(id) {
                    continue;
                }
                let found = room.web.store().accounts().find(&people, AccountId(id)).await?;
                if let Some(it) = found {
                    accounts.insert(id, format!("{}（{}）", it.value.name, it.value.login));
                }
            }
        }
        let all = directory.all().map(|it| it.value.id);
        let organisations = all.filter_map(|id| {
            Some((id.0, (directory.code_of(id)?.to_owned(), name_of(directory, id))))
        });
        Ok(Self { accounts, organisations: organisations.collect() })
    }

    /// Who did it.
    pub(super) fn who(&self, event: &Event, lang: Lang) -> String {
        let actor = event.entry.actor.as_str();
        let id = actor.strip_prefix("account:").and_then(|it| it.parse::<Uuid>().ok());
        match (id.and_then(|it| self.accounts.get(&it)), actor) {
            (Some(name), _) => name.clone(),
            (None, "operator") => lang.pick("服务器操作员", "operator at the machine").to_owned(),
            (None, other) => other.to_owned(),
        }
    }

    /// What it is about, and its page.
    pub(super) fn about(&self, event: &Event, lang: Lang) -> (String, Option<String>) {
        let id = event.entry.subject_id;
        let kind = event.entry.subject_kind.as_str();
        let label = words::kind(kind, lang);
        match kind {
            "account" => match self.accounts.get(&id) {
                Some(name) => (format!("{label} {name}"), Some(format!("/office/people/{id}"))),
                None => (format!("{label} {id}"), None),
            },
            "organisation" => match self.organisations.get(&id) {
                Some((code, name)) => {
                    (format!("{label} {name}"), Some(format!("/office/organisations/{code}")))
                }
                None => (format!("{label} {id}"), None),
            },
            _ => (format!("{label} {id}"), None),
        }
    }

    /// Whose records it is in.
    pub(super) fn agency(&self, agency: AgencyId, lang: Lang) -> String {
        let itself = lang.pick("系统本身", "the installation itself");
        self.organisations.get(&agency.0).map_or_else(|| itself.to_owned(), |it| it.1.clone())
    }

    /// A line of a list.
    pub(super) fn line(&self, event: &Event, lang: Lang) -> Line {
        let (about, about_href) = self.about(event, lang);
        Line {
            href: format!("/office/log/{}", event.entry.id),
            at: moment(event.entry.at),
            who: self.who(event, lang),
            action: words::action(event.entry.action.as_str(), lang),
            about,
            about_href,
            why: event.detail.as_ref().map(|it| it.why.clone()).unwrap_or_default(),
        }
    }
}
