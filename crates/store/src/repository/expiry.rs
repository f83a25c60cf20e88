//! Clears away what was about signing in and is over.

use eventlog::At;

use crate::error::StoreError;
use crate::work::{Source, Work};

impl Work {
    /// Forgets sessions, invitations and ceremonies whose time is over, and old counts of failed
    /// attempts; says how many rows went. None of them was good any more: reading looks at the time too.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_expired(&self, now: At) -> Result<u64, StoreError> {
        Ok(self.sessions().forget_expired(now).await?
            + self.invitations().forget_expired(now).await?
            + self.ceremonies().forget_expired(now).await?
            + self.tries().forget_expired(now).await?)
    }
}
