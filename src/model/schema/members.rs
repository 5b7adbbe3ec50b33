//! The tables: which members there are, collection by collection.

use std::sync::LazyLock;

use super::{Field, Kind};
use crate::record::Collection::{
    self, Events, Initiatives, Institutions, Links, Parties, People, Sectors, Sources, Statements,
};

const fn f(key: &'static str, kind: Kind) -> Field {
    Field { key, kind, needed: false }
}

/// A member that may not be left out.
const fn n(key: &'static str, kind: Kind) -> Field {
    Field { key, kind, needed: true }
}

const ANY: Kind = Kind::Number(f64::MIN, f64::MAX);
const PERCENT: Kind = Kind::Number(0.0, 100.0);
/// Who may act: the collections a participant or speaker may be of.
pub const ACTORS: &[Collection] = &[Institutions, Parties, People];
/// What a link may tie together.
pub const ENDS: &[Collection] = &[Institutions, Parties, People, Initiatives, Sectors, Events];

/// Where a fact was read.
pub const PROV: &[Field] = &[
    n("source", Kind::Ref(&[Sources])),
    f(
        "locator",
        Kind::Group(&[
            f("part", Kind::Term("quotes-part", &[])),
            f("paragraph", Kind::Paragraph),
            f("page", Kind::Mark),
            f("row", Kind::Whole(1)),
            f("record", Kind::Line),
            f("time", Kind::Line),
            f("selectors", Kind::List(SELECTORS)),
        ]),
    ),
    f("basis", Kind::Term("basis", &["stated", "implied", "inferred", "calculated", "imported"])),
    f("confidence", Kind::Number(0.0, 1.0)),
    f("fields", Kind::Pointers),
    f("note", Kind::Text),
    f("by", Kind::Line),
    f("at", Kind::Instant),
];

/// W3C Web Annotation selectors.
const SELECTORS: &[Field] = &[
    n("type", Kind::Line),
    f("exact", Kind::Line),
    f("prefix", Kind::Line),
    f("suffix", Kind::Line),
    f("start", Kind::Whole(0)),
    f("end", Kind::Whole(0)),
    f("value", Kind::Line),
    f("conformsTo", Kind::Line),
];

const IDENTIFIERS: &[Field] =
    &[n("scheme", Kind::Line), n("value", Kind::Line), f("uri", Kind::Line)];
const ALIASES: &[Field] = &[
    n("value", Kind::Line),
    f("lang", Kind::Language),
    f(
        "kind",
        Kind::Term(
            "alias",
            &["spelling", "transliteration", "abbreviation", "former", "as-in-source"],
        ),
    ),
    f("prov", Kind::List(PROV)),
];
/// Sectors and their shares in percent.
pub const SHARES: &[Field] = &[n("sector", Kind::Ref(&[Sectors])), f("share", PERCENT)];
/// Money.
pub const AMOUNTS: &[Field] = &[
    n("value", Kind::Decimal),
    f("max", Kind::Decimal),
    n("currency", Kind::Currency),
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
    f("constantYear", Kind::Whole(1)),
    f("restates", Kind::Pointer),
    f("ref", Kind::Line),
    f("note", Kind::Text),
    f("prov", Kind::List(PROV)),
];
const PARTICIPANTS: &[Field] = &[
    n("actor", Kind::Ref(ACTORS)),
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
    n("title", Kind::Text),
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
            n("field", Kind::Pointer),
            n("value", Kind::Json),
            f("note", Kind::Text),
            f("prov", Kind::List(PROV)),
        ]),
    ),
    f("created", Kind::Instant),
    f("modified", Kind::Instant),
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
            n("scheme", Kind::Line),
            n("code", Kind::Line),
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
            n(
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
    n("from", Kind::Ref(ENDS)),
    n("to", Kind::Ref(ENDS)),
    n("type", Kind::Term("linkTypes", &[])),
    f("directed", Kind::Flag),
    f("label", Kind::Text),
    f("weight", Kind::Group(&[n("value", ANY), f("unit", Kind::Line), f("basis", Kind::Line)])),
    f("amounts", Kind::List(AMOUNTS)),
    f("sectors", Kind::List(SHARES)),
    f("initiatives", Kind::Refs(&[Initiatives])),
    f("start", Kind::Date),
    f("end", Kind::Date),
    f("status", Kind::Term("link-status", &[])),
];
const STATEMENT: &[Field] = &[
    n("kind", Kind::Term("quotes", &["direct", "reported", "mixed", "editorial", "document"])),
    n("text", Kind::Prose),
    f("speakers", Kind::Refs(ACTORS)),
    f("speakerLabel", Kind::Text),
    f("onBehalfOf", Kind::Refs(&[Parties, Institutions])),
    f("attribution", Kind::Term("attribution", &["explicit", "implicit", "collective", "unclear"])),
    f("event", Kind::Ref(&[Events])),
    f("date", Kind::Date),
    f("verbatim", Kind::List(VERBATIM)),
    f("textOrigin", Kind::ByLanguage(ORIGINS)),
    f("stance", Kind::Line),
    f("sectors", Kind::Refs(&[Sectors])),
    f("institutions", Kind::Refs(&[Institutions])),
    f("initiatives", Kind::Refs(&[Initiatives])),
    f("parties", Kind::Refs(&[Parties])),
    f("links", Kind::Refs(&[Links])),
];
/// Exact words.
pub const VERBATIM: &[Field] = &[
    n("lang", Kind::Language),
    n("text", Kind::Line),
    f("translated", Kind::Maybe(&["probable"])),
    f("originalLang", Kind::Language),
];
const ORIGINS: &[Field] = &[
    f(
        "kind",
        Kind::Term(
            "origin",
            &["verbatim", "paraphrase", "human-translation", "machine-translation"],
        ),
    ),
    f("from", Kind::Language),
    f("by", Kind::Line),
    f("checked", Kind::Flag),
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
    n(
        "csl",
        Kind::Group(&[
            f("id", Kind::Line),
            f("title", Kind::Line),
            f("type", Kind::Term("csl-type", &[])),
            f("container-title", Kind::Line),
            f("publisher", Kind::Line),
            f("URL", Kind::Line),
            f("DOI", Kind::Line),
            f("author", Kind::Names),
            f("issued", Kind::Parts),
            f("accessed", Kind::Parts),
            f("language", Kind::Line),
            f("note", Kind::Line),
        ]),
    ),
    f(
        "kind",
        Kind::Term("source", &["press", "official", "registry", "dataset", "academic", "social"]),
    ),
    f("issued", Kind::Date),
    f("language", Kind::Language),
    f("url", Kind::Line),
    f("retrieved", Kind::Instant),
    f("derivedFrom", Kind::Refs(&[Sources])),
    f("rights", Kind::Line),
    f("reliability", Kind::Line),
    f(
        "archive",
        Kind::Group(&[
            f("url", Kind::Line),
            f("path", Kind::Line),
            f("sha256", Kind::Line),
            f("chars", Kind::Whole(0)),
        ]),
    ),
];

