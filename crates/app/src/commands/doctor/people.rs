//! What must be right before people from elsewhere reach the site.

use law::Lang;
use records::person::Role;
use store::{Source, Store, StoreError};

use super::Line;
use crate::clock;
use crate::installation::{SecondFactorConfig, WebConfig};

/// The three administrators, who have to be three people at their posts.
const ADMINISTRATORS: [Role; 3] =
    [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];

/// Looks at what a site for others needs; one for this machine alone needs none of it.
pub(super) async fn look(
    store: &Store,
    web: &WebConfig,
    lines: &mut Vec<Line>,
    lang: Lang,
) -> Result<(), StoreError> {
    let Some(origin) = web.origin.as_ref().filter(|it| it.starts_with("https://")) else {
        return Ok(());
    };
    let asked = web.second_factor != SecondFactorConfig::Nobody;
    lines.push(Line {
        good: asked,
        what: lang.pick("管理员须有第二步验证", "Administrators need a second factor"),
        found: origin.clone(),
        remedy: (!asked).then(|| {
            lang.pick(
                "second_factor = \"nobody\" 只用于演示：请改为 administrators 或者 everybody",
                "second_factor = \"nobody\" is for demonstrations: say administrators or everybody",
            )
            .to_owned()
        }),
    });
    for role in ADMINISTRATORS {
        let held = store.accounts().holders_of(role, clock::today()).await?;
        lines.push(Line {
            good: !held.is_empty(),
            what: role.label(lang),
            found: held.len().to_string(),
            remedy: held.is_empty().then(|| {
                let name = role.name();
                lang.pick(
                    format!("没有人在任：gongkai user first 登录名 --role {name} …"),
                    format!("nobody holds it: gongkai user first LOGIN --role {name} …"),
                )
            }),
        });
    }
    Ok(())
}
