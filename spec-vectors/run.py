"""Runs the grain rows beside it over python3-msgpack: the three tests a row that README.md lists. CBOR rows are only counted."""
import collections, functools, hashlib, json, msgpack, pathlib, struct, sys, unicodedata

NOTATION = {"$hex": bytes.fromhex, "$float": float, "$array": lambda a: [a["value"]] * a["count"],
            "$fill": lambda a: bytes([a["byte"]]) * a["count"], "$repeat": lambda a: a["text"] * a["count"],
            "$utf16": lambda units: bytes.fromhex(units).decode("utf-16-be", "surrogatepass"),
            "$map": lambda a: {f"{a['prefix']}{i:0{a['digits']}}": a["value"] for i in range(a["count"])},
            "$nest": lambda a: functools.reduce(lambda v, _: {a["key"]: v} if a["kind"] == "map" else [v], range(a["depth"]), a["leaf"])}
def value_of(entry): return next((NOTATION[key](argument) for key, argument in entry.items() if key in NOTATION and len(entry) == 1), entry)
def load(name): return json.loads((pathlib.Path(__file__).parent / f"{name}.json").read_text("utf-8"), object_hook=value_of)
TYPES, FIELDS = load("registry/grain-types"), load("registry/fields")
KINDS = {key: kind for kind in TYPES["types"] for key in [kind["byte"], *(alias["string"] for alias in kind["aliases"])]}
LEVELS = TYPES["sensitivity"]["minimum_by_tag_prefix"]
NESTED = {"content_refs": "content_ref", "embedding_refs": "embedding_ref", "related_to": "related_to", "edges": "edge",
          "provenance_chain": "link", "config": "int_profile", "context": "int_profile"}
FIELDS.append({"scope": "link", "name": "weight", "key": "weight", "type": "float64"})  # a float (OMS-4.3-5), but not shortened
def number(value, field):  # floats in float fields, no negative zero in those of 0 to 1; whole numbers in integer fields
    if field["type"] == "float64" and type(value) in (int, float): return float(value) + (-0.0 if field["key"] == "ocmp" else 0.0)
    return int(value) if field["type"] in ("int", "int64", "uint8") and type(value) is float else value
def convert(grain, scopes, old, new):  # names become keys, or the reverse, in a grain and in the maps of R-28
    known, result = {field[old]: field for field in FIELDS if field["scope"] in scopes}, {}
    integration = "profile:integration" in (grain.get("structural_tags") or grain.get("tags") or []) and "state" not in scopes
    for key, value in grain.items():
        name = known[key]["name"] if key in known else ""
        def inner(entry):
            return convert(entry, [NESTED[name]], old, new) if isinstance(entry, dict) and "citation_type" not in entry else entry
        if name in NESTED and (name != "context" or integration): value = [*map(inner, value)] if isinstance(value, list) else inner(value)
        result[known[key][new] if name else key] = number(value, known[key]) if name and new == "key" else value
    return result
def canonical(value):  # NFC, no nulls in maps, keys in order: that of code points is that of UTF-8 bytes
    if isinstance(value, list): return [canonical(element) for element in value]
    if not isinstance(value, dict): return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
    return dict(sorted((canonical(key), canonical(entry)) for key, entry in value.items() if entry is not None))
def read(blob): return convert(msgpack.unpackb(blob[9:]), KINDS[blob[2]]["effective_scopes"], "key", "name")
def write(grain, sensitivity=0, signed=False):
    kind, defaults = KINDS[grain["type"]], {"enabled": True} if grain["type"] == "trigger" else {}  # the one default (OMS-6.14-1)
    payload = canonical(convert(defaults | grain, kind["effective_scopes"], "name", "key"))
    level = max([sensitivity, *(LEVELS.get(tag[:tag.find(":") + 1], 0) for tag in payload.get("tags") or [])])
    flags = signed | bool(payload.get("cr")) << 3 | bool(payload.get("er")) << 4 | level << 6
    bucket = hashlib.sha256(payload["ns"].encode()).digest()[:2] if payload.get("ns") else bytes(2)
    return struct.pack(">BBB2sI", 1, flags, kind["byte"], bucket, min(max(payload["ca"] // 1000, 0), 2**32 - 1)) + msgpack.packb(payload)
def text(value): return json.dumps(value, sort_keys=True, default=repr)  # unlike ==, it tells 1 from 1.0
def fault(row):
    try:
        blob = write(row["input"], **row.get("flags", {}))  # when it is the expected one, it is also the one to read
        made = {"address": hashlib.sha256(blob).hexdigest(), "blob_hex": blob.hex(), "payload_hex": blob[9:].hex(),
                "blob_length": len(blob), "sensitivity": blob[1] >> 6}
        if any(row.get(member, value) != value for member, value in made.items()): return "the input is written otherwise"
        if text(read(blob)) != text(row.get("decoded", row["input"])): return "the blob is read otherwise"
        return "" if write(read(blob), blob[1] >> 6, blob[1] & 1) == blob else "what was read is written otherwise"
    except Exception as error: return repr(error)
total = collections.Counter()
for file in "spec-21 grain-types canonical cbor legacy seed sensitivity requirements-grains".split():
    rows = load(file)
    faults = [f"\n  {file}.json#{row['name']}: {what}" for row in rows if "cbor" not in row.get("flags", {}) and (what := fault(row))]
    cbor = sum("cbor" in row.get("flags", {}) for row in rows)
    print(f"{file}.json: {len(rows) - cbor - len(faults)} passed, {cbor} skipped (cbor)", *faults, sep="")
    total += collections.Counter(passed=len(rows) - cbor - len(faults), failed=len(faults), skipped=cbor)
print(f"total: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped (cbor)")
sys.exit(1 if total["failed"] else 0)
