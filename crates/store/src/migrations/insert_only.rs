//! Tables whose rows are never changed: the engine itself refuses it.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

/// Makes the engine refuse the named changes (`UPDATE`, `DELETE`) of a table.
pub(super) async fn refuse(
    connection: &impl ConnectionTrait,
    table: &str,
    changes: &[&str],
) -> Result<(), DbErr> {
    for change in changes {
        for statement in statements(connection.get_database_backend(), table, change) {
            connection.execute_unprepared(&statement).await?;
        }
    }
    Ok(())
}

fn statements(engine: DbBackend, table: &str, change: &str) -> Vec<String> {
    let trigger = format!("{table}_refuses_{}", change.to_lowercase());
    let told = format!("rows of {table} are only inserted");
    if engine == DbBackend::Sqlite {
        return vec![format!(
            "CREATE TRIGGER {trigger} BEFORE {change} ON {table} \
             BEGIN SELECT RAISE(ABORT, '{told}'); END"
        )];
    }
    vec![
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'rows of % are only inserted', TG_TABLE_NAME; END $$"
            .to_owned(),
        format!(
            "CREATE TRIGGER {trigger} BEFORE {change} ON {table} \
             FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ),
        format!(
            "CREATE OR REPLACE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ),
    ]
}
