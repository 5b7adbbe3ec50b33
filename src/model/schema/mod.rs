//! The members of a dataset and of each collection, at every depth, as the format lists them
//! (`docs/format.md`, sections 1 to 3): the only place that says which members there are, what they
//! hold, what they may refer to and which may not be left out.
//!
//! [`walk`](super::walk::walk) leads through a record's text by it; validation, the uses of an id,
//! forms, the sheet and the inspector follow. A test holds it to the JSON Schema file, both ways.
//! A record may hold more: what is not listed is kept and edited as JSON.

use crate::record::Collection::{
    self, Events, Initiatives, Institutions, Links, Parties, People, Sectors, Sources, Statements,
};

mod members;

pub use members::{
    ACTORS, AMOUNTS, ENDS, HEADER, PROV, SHARES, TERM, VERBATIM, common_terms, fields, members,
};

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A short text in one or several languages.
    Text,
    /// A longer text in one or several languages.
    Prose,
    /// A plain string.
    Line,
    /// A term: the beginning of the ids of its words, or the name of a vocabulary of the file, and
    /// the terms of the standard. Others may be written too.
    Term(&'static str, &'static [&'static str]),
    /// A date of any precision (EDTF).
    Date,
    /// The id of a record of one of these collections.
    Ref(&'static [Collection]),
    /// Ids of records of these collections.
    Refs(&'static [Collection]),
    /// A number within these bounds.
    Number(f64, f64),
    /// A whole number, at least this.
    Whole(i64),
    /// The id of the record itself.
    Id,
    /// A paragraph, from 1, or several: `4`, `"2-3"`.
    Paragraph,
    /// A short mark that may be written as a number: a page.
    Mark,
    /// A moment (RFC 3339).
    Instant,
    /// A language tag (BCP 47).
    Language,
    /// A currency (ISO 4217).
    Currency,
    /// A JSON Pointer into the record.
    Pointer,
    /// Several JSON Pointers into the record.
    Pointers,
    /// An amount: a number, or its decimal digits as text, so that none is lost.
    Decimal,
    /// Yes or no.
    Flag,
    /// Yes, no, or one of these words.
    Maybe(&'static [&'static str]),
    /// `#rrggbb`.
    Color,
    /// Several plain strings.
    Words,
    /// Any JSON; what is none is a plain string.
    Json,
    /// People, as bibliographies write them ([`super::csl`]).
    Names,
    /// A date, as bibliographies write it ([`super::csl`]).
    Parts,
    /// An object with members of its own.
    Group(&'static [Field]),
    /// Several objects with these members.
    List(&'static [Field]),
    /// Objects with these members, by language.
    ByLanguage(&'static [Field]),
    /// Terms of the file's own, by vocabulary and name.
    Terms,
}

/// One member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it stands in means nothing without it.
    pub needed: bool,
}

/// Whether these are the members of the same thing: `schema::is(fields, schema::PROV)`.
#[must_use]
pub fn is(fields: &[Field], of: &[Field]) -> bool {
    // A constant may stand in several places, so that addresses tell nothing.
    let ends = |f: &[Field]| (f.first().map(|f| f.key), f.last().map(|f| f.key));
    fields.len() == of.len() && ends(fields) == ends(of)
}

/// The members a form of the collection always shows; others it shows once they are there or asked
/// for.
#[must_use]
pub fn essential(collection: Collection) -> &'static [&'static str] {
    match collection {
        Parties => &["label", "kind", "iso2", "prov"],
        People => &["label", "offices", "prov"],
        Institutions => &["label", "kind", "party", "prov"],
        Sectors => &["label", "parent"],
        Initiatives => &[
            "label",
            "kind",
            "status",
            "parties",
            "participants",
            "sectors",
            "amounts",
            "dates",
            "prov",
        ],
        Links => &["from", "to", "type", "directed", "sectors", "start", "end", "prov"],
        Statements => &[
            "kind",
            "text",
            "speakers",
            "date",
            "event",
            "verbatim",
            "sectors",
            "institutions",
            "initiatives",
            "prov",
        ],
        Events => &["label", "kind", "date", "place", "parties", "participants", "prov"],
        Sources => &["csl", "kind", "issued", "language"],
    }
}

/// The member a JSON Pointer leads to: its key and what it holds; numbers in a pointer are places
/// in lists. `None` for what the format does not list.
#[must_use]
pub fn field_at(collection: Collection, pointer: &str) -> Option<Field> {
    led_to(members(collection), pointer)
}

/// As [`field_at`], among the members of the file as a whole.
#[must_use]
pub fn header_at(pointer: &str) -> Option<Field> {
    led_to(HEADER, pointer)
}

fn led_to(fields: &'static [Field], pointer: &str) -> Option<Field> {
    let mut level = fields;
    let mut found = None;
    // A language tag comes next.
    let mut by_language = false;
    for token in pointer.split('/').skip(1) {
        if token == "-" || token.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let field = level.iter().find(|f| f.key == token).copied();
        // Below a text in several languages stand language tags.
        let Some(field) = field else {
            if by_language {
                by_language = false;
                continue;
            }
            return found.filter(|f: &Field| is_text(f.kind));
        };
        level = match field.kind {
            Kind::Group(inner) | Kind::List(inner) | Kind::ByLanguage(inner) => inner,
            _ => &[],
        };
        by_language = matches!(field.kind, Kind::ByLanguage(_));
        found = Some(field);
    }
    found
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Prose)
}

/// Whether facts of a collection are expected to say where they were read.
#[must_use]
pub fn needs_source(collection: Collection) -> bool {
    !matches!(collection, Sources | Sectors)
}

/// How ids of new records begin.
#[must_use]
pub fn id_prefix(collection: Collection) -> &'static str {
    match collection {
        Parties => "party.",
        People => "person.",
        Institutions => "inst.",
        Sectors => "sector.",
        Initiatives => "init.",
        Links => "link.",
        Statements => "st.",
        Events => "event.",
        Sources => "src.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_members() {
        assert_eq!(field_at(Statements, "/text/fr").map(|f| f.key), Some("text"));
        assert_eq!(field_at(Statements, "/prov/0/source").map(|f| f.key), Some("source"));
        assert_eq!(field_at(Statements, "/prov/0/locator/page").map(|f| f.key), Some("page"));
        assert_eq!(field_at(Initiatives, "/dates/signed").map(|f| f.kind), Some(Kind::Date));
        assert_eq!(field_at(Links, "/x-mine"), None);
        assert_eq!(field_at(Links, "/type/x"), None);
    }
}
