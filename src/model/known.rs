//! How a member of a record is known: which provenance covers it, and whether it was stated there.

use serde_json::Value;

/// Where a member was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'v> {
    /// The id of the source; empty when no provenance of the record covers the member.
    pub source: &'v str,
    /// How it follows from the source, when it is not plainly stated there.
    pub basis: Option<&'v str>,
    /// The source is another one than the record's own.
    pub elsewhere: bool,
}

impl Known<'_> {
    /// Stated by the record's own source.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        !self.source.is_empty() && self.basis.is_none() && !self.elsewhere
    }
}

/// How the member a JSON Pointer leads to is known: a provenance covers it when its `fields` name
/// the member, what it stands in or something in it; one without `fields` covers everything. What
/// stands nearer to the member comes first, and of several the one that states it most plainly.
/// `None` for a record without any provenance.
#[must_use]
pub fn known<'v>(record: &'v Value, pointer: &str) -> Option<Known<'v>> {
    let own = entries(record);
    // What stands on the way, each with what is left of the pointer.
    let mut way: [(&[Value], &str); DEPTH] = [(own, pointer); DEPTH];
    let mut n = 1;
    let mut at = record;
    let mut any = !own.is_empty();
    let mut rest = pointer;
    while let Some(tail) = rest.strip_prefix('/') {
        let token = tail.split('/').next().unwrap_or_default();
        let Some(below) = step(at, token) else { break };
        at = below;
        rest = &tail[token.len()..];
        let provs = entries(at);
        any |= !provs.is_empty();
        if !provs.is_empty() && n < DEPTH {
            way[n] = (provs, rest);
            n += 1;
        }
    }
    for (provs, inner) in way[..n].iter().rev() {
        let covering = provs.iter().filter_map(|p| {
            let source = text(p, "source");
            (!source.is_empty() && covers(p, inner)).then_some((p, source))
        });
        let found = covering.map(|(p, source)| {
            let basis = Some(text(p, "basis"));
            let basis = basis.filter(|b| !matches!(*b, "" | "stated" | "imported"));
            Known { source, basis, elsewhere: is_elsewhere(own, p, source) }
        });
        // The first of the plainest.
        let found = found.min_by_key(|k| (k.basis.is_some(), k.elsewhere));
        if found.is_some() {
            return found;
        }
    }
    any.then_some(Known { source: "", basis: None, elsewhere: false })
}

/// How many objects with provenance of their own can stand on the way to a member.
const DEPTH: usize = 8;

fn step<'v>(v: &'v Value, token: &str) -> Option<&'v Value> {
    match v {
        Value::Object(o) if token.contains('~') => {
            o.get(&token.replace("~1", "/").replace("~0", "~"))
        }
        Value::Object(o) => o.get(token),
        Value::Array(a) => a.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Whether the source is another one than the record's own: that of the provenance that covers
/// the whole record, else of its first.
fn is_elsewhere(own: &[Value], prov: &Value, source: &str) -> bool {
    if own.first().is_some_and(|p| own.len() == 1 && std::ptr::eq(p, prov)) {
        return false;
    }
    let main = own.iter().find(|p| p["fields"].as_array().is_none_or(Vec::is_empty));
    let main = main.or(own.first()).map_or("", |p| text(p, "source"));
    !main.is_empty() && source != main
}

fn covers(prov: &Value, pointer: &str) -> bool {
    let Some(fields) = prov["fields"].as_array().filter(|f| !f.is_empty()) else { return true };
    let under =
        |a: &str, b: &str| a.strip_prefix(b).is_some_and(|r| r.is_empty() || r.starts_with('/'));
    fields.iter().filter_map(Value::as_str).any(|f| under(pointer, f) || under(f, pointer))
}

fn entries(of: &Value) -> &[Value] {
    of["prov"].as_array().map_or(&[][..], Vec::as_slice)
}

fn text<'v>(v: &'v Value, key: &str) -> &'v str {
    v[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_known_by_what_covers_it() {
        let record = serde_json::json!({
            "prov": [
                {"source": "a", "basis": "stated", "fields": ["/place/party", "/label"]},
                {"source": "b", "basis": "inferred", "fields": ["/date"]}
            ],
            "offices": [{"prov": [{"source": "a"}, {"source": "c", "fields": ["/start"]}]}],
        });
        let of = |p: &str| known(&record, p).unwrap();
        assert!(of("/place").is_plain() && of("/label/fr").is_plain());
        assert_eq!(of("/date"), Known { source: "b", basis: Some("inferred"), elsewhere: true });
        assert!(of("/offices/0/title").is_plain());
        assert!(of("/offices/0/start").is_plain(), "the one without fields covers it too");
        assert_eq!(of("/status").source, "");
        assert_eq!(known(&serde_json::json!({"date": "2015"}), "/date"), None);
        let whole = serde_json::json!({"prov": [{"source": "a", "basis": "imported"}]});
        assert!(known(&whole, "/date").unwrap().is_plain());
    }
}
