#!/usr/bin/env python3
"""What `cooperama query` must answer on a dataset of initiatives, worked out anew from its JSON:
institutions by party and under a filter, initiatives by institution, amounts by currency, equal
and given splits, amounts that restate others, money on links. The dataset is also asked with
changes made here: sectors without shares, conversions that say what they restate, links that
carry the amounts. Knows nothing of Cooperama's code.

usage: sums.py dataset.coop.json cooperama
"""
import collections, copy, decimal, json, os, subprocess, sys, tempfile

original, program = json.load(open(sys.argv[1]), parse_float=decimal.Decimal), sys.argv[2]
D = decimal.Decimal
decimal.getcontext().prec = 60
# Decimals of a currency that are not two (ISO 4217).
DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "XOF": 0, "XAF": 0, "XPF": 0, "UGX": 0, "RWF": 0, "BIF": 0,
          "GNF": 0, "DJF": 0, "KMF": 0, "PYG": 0, "CLP": 0, "ISK": 0, "VUV": 0,
          "BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3, "IQD": 3, "LYD": 3}
bad = total = 0
folder = tempfile.TemporaryDirectory()


class Data:
    def __init__(self, name, d):
        self.name, self.d = name, d
        self.path = os.path.join(folder.name, name + ".json")
        json.dump(d, open(self.path, "w"), default=lambda x: float(x))
        self.institutions = {r["id"]: r for r in d.get("institutions", [])}
        self.above = {r["id"]: r.get("parent") for r in d.get("sectors", [])}
        self.order = {r["id"]: n for n, r in enumerate(d.get("sectors", []))}

    def ask(self, *args):
        out = subprocess.run([program, "query", self.path, "--format", "json", *args],
                             capture_output=True, check=True, text=True).stdout
        return json.loads(out, parse_float=D, parse_int=D)

    def compare(self, what, expected, *args):
        global bad, total
        found = {r["id"]: r["value"] for r in self.ask(*args)["rows"] if r["value"]}
        expected = {k: D(v) for k, v in expected.items() if v}
        total += 1
        bad += expected != found
        print("same" if expected == found else "DIFFERENT", self.name + ":", what, f"({len(found)} values)")
        for k in sorted(set(expected) | set(found)) if expected != found else []:
            if expected.get(k) != found.get(k):
                print("   ", k, "expected", expected.get(k), "query", found.get(k))

    def line(self, sector):
        """A sector and all above it."""
        while sector:
            yield sector
            sector = self.above[sector]

    def actors(self, i):
        return {p["actor"] for p in i.get("participants", [])}

    def parties_of(self, institution):
        r = self.institutions[institution]
        return {r["party"]} if r.get("party") else set(r.get("parties", []))


def counted(record, currency, kind):
    """Of an amount and what it restates in another currency, the one in the currency asked for."""
    return [a for a in record.get("amounts", []) if (a["currency"], a.get("kind", "")) == (currency, kind)]


def flows(records):
    return sorted({(a["currency"], a.get("kind", "")) for r in records for a in r.get("amounts", [])})


def split(value, currency, parts):
    """By the largest remainder: `parts` are (name, share) in the order of equal fractions."""
    whole = sum(D(s) for _, s in parts)
    value = D(str(value))
    digits = max(DIGITS.get(currency, 2), -value.normalize().as_tuple().exponent)
    units = int(abs(value).scaleb(digits))
    exact = [D(units) * D(s) / whole for _, s in parts]
    out = [int(e // 1) for e in exact]
    rest = sorted(range(len(parts)), key=lambda n: (-(exact[n] - out[n]), n))
    for n in rest[:units - sum(out)]:
        out[n] += 1
    assert sum(out) == units, (value, currency, parts)
    return {name: D(o).scaleb(-digits).copy_sign(value) for (name, _), o in zip(parts, out)}


def shares(data, i):
    """Shares the file leaves out divide equally what the others leave of 100."""
    entries = i.get("sectors", [])
    given = sum(D(str(e["share"])) for e in entries if "share" in e)
    without = sum("share" not in e for e in entries)
    each = (100 - given) / without if without else 0
    parts = [(e["sector"], D(str(e["share"])) if "share" in e else each) for e in entries]
    return sorted(parts, key=lambda p: data.order[p[0]])


def check(data):
    initiatives, links = data.d.get("initiatives", []), data.d.get("links", [])
    belongs = collections.Counter(p for o in data.institutions for p in data.parties_of(o))
    data.compare("institutions by party", belongs, "--by", "party", "--measure", "institutions")
    named = collections.Counter(a for i in initiatives for a in data.actors(i) if a in data.institutions)
    data.compare("initiatives by institution", named, "--by", "institution", "--measure", "initiatives")
    statuses = collections.Counter(i.get("status", "") for i in initiatives)
    status = statuses.most_common(1)[0][0]
    kept = [i for i in initiatives if i.get("status") == status]
    touched = {a for i in kept for a in data.actors(i) if a in data.institutions}
    if not links:
        belongs = collections.Counter(p for o in touched for p in data.parties_of(o))
        data.compare(f"institutions by party under status={status}", belongs, "--by", "party",
                     "--measure", "institutions", "--filter", f"status={status}")
    for currency, kind in flows(initiatives):
        out = collections.defaultdict(D)
        for i in initiatives:
            for a in counted(i, currency, kind) if i.get("sectors") else []:
                for k, v in split(a["value"], currency, shares(data, i)).items():
                    for above in data.line(k):
                        out[above] += v
        data.compare(f"{currency} {kind} by sector", out, "--by", "sector", "--measure", "amount",
                     "--currency", currency, "--flow", kind)
        whole = sum(D(str(a["value"])) for i in initiatives for a in counted(i, currency, kind))
        data.compare(f"{currency} {kind} in all", {"core": whole}, "--by", "scope", "--measure",
                     "amount", "--currency", currency, "--flow", kind)
    for currency, kind in flows(links):
        out = collections.Counter()
        for l in links:
            out[l["type"]] += sum(D(str(a["value"])) for a in counted(l, currency, kind))
        data.compare(f"{currency} {kind} of links", out, "--by", "link", "--measure", "link-amount",
                     "--currency", currency, "--flow", kind)


as_it_is = Data("as it is", original)
check(as_it_is)

d = copy.deepcopy(original)
names = [s["id"] for s in d["sectors"]]
for n, i in enumerate(d["initiatives"]):
    i["sectors"] = [{"sector": names[(n * 5 + k) % len(names)]} for k in range(1 + n % 3)]
    if n % 4 == 0:
        i["sectors"][0]["share"] = 33
check(Data("without shares", d))

d = copy.deepcopy(original)
told = 0
for i in d["initiatives"]:
    for a in i.get("amounts", [])[1:]:
        if "converted" in a.get("note", ""):
            a["restates"] = "/amounts/0"
            told += 1
print(f"{told} amounts restate another one")
check(Data("restated", d))

d = copy.deepcopy(original)
d["links"] = [{"id": "l." + i["id"], "type": "funds", "from": i["parties"][0], "to": i["parties"][-1],
               "amounts": [dict(a, kind="x-subscribed-capital") for a in i["amounts"]]}
              for i in d["initiatives"] if i.get("amounts") and len(i.get("parties", [])) > 1]
if d["links"]:
    check(Data("money on links", d))
print(total, "compared,", bad, "different")
sys.exit(bad > 0)