/// What a view saved in the file says of itself; the rest is for presentation only.
const VIEWS: &[Field] = &[f("id", Kind::Id), f("label", Kind::Text)];
/// A term of the file's own vocabularies.
pub const TERM: &[Field] = &[
    f("label", Kind::Text),
    f("inverse", Kind::Text),
    f("directed", Kind::Flag),
    f("color", Kind::Color),
    f("exactMatch", Kind::Line),
];
/// The members of a file besides its nine collections. The terms of `vocabularies` are
/// [`TERM`], by the name of the vocabulary and the term.
pub const HEADER: &[Field] = &[
    f("$schema", Kind::Line),
    n("format", Kind::Line),
    n("version", Kind::Whole(1)),
    f("minor", Kind::Whole(0)),
    f("id", Kind::Id),
    n("title", Kind::Text),
    f("description", Kind::Prose),
    f("language", Kind::Language),
    f("languages", Kind::Words),
    f("created", Kind::Instant),
    f("modified", Kind::Instant),
    f("revision", Kind::Whole(0)),
    f("generator", Kind::Line),
    f(
        "licenses",
        Kind::List(&[f("name", Kind::Line), f("path", Kind::Line), f("title", Kind::Line)]),
    ),
    f(
        "contributors",
        Kind::List(&[
            f("title", Kind::Line),
            f("organization", Kind::Line),
            f("roles", Kind::Words),
            f("path", Kind::Line),
        ]),
    ),
    f("vocabularies", Kind::Terms),
    f(
        "rates",
        Kind::List(&[
            n("from", Kind::Currency),
            n("to", Kind::Currency),
            n("date", Kind::Date),
            n("rate", Kind::Decimal),
            f("source", Kind::Ref(&[Sources])),
        ]),
    ),
    f("views", Kind::List(VIEWS)),
];

/// Terms of a vocabulary that a file may leave to its readers: the roles are those of IATI's
/// `OrganisationRole`, the types of works those of CSL. Others are as good.
#[must_use]
pub fn common_terms(vocabulary: &str) -> &'static [&'static str] {
    match vocabulary {
        "roles" => &["funding", "accountable", "extending", "implementing"],
        // Those that say a link is only announced.
        "link-status" => &[
            "declared-intention",
            "announced",
            "proposed",
            "intended",
            "intention",
            "planned",
            "pledged",
            "pipeline",
        ],
        "quotes-part" => &["title", "heading", "body", "caption", "table", "footnote"],
        // CSL 1.0.2, those a press review or a registry meets.
        "csl-type" => &[
            "article-newspaper",
            "article-magazine",
            "article-journal",
            "article",
            "webpage",
            "post-weblog",
            "post",
            "report",
            "book",
            "chapter",
            "dataset",
            "speech",
            "interview",
            "broadcast",
            "legislation",
            "treaty",
            "document",
            "entry-encyclopedia",
            "thesis",
            "map",
        ],
        _ => &[],
    }
}

/// The members of a collection, in the order a form shows them: names, its own, where it was read,
/// and what every record may hold.
#[must_use]
pub fn fields(collection: Collection) -> &'static [Field] {
    // After the id, which a form shows in its head.
    &members(collection)[1..]
}

/// As [`fields`], with the id before all others.
#[must_use]
pub fn members(collection: Collection) -> &'static [Field] {
    static ALL: LazyLock<[Vec<Field>; 9]> = LazyLock::new(|| Collection::ALL.map(listed));
    &ALL[collection as usize]
}

fn listed(collection: Collection) -> Vec<Field> {
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
    let mut out = vec![n("id", Kind::Id)];
    // A record without a name is told by its id; the file still ought to name it.
    out.extend(labels.iter().map(|f| Field { needed: named && f.key == "label", ..*f }));
    out.extend_from_slice(own);
    out.extend_from_slice(&COMMON[..2]);
    if named {
        out.extend_from_slice(NAMED);
    }
    out.extend_from_slice(&COMMON[2..]);
    out
}
