//! The tables, as SeaORM entities. Nothing outside the crate sees them.
//!
//! Instants are microseconds since 1970 (UTC) in a whole number: exact, in order, and the same on
//! both engines. Hashes are bytes. Ids are UUIDs of version 7, so that rows lie in order of time.

pub(crate) mod account_login;
pub(crate) mod api_token;
pub(crate) mod attachment;
pub(crate) mod calendar_notice;
pub(crate) mod ceremony;
pub(crate) mod credential;
pub(crate) mod directory_generation;
pub(crate) mod given_report;
pub(crate) mod head_of_organisation;
pub(crate) mod idempotency_key;
pub(crate) mod identity_link;
pub(crate) mod invitation;
pub(crate) mod job;
pub(crate) mod job_schedule;
pub(crate) mod log_checkpoint;
pub(crate) mod log_detail;
pub(crate) mod log_entry;
pub(crate) mod log_leaf;
pub(crate) mod log_node;
pub(crate) mod log_pending;
pub(crate) mod notification;
pub(crate) mod notification_choice;
pub(crate) mod number_given;
pub(crate) mod number_series;
pub(crate) mod number_void;
pub(crate) mod organisation_code;
pub(crate) mod passkey;
pub(crate) mod record;
pub(crate) mod recovery_code;
pub(crate) mod sealed_field;
pub(crate) mod session;
pub(crate) mod setting;
pub(crate) mod sign_in_try;
pub(crate) mod site_host;
pub(crate) mod stored_file;
pub(crate) mod witness_receipt;

/// Bytes as hexadecimal text where there may be none.
pub(crate) mod optional_hex {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(it: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        it.as_ref().map(hex::encode).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|it| hex::decode(it).map_err(serde::de::Error::custom)).transpose()
    }
}
