//! Whose records a query may touch. No repository reads or writes without it.

use records::organisation::OrganisationId;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use uuid::Uuid;

/// An agency, by its id.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct AgencyId(pub Uuid);

/// An agency is an organisation that keeps records; the two ids are one value.
impl From<OrganisationId> for AgencyId {
    fn from(id: OrganisationId) -> Self {
        Self(id.0)
    }
}

impl From<AgencyId> for OrganisationId {
    fn from(id: AgencyId) -> Self {
        Self(id.0)
    }
}

/// The agencies whose records may be seen. Somebody else's record answers like none at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyScope {
    agencies: Vec<AgencyId>,
}

impl AgencyScope {
    /// One agency and no other.
    #[must_use]
    pub fn only(agency: AgencyId) -> Self {
        Self { agencies: vec![agency] }
    }

    /// Several agencies, such as an authority and the units below it.
    #[must_use]
    pub fn of(agencies: impl IntoIterator<Item = AgencyId>) -> Self {
        let mut agencies: Vec<AgencyId> = agencies.into_iter().collect();
        agencies.sort_unstable();
        agencies.dedup();
        Self { agencies }
    }

    /// The same and one more.
    #[must_use]
    pub fn and(mut self, agency: AgencyId) -> Self {
        self.agencies.push(agency);
        Self::of(self.agencies)
    }

    /// Whether the agency is within.
    #[must_use]
    pub fn includes(&self, agency: AgencyId) -> bool {
        self.agencies.contains(&agency)
    }

    /// The condition that a query carries.
    pub(crate) fn within<C: ColumnTrait>(&self, column: C) -> SimpleExpr {
        match self.agencies.as_slice() {
            [] => Expr::val(1).eq(0),
            [one] => column.eq(one.0),
            several => column.is_in(several.iter().map(|it| it.0)),
        }
    }
}
