//! The same form or call twice gets the first answer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Key, Source, Work};

use crate::error::WebError;
use crate::state::Web;

/// The answer that a key got before. Asked for before anything else is looked at: what the first call did may
/// be why a second one would be refused.
pub(crate) async fn answered<T: DeserializeOwned>(
    web: &Web,
    key: &Key,
) -> Result<Option<T>, WebError> {
    let answer = web.store().idempotency().answer(key).await?;
    answer.map(|it| serde_json::from_str(&it).map_err(WebError::internal)).transpose()
}

/// Does something once for a key, and answers every repetition with what it came to.
pub(crate) async fn once<T, F>(web: &Web, key: Key, act: F) -> Result<T, WebError>
where
    T: Serialize + DeserializeOwned,
    F: AsyncFnOnce(&Work) -> Result<T, WebError>,
{
    let work = web.store().begin().await?;
    if let Some(answer) = work.idempotency().claim(&key).await? {
        work.commit().await?;
        return serde_json::from_str(&answer).map_err(WebError::internal);
    }
    let answer = act(&work).await?;
    let text = serde_json::to_string(&answer).map_err(WebError::internal)?;
    work.idempotency().settle(&key, &text).await?;
    work.commit().await?;
    Ok(answer)
}
