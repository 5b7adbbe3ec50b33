//! Roles: who takes part as what.
//!
//! A role belongs to one participant of one initiative. What is about an initiative has its roles,
//! as it has its institutions.

use super::cross::{Count, Results};
use super::filter::{Clause, Dim, Filter, NONE, Values};
use super::measure::{Flow, Sum, Sums, money};
use crate::record::{Collection, Row};
use crate::table::{Bits, NO_ROLE, Table, Taking};

/// The collection of the records a dimension's roles are of.
fn collection(dim: Dim) -> Option<Collection> {
    match dim {
        Dim::Institution => Some(Collection::Institutions),
        Dim::Party => Some(Collection::Parties),
        Dim::Person => Some(Collection::People),
        _ => None,
    }
}

/// Whether someone takes part in one of these roles; [`NONE`] stands for one the file does not say.
fn is_role(taking: Taking, roles: &[u32]) -> bool {
    let role = if taking.role == NO_ROLE { NONE } else { u32::from(taking.role) };
    roles.contains(&role)
}

/// The facts that have to do with an initiative in which one of those named by `with` takes part
/// in one of the roles; without names, anyone of their kind. A party takes part itself, or through
/// an institution that is its own; where the file tells the party of nobody who has the role, it
/// cannot be asked whose it is, and anyone's counts.
pub(super) fn of_roles(table: &Table, roles: &[u32], with: Option<&Clause>) -> Bits {
    let kind = with.and_then(|c| collection(c.dim));
    let named = match with.map(|c| &c.values) {
        Some(Values::Codes(codes)) => codes.as_slice(),
        _ => &[],
    };
    let through = kind == Some(Collection::Parties);
    let who = |actor: Row| {
        if through && actor.collection() == Collection::Institutions {
            return home(table, actor);
        }
        let own = kind.is_none_or(|c| actor.collection() == c);
        u32::try_from(actor.index()).ok().filter(|_| own)
    };
    let told = |t: &Taking| is_role(*t, roles) && who(t.actor).is_some();
    let anyone = through && !table.takings.values().iter().any(told);
    let fits = |t: &Taking| {
        let fits = |w: u32| named.is_empty() || named.contains(&w);
        is_role(*t, roles) && (anyone || who(t.actor).is_some_and(fits))
    };
    let initiatives = table.facts_of(Collection::Initiatives);
    let own = |fact: usize| {
        initiatives.contains(&fact) && table.takings.get(fact - initiatives.start).iter().any(fits)
    };
    Bits::of(table.n_facts(), |fact| {
        own(fact) || table.about.get(fact).iter().any(|a| own(*a as usize))
    })
}

impl Results {
    /// For each role, how many facts of a collection the filter would leave with it: where somebody is
    /// asked for, those in which they have it. As [`Self::tally`] of every other dimension.
    #[must_use]
    pub fn tally_under(
        &self,
        table: &Table,
        filter: &Filter,
        dim: Dim,
        collection: Collection,
    ) -> (Vec<Count>, Count) {
        let (mut values, none) = self.tally(table, dim, collection);
        if let Some(with) = filter.acting().filter(|_| dim == Dim::Role) {
            let range = table.facts_of(collection);
            for (code, count) in (0u32..).zip(&mut values) {
                let facts = of_roles(table, &[code], Some(with));
                count.selected = facts.count_both(self.but(dim), range.clone());
            }
        }
        (values, none)
    }

    /// For each party, institution or person, in how many initiatives it takes part in a role, a
    /// party also through its institutions: selected without the dimension's own clause, and in all.
    /// Last, the initiatives in which nobody of its kind does, which count as selected when they pass
    /// the whole filter.
    /// Nothing for other dimensions, which have no roles.
    #[must_use]
    pub fn tally_role(&self, table: &Table, dim: Dim, role: u32) -> (Vec<Count>, Count) {
        self.tally_in(table, (dim, role, true), self.but(dim))
    }

