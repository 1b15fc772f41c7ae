"""Rows that a conforming implementation accepts, one or more for every requirement that the other files leave without."""
import hashlib

import encoder
import rows

TIME = 1768471200000
HASH = hashlib.sha256(b"oms requirement vectors").hexdigest()
ATTACHMENT = b"an attachment"
OTHER = hashlib.sha256(b"oms requirement vectors, another").hexdigest()


def event(**fields):
    return {"type": "event", "content": "hello", "created_at": TIME, **fields}


def fact(**fields):
    return {"type": "fact", "subject": "user", "relation": "prefers", "object": "tea", "confidence": 0.5, "created_at": TIME, **fields}


def recommendation(**fields):
    grain = {"type": "recommendation", "target_ref": "host:x", "analyzer": {"id": "a.b/1"}, "summary": {"template_id": "x", "args": {}},
             "dedup_key": "", "created_at": TIME, **fields}
    kind = next(kind for kind in ("cal", "edit", "data") if f"proposal_{kind}" in grain)
    grain["dedup_key"] = encoder.dedup_key(grain["analyzer"]["id"], grain["target_ref"], kind)
    return grain


def trigger(**fields):
    return {"type": "trigger", "kind": "manual", "workflow": HASH, "enabled": True, "created_at": TIME, **fields}


def tool(**fields):
    return {"type": "tool", "tool_name": "calc", "input": {"x": 1}, "content": "2", "is_error": False, "created_at": TIME, **fields}


def raw_map(*entries):
    """A MessagePack map whose entries stand as given: not sorted, not normalised, nulls and duplicates and all."""
    return bytes([0x80 + len(entries)]) + b"".join(encoder.msgpack(key) + (value if isinstance(value, Bytes) else encoder.msgpack(value))
                                                    for key, value in entries)


class Bytes(bytes):
    """A value that is encoded already."""


