//! People as rows: one for each place and time in which they hold roles.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::Lang;
use records::organisation::OrganisationId;
use records::person::{Account, AccountId, AccountState, Appointment, Role};

use super::{Cells, Codes};
use crate::columns::PersonColumn as C;
use crate::values::joiner;

/// People with an account that is not closed, in order of their logins.
pub fn rows(
    all: &[(AccountId, Account)],
    codes: &Codes<'_>,
    day: NaiveDate,
    lang: Lang,
) -> Vec<Cells> {
    let mut accounts: Vec<&Account> =
        all.iter().map(|(_, it)| it).filter(|it| it.state != AccountState::Closed).collect();
    accounts.sort_by(|one, other| one.login.cmp(&other.login));
    accounts.into_iter().flat_map(|it| rows_of(it, codes, day, lang)).collect()
}

/// A place and a time in which roles are held.
type Post = (OrganisationId, NaiveDate, Option<NaiveDate>);

fn rows_of(account: &Account, codes: &Codes<'_>, day: NaiveDate, lang: Lang) -> Vec<Cells> {
    let mut posts: BTreeMap<Post, Vec<Role>> = BTreeMap::new();
    let is_over = |it: &Appointment| it.until_on.is_some_and(|last| last < day);
    for it in account.appointments.iter().filter(|it| !is_over(it)) {
        posts.entry((it.organisation, it.from_on, it.until_on)).or_default().push(it.role);
    }
    let code = |id: OrganisationId| codes.get(&id).copied().unwrap_or_default();
    let row = |post: Option<(&Post, &Vec<Role>)>| {
        let labels = post.map(|(_, roles)| roles.iter().map(|it| it.label(lang)));
        let roles = labels.map(|it| it.collect::<Vec<_>>().join(joiner(lang)));
        let post = post.map(|(it, _)| *it);
        let cell = |column: &C| match column {
            C::Login => account.login.clone(),
            C::Name => account.name.clone(),
            C::Home => code(account.organisation).to_owned(),
            C::Roles => roles.clone().unwrap_or_default(),
            C::At => post.map_or("", |it| code(it.0)).to_owned(),
            C::From => post.map_or(String::new(), |it| it.1.to_string()),
            C::Until => post.and_then(|it| it.2).map_or(String::new(), |it| it.to_string()),
        };
        C::ALL.iter().map(cell).collect()
    };
    if posts.is_empty() {
        return vec![row(None)];
    }
    posts.iter().map(|it| row(Some(it))).collect()
}
