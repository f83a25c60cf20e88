//! Whom one can sign in as in a demo.

use law::Lang;
use records::person::{Account, AccountId, Role};
use sample::{DAY, Sample};

use crate::columns::aligned;

/// One person for each role, then those who show something else.
pub fn by_role(lang: Lang) -> Vec<String> {
    let sample = sample::bureau();
    let mut rows: Vec<[String; 4]> = Role::ALL
        .into_iter()
        .filter_map(|role| {
            let account = sample.account(sample.person_with(role)?)?;
            Some(row(&sample, account, role.label(lang)))
        })
        .collect();
    let others: [(AccountId, &str); 2] = [
        (sample::ids::STAND_IN, lang.pick("曾代行审核人", "stood in for the reviewer")),
        (sample::ids::SUSPENDED, lang.pick("已停用，不能登录", "suspended: cannot sign in")),
    ];
    for (id, what) in others {
        rows.extend(sample.account(id).map(|it| row(&sample, it, what)));
    }
    aligned(&rows)
}

fn row(sample: &Sample, account: &Account, what: &str) -> [String; 4] {
    let home = sample.organisation(account.organisation).and_then(|it| it.on(DAY));
    let home = home.map(|it| it.names.full).unwrap_or_default();
    [account.login.clone(), what.to_owned(), account.name.clone(), home]
}
