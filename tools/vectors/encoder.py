"""An independent encoder of OMS 1.6 grains: from named fields to canonical bytes and the content address.

Written from the specification alone, with nothing but the standard library, so that vectors do not come from the
library they test. It encodes what it is given and validates nothing. Values are Python's own: dict, list, str, bytes,
int, float, bool and None.
"""
import hashlib
import json
import struct
import unicodedata
from pathlib import Path

REGISTRY = Path(__file__).resolve().parents[2] / "spec-vectors" / "registry"

TYPE_BYTES = {
    "fact": 1, "event": 2, "state": 3, "workflow": 4, "tool": 5, "observation": 6, "goal": 7, "reasoning": 8,
    "consensus": 9, "consent": 10, "skill": 11, "recommendation": 12, "trigger": 13,
    # Names of older versions (section 8, R-55).
    "belief": 1, "episode": 2, "checkpoint": 3, "action": 5, "tool_call": 5,
}
TYPE_NAMES = {byte: name for name, byte in reversed(list(TYPE_BYTES.items()))}

SIGNED, CONTENT_REFS, EMBEDDING_REFS, CBOR = 0x01, 0x08, 0x10, 0x20

# Nested maps whose keys are shortened (section 4.7), and what their entries are.
NESTED = {"content_refs": "content_ref", "embedding_refs": "embedding_ref", "related_to": "related_to", "edges": "edge"}

# Floats inside nested maps (OMS-4.3-5).
NESTED_FLOATS = {"related_to": "weight", "provenance_chain": "weight"}

# Integer fields take a whole float as the integer it is.
INTEGERS = ("int", "int64", "uint8")

SENSITIVE = (("phi:", 3), ("pii:", 2), ("sec:", 2), ("legal:", 2), ("reg:", 1))


def _fields():
    rows = json.loads((REGISTRY / "fields.json").read_text(encoding="utf-8"))
    scopes = {}
    for row in rows:
        scopes.setdefault(row["scope"], {})[row["name"]] = row
    return scopes


FIELDS = _fields()


def effective_map(type_byte):
    """The fields of a grain type: core, its own, and delegation for Fact and Goal (section 6)."""
    fields = dict(FIELDS["core"])
    fields.update(FIELDS.get(TYPE_NAMES.get(type_byte, ""), {}))
    if type_byte in (1, 7):
        fields.update(FIELDS["delegation"])
    return fields


# -- from named fields to a payload map -----------------------------------------------------------------------------

def compact(fields):
    """Replaces names by keys, nested maps of section 4.7 included, and makes floats of what is typed so."""
    type_byte = TYPE_BYTES[fields["type"]]
    known = effective_map(type_byte)
    integration = type_byte != 3 and "profile:integration" in (fields.get("structural_tags") or [])
    payload = []
    for name, value in fields.items():
        field = known.get(name)
        if field is None:
            payload.append((name, value))
            continue
        if field["type"] == "float64":
            value = as_float(value, name != "compression_ratio")
        elif field["type"] in INTEGERS and isinstance(value, float):
            value = int(value)
        if name in NESTED and isinstance(value, list):
            value = [rename(entry, FIELDS[NESTED[name]]) for entry in weigh(name, value)]
        elif name in NESTED_FLOATS and isinstance(value, list):
            value = weigh(name, value)
        elif isinstance(value, dict) and (name == "config" and type_byte == 13 or name == "context" and integration):
            value = rename(value, FIELDS["int_profile"])
        payload.append((field["key"], value))
    return dict(payload)


def rename(entry, names):
    if not isinstance(entry, dict) or "citation_type" in entry:
        return entry
    return {names[name]["key"] if name in names else name: value for name, value in entry.items()}


def weigh(name, entries):
    field = NESTED_FLOATS.get(name)
    return [{key: as_float(value) if key == field else value for key, value in entry.items()}
            if isinstance(entry, dict) else entry for entry in entries]


def as_float(value, is_unit=True):
    """Whole numbers become floats; a float of 0 to 1 has no negative zero (R-14)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return float(value) + 0.0 if is_unit else float(value)


def normalise(value):
    """NFC in every text and key; nulls left out of maps, kept in arrays (sections 4.4 and 4.5)."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normalise(element) for element in value]
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): normalise(entry) for key, entry in value.items() if entry is not None}
    return value


# -- MessagePack (section 4) ----------------------------------------------------------------------------------------

