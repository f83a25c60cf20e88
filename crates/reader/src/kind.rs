//! What is asked of a reader.

/// What is asked of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To read an annual report.
    Report,
    /// To read a workbook of organisations and people.
    Roster,
    /// To say how far it is locked in, and read nothing.
    Confinement,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Report, Self::Roster, Self::Confinement];

    /// Returns its name, as it is said to the program.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Roster => "roster",
            Self::Confinement => "confinement",
        }
    }

    /// Returns the kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
