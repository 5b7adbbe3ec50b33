//! The members of each collection, as the format lists them (FORMAT.md, sections 2 and 3): what a
//! form shows, what a cell of a table takes, and which collections a reference may lead to.
//!
//! A record may hold more: what is not listed is kept and edited as JSON.

use crate::record::Collection::{
    self, Events, Initiatives, Institutions, Links, Parties, People, Sectors, Sources, Statements,
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
    /// An amount: a number, or its decimal digits as text, so that none is lost.
    Decimal,
    /// Yes or no.
    Flag,
    /// `#rrggbb`.
    Color,
    /// Several plain strings.
    Words,
    /// Any JSON; what is none is a plain string.
    Json,
    /// An object with members of its own.
    Group(&'static [Field]),
    /// Several objects with these members.
    List(&'static [Field]),
}

/// One member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
}

const fn f(key: &'static str, kind: Kind) -> Field {
    Field { key, kind }
}

const ANY: Kind = Kind::Number(f64::MIN, f64::MAX);
const COUNT: Kind = Kind::Number(0.0, 1e15);
const PERCENT: Kind = Kind::Number(0.0, 100.0);
/// Who may act: the collections a participant or speaker may be of.
pub const ACTORS: &[Collection] = &[Institutions, Parties, People];
/// What a link may tie together.
pub const ENDS: &[Collection] = &[Institutions, Parties, People, Initiatives, Sectors, Events];

/// Where a fact was read.
pub const PROV: &[Field] = &[
    f("source", Kind::Ref(&[Sources])),
    f(
        "locator",
        Kind::Group(&[
            f("part", Kind::Line),
            f("paragraph", COUNT),
            f("page", Kind::Line),
            f("row", COUNT),
            f("record", Kind::Line),
            f("time", Kind::Line),
            f("selectors", Kind::Json),
        ]),
    ),
    f("basis", Kind::Term("basis", &["stated", "implied", "inferred", "calculated", "imported"])),
    f("confidence", Kind::Number(0.0, 1.0)),
    f("fields", Kind::Words),
    f("note", Kind::Text),
    f("by", Kind::Line),
    f("at", Kind::Line),
];

const IDENTIFIERS: &[Field] =
    &[f("scheme", Kind::Line), f("value", Kind::Line), f("uri", Kind::Line)];
const ALIASES: &[Field] = &[
    f("value", Kind::Line),
    f("lang", Kind::Line),
    f(
        "kind",
        Kind::Term(
            "alias",
            &["spelling", "transliteration", "abbreviation", "former", "as-in-source"],
        ),
    ),
];
const SHARES: &[Field] = &[f("sector", Kind::Ref(&[Sectors])), f("share", PERCENT)];
const AMOUNTS: &[Field] = &[
    f("value", Kind::Decimal),
    f("max", Kind::Decimal),
    f("currency", Kind::Line),
    f(
        "kind",
        Kind::Term(
            "amount",
            &[
                "pledge",
                "commitment",
                "disbursement",
                "expenditure",
                "loan",
                "repayment",
                "equity",
                "guarantee",
                "total-cost",
                "budget",
                "estimate",
            ],
        ),
    ),
    f("date", Kind::Date),
    f("from", Kind::Ref(ACTORS)),
    f("to", Kind::Ref(ACTORS)),
    f("approximate", Kind::Flag),
    f("constantYear", ANY),
    f("ref", Kind::Line),
    f("note", Kind::Text),
    f("prov", Kind::List(PROV)),
];
const PARTICIPANTS: &[Field] = &[
    f("actor", Kind::Ref(ACTORS)),
    f("role", Kind::Term("roles", &[])),
    f("share", PERCENT),
    f("amount", Kind::Group(AMOUNTS)),
    f("start", Kind::Date),
    f("end", Kind::Date),
    f("note", Kind::Text),
];
const PLACE: &[Field] = &[
    f("party", Kind::Ref(&[Parties])),
    f("name", Kind::Text),
    f("lat", Kind::Number(-90.0, 90.0)),
    f("lon", Kind::Number(-180.0, 180.0)),
    f("precision", Kind::Line),
];
const OFFICES: &[Field] = &[
    f("title", Kind::Text),
    f("party", Kind::Ref(&[Parties])),
    f("institution", Kind::Ref(&[Institutions])),
    f("start", Kind::Date),
    f("end", Kind::Date),
    f("prov", Kind::List(PROV)),
];

const LABELS: &[Field] = &[f("label", Kind::Text), f("shortLabel", Kind::Text)];
/// What every record may hold after its own members.
const COMMON: &[Field] = &[
    f("prov", Kind::List(PROV)),
    f("note", Kind::Prose),
    f("tags", Kind::Words),
    f("scope", Kind::Term("scope", &["core", "context"])),
    f("review", Kind::Term("review", &["draft", "checked", "disputed", "rejected"])),
    f("identifiers", Kind::List(IDENTIFIERS)),
    f(
        "alternatives",
        Kind::List(&[
            f("field", Kind::Line),
            f("value", Kind::Json),
            f("note", Kind::Text),
            f("prov", Kind::List(PROV)),
        ]),
    ),
    f("created", Kind::Line),
    f("modified", Kind::Line),
];
const NAMED: &[Field] = &[
    f("description", Kind::Prose),
    f("aliases", Kind::List(ALIASES)),
    f("color", Kind::Color),
    f("url", Kind::Line),
];

const PARTY: &[Field] = &[
    f("kind", Kind::Term("kind", &["country", "territory", "region", "bloc", "subnational"])),
    f("iso2", Kind::Line),
    f("iso3", Kind::Line),
    f("m49", Kind::Line),
    f("members", Kind::Refs(&[Parties])),
];
const PERSON: &[Field] = &[f("offices", Kind::List(OFFICES))];
const INSTITUTION: &[Field] = &[
    f(
        "kind",
        Kind::Term(
            "kind",
            &[
                "government",
                "local-government",
                "public-body",
                "state-owned",
                "multilateral",
                "development-bank",
                "fund",
                "private",
                "ngo",
                "foundation",
                "ppp",
                "academic",
                "cultural",
                "media",
                "party",
                "group",
                "other",
            ],
        ),
    ),
    f("party", Kind::Ref(&[Parties])),
    f("parties", Kind::Refs(&[Parties])),
    f("parent", Kind::Ref(&[Institutions])),
    f("start", Kind::Date),
    f("end", Kind::Date),
    f("unnamed", Kind::Flag),
    f("iatiType", Kind::Line),
];
const SECTOR: &[Field] = &[
    f("parent", Kind::Ref(&[Sectors])),
    f("scheme", Kind::Line),
    f("code", Kind::Line),
    f("order", ANY),
    f("status", Kind::Line),
    f(
        "match",
        Kind::List(&[
            f("scheme", Kind::Line),
            f("code", Kind::Line),
            f("relation", Kind::Term("match", &["exact", "close", "broad", "narrow", "related"])),
        ]),
    ),
];
const INITIATIVE: &[Field] = &[
    f(
        "kind",
        Kind::Term(
            "kind",
            &["project", "programme", "strategy", "agreement", "fund", "proposal", "project-class"],
        ),
    ),
    f(
        "status",
        Kind::Term(
            "initiative-status",
            &[
                "proposed",
                "pipeline",
                "implementation",
                "finalisation",
                "completed",
                "cancelled",
                "suspended",
                "unknown",
            ],
        ),
    ),
    f("parties", Kind::Refs(&[Parties])),
    f("participants", Kind::List(PARTICIPANTS)),
    f("sectors", Kind::List(SHARES)),
    f("amounts", Kind::List(AMOUNTS)),
    f(
        "dates",
        Kind::Group(&[
            f("start", Kind::Date),
            f("end", Kind::Date),
            f("plannedStart", Kind::Date),
            f("plannedEnd", Kind::Date),
            f("signed", Kind::Date),
            f("announced", Kind::Date),
        ]),
    ),
    f(
        "stages",
        Kind::List(&[
            f(
                "stage",
                Kind::Term(
                    "stage",
                    &["announced", "signed", "funded", "under-way", "completed", "cancelled"],
                ),
            ),
            f("date", Kind::Date),
            f("prov", Kind::List(PROV)),
        ]),
    ),
    f("parent", Kind::Ref(&[Initiatives])),
    f("places", Kind::List(PLACE)),
    f("unnamed", Kind::Flag),
];
const LINK: &[Field] = &[
    f("from", Kind::Ref(ENDS)),
    f("to", Kind::Ref(ENDS)),
    f("type", Kind::Term("linkTypes", &[])),
    f("directed", Kind::Flag),
    f("label", Kind::Text),
    f("weight", Kind::Group(&[f("value", ANY), f("unit", Kind::Line), f("basis", Kind::Line)])),
    f("amounts", Kind::List(AMOUNTS)),
    f("sectors", Kind::List(SHARES)),
    f("initiatives", Kind::Refs(&[Initiatives])),
    f("start", Kind::Date),
    f("end", Kind::Date),
    f("status", Kind::Line),
];
const STATEMENT: &[Field] = &[
    f("kind", Kind::Term("quotes", &["direct", "reported", "mixed", "editorial", "document"])),
    f("text", Kind::Prose),
    f("speakers", Kind::Refs(ACTORS)),
    f("speakerLabel", Kind::Text),
    f("onBehalfOf", Kind::Refs(&[Parties, Institutions])),
    f("attribution", Kind::Term("attribution", &["explicit", "implicit", "collective", "unclear"])),
    f("event", Kind::Ref(&[Events])),
    f("date", Kind::Date),
    f(
        "verbatim",
        Kind::List(&[
            f("lang", Kind::Line),
            f("text", Kind::Line),
            f("translated", Kind::Flag),
            f("originalLang", Kind::Line),
        ]),
    ),
    f("textOrigin", Kind::Json),
    f("stance", Kind::Line),
    f("sectors", Kind::Refs(&[Sectors])),
    f("institutions", Kind::Refs(&[Institutions])),
    f("initiatives", Kind::Refs(&[Initiatives])),
    f("parties", Kind::Refs(&[Parties])),
    f("links", Kind::Refs(&[Links])),
];
const EVENT: &[Field] = &[
    f(
        "kind",
        Kind::Term(
            "event",
            &["meeting", "visit", "signing", "summit", "speech", "publication", "opening", "other"],
        ),
    ),
    f("date", Kind::Date),
    f("place", Kind::Group(PLACE)),
    f("participants", Kind::List(PARTICIPANTS)),
    f("parties", Kind::Refs(&[Parties])),
    f("sectors", Kind::Refs(&[Sectors])),
    f("initiatives", Kind::Refs(&[Initiatives])),
    f("parent", Kind::Ref(&[Events])),
];
const SOURCE: &[Field] = &[
    f(
        "csl",
        Kind::Group(&[
            f("title", Kind::Line),
            f("type", Kind::Line),
            f("container-title", Kind::Line),
            f("publisher", Kind::Line),
            f("URL", Kind::Line),
            f("DOI", Kind::Line),
            f("author", Kind::Json),
            f("issued", Kind::Json),
            f("accessed", Kind::Json),
            f("language", Kind::Line),
            f("note", Kind::Line),
        ]),
    ),
    f(
        "kind",
        Kind::Term("source", &["press", "official", "registry", "dataset", "academic", "social"]),
    ),
    f("issued", Kind::Date),
    f("language", Kind::Line),
    f("retrieved", Kind::Line),
    f("derivedFrom", Kind::Refs(&[Sources])),
    f("rights", Kind::Line),
    f("reliability", Kind::Line),
    f(
        "archive",
        Kind::Group(&[
            f("url", Kind::Line),
            f("path", Kind::Line),
            f("sha256", Kind::Line),
            f("chars", COUNT),
        ]),
    ),
];

/// The members of a collection, in the order a form shows them: names, its own, where it was read,
/// and what every record may hold.
#[must_use]
pub fn fields(collection: Collection) -> Vec<Field> {
    let own = match collection {
        Parties => PARTY,
        People => PERSON,
        Institutions => INSTITUTION,
        Sectors => SECTOR,
        Initiatives => INITIATIVE,
        Links => LINK,
        Statements => STATEMENT,
        Events => EVENT,
        Sources => SOURCE,
    };
    let named = !matches!(collection, Links | Statements | Sources);
    let labels = if named || collection == Sources { LABELS } else { &[] };
    let mut out = Vec::new();
    out.extend_from_slice(labels);
    out.extend_from_slice(own);
    out.extend_from_slice(&COMMON[..2]);
    if named {
        out.extend_from_slice(NAMED);
    }
    out.extend_from_slice(&COMMON[2..]);
    out
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
    let all = fields(collection);
    let mut level: &[Field] = &all;
    let mut found = None;
    for token in pointer.split('/').skip(1) {
        if token == "-" || token.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let field = level.iter().find(|f| f.key == token).copied();
        // Below a text in several languages stand language tags.
        let Some(field) = field else { return found.filter(|f: &Field| is_text(f.kind)) };
        level = match field.kind {
            Kind::Group(inner) | Kind::List(inner) => inner,
            _ => &[],
        };
        found = Some(field);
    }
    found
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Prose)
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