def raw_blob(type_byte, *entries, flags=0, seconds=TIME // 1000):
    return bytes([1, flags, type_byte, 0, 0]) + seconds.to_bytes(4, "big") + raw_map(*entries)


# -- grain rows -------------------------------------------------------------------------------------------------------

def grain_row(name, section, fields, notes, decoded=None, **flags):
    blob = encoder.encode(rows.expand(fields), flags.get("cbor", False), False, flags.get("sensitivity", 0))
    row = {"name": name, "section": section, "input": fields}
    if flags:
        row["flags"] = flags
    if decoded is not None:
        row["decoded"] = decoded
    return row | {"blob_hex": blob.hex(), "address": encoder.address(blob), "payload_hex": blob[9:].hex(), "notes": notes}


def grains():
    weight = {"source_hash": HASH, "method": "user_input"}
    yield grain_row("string-beginning-almost-like-a-bom", "4.4", event(content="\ufefcx"),
                    "OMS-4.4-2: ef bb bc is a letter; only ef bb bf is the byte order mark")
    yield grain_row("unit-field-negative-zero", "4.3", fact(confidence=-0.0, importance=-0.0),
                    "R-14: -0.0 is written as +0.0 in fields of 0 to 1", decoded=fact(confidence=0.0, importance=0.0))
    yield grain_row("unit-fields-at-their-bounds", "6.1", fact(confidence=0, importance=1),
                    "OMS-6.1-1: both bounds belong to the range", decoded=fact(confidence=0.0, importance=1.0))
    yield grain_row("unit-fields-at-their-bounds-cbor", "6.1", fact(confidence=0, importance=1),
                    "OMS-6.1-1: both bounds belong to the range", decoded=fact(confidence=0.0, importance=1.0), cbor=True)
    yield grain_row("provenance-weight-whole", "4.3", fact(provenance_chain=[weight | {"weight": 1}]),
                    "OMS-4.3-5: provenance_chain[].weight is a float64 although the map is not compacted",
                    decoded=fact(provenance_chain=[weight | {"weight": 1.0}]))
    yield grain_row("integer-field-given-as-whole-float", "4.3", fact(success_count=3.0),
                    "R-14: an integer field given as 3.0 is written as 3", decoded=fact(success_count=3))
    yield grain_row("integer-fields-at-their-bounds", "4.2", fact(category=255, valid_from=-(2 ** 63), valid_to=2 ** 63 - 1),
                    "OMS-4.2-2: a uint8 and two int64 at the ends of their ranges")
    yield grain_row("empty-array-given", "4.5", fact(derived_from=[]), "OMS-4.5-4: its address differs from that of the grain without it")
    yield grain_row("empty-array-absent", "4.5", fact(), "OMS-4.5-2: the same grain without the empty array")
    yield grain_row("array-as-given", "4.6", fact(structural_tags=["b", "a"]), "OMS-4.6-1: not sorted")
    yield grain_row("state-of-the-integration-profile", "4.7",
                    {"type": "state", "context": {"int:connector": "github", "ib": "mine"}, "structural_tags": ["profile:integration"], "created_at": TIME},
                    "R-28: a State's context is verbatim even with the tag")
    yield grain_row("context-key-like-an-integration-key", "4.7", event(context={"iat": "mine", "int:auth_type": "oauth2"}),
                    "R-28: without the tag context is verbatim in both directions")
    yield grain_row("key-of-another-type", "6", trigger(tref="grain:x"), "OMS-6-2: tref is a Recommendation's key; to a Trigger it is an unknown key")
    yield grain_row("citation-in-derived-from", "27.5", fact(derived_from=[HASH, {"citation_type": "doi", "identifier": "10.1000/182"}]),
                    "OMS-27.5-2: a citation object beside an address; keys verbatim")
    yield grain_row("workflow-nodes-compared-after-nfc", "8.4",
                    {"type": "workflow", "nodes": ["cafe\u0301", "end"], "edges": [{"src": "caf\u00e9", "dst": "end"}],
                     "bindings": {"caf\u00e9": HASH}, "retries": {"cafe\u0301": 2}, "created_at": TIME},
                    "OMS-8.4-2: node names and map keys are equal after NFC",
                    decoded={"type": "workflow", "nodes": ["caf\u00e9", "end"], "edges": [{"src": "caf\u00e9", "dst": "end"}],
                             "bindings": {"caf\u00e9": HASH}, "retries": {"caf\u00e9": 2}, "created_at": TIME})
    yield grain_row("tool-step-action", "8.4", tool(related_to=[{"hash": HASH, "relation_type": "mg:step_action:build"}]),
                    "OMS-8.4-5, R-33: the execution of a node is linked to the Workflow; no weight")
    yield grain_row("event-blocks-and-content", "6.2", event(content="fallback", content_blocks=[{"type": "text", "text": "real"}]),
                    "OMS-6.2-2: both are kept; content_blocks is what counts")
    yield grain_row("recommendation-cal-of-8192-bytes", "8.12", recommendation(proposal_cal={"$repeat": {"text": "ADD fact", "count": 1024}}),
                    "OMS-8.12-13: the longest proposal")
    left_out = {name: value for name, value in trigger().items() if name != "enabled"}
    yield grain_row("trigger-enabled-left-out", "6.14", left_out, "OMS-6.14-1: an author who says nothing writes true", decoded=trigger())
    yield grain_row("trigger-disabled", "8.13", trigger(enabled=False), "OMS-6.14-1: enabled is always written")
    yield grain_row("ownership-with-unknown-registry", "12.5",
                    fact(namespace="agent:identity", subject="did:web:agent.example", relation="mg:owned_by", object="Example",
                         owner={"type": "org", "name": "Example", "reg_id": "XYZZY:1"}),
                    "OMS-12.5-7: an unknown prefix of reg_id is kept")
    yield grain_row("seconds-in-locked-until", "23.2", fact(invalidation_policy={"mode": "timed", "locked_until": 1800000000, "fallback_mode": "open"}),
                    "R-24: the one time in seconds")
    attachment = hashlib.sha256(ATTACHMENT).hexdigest()
    yield grain_row("content-ref-of-an-attachment", "7.1.1",
                    event(content_refs=[{"uri": f"cas://sha256:{attachment}", "modality": "document", "checksum": f"sha256:{attachment}", "size_bytes": len(ATTACHMENT)}]),
                    f"OMS-7.1.1-1, OMS-7.1.1-2: the address of the bytes {ATTACHMENT.hex()}")
    yield from profiles()


def profile(name, context, *tags, **fields):
    """An Event that declares a domain profile and holds its fields."""
    return event(structural_tags=[f"profile:{name}", *tags], context=context, **fields)


def profiles():
    yield grain_row("profile-fields-without-the-tag", "A", event(context={"int:http_path": "/items/{id}", "hc:icd10": ["E11.9"]}),
                    "OMS-A-1: no tag, so no rule of a profile; the keys stay as they are")
    yield grain_row("profile-healthcare-with-a-basis", "A.1", profile("healthcare", {"hc:icd10": ["E11.9"]}, "phi:diagnosis", processing_basis="consent"),
                    "OMS-A.1-1, R-41: a basis, and no license")
    yield grain_row("profile-consumer-opted-out", "A.6", profile("consumer", {"con:ccpa_opted_out": True}, processing_basis="contract"),
                    "OMS-A.6-2: the basis is another one")
    yield grain_row("profile-integration-path-and-mapping", "A.7",
                    profile("integration", {"int:http_path": "/items/{id}", "int:path_params": ["id"], "int:response_mapping": ".items[] | {id}",
                                            "int:allowed_outbound_hosts": ["*.example.com"]}),
                    "OMS-A.7-1, OMS-A.7-2, R-28: keys of the profile are compacted under its tag")
    yield grain_row("profile-mail-sent", "A.8",
                    profile("mail", {"mail:message_id": "<1@example.com>", "mail:in_reply_to": "<0@example.com>", "mail:direction": "outbound",
                                     "mail:bcc": ["a@example.com"]}, session_id="thread-1", parent_message_id=HASH),
                    "OMS-A.8-2: bcc of a message that the author sent; OMS-A.8-3: session_id is the thread")


# -- compatible rows --------------------------------------------------------------------------------------------------

def view_row(name, section, blob, view, notes):
    return {"name": name, "section": section, "blob_hex": blob.hex(), "address": encoder.address(blob), "view": view, "notes": notes}


def mark_row(name, section, blob, marks, notes):
    return {"name": name, "section": section, "blob_hex": blob.hex(), "address": encoder.address(blob), "marks": marks, "notes": notes}


def compatible():
    hello = {"t": "event", "ca": TIME, "content": "hello"}
    goal = {"t": "trigger", "ca": TIME, "twf": HASH}
    yield mark_row("mark-bom-inside-a-string", "4.4", encoder.blob_of(hello | {"content": "a\ufeffb"}, 2), "non_canonical",
                   "R-26: refused only at the start of a string; Canonical mode refuses it anywhere")
    yield mark_row("mark-nested-keys-out-of-order", "4.1", raw_blob(2, ("ca", TIME), ("content", "hello"), ("ctx", Bytes(raw_map(("b", 1), ("a", 2)))), ("t", "event")),
                   "non_canonical", "R-26: key order of an inner map")
    yield mark_row("mark-older-key", "legacy 4", encoder.blob_of({"t": "observation", "ca": TIME, "sid": "o", "otype": "imu"}, 6), "legacy_alias_used",
                   "OMS-L-5: sid is read as observer_id")
    yield mark_row("mark-key-and-full-name", "6", encoder.blob_of(hello | {"im": 0.5, "importance": 0.9}, 2), "duplicate_name_and_key", "OMS-L-5, OMS-6-6")
    yield mark_row("mark-required-field-missing", "8.2", encoder.blob_of({"t": "event", "ca": TIME, "role": "user"}, 2), "schema_invalid",
                   "OMS-L-7: kept, and marked")
    yield view_row("key-and-full-name-together", "6", encoder.blob_of(hello | {"im": 0.5, "importance": 0.9}, 2), {"importance": 0.5},
                   "OMS-6-6, R-29: the value of the wire key counts; both stay in the bytes")
    yield view_row("full-name-alone", "6", encoder.blob_of(hello | {"session_id": "s-1"}, 2), {"session_id": "s-1"},
                   "R-29: a full name as wire key is the field itself")
    yield view_row("index-layer-keys-inside", "5.6", encoder.blob_of(hello | {"sb": HASH, "vstatus": "retracted", "ac": 9}, 2),
                   {"type": "event", "content": "hello"}, "OMS-5.6-4, R-37: kept, and no status is taken from them")
    header_only = encoder.blob_of(hello, 2)
    yield view_row("header-time-and-namespace-disagree", "3.1.1", header_only[:3] + bytes.fromhex("ffff00000001") + header_only[9:],
                   {"created_at": TIME, "content": "hello"}, "OMS-3.1-12: a warning, never a refusal; the payload is authoritative")
    yield view_row("header-reference-bits-disagree", "3.1.1", bytes([1, 0x18]) + header_only[2:], {"content": "hello"},
                   "OMS-3.1-12: bits 3 and 4 set, no references")
    yield view_row("integer-in-a-float-field", "4.3", encoder.blob_of({"t": "fact", "s": "user", "r": "prefers", "o": "tea", "c": 1, "ca": TIME}, 1),
                   {"subject": "user", "object": "tea"}, "R-14: accepted when reading, the bytes stay")
    yield view_row("trigger-without-enabled", "6.14", encoder.blob_of(goal | {"aknd": "manual"}, 13), {"kind": "manual", "workflow": HASH},
                   "OMS-6.14-1: reads as enabled, and is never rewritten")
    yield view_row("trigger-of-an-unknown-kind", "8.13", encoder.blob_of(goal | {"aknd": "solar", "tena": True}, 13), {"kind": "solar"},
                   "OMS-8.13-6, R-46: stored, never evaluated")
    yield view_row("recommendation-with-another-dedup-key", "8.12",
                   encoder.blob_of({"t": "recommendation", "ca": TIME, "tref": "host:x", "anlz": {"id": "a.b/1"}, "summ": {"template_id": "x", "args": {}},
                                    "ddk": HASH, "pdata": {"a": 1}}, 12),
                   {"dedup_key": HASH}, "OMS-8.12-8: a received key is kept, not computed again")
    yield view_row("observation-of-an-unknown-scope", "8.6", encoder.blob_of({"t": "observation", "ca": TIME, "oid": "o", "otype": "imu", "oscope": "shared"}, 6),
                   {"observation_scope": "shared"}, "OMS-8.6-4, R-27: unknown values are kept when reading")
    yield view_row("related-to-of-an-unknown-relation", "14.3", encoder.blob_of(hello | {"rt": [{"h": HASH, "rl": "rhymes_with"}]}, 2),
                   {"content": "hello"}, "OMS-14.3-1: kept when reading")
    yield view_row("relation-with-a-parameter", "14.1",
                   encoder.blob_of({"t": "tool", "ca": TIME, "tn": "calc", "inp": {}, "cnt": "2", "iserr": False, "r": "mg:step_action:build", "o": HASH}, 5),
                   {"relation": "mg:step_action:build", "object": HASH}, "OMS-8-6, R-33: read also in this place; authors write a related_to entry")
    yield view_row("prefixed-reference", "5", encoder.blob_of(hello | {"pmid": f"mg:sha256:{HASH}"}, 2), {"content": "hello"},
                   "OMS-5-6, R-25: a prefix is accepted when reading, the bytes stay")
    yield view_row("event-without-content", "legacy 1", encoder.blob_of({"t": "event", "ca": TIME, "role": "user"}, 2), {"type": "event", "role": "user"},
                   "OMS-L-7: a received grain that lacks what 1.6 requires is kept")
    yield view_row("old-key-of-another-type", "legacy 4", encoder.blob_of(hello | {"sid": "s1"}, 2), {"sid": "s1"},
                   "OMS-L-4: sid is an Observation's old key; in an Event it is an unknown key")
    yield view_row("old-and-new-key-together", "legacy 4", encoder.blob_of({"t": "observation", "ca": TIME, "oid": "new", "otype": "imu", "sid": "old"}, 6),
                   {"observer_id": "new"}, "OMS-L-5: the current key wins")
    yield view_row("old-integration-keys", "legacy 5",
                   encoder.blob_of(hello | {"tags": ["profile:integration"], "ctx": {"ict2": "etag", "ip": "/x"}}, 2),
                   {"context": {"int:cursor_type": "etag", "int:http_path": "/x"}}, "OMS-L-13: old keys of the integration profile")
    yield view_row("full-integration-names", "legacy 5", encoder.blob_of(goal | {"aknd": "manual", "tcfg": {"int:allowed_outbound_hosts": []}}, 13),
                   {"config": {"int:allowed_outbound_hosts": []}}, "OMS-L-14: full names as a peer writes them")


# -- opaque grains and files ------------------------------------------------------------------------------------------

def opaque():
    blob = encoder.blob_of({"t": "x"}, 0xF0)
    yield {"name": "smallest-grain", "section": "3.3", "type_byte": 0xF0, "payload": {"t": "x"}, "blob_hex": blob.hex(), "address": encoder.address(blob),
           "payload_hex": blob[9:].hex(), "notes": "OMS-3.1-1: a payload of one entry; no created_at, so the header's time is zero"}


def file_row(name, section, grains, order, notes, is_sorted=False, deduplicated=False):
    flags = (1 if is_sorted else 0) | (2 if deduplicated else 0)
    data = encoder.mg_file([grains[index] for index in order], flags)
    return {"name": name, "section": section, "grains": [grain.hex() for grain in grains],
            "options": {"sorted": is_sorted, "deduplicated": deduplicated, "codec": "none"}, "compare": "bytes",
            "addresses": [encoder.address(grains[index]) for index in order], "flags_byte": flags, "file_hex": data.hex(),
            "file_sha256": hashlib.sha256(data).hexdigest(), "notes": notes}


def files():
    first = encoder.encode(event())
    later = first[:5] + (TIME // 1000 + 1).to_bytes(4, "big") + first[9:]
    yield file_row("same-payload-other-second", "5.5", [first, later, first], [0, 1],
                   "OMS-5.5-1: only the third, byte-identical grain is a duplicate", deduplicated=True)
    ties = [encoder.encode(event(content=text)) for text in "abcd"]
    order = sorted(range(4), key=lambda index: encoder.address(ties[index]))
    yield file_row("sorted-ties-by-address", "11.3", ties, order, "OMS-11.3-3, R-17: created_at is the same, so the address decides", is_sorted=True)
