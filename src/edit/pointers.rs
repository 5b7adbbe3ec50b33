//! JSON Pointers inside a record (`restates`, `fields` of a provenance, `field` of an alternative)
//! go on leading where they led when an element of a list is moved or taken away.

use crate::model::schema::{self, Kind};
use crate::model::walk::{Step, Trail, Visit, string, walk};
use crate::record::{Collection, children, splice};

/// `text` without the member or element at `pointer`, and pointers follow; `None` when there is
/// none.
pub(super) fn remove(collection: Collection, text: &str, pointer: &str) -> Option<String> {
    let (list, name) = pointer.rsplit_once('/')?;
    let element = children(text, list).is_some_and(|(object, ..)| !object);
    let new = splice::remove(text, pointer)?;
    let Some(gone) = name.parse::<usize>().ok().filter(|_| element) else { return Some(new) };
    let place = |i: usize| match i.cmp(&gone) {
        std::cmp::Ordering::Less => Some(i),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(i - 1),
    };
    Some(follow(collection, new, list, &place))
}

/// `text` with the element `from` of a list moved to the place `to`, and pointers follow.
pub(super) fn shift(
    collection: Collection,
    text: &str,
    list: &str,
    from: usize,
    to: usize,
) -> Option<String> {
    let new = splice::shift(text, list, from, to)?;
    let place = |i: usize| {
        Some(if i == from {
            to
        } else if from < i && i <= to {
            i - 1
        } else if to <= i && i < from {
            i + 1
        } else {
            i
        })
    };
    Some(follow(collection, new, list, &place))
}

/// What is to be done about a pointer.
struct Stale {
    /// Where it stands.
    at: String,
    /// Where it leads from now on; `None` when that is gone.
    to: Option<String>,
}

/// Pointers into `list` lead to where its elements are now. One whose element is gone goes too,
/// with the alternative or the provenance that was about nothing else: without its `fields` a
/// provenance would cover the whole record.
fn follow(
    collection: Collection,
    mut text: String,
    list: &str,
    place: &dyn Fn(usize) -> Option<usize>,
) -> String {
    struct Find<'a> {
        list: &'a str,
        place: &'a dyn Fn(usize) -> Option<usize>,
        out: Vec<Stale>,
    }
    impl<'t> Visit<'t> for Find<'_> {
        fn value(&mut self, at: &Trail<'t>, kind: Kind, raw: &'t str) {
            let Some(pointer) = string(raw).filter(|_| kind == Kind::Pointer) else { return };
            let steps = at.steps();
            // Those of a provenance lead into what the provenance stands in.
            let inside = steps.iter().rposition(|s| *s == Step::Key("prov".into()));
            let whole = at.pointer();
            let base = inside.and_then(|n| whole.match_indices('/').nth(n));
            let base = base.map_or("", |m| &whole[..m.0]);
            let Some(inner) = self.list.strip_prefix(base).filter(|l| l.starts_with('/')) else {
                return;
            };
            let Some(rest) = pointer.strip_prefix(inner).and_then(|r| r.strip_prefix('/')) else {
                return;
            };
            let index = rest.split('/').next().unwrap_or_default();
            let Ok(was) = index.parse::<usize>() else { return };
            let now = (self.place)(was);
            if now != Some(was) {
                let to = now.map(|n| format!("{inner}/{n}{}", &rest[index.len()..]));
                self.out.push(Stale { at: whole, to });
            }
        }
    }
    let mut find = Find { list, place, out: Vec::new() };
    walk(&text, schema::members(collection), &mut find);
    // From the last to the first, so that places before stay where they are.
    for stale in find.out.into_iter().rev() {
        let new = match &stale.to {
            Some(to) => splice::set(&text, &stale.at, &splice::quoted(to)),
            None => forget(&text, &stale.at),
        };
        text = new.unwrap_or(text);
    }
    text
}

/// `text` without a pointer that leads nowhere.
fn forget(text: &str, at: &str) -> Option<String> {
    let (up, _) = at.rsplit_once('/')?;
    if let Some(entry) = up.strip_suffix("/fields") {
        let alone = children(text, up).is_some_and(|(_, _, items)| items.len() == 1);
        return if alone { without_entry(text, entry) } else { splice::remove(text, at) };
    }
    if up.starts_with("/alternatives/") {
        without_entry(text, up)
    } else {
        splice::remove(text, at)
    }
}

/// `text` without an entry of a list, nor the list when it was the only one.
fn without_entry(text: &str, entry: &str) -> Option<String> {
    let new = splice::remove(text, entry)?;
    let (list, _) = entry.rsplit_once('/')?;
    let empty = children(&new, list).is_some_and(|(_, _, items)| items.is_empty());
    if empty { splice::remove(&new, list) } else { Some(new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = concat!(
        r#"{"id":"i","amounts":[{"value":1},{"value":2},{"value":3,"restates":"/amounts/1"}],"#,
        r#""stages":[{"date":"2014","prov":[{"source":"s","fields":["/date"]}]},{"date":"2015"}],"#,
        r#""prov":[{"source":"s","fields":["/amounts/1/value","/stages/1"]},"#,
        r#"{"source":"t","fields":["/amounts/2"]}],"#,
        r#""alternatives":[{"field":"/stages/1/date","value":"2016"}]}"#
    );

    #[test]
    fn pointers_follow_what_they_lead_to() {
        let new = remove(Collection::Initiatives, TEXT, "/amounts/0").unwrap();
        assert!(new.contains(r#""restates":"/amounts/0""#), "{new}");
        assert!(new.contains(r#"["/amounts/0/value","/stages/1"]"#), "{new}");
        assert!(new.contains(r#"{"source":"t","fields":["/amounts/1"]}"#), "{new}");
        let new = shift(Collection::Initiatives, TEXT, "/stages", 1, 0).unwrap();
        assert!(new.contains(r#""/stages/0"]"#) && new.contains(r#""/stages/0/date""#), "{new}");
        assert!(new.contains(r#"{"source":"s","fields":["/date"]}"#), "its own stays: {new}");
    }

    #[test]
    fn a_pointer_to_what_is_gone_goes_with_what_it_was_for() {
        let new = remove(Collection::Initiatives, TEXT, "/amounts/1").unwrap();
        assert!(!new.contains("restates"), "{new}");
        assert!(new.contains(r#"{"source":"s","fields":["/stages/1"]}"#), "{new}");
        let new = remove(Collection::Initiatives, TEXT, "/amounts/2").unwrap();
        assert!(!new.contains(r#""t""#), "it must not cover the whole record: {new}");
        let new = remove(Collection::Initiatives, TEXT, "/stages/1").unwrap();
        assert!(!new.contains("alternatives"), "{new}");
        assert!(new.contains(r#"["/amounts/1/value"]"#), "{new}");
    }
}
