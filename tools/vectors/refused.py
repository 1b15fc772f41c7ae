"""Rows that a conforming implementation refuses, one or more for every requirement that invalid.json leaves without."""
import hashlib

import encoder
import refused_authors
from accepted import ATTACHMENT, HASH, OTHER, TIME, Bytes, event, fact, raw_blob, raw_map, recommendation, tool, trigger

HELLO = {"t": "event", "ca": TIME, "content": "hello"}
TEA = {"t": "fact", "s": "user", "r": "prefers", "o": "tea", "c": 0.5, "ca": TIME}


def row(name, section, kind, error, notes, any_of=(), **members):
    result = {"name": name, "section": section, "kind": kind, **members, "error": error}
    if any_of:
        result["error_any_of"] = [error, *any_of]
    return result | {"notes": notes}


def blob(name, section, data, error, notes, any_of=()):
    return row(name, section, "blob", error, notes, any_of, hex=data.hex())


def write(name, section, fields, notes, error="ERR_SCHEMA", any_of=()):
    return row(name, section, "write", error, notes, any_of, input=fields)


def verify(name, section, data, other, notes):
    return row(name, section, "verify", "ERR_INTEGRITY", notes, hex=data.hex(), address=encoder.address(other))


def headers():
    """Headers as common mistakes make them. A reader that makes the header anew before it hashes would find the right one."""
    text, note = "cafe\u0301", "OMS-5-5: a reader that makes the header anew would accept; "
    right = encoder.encode(event(namespace=text))
    raw = hashlib.sha256(text.encode("utf-8")).digest()[:2]
    yield verify("verify-namespace-hash-without-nfc", "3.1.1", right[:3] + raw + right[5:], right, note + "OMS-3.1-4: a hash of text that is not NFC")
    plain = encoder.encode(event())
    shared = hashlib.sha256(b"shared").digest()[:2]
    yield verify("verify-namespace-hash-of-a-default", "3.1.1", plain[:3] + shared + plain[5:], plain, note + "OMS-3.1-4, R-10: an absent namespace is 0000")
    yield verify("verify-time-little-endian", "3.1.1", plain[:5] + plain[5:9][::-1] + plain[9:], plain, note + "OMS-3.1-3: seconds are big-endian")
    before = encoder.encode(event(created_at=-1))
    yield verify("verify-time-not-clamped", "3.1.1", before[:5] + b"\xff\xff\xff\xff" + before[9:], before, note + "OMS-3.1-6: before 1970 it is 0")
    half = encoder.encode(event(created_at=TIME + 999))
    yield verify("verify-time-rounded", "3.1.1", half[:5] + (TIME // 1000 + 1).to_bytes(4, "big") + half[9:], half, note + "OMS-3.1-6: floor")
    empty = encoder.encode(event(content_refs=[], embedding_refs=[]))
    yield verify("verify-bits-of-empty-references", "3.1.1", bytes([1, 0x18]) + empty[2:], empty, note + "OMS-3.1-8: an empty array sets no bit")


def addresses():
    """Bytes against the address of what a reader would make of them that re-encodes before it hashes."""
    plain = encoder.encode(fact())

    def anew(name, section, received, made, note):
        return verify(f"verify-{name}-before-hashing", section, received, made, note + ": the address is that of what a re-encoder makes")

    yield anew("keys-sorted", "5", raw_blob(2, ("t", "event"), ("ca", TIME), ("content", "hello")), encoder.encode(event()), "OMS-5-5")
    yield anew("unknown-key-dropped", "6", encoder.encode(fact(x=1)), plain, "OMS-6-3")
    yield anew("empty-array-dropped", "4.5", encoder.encode(fact(derived_from=[])), plain, "OMS-4.5-2, OMS-4.5-4")
    yield anew("defaults-inserted", "4.5", plain, encoder.encode(fact(contradicted=False, success_count=0)), "OMS-4.5-2, OMS-4.5-3")
    yield anew("integer-made-a-float", "4.3", encoder.blob_of(TEA | {"c": 1}, 1), encoder.encode(fact(confidence=1)), "OMS-5-5, R-14")
    yield anew("index-state-dropped", "5.6", encoder.blob_of(TEA | {"sb": HASH}, 1), plain, "OMS-5.6-4, R-37")
    yield anew("enabled-added", "6.14", encoder.blob_of({"t": "trigger", "ca": TIME, "twf": HASH, "aknd": "manual"}, 13), encoder.encode(trigger()), "OMS-6.14-1")
    kept = recommendation(proposal_data={"a": 1})
    yield anew("dedup-key-computed", "8.12", encoder.encode(kept | {"dedup_key": HASH}), encoder.encode(kept), "OMS-8.12-8")
    yield anew("array-sorted", "4.6", encoder.encode(fact(structural_tags=["b", "a"])), encoder.encode(fact(structural_tags=["a", "b"])), "OMS-4.6-1")
    yield anew("cbor-float-made-an-integer", "16.2", encoder.encode(fact(x=1.0), cbor_payload=True), encoder.encode(fact(x=1), cbor_payload=True), "OMS-16.2-3")
    yield verify("verify-cbor-form", "16.2", encoder.encode(fact(), cbor_payload=True), plain, "OMS-16.2-4: the address is that of the MessagePack form")
    attachment = hashlib.sha256(ATTACHMENT).hexdigest()
    # One stored block of RFC 1951: compressed in form, with the same bytes from every tool.
    length = len(ATTACHMENT).to_bytes(2, "little")
    deflate = b"\x01" + length + bytes(255 - byte for byte in length) + ATTACHMENT
    yield row("verify-attachment-compressed", "7.1.1", "verify", "ERR_INTEGRITY", "OMS-7.1.1-1: a deflate form of the attachment, against the address of the attachment",
              hex=deflate.hex(), address=attachment)
    yield row("verify-attachment-of-another-address", "7.1.1", "verify", "ERR_INTEGRITY", "OMS-7.1.1-2: bytes of an attachment, against another attachment's address",
              hex=ATTACHMENT.hex(), address=hashlib.sha256(b"another attachment").hexdigest())


def values():
    yield blob("created-at-beyond-int64", "4.2", encoder.blob_of(HELLO | {"ca": 2 ** 63}, 2), "ERR_RANGE", "OMS-4.2-2: 2^63 is no int64")
    yield write("write-created-at-beyond-int64", "4.2", event(created_at=2 ** 63), "OMS-4.2-2: 2^63 is no int64", "ERR_RANGE")
    yield blob("valid-to-beyond-int64", "4.2", encoder.blob_of(TEA | {"vt": 2 ** 64 - 1}, 1), "ERR_RANGE", "OMS-4.2-2")
    for value in (256, -1):
        yield blob(f"category-{value}", "4.2", encoder.blob_of(TEA | {"cat": value}, 1), "ERR_RANGE", "OMS-4.2-2: category is a uint8")
        yield write(f"write-category-{value}", "4.2", fact(category=value), "OMS-4.2-2: category is a uint8", "ERR_RANGE")
    yield write("write-count-with-a-fraction", "4.3", fact(success_count=1.5), "R-14: 3.0 may stand for 3, 1.5 stands for no integer", any_of=["ERR_RANGE"])
    yield write("write-created-at-is-no-date-time", "4.8", event(created_at="yesterday"), "OMS-4.8-1: nothing to convert", any_of=["ERR_CORRUPT", "ERR_RANGE"])
    yield write("write-locked-until-in-milliseconds", "23.2", fact(invalidation_policy={"mode": "timed", "locked_until": TIME}),
                "R-24: seconds; above 10000000000 it is probably milliseconds", "ERR_RANGE")


def names():
    nested = Bytes(encoder.msgpack([{"m": "image", "u": "https://a", "uri": "https://b"}]))
    yield blob("field-under-its-full-name", "6", encoder.blob_of(HELLO | {"importance": 0.5}, 2), "ERR_CORRUPT",
               "OMS-6-1, R-49: written again it would have other bytes; Compatible mode reads it")
    yield blob("field-and-its-full-name", "6", encoder.blob_of(HELLO | {"im": 0.5, "importance": 0.5}, 2), "ERR_CORRUPT", "R-26; Compatible mode reads it (OMS-6-6)")
    yield blob("nested-field-and-its-full-name", "4.7", raw_blob(2, ("ca", TIME), ("content", "hello"), ("cr", nested), ("t", "event"), flags=8),
               "ERR_CORRUPT", "OMS-4.7-1, R-26: u and uri in one content reference")
    yield write("write-custom-field-named-like-a-key", "6", fact(im=0.5), "OMS-6-5, R-29: im is the key of importance", any_of=["ERR_CORRUPT"])
    yield write("write-integration-key-in-context", "4.7", event(structural_tags=["profile:integration"], context={"ib": "mine"}),
                "R-28: with the tag, ib is the key of int:base_url", any_of=["ERR_CORRUPT"])
    yield blob("recommendation-dedup-key-is-an-array", "6",
               encoder.blob_of({"t": "recommendation", "ca": TIME, "tref": "host:x", "anlz": {"id": "a.b/1"}, "summ": {"template_id": "x", "args": {}},
                                "ddk": ["/id"], "pdata": {"a": 1}}, 12), "ERR_SCHEMA", "OMS-6-2: a Recommendation's key is a string")
    yield blob("trigger-dedup-key-is-a-string", "6", encoder.blob_of({"t": "trigger", "ca": TIME, "twf": HASH, "aknd": "manual", "tena": True, "tdk": "/id"}, 13),
               "ERR_SCHEMA", "OMS-6-2: a Trigger's key is an array")
    yield blob("type-string-episode-of-a-fact", "8", encoder.blob_of(TEA | {"t": "episode"}, 1), "ERR_SCHEMA", "OMS-8-4, OMS-L-6: an old name of another type")
    yield blob("type-string-action-of-an-observation", "8", encoder.blob_of({"t": "action", "ca": TIME, "oid": "o", "otype": "imu"}, 6), "ERR_SCHEMA",
               "OMS-8-4, OMS-L-6")


def references():
    reference = {"uri": "https://example.com/a.png", "modality": "image"}
    vector = {"vector_id": "v", "model": "m", "dimensions": 3}
    for missing in reference:
        yield write(f"write-content-ref-without-{missing}", "7.1", event(content_refs=[{k: v for k, v in reference.items() if k != missing}]), "OMS-7.1-1")
    yield write("write-content-ref-of-an-unknown-modality", "7.1", event(content_refs=[reference | {"modality": "smell"}]), "R-27: a listed set")
    for missing in vector:
        yield write(f"write-embedding-ref-without-{missing}", "7.2", event(embedding_refs=[{k: v for k, v in vector.items() if k != missing}]), "section 7.2")
    yield write("write-citation-without-identifier", "27.5", fact(content_refs=[{"citation_type": "doi"}]), "OMS-27.5-1")


def types():
    yield write("write-event-block-without-type", "6.2", event(content_blocks=[{"text": "hello"}]), "OMS-6.2-1")
    yield write("write-event-with-empty-blocks", "8.2", {"type": "event", "content_blocks": [], "created_at": TIME}, "OMS-8.2-1", any_of=["ERR_EMPTY"])
    yield write("write-event-with-half-a-triple", "8.2", {"type": "event", "subject": "a", "relation": "b", "created_at": TIME}, "OMS-8.2-1: no object")
    yield write("write-state-context-is-a-string", "8.3", {"type": "state", "context": "x", "created_at": TIME}, "OMS-8.3-1")
    yield blob("state-context-is-an-array", "8.3", encoder.blob_of({"t": "state", "ctx": [1], "ca": TIME}, 3), "ERR_SCHEMA", "OMS-8.3-1")
    yield write("write-workflow-unbounded-cycle", "8.4",
                {"type": "workflow", "nodes": ["a", "b"], "edges": [{"src": "a", "dst": "b"}, {"src": "b", "dst": "a"}], "created_at": TIME},
                "OMS-8.4-3, R-47: neither max_cycles nor retries")
    yield write("write-step-action-without-node", "8.4", tool(related_to=[{"hash": HASH, "relation_type": "mg:step_action:"}]),
                "OMS-8.4-5, R-33: the node id is not empty")
    yield write("write-observation-human-with-model", "8.6",
                {"type": "observation", "observer_id": "o", "observer_type": "human", "observer_model": "m", "created_at": TIME}, "OMS-8.6-5")
    yield write("write-recommendation-summary-is-prose", "8.12", recommendation(proposal_data={"a": 1}, summary="Two grains say the same."), "OMS-8.12-4")
    yield write("write-trigger-composite-undeclared-alias", "8.13",
                trigger(kind="composite", members={"a": HASH, "b": OTHER},
                        predicate={"kind": "comparison", "field": "c", "comparator": "eq", "value": True}), "OMS-8.13-3, R-46: c is not a member")
    yield write("write-trigger-composite-address-for-alias", "8.13",
                trigger(kind="composite", members={"a": HASH, "b": OTHER},
                        predicate={"kind": "comparison", "field": HASH, "comparator": "eq", "value": True}), "OMS-8.13-3: aliases, not addresses")
    yield write("write-trigger-schedule-empty-cron", "8.13", trigger(kind="schedule", cron=""), "OMS-8.13-2", any_of=["ERR_EMPTY"])
    definition = {"type": "tool", "tool_phase": "definition", "tool_name": "calc", "tool_description": "adds", "input_schema": {}, "created_at": TIME}
    call = {"type": "tool", "tool_phase": "call", "tool_name": "calc", "input": {}, "created_at": TIME}
    yield write("write-tool-definition-with-tool_call_id", "27.1", definition | {"tool_call_id": "c"}, "OMS-27.1-1")
    yield write("write-tool-definition-with-error", "27.1", definition | {"error": "e"}, "OMS-27.1-1, R-31")
    yield write("write-tool-call-with-error_type", "27.1", call | {"error_type": "e"}, "OMS-27.1-1, R-31")
    yield row("elide-observer-of-an-audit-observation", "8.12.1", "elide", "ERR_SCHEMA", "OMS-8.12.1-3: who acted stays visible", ["ERR_CORRUPT"],
              input={"type": "observation", "observer_id": "user:alice", "observer_type": "rec:policy", "subject": HASH, "relation": "rec:applied",
                     "object": "policy", "derived_from": [HASH], "created_at": TIME}, elide=["observer_id"])


def files():
    good = encoder.encode(event())
    signed = encoder.encode(event(content="signed"), signed=True)
    yield row("file-signed-grain-without-envelope", "11.2", "file", "ERR_SIGNED_MISMATCH", "OMS-11.2-3: a signed grain travels in its envelope", ["ERR_CORRUPT"],
              hex=encoder.mg_file([good, signed]).hex())
    yield row("file-is-a-stream", "11.6", "file", "ERR_CORRUPT", "OMS-11.6-3: framing is not a file", ["ERR_VERSION"], hex=encoder.stream([good, good]).hex())


def two_faults():
    """Inputs with two faults; the first of the order of OMS-19-2 is the one to report."""
    note = "OMS-19-2: two faults, one code: "
    missing = {"t": "fact", "s": "user", "r": "prefers", "o": "tea", "c": 2.0, "ca": TIME}
    del missing["o"]
    yield blob("order-length-before-version", "19", bytes.fromhex("02000100"), "ERR_TOO_SHORT", note + "length, version")
    yield blob("order-version-before-signed-flag", "19", b"\x02\x01" + encoder.encode(event())[2:], "ERR_VERSION", note + "version, signed flag")
    yield blob("order-signed-flag-before-map", "19", bytes([1, 1, 2]) + bytes(6) + b"\x93\x01\x02\x03", "ERR_SIGNED_MISMATCH", note + "signed flag, not a map")
    yield blob("order-duplicate-keys-before-type", "19", raw_blob(2, ("ca", TIME), ("ca", TIME)), "ERR_CORRUPT", note + "duplicate keys, no type")
    yield blob("order-trailing-byte-before-type", "19", raw_blob(2, ("ca", TIME)) + b"\x00", "ERR_CORRUPT", note + "trailing bytes, no type")
    yield blob("order-type-before-required-fields", "19", raw_blob(1, ("ca", TIME), ("o", "tea")), "ERR_NO_TYPE", note + "no type, no subject")
    yield blob("order-agreement-before-ranges", "19", encoder.blob_of(TEA | {"t": "event", "c": 2.0}, 1), "ERR_SCHEMA", note + "type agreement, range")
    yield blob("order-required-fields-before-ranges", "19", encoder.blob_of(missing, 1), "ERR_SCHEMA", note + "required field, range")
    yield blob("order-empty-before-ranges", "19", encoder.blob_of(TEA | {"s": "", "c": 2.0}, 1), "ERR_EMPTY", note + "empty string, range")
    high = encoder.blob_of(TEA | {"c": 2.0, "tags": ["phi:name"]}, 1)
    yield blob("order-ranges-before-sensitivity", "19", bytes([1, 0]) + high[2:], "ERR_RANGE", note + "range, sensitivity bits")


def invalid():
    for group in (headers, addresses, values, names, references, types, files, two_faults, refused_authors.invalid):
        yield from group()
