//! Which handler does which kind of job.

use std::collections::BTreeMap;
use std::sync::Arc;

use eventlog::Token;
use thiserror::Error;

use crate::builtin::{CheckpointLog, HandToWitnesses, SealAnew, WaitingActs, WaitingWitnesses};
use crate::handler::Handler;
use crate::sweep::{Expectation, Sweep};
use crate::witness::Witness;

/// The handlers of a program.
#[derive(Clone, Default)]
pub struct Registry {
    handlers: BTreeMap<Token, Arc<dyn Handler>>,
}

/// Why handlers and schedules do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WiringError {
    /// Two handlers do one kind.
    #[error("two handlers do jobs of the kind {0}")]
    KindTwice(Token),
    /// Two schedules have one name.
    #[error("two schedules are called {0}")]
    ScheduleTwice(Token),
    /// A schedule asks for what nobody does.
    #[error("the schedule {schedule} asks for jobs of the kind {kind}, which no handler does")]
    NobodyDoes {
        /// The schedule.
        schedule: Token,
        /// What it asks for.
        kind: Token,
    },
}

impl Registry {
    /// The handlers that every installation has: the log's, the sealed fields' and the sweep, which
    /// asks the given expectations besides its own.
    ///
    /// # Panics
    ///
    /// Never: the kinds of these handlers differ.
    #[must_use]
    pub fn built_in(
        witnesses: Vec<Arc<dyn Witness>>,
        mut expectations: Vec<Arc<dyn Expectation>>,
    ) -> Self {
        expectations.push(Arc::new(WaitingActs));
        expectations.push(Arc::new(WaitingWitnesses::of(&witnesses)));
        let handlers: [Arc<dyn Handler>; 4] = [
            Arc::new(CheckpointLog),
            Arc::new(HandToWitnesses::of(witnesses)),
            Arc::new(SealAnew),
            Arc::new(Sweep::of(expectations)),
        ];
        Self::of(handlers).expect("four kinds that differ")
    }

    /// Takes handlers.
    ///
    /// # Errors
    ///
    /// [`WiringError::KindTwice`].
    pub fn of(handlers: impl IntoIterator<Item = Arc<dyn Handler>>) -> Result<Self, WiringError> {
        handlers.into_iter().try_fold(Self::default(), Self::with)
    }

    /// Takes one more handler.
    ///
    /// # Errors
    ///
    /// [`WiringError::KindTwice`].
    pub fn with(mut self, handler: Arc<dyn Handler>) -> Result<Self, WiringError> {
        let kind = handler.kind();
        match self.handlers.insert(kind.clone(), handler) {
            None => Ok(self),
            Some(_) => Err(WiringError::KindTwice(kind)),
        }
    }

    /// The kinds of jobs that are done.
    #[must_use]
    pub fn kinds(&self) -> Vec<Token> {
        self.handlers.keys().cloned().collect()
    }

    /// Whether jobs of this kind are done.
    #[must_use]
    pub fn does(&self, kind: &Token) -> bool {
        self.handlers.contains_key(kind)
    }

    pub(crate) fn handlers(&self) -> impl Iterator<Item = (&Token, &Arc<dyn Handler>)> {
        self.handlers.iter()
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.handlers.keys()).finish()
    }
}