def msgpack(value):
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _msgpack_int(value)
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _msgpack_head(len(data), 0xA0, 32, (0xD9, 0xDA, 0xDB)) + data
    if isinstance(value, bytes):
        return _msgpack_head(len(value), None, 0, (0xC4, 0xC5, 0xC6)) + value
    if isinstance(value, list):
        return _msgpack_head(len(value), 0x90, 16, (None, 0xDC, 0xDD)) + b"".join(map(msgpack, value))
    body = b"".join(msgpack(key) + msgpack(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-8")))
    return _msgpack_head(len(value), 0x80, 16, (None, 0xDE, 0xDF)) + body


def _msgpack_int(value):
    if 0 <= value < 128:
        return bytes([value])
    if -32 <= value < 0:
        return bytes([value + 256])
    forms = ((0xCC, ">B", 8), (0xCD, ">H", 16), (0xCE, ">I", 32), (0xCF, ">Q", 64)) if value >= 0 else (
        (0xD0, ">b", 7), (0xD1, ">h", 15), (0xD2, ">i", 31), (0xD3, ">q", 63))
    for marker, form, bits in forms:
        if (value if value >= 0 else -value - 1) < 1 << bits:
            return bytes([marker]) + struct.pack(form, value)
    raise ValueError("an integer of more than 64 bits")


def _msgpack_head(length, fixed, fixed_limit, markers):
    if length < fixed_limit:
        return bytes([fixed + length])
    for marker, form, bits in zip(markers, (">B", ">H", ">I"), (8, 16, 32)):
        if marker is not None and length < 1 << bits:
            return bytes([marker]) + struct.pack(form, length)
    raise ValueError("too long")


# -- CBOR (section 16.2, RFC 8949 section 4.2.1) ----------------------------------------------------------------------

def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _cbor_head(0, value) if value >= 0 else _cbor_head(1, -1 - value)
    if isinstance(value, float):
        return _cbor_float(value)
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _cbor_head(3, len(data)) + data
    if isinstance(value, bytes):
        return _cbor_head(2, len(value)) + value
    if isinstance(value, list):
        return _cbor_head(4, len(value)) + b"".join(map(cbor, value))
    entries = sorted((cbor(key), cbor(entry)) for key, entry in value.items())
    return _cbor_head(5, len(value)) + b"".join(key + entry for key, entry in entries)


def _cbor_head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for extra, form, bits in ((24, ">B", 8), (25, ">H", 16), (26, ">I", 32), (27, ">Q", 64)):
        if number < 1 << bits:
            return bytes([major << 5 | extra]) + struct.pack(form, number)
    raise ValueError("an integer of more than 64 bits")


def _cbor_float(value):
    for marker, form in ((0xF9, ">e"), (0xFA, ">f")):
        try:
            short = struct.pack(form, value)
        except OverflowError:
            continue
        if struct.unpack(form, short)[0] == value:
            return bytes([marker]) + short
    return b"\xfb" + struct.pack(">d", value)


# -- header, blob, address (sections 3 and 5) -------------------------------------------------------------------------

def header(payload, type_byte, flags=0, sensitivity=0):
    """The nine bytes before a payload. The payload map holds keys, not names."""
    namespace = payload.get("ns") or ""
    bucket = hashlib.sha256(namespace.encode("utf-8")).digest()[:2] if namespace else b"\x00\x00"
    seconds = min(max(payload.get("ca", 0) // 1000, 0), 0xFFFFFFFF)
    if payload.get("cr"):
        flags |= CONTENT_REFS
    if payload.get("er"):
        flags |= EMBEDDING_REFS
    level = max([sensitivity] + [level for tag in payload.get("tags") or [] if isinstance(tag, str)
                                 for prefix, level in SENSITIVE if tag.startswith(prefix)])
    return bytes([1, flags | level << 6, type_byte]) + bucket + struct.pack(">I", seconds)


def encode(fields, cbor_payload=False, signed=False, sensitivity=0):
    """The blob of a grain that is given by full field names. Of all defaults one is written: a Trigger is enabled (OMS-6.14-1)."""
    if fields["type"] == "trigger":
        fields = {"enabled": True, **fields}
    payload = normalise(compact(fields))
    flags = (SIGNED if signed else 0) | (CBOR if cbor_payload else 0)
    return header(payload, TYPE_BYTES[fields["type"]], flags, sensitivity) + (cbor if cbor_payload else msgpack)(payload)


def blob_of(payload, type_byte, cbor_payload=False):
    """The blob of a payload that is given by keys: grains of unknown types, and grains as other writers made them."""
    payload = normalise(payload)
    return header(payload, type_byte, CBOR if cbor_payload else 0) + (cbor if cbor_payload else msgpack)(payload)


def address(blob):
    return hashlib.sha256(blob).hexdigest()


def dedup_key(analyzer_id, target_ref, action_kind):
    """A Recommendation's computed key (section 8.12)."""
    family, _, version = analyzer_id.rpartition("/")
    family = family if version.isdigit() and family else analyzer_id
    parts = (unicodedata.normalize("NFC", family.casefold()), unicodedata.normalize("NFC", target_ref), action_kind)
    return hashlib.sha256(b"\x00".join(part.encode("utf-8") for part in parts)).hexdigest()


# -- files and streams (section 11) -----------------------------------------------------------------------------------

def mg_file(elements, flags=0, offsets=None):
    """An uncompressed .mg file without manifest."""
    position, table = 16 + 4 * len(elements), []
    for element in elements:
        table.append(position)
        position += len(element)
    head = b"MG\x01" + bytes([flags]) + struct.pack(">I", len(elements)) + b"\x01\x00" + bytes(6)
    body = head + b"".join(struct.pack(">I", offset) for offset in offsets or table) + b"".join(elements)
    return body + hashlib.sha256(body).digest()


def stream(elements):
    return b"".join(struct.pack(">I", len(element)) + element for element in elements) + bytes(4)
