#!/usr/bin/env python3
"""Counts and sums over AidData's table of Chinese projects in South and Central Asia, to compare
with `cooperama query` on the dataset made from it. Knows nothing of Cooperama's code.

usage: aiddata.py aiddata-south-central-asia-projects.csv dataset.coop.json cooperama
"""
import collections, csv, decimal, json, re, subprocess, sys

table, dataset, program = sys.argv[1:4]
D = decimal.Decimal
ids = {i["identifiers"][0]["value"] for i in json.load(open(dataset))["initiatives"]}
rows = [r for r in csv.DictReader(open(table, encoding="utf-8-sig")) if r["project_id"] in ids]
assert len(rows) == len(ids), (len(rows), len(ids))


def years(r):
    """The years a project spans: its year, its actual start and end, and without an actual end the
    planned one."""
    found = [r["year"], r["start_actual"], r["end_actual"] or r["end_planned"]]
    found = [int(y) for text in found for y in re.findall(r"\b(?:19|20)\d\d\b", text)]
    return range(min(found), max(found) + 1)


def usd(r):
    """Dollars: the amount when it is in dollars, else the table's own conversion, in cents."""
    if not r["amount"]:
        return None
    if r["currency"] == "USD":
        return D(r["amount"])
    return D(r["usd_current"]).quantize(D("0.01"))


STATUS = {"Completion": "completed", "Implementation": "implementation",
          "Pipeline: Commitment": "pipeline", "Pipeline: Pledge": "proposed"}


def sector(r):
    return "crs." + r["crs_sector_code"]


def status(r):
    return STATUS.get(r["status"], r["status"])


def count(rows, key):
    out = collections.Counter()
    for r in rows:
        for k in key(r):
            out[str(k)] += 1
    return out


def add(rows, key):
    out = collections.defaultdict(D)
    for r in rows:
        if usd(r) is not None:
            for k in key(r):
                out[str(k)] += usd(r)
    return out


def ask(*args):
    out = subprocess.run([program, "query", dataset, "--format", "json", *args],
                         capture_output=True, check=True, text=True).stdout
    answer = json.loads(out, parse_float=D, parse_int=D)
    return answer, {r["id"]: r["value"] for r in answer["rows"] if r["value"]}


bad = 0


def compare(name, expected, args):
    global bad
    answer, found = ask(*args)
    expected = {k: D(v) for k, v in expected.items() if v}
    same = expected == found
    bad += not same
    print("same" if same else "DIFFERENT", name, f"({len(found)} values)")
    if not same:
        for k in sorted(set(expected) | set(found)):
            if expected.get(k) != found.get(k):
                print("   ", k, "table", expected.get(k), "query", found.get(k))
    return answer


initiatives = ["--measure", "initiatives"]
money = ["--measure", "amount", "--currency", "USD"]
compare("initiatives by sector", count(rows, lambda r: [sector(r)]), ["--by", "sector", *initiatives])
compare("initiatives by year", count(rows, years), ["--by", "year", *initiatives])
compare("initiatives by status", count(rows, lambda r: [status(r)]), ["--by", "status", *initiatives])
answer = compare("dollars by sector", add(rows, lambda r: [sector(r)]), ["--by", "sector", *money])
missing = sum(usd(r) is None for r in rows)
other = sum(bool(r["amount"]) and r["currency"] != "USD" for r in rows)
for name, expected in (("withoutAmount", missing), ("notAdded", other)):
    same = answer[name] == expected
    bad += not same
    print("same" if same else "DIFFERENT", name, answer[name], expected)
tests = [
    ("sector=crs.230", lambda r: sector(r) == "crs.230"),
    ("sector!=crs.230", lambda r: sector(r) != "crs.230"),
    ("status=completed", lambda r: status(r) == "completed"),
    ("year=2009..2012", lambda r: any(2009 <= y <= 2012 for y in years(r))),
    ("sector=crs.230,crs.320 status!=completed",
     lambda r: sector(r) in ("crs.230", "crs.320") and status(r) != "completed"),
]
for text, keep in tests:
    kept = [r for r in rows if keep(r)]
    if not text.startswith("year"):
        compare(f"years under {text}", count(kept, years), ["--by", "year", "--filter", text, *initiatives])
    if not text.startswith("sector"):
        compare(f"dollars by sector under {text}", add(kept, lambda r: [sector(r)]),
                ["--by", "sector", "--filter", text, *money])
    total = ["--by", "scope", "--filter", text]
    compare(f"initiatives under {text}", {"core": len(kept)}, [*total, *initiatives])
    compare(f"dollars under {text}", {"core": sum(usd(r) or 0 for r in kept)}, [*total, *money])
sys.exit(bad > 0)