    /// [`Self::tally_role`] of the facts of a set, of parties as they take part themselves.
    #[must_use]
    pub fn tally_role_among(
        &self,
        table: &Table,
        dim: Dim,
        role: u32,
        rows: &Bits,
    ) -> (Vec<Count>, Count) {
        self.tally_in(table, (dim, role, false), rows)
    }

    fn tally_in(
        &self,
        table: &Table,
        (dim, role, through): (Dim, u32, bool),
        rows: &Bits,
    ) -> (Vec<Count>, Count) {
        let Some((kind, n)) = kind_of(table, dim) else { return Default::default() };
        let mut counts = vec![Count::default(); n];
        let mut none = Count::default();
        for (i, fact) in table.facts_of(Collection::Initiatives).enumerate() {
            let actors = acting(table, i, (kind, through), role);
            if actors.is_empty() {
                none.total += 1;
                none.selected += u32::from(self.passes(fact));
            }
            for actor in actors {
                if let Some(count) = counts.get_mut(actor.index()) {
                    count.total += 1;
                    count.selected += u32::from(rows.has(fact));
                }
            }
        }
        (counts, none)
    }

    /// For each party, institution or person, the money of the initiatives in which it takes part in
    /// a role, a party also through its institutions, counted in full for each; as [`Self::sums`]
    /// otherwise.
    #[must_use]
    pub fn sums_role(&self, table: &Table, dim: Dim, role: u32, flow: Flow) -> Sums {
        self.sums_in(table, (dim, role, true), flow, self.but(dim))
    }

    /// [`Self::sums_role`] of the facts of a set, of parties as they take part themselves.
    #[must_use]
    pub fn sums_role_among(
        &self,
        table: &Table,
        (dim, role): (Dim, u32),
        flow: Flow,
        rows: &Bits,
    ) -> Sums {
        self.sums_in(table, (dim, role, false), flow, rows)
    }

    fn sums_in(
        &self,
        table: &Table,
        (dim, role, through): (Dim, u32, bool),
        flow: Flow,
        rows: &Bits,
    ) -> Sums {
        let Some((kind, n)) = kind_of(table, dim) else { return Sums::default() };
        let mut sums = Sums { values: vec![Sum::default(); n], ..Sums::default() };
        for (i, fact) in table.facts_of(Collection::Initiatives).enumerate() {
            let (value, left) = money(table, fact, flow);
            if rows.has(fact) {
                sums.missing(table, fact, value, left);
            }
            let actors = acting(table, i, (kind, through), role);
            if actors.is_empty() {
                sums.none.add(value, self.passes(fact));
            }
            for actor in actors {
                if let Some(sum) = sums.values.get_mut(actor.index()) {
                    sum.add(value, rows.has(fact));
                }
            }
        }
        sums
    }
}

/// The party an institution belongs to, where it is one.
fn home(table: &Table, actor: Row) -> Option<u32> {
    let own = actor.collection() == Collection::Institutions;
    match table.belongs.get(actor.index()) {
        [home] if own => Some(*home),
        _ => None,
    }
}

/// The collection of a dimension with roles, and how many records it has.
fn kind_of(table: &Table, dim: Dim) -> Option<(Collection, usize)> {
    let kind = collection(dim)?;
    Some((kind, table.column(dim.facet()?).n_values()))
}

/// Those of a kind who take part in an initiative in a role, each once, ascending; parties also
/// `through` the institutions that are theirs.
fn acting(
    table: &Table,
    initiative: usize,
    (kind, through): (Collection, bool),
    role: u32,
) -> Vec<Row> {
    let takings = table.takings.get(initiative).iter().filter(|t| is_role(**t, &[role]));
    let who = |t: &Taking| {
        if t.actor.collection() == kind {
            return Some(t.actor);
        }
        let home = home(table, t.actor).filter(|_| through && kind == Collection::Parties)?;
        Some(Row::new(Collection::Parties, home as usize))
    };
    let mut actors: Vec<Row> = takings.filter_map(who).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}
