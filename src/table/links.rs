//! What facts have to do with each other: what each is about, and what is said of it.

use super::{Csr, Table};
use crate::record::{Collection, Row};

/// What facts have to do with each other.
pub(super) struct Links {
    /// For each fact, the initiatives and links it is about, with what these are about.
    pub(super) about: Csr<u32>,
    /// For each fact, the statements about it; a statement's own number first of all.
    pub(super) evidence: Csr<u32>,
    /// For each fact, the links it speaks for or that belong to it.
    pub(super) linked: Csr<u32>,
}

impl Links {
    pub(super) fn new(table: &Table, about: &Csr<Row>) -> Self {
        let n = table.n_facts();
        let direct = |fact: usize| about.get(fact).iter().filter_map(|r| table.fact(*r));
        // Where something was said is no part of what it is about.
        let subjects = |fact: usize| {
            let rows = about.get(fact).iter().filter(|r| r.collection() != Collection::Events);
            rows.filter_map(|r| table.fact(*r))
        };
        let mut all = Csr::default();
        let mut list: Vec<u32> = Vec::new();
        // By which fact each was met last.
        let mut met = vec![usize::MAX; n];
        let mut at: Vec<usize> = Vec::new();
        for fact in 0..n {
            met[fact] = fact;
            let mut take = |next: usize, list: &mut Vec<u32>| {
                let new = met.get(next).is_some_and(|m| *m != fact);
                if new {
                    met[next] = fact;
                    list.push(u32::try_from(next).unwrap_or(u32::MAX));
                }
                new
            };
            // What it says it is about, however many; then what these are about, to an end.
            at.extend(subjects(fact).filter(|next| take(*next, &mut list)));
            let mut left = 64;
            while let Some(next) = at.pop() {
                for further in subjects(next) {
                    if left > 0 && take(further, &mut list) {
                        left -= 1;
                        at.push(further);
                    }
                }
            }
            all.push(&mut list);
        }
        let is = |fact: usize, c: Collection| table.facts_of(c).contains(&fact);
        let mut evidence: Vec<(u32, u32)> = Vec::new();
        let mut linked: Vec<(u32, u32)> = Vec::new();
        for (fact, number) in (0..n).zip(0u32..) {
            if is(fact, Collection::Statements) {
                evidence.push((number, number));
                evidence
                    .extend(direct(fact).filter_map(|a| Some((u32::try_from(a).ok()?, number))));
                let links = all.get(fact).iter().filter(|a| is(**a as usize, Collection::Links));
                linked.extend(links.map(|a| (number, *a)));
            }
            if is(fact, Collection::Links) {
                linked.extend(direct(fact).filter_map(|a| Some((u32::try_from(a).ok()?, number))));
            }
        }
        let evidence = Csr::from_pairs(n, evidence);
        Self { about: all, evidence, linked: Csr::from_pairs(n, linked) }
    }
}
