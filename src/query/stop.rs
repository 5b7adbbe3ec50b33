//! What flows pass through: who funds, carries out, answers for, on what, when.

use crate::record::Collection;
use crate::table::{Facet, Table};

/// What a column of flows tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub enum Stop {
    /// Who funds (IATI organisation role 1).
    Funding,
    /// Who manages the funds for who funds (3).
    Extending,
    /// Who is accountable (2).
    Accountable,
    /// Who carries it out (4).
    Implementing,
    /// Who receives, where the file has such a role.
    Receiving,
    /// The parties of the initiative.
    Party,
    /// Its sectors, at the highest level.
    Sector,
    /// Its status.
    Status,
    /// The year of the amount, else the first of the initiative.
    Year,
}

impl Stop {
    /// All, in the order money goes through them.
    pub const ALL: [Self; 9] = [
        Self::Funding,
        Self::Extending,
        Self::Accountable,
        Self::Implementing,
        Self::Receiving,
        Self::Party,
        Self::Sector,
        Self::Status,
        Self::Year,
    ];

    /// The name on the command line and in settings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Funding => "funding",
            Self::Extending => "extending",
            Self::Accountable => "accountable",
            Self::Implementing => "implementing",
            Self::Receiving => "receiving",
            Self::Party => "party",
            Self::Sector => "sector",
            Self::Status => "status",
            Self::Year => "year",
        }
    }

    /// The column of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }

    /// The words of the file's roles that it stands for; none where it is no role.
    fn roles(self) -> &'static [&'static str] {
        match self {
            Self::Funding => &["funding"],
            Self::Extending => &["extending"],
            Self::Accountable => &["accountable"],
            Self::Implementing => &["implementing"],
            Self::Receiving => &["receiving", "x-receiving", "recipient", "x-recipient"],
            _ => &[],
        }
    }

    /// The role it stands for, as a number among the terms of roles; `None` where it is no role, or
    /// nobody has it.
    #[must_use]
    pub fn role(self, table: &Table) -> Option<u16> {
        let terms = &table.column(Facet::Role).terms;
        let found = self.roles().iter().find_map(|r| terms.iter().position(|t| t == r))?;
        u16::try_from(found).ok()
    }

    /// Whether it is a role.
    #[must_use]
    pub fn is_role(self) -> bool {
        !self.roles().is_empty()
    }

    /// Whether a dataset has any value of it.
    #[must_use]
    pub fn is_told(self, table: &Table) -> bool {
        let initiatives = table.facts_of(Collection::Initiatives);
        let any = |facet: Facet| {
            let empty = table.column(facet).empty.count(initiatives.clone());
            (empty as usize) < initiatives.len()
        };
        match self {
            Self::Party => any(Facet::Party),
            Self::Sector => any(Facet::Sector),
            Self::Status => any(Facet::Status),
            Self::Year => (table.undated.count(initiatives.clone()) as usize) < initiatives.len(),
            role => role.role(table).is_some(),
        }
    }
}
