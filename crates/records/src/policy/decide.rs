//! Asking the table.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::action::Action;
use super::state::RecordState;
use super::table::{Rule, TABLE, Unless};
use super::who::Who;
use crate::organisation::{OrganisationId, Place, Tree};
use crate::person::{AccountId, Grant};

/// Whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// Nobody we know.
    Anyone,
    /// The holder of the tracking code of a request.
    Applicant {
        /// The request.
        record: Uuid,
    },
    /// The holder of the link of a consultation.
    ConsultedParty {
        /// The consultation.
        record: Uuid,
    },
    /// Somebody with an active account.
    Member {
        /// The account.
        account: AccountId,
        /// Their roles today, others' that they hold in their stead included.
        grants: Vec<Grant>,
        /// What an API token is limited to; everything else is as the person's.
        scopes: Option<BTreeSet<Action>>,
    },
    /// Somebody whose account is not active.
    Lapsed,
    /// A job of this program.
    Program,
}

/// What something is done to, as far as rights depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Object {
    /// Its id.
    pub id: Uuid,
    /// How it stands.
    pub state: RecordState,
    /// Whose it is.
    pub agency: OrganisationId,
    /// Whom it is about, where it is an account or the rights of one.
    pub concerns: Option<AccountId>,
    /// Who drafted it, where somebody did.
    pub drafted_by: Option<AccountId>,
    /// Whether it is the account of one of the three administrators.
    pub administers: bool,
}

/// What the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes, in this role if in one.
    Allowed(Option<Grant>),
    /// No.
    Denied(Denial),
}

/// Why not. Only people who may see the object are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// No row says so.
    NotInTable,
    /// It is about oneself.
    Oneself,
    /// It is about one of the three administrators.
    Administrator,
    /// One drafted it.
    Drafter,
    /// The token was not issued for this.
    OutOfScope,
}

impl Decision {
    /// Whether it is yes.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

impl Object {
    /// Something in a state that belongs to an agency, and about which no more needs to be known.
    #[must_use]
    pub fn of(id: Uuid, state: RecordState, agency: OrganisationId) -> Self {
        Self { id, state, agency, concerns: None, drafted_by: None, administers: false }
    }

    /// The same, about somebody.
    #[must_use]
    pub fn concerning(self, account: AccountId) -> Self {
        Self { concerns: Some(account), ..self }
    }
}

/// One capacity in which somebody asks.
#[derive(Debug, Clone, Copy)]
struct Capacity {
    who: Who,
    grant: Option<Grant>,
}

impl Principal {
    /// The account, where there is an active one.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Member { account, .. } => Some(*account),
            Self::Anyone
            | Self::Applicant { .. }
            | Self::ConsultedParty { .. }
            | Self::Lapsed
            | Self::Program => None,
        }
    }

    /// The roles they hold today, those included in which they stand in for others.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        match self {
            Self::Member { grants, .. } => grants,
            Self::Anyone
            | Self::Applicant { .. }
            | Self::ConsultedParty { .. }
            | Self::Lapsed
            | Self::Program => &[],
        }
    }

    fn capacities(&self) -> Vec<Capacity> {
        let plain = |who| Capacity { who, grant: None };
        let mut capacities = vec![plain(Who::Anyone)];
        match self {
            Self::Anyone => {}
            Self::Applicant { .. } => capacities.push(plain(Who::Applicant)),
            Self::ConsultedParty { .. } => capacities.push(plain(Who::ConsultedParty)),
            Self::Lapsed => capacities.push(plain(Who::Lapsed)),
            Self::Program => capacities.push(plain(Who::Program)),
            Self::Member { grants, .. } => {
                capacities.push(plain(Who::Member));
                let roles = grants.iter().copied();
                capacities
                    .extend(roles.map(|it| Capacity { who: Who::As(it.role), grant: Some(it) }));
            }
        }
        capacities
    }

    /// Whether a token does not reach so far, whatever is written on it.
    pub(super) fn is_out_of_scope(&self, action: Action) -> bool {
        match self {
            Self::Member { scopes: Some(scopes), .. } => {
                !(action.is_for_programs() && scopes.contains(&action))
            }
            _ => false,
        }
    }

    /// Where the object lies, seen in this capacity.
    fn place(&self, capacity: Capacity, tree: &Tree, action: Action, object: &Object) -> Place {
        match (self, capacity) {
            (_, Capacity { grant: Some(grant), .. }) => {
                tree.place(action.line(), grant.organisation, object.agency)
            }
            (Self::Applicant { record } | Self::ConsultedParty { record }, _)
                if *record == object.id =>
            {
                Place::Own
            }
            (Self::Member { account, .. }, Capacity { who: Who::Member, .. })
                if object.concerns == Some(*account) =>
            {
                Place::Own
            }
            (Self::Program, Capacity { who: Who::Program, .. }) => Place::Own,
            _ => Place::Other,
        }
    }
}

/// Whether somebody may do something to something.
#[must_use]
pub fn decide(tree: &Tree, principal: &Principal, action: Action, object: &Object) -> Decision {
    if principal.is_out_of_scope(action) {
        return Decision::Denied(Denial::OutOfScope);
    }
    let mut denial = Denial::NotInTable;
    let kind = tree.standing(object.agency).map(|it| it.kind);
    if action.is_of_requests() && kind.is_some_and(|it| !it.answers_requests()) {
        return Decision::Denied(denial);
    }
    for capacity in principal.capacities() {
        let place = principal.place(capacity, tree, action, object);
        for rule in TABLE.iter().filter(|it| it.covers(action, capacity.who, object.state, place)) {
            match rule.unless.takes_away(principal, capacity.grant, object) {
                None => return Decision::Allowed(capacity.grant),
                Some(why) => denial = why,
            }
        }
    }
    Decision::Denied(denial)
}

/// Whether there is anything at all to which somebody may do this. Where there is not, it need not be
/// looked for.
#[must_use]
pub fn might(principal: &Principal, action: Action) -> bool {
    if principal.is_out_of_scope(action) {
        return false;
    }
    let held = principal.capacities();
    TABLE.iter().any(|it| it.action == action && held.iter().any(|c| it.who.contains(&c.who)))
}

impl Rule {
    fn covers(&self, action: Action, who: Who, state: RecordState, place: Place) -> bool {
        self.action == action
            && self.who.contains(&who)
            && self.states.contains(&state)
            && self.places.contains(&place)
    }
}

impl Unless {
    fn takes_away(
        self,
        principal: &Principal,
        grant: Option<Grant>,
        object: &Object,
    ) -> Option<Denial> {
        // Whoever stands in for somebody may not do for them what they may not do themselves.
        let stood_in_for = grant.and_then(|it| it.in_stead_of);
        let is_theirs = |account: Option<AccountId>| {
            account.is_some() && (account == principal.account() || account == stood_in_for)
        };
        match self {
            Self::Oneself if is_theirs(object.concerns) => Some(Denial::Oneself),
            Self::Drafter if is_theirs(object.drafted_by) => Some(Denial::Drafter),
            Self::OneselfOrAdministrator if is_theirs(object.concerns) => Some(Denial::Oneself),
            Self::OneselfOrAdministrator if object.administers => Some(Denial::Administrator),
            Self::Never | Self::Oneself | Self::OneselfOrAdministrator | Self::Drafter => None,
        }
    }
}
