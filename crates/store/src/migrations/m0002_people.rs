//! Organisations, people and how they sign in, because from here on a program serves more than one
//! person and has to know who asks. Heads of both are rows of `record`; these tables make a code or a
//! login unique and keep what proves who somebody is.

use sea_orm::Schema;
use sea_orm::sea_query::{Index, IndexCreateStatement};
use sea_orm_migration::prelude::*;

use crate::entity::{
    account_login, api_token, ceremony, credential, directory_generation, identity_link,
    invitation, organisation_code, passkey, recovery_code, session, sign_in_try,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::new(manager.get_database_backend());
        let tables = [
            schema.create_table_from_entity(organisation_code::Entity),
            schema.create_table_from_entity(account_login::Entity),
            schema.create_table_from_entity(directory_generation::Entity),
            schema.create_table_from_entity(credential::Entity),
            schema.create_table_from_entity(recovery_code::Entity),
            schema.create_table_from_entity(passkey::Entity),
            schema.create_table_from_entity(identity_link::Entity),
            schema.create_table_from_entity(session::Entity),
            schema.create_table_from_entity(invitation::Entity),
            schema.create_table_from_entity(api_token::Entity),
            schema.create_table_from_entity(sign_in_try::Entity),
            schema.create_table_from_entity(ceremony::Entity),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        // An organisation has one code and an account one login, for good.
        unique("organisation_code_of", organisation_code::Entity)
            .col(organisation_code::Column::OrganisationId)
            .take(),
        unique("account_login_of", account_login::Entity)
            .col(account_login::Column::AccountId)
            .take(),
        plain("passkey_of_account", passkey::Entity).col(passkey::Column::AccountId).take(),
        plain("identity_link_of_account", identity_link::Entity)
            .col(identity_link::Column::AccountId)
            .take(),
        plain("session_of_account", session::Entity).col(session::Column::AccountId).take(),
        plain("api_token_of_agency", api_token::Entity)
            .col(api_token::Column::AgencyId)
            .col(api_token::Column::Id)
            .take(),
        plain("api_token_of_account", api_token::Entity).col(api_token::Column::AccountId).take(),
    ]
}

fn plain(name: &str, table: impl IntoTableRef) -> IndexCreateStatement {
    Index::create().name(name).table(table).take()
}

fn unique(name: &str, table: impl IntoTableRef) -> IndexCreateStatement {
    Index::create().name(name).table(table).unique().take()
}
