//! What a tie says, read from either end.

use crate::model::{Link, decode};
use crate::panels::ReadCx;
use crate::record::Row;
use crate::table::{NO_ROLE, Node, Tie, TieKind};
use crate::text::display::{clean, cut};

/// What a tie says, read from where it starts; in the order it is read.
#[must_use]
pub fn tie_words(cx: &ReadCx<'_>, tie: &Tie) -> String {
    tie_words_from(cx, tie, true).0
}

/// What a tie says, read from where it starts (`away`) or from where it ends, and whether the words
/// are those of the other end all the same, for want of any; in the order it is read.
#[must_use]
pub fn tie_words_from(cx: &ReadCx<'_>, tie: &Tie, away: bool) -> (String, bool) {
    let said = match (tie.kind, away) {
        (TieKind::Link, _) => return link_words(cx, tie, away),
        (TieKind::Participation, _) => roles(cx, tie, away),
        (TieKind::Membership, true) => cx.words.t("tie-membership-from"),
        (TieKind::Membership, false) => cx.words.t("tie-membership-to"),
        (TieKind::Office, true) => cx.words.t("tie-office-from"),
        (TieKind::Office, false) => cx.words.t("tie-office-to"),
        (TieKind::PartOf, true) => cx.words.t("tie-part-of-from"),
        (TieKind::PartOf, false) => cx.words.t("tie-part-of-to"),
    };
    (said, false)
}

/// A link by its own label, else by its type; read from the other end by the type's inverse, where
/// the file has one.
fn link_words(cx: &ReadCx<'_>, tie: &Tie, away: bool) -> (String, bool) {
    let row = tie.row;
    let link = Link::from_value(&decode(&cx.doc.records, row));
    let own = cx.pick_logical(&link.label, 120);
    if !away
        && own.is_empty()
        && let Some(inverse) = cx.doc.term_inverse("linkTypes", &link.kind)
    {
        return (cx.pick_logical(&inverse, 120), false);
    }
    let mut said = own;
    if said.is_empty() {
        said = crate::say::dim_term(cx.doc, cx.words, crate::query::Dim::Link, &link.kind);
    }
    if said.is_empty() {
        said = cx.words.t("network-tie-link");
    }
    (said, !away && tie.directed)
}

/// In which roles an actor takes part in an initiative.
fn roles(cx: &ReadCx<'_>, tie: &Tie, away: bool) -> String {
    let Node::Record(actor) = tie.from else { return cx.words.t("tie-takes-part-from") };
    let mut said: Vec<String> = Vec::new();
    for role in roles_in(cx, tie.row, actor) {
        let word = role_word(cx, role, away);
        if !said.contains(&word) {
            said.push(word);
        }
    }
    if said.is_empty() {
        return cx.words.t(if away { "tie-takes-part-from" } else { "tie-takes-part-to" });
    }
    said.join(", ")
}

/// The roles of an actor in an initiative, as numbers among the terms of roles, in the order of the
/// file.
pub fn roles_in<'a>(
    cx: &'a ReadCx<'_>,
    initiative: Row,
    actor: Row,
) -> impl Iterator<Item = u16> + 'a {
    let takings = cx.table.takings.get(initiative.index()).iter();
    takings.filter(move |t| t.actor == actor && t.role != NO_ROLE).map(|t| t.role)
}

/// A role as what one does in an initiative, or as what an initiative says of one: "funds", "funded
/// by"; a role of the file's own as "takes part as …".
fn role_word(cx: &ReadCx<'_>, role: u16, away: bool) -> String {
    let term = cx.table.column(crate::table::Facet::Role).terms.get(usize::from(role));
    let term = term.map_or("", String::as_str);
    let bare = term.trim_start_matches("x-");
    let known = if away {
        cx.words.find(&format!("role-does-{bare}"))
    } else {
        cx.words.find(&format!("role-done-{bare}"))
    };
    if let Some(word) = known {
        return word;
    }
    let name = crate::say::term_name(cx.doc, cx.words, "roles", term);
    let name = cut(&clean(&name, 80), 60).into_owned();
    cx.words.ts(if away { "tie-as-from" } else { "tie-as-to" }, &[("name", name)])
}
