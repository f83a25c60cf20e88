//! Passwords, second factors and recovery codes of accounts.
//!
//! Nothing here takes a scope: a proof is checked before anybody is signed in, and what is returned
//! shows nobody anything. That a change of a credential is written down as an act, and which sessions
//! end with it, is the caller's to do in the same unit.
//!
//! The secret of the second factor is a sealed field of the account under a reserved name, so that the
//! rotation of keys, the count of what a key still seals, and a backup have it without knowing it.

use eventlog::At;
use records::person::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use sealed::{FieldKind, Plain};

use crate::entity::{credential, recovery_code};
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::secret::SecretHash;
use crate::work::{Source, Work};

const TABLE: &str = "credential";
const CODES: &str = "recovery_code";

/// The name of the second factor's secret among the sealed fields.
const TOTP: &str = "totp";

/// What accounts prove who they are with.
#[derive(Debug)]
pub struct Credentials<'a, S> {
    pub(crate) source: &'a S,
}

/// What an account has to prove who it is with. `Debug` shows no hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// The password as argon2 has hashed it; none where it was never set.
    pub password_hash: Option<String>,
    /// When the password was set.
    pub password_set_at: Option<At>,
    /// Since when there is a second factor; none where there is none.
    pub totp_since: Option<At>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("password_set_at", &self.password_set_at)
            .field("totp_since", &self.totp_since)
            .finish_non_exhaustive()
    }
}

impl Credentials<'_, Work> {
    /// Sets the password, in place of an earlier one.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn set_password(&self, account: AccountId, hash: &str) -> Result<(), StoreError> {
        let row = credential::ActiveModel {
            account_id: Set(account.0),
            password_hash: Set(Some(hash.to_owned())),
            password_set_at: Set(Some(self.source.store().edge().now().micros())),
            totp_since: Set(None),
            totp_last_step: Set(None),
        };
        self.put(row, [credential::Column::PasswordHash, credential::Column::PasswordSetAt]).await
    }

    /// Puts the same password under a newer hash, and says whether it did: a password that was set
    /// since it was read stays.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn rehash_password(
        &self,
        account: AccountId,
        seen: &str,
        hash: &str,
    ) -> Result<bool, StoreError> {
        let updated = credential::Entity::update_many()
            .set(credential::ActiveModel {
                password_hash: Set(Some(hash.to_owned())),
                ..Default::default()
            })
            .filter(credential::Column::AccountId.eq(account.0))
            .filter(credential::Column::PasswordHash.eq(seen))
            .exec(self.source.connection())
            .await;
        Ok(updated.map_err(StoreError::writing(TABLE))?.rows_affected == 1)
    }

    /// Sets the second factor, in place of an earlier one. `used_step` is the step of the code by which
    /// its owner showed that the device works: that code is used up.
    ///
    /// # Errors
    ///
    /// Where sealing fails or the database refuses.
    pub async fn set_totp(
        &self,
        account: AccountId,
        home: AgencyId,
        secret: &str,
        used_step: i64,
    ) -> Result<(), StoreError> {
        let row = credential::ActiveModel {
            account_id: Set(account.0),
            password_hash: Set(None),
            password_set_at: Set(None),
            totp_since: Set(Some(self.source.store().edge().now().micros())),
            totp_last_step: Set(Some(used_step)),
        };
        self.put(row, [credential::Column::TotpSince, credential::Column::TotpLastStep]).await?;
        let secret = Plain::new(FieldKind::FreeText, secret);
        self.source.sealed_fields().put_credential(home, account.0, TOTP, &secret).await
    }

    /// Uses a code of the second factor up, and says whether it still was good: each step counts once,
    /// and none before one that was used.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn use_totp_step(&self, account: AccountId, step: i64) -> Result<bool, StoreError> {
        let earlier = Condition::any()
            .add(credential::Column::TotpLastStep.is_null())
            .add(credential::Column::TotpLastStep.lt(step));
        let updated = credential::Entity::update_many()
            .set(credential::ActiveModel { totp_last_step: Set(Some(step)), ..Default::default() })
            .filter(credential::Column::AccountId.eq(account.0))
            .filter(credential::Column::TotpSince.is_not_null())
            .filter(earlier)
            .exec(self.source.connection())
            .await;
        Ok(updated.map_err(StoreError::writing(TABLE))?.rows_affected == 1)
    }

    /// Takes the second factor away, with its recovery codes. Passkeys stay.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn clear_second_factor(&self, account: AccountId) -> Result<(), StoreError> {
        let updated = credential::Entity::update_many()
            .set(credential::ActiveModel {
                totp_since: Set(None),
                totp_last_step: Set(None),
                ..Default::default()
            })
            .filter(credential::Column::AccountId.eq(account.0))
            .exec(self.source.connection())
            .await;
        updated.map_err(StoreError::writing(TABLE))?;
        self.source.sealed_fields().remove_credential(account.0, TOTP).await?;
        self.replace_recovery_codes(account, &[]).await
    }

    /// Gives the account these recovery codes and no others. The hashes are keyed by the caller where a
    /// code is short.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a code stands there twice.
    pub async fn replace_recovery_codes(
        &self,
        account: AccountId,
        codes: &[SecretHash],
    ) -> Result<(), StoreError> {
        let connection = self.source.connection();
        let deleted = recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::AccountId.eq(account.0))
            .exec(connection)
            .await;
        deleted.map_err(StoreError::writing(CODES))?;
        if codes.is_empty() {
            return Ok(());
        }
        let rows = codes.iter().map(|it| recovery_code::ActiveModel {
            account_id: Set(account.0),
            hash: Set(it.stored()),
            used_at: Set(None),
        });
        let inserted =
            recovery_code::Entity::insert_many(rows).exec_without_returning(connection).await;
        inserted.map(|_| ()).map_err(StoreError::writing(CODES))
    }

    /// Uses a recovery code up, and says whether it still was good.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn use_recovery_code(
        &self,
        account: AccountId,
        code: &SecretHash,
    ) -> Result<bool, StoreError> {
        let now = self.source.store().edge().now().micros();
        let updated = recovery_code::Entity::update_many()
            .set(recovery_code::ActiveModel { used_at: Set(Some(now)), ..Default::default() })
            .filter(recovery_code::Column::AccountId.eq(account.0))
            .filter(recovery_code::Column::Hash.eq(code.stored()))
            .filter(recovery_code::Column::UsedAt.is_null())
            .exec(self.source.connection())
            .await;
        Ok(updated.map_err(StoreError::writing(CODES))?.rows_affected == 1)
    }

    async fn put(
        &self,
        row: credential::ActiveModel,
        columns: [credential::Column; 2],
    ) -> Result<(), StoreError> {
        let replaced =
            OnConflict::column(credential::Column::AccountId).update_columns(columns).to_owned();
        credential::Entity::insert(row)
            .on_conflict(replaced)
            .exec_without_returning(self.source.connection())
            .await
            .map(|_| ())
            .map_err(StoreError::writing(TABLE))
    }
}

