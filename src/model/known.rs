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
    let own = entries(&record["prov"]);
    let main = own.iter().find(|p| p["fields"].as_array().is_none_or(Vec::is_empty));
    let main = main.or(own.first()).map_or("", |p| text(p, "source"));
    // The innermost object on the way that has provenance of its own.
    let mut ends: Vec<usize> = pointer.match_indices('/').map(|m| m.0).filter(|i| *i > 0).collect();
    ends.push(pointer.len());
    let mut any = !own.is_empty();
    for end in ends.iter().rev().copied().chain([0]) {
        let (outer, inner) = pointer.split_at(end);
        let Some(provs) = record.pointer(outer).map(|v| entries(&v["prov"])) else { continue };
        any |= !provs.is_empty();
        let covering = provs.iter().filter(|p| covers(p, inner) && !text(p, "source").is_empty());
        let found = covering.map(|p| {
            let basis = Some(text(p, "basis"));
            let basis = basis.filter(|b| !matches!(*b, "" | "stated" | "imported"));
            let source = text(p, "source");
            Known { source, basis, elsewhere: !main.is_empty() && source != main }
        });
        // The first of the plainest.
        let found = found.min_by_key(|k| (k.basis.is_some(), k.elsewhere));
        if found.is_some() {
            return found;
        }
    }
    any.then_some(Known { source: "", basis: None, elsewhere: false })
}

fn covers(prov: &Value, pointer: &str) -> bool {
    let Some(fields) = prov["fields"].as_array().filter(|f| !f.is_empty()) else { return true };
    let under =
        |a: &str, b: &str| a.strip_prefix(b).is_some_and(|r| r.is_empty() || r.starts_with('/'));
    fields.iter().filter_map(Value::as_str).any(|f| under(pointer, f) || under(f, pointer))
}

fn entries(prov: &Value) -> &[Value] {
    prov.as_array().map_or(&[][..], Vec::as_slice)
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