impl Credentials<'_, Work> {
    /// Takes every way of signing in away: password, second factor, recovery codes and passkeys. Links to
    /// an identity provider and tokens of programs go too.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget(&self, account: AccountId) -> Result<(), StoreError> {
        self.clear_second_factor(account).await?;
        let cleared = credential::Entity::update_many()
            .set(credential::ActiveModel {
                password_hash: Set(None),
                password_set_at: Set(None),
                ..Default::default()
            })
            .filter(credential::Column::AccountId.eq(account.0))
            .exec(self.source.connection())
            .await;
        cleared.map_err(StoreError::writing(TABLE))?;
        self.source.passkeys().remove_all_of(account).await?;
        self.source.api_tokens().revoke_all_of(account).await?;
        self.source.identity_links().unlink_all_of(account).await
    }
}

impl<S: Source> Credentials<'_, S> {
    /// Returns what an account has to prove who it is with; none where nothing was ever set.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn get(&self, account: AccountId) -> Result<Option<Credential>, StoreError> {
        let row = credential::Entity::find_by_id(account.0)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(|row| {
            let at =
                |it: Option<i64>| it.map(|it| super::at(TABLE, row.account_id, it)).transpose();
            Ok(Credential {
                password_set_at: at(row.password_set_at)?,
                totp_since: at(row.totp_since)?,
                password_hash: row.password_hash,
            })
        })
        .transpose()
    }

    /// Opens the secret of the second factor, for checking a code. It is wiped when dropped, and
    /// [`Plain::expose`] shows it as [`Credentials::set_totp`] got it.
    ///
    /// # Errors
    ///
    /// Where it cannot be opened.
    pub async fn totp_secret(&self, account: AccountId) -> Result<Option<Plain>, StoreError> {
        self.source.sealed_fields().credential(account.0, TOTP).await
    }

    /// Counts the recovery codes that are still good.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn recovery_codes_left(&self, account: AccountId) -> Result<u64, StoreError> {
        recovery_code::Entity::find()
            .filter(recovery_code::Column::AccountId.eq(account.0))
            .filter(recovery_code::Column::UsedAt.is_null())
            .count(self.source.connection())
            .await
            .map_err(StoreError::reading(CODES))
    }
}
