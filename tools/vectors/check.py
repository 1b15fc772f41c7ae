#!/usr/bin/env python3
"""Shows that the encoder beside it can be trusted: it makes every grain row of spec-vectors again, byte for byte.

usage: check.py

Prints how many rows of each file came out the same, and exits with 1 when one did not.
"""
import hashlib
import sys

import encoder
import rows


def grain(row):
    flags = row.get("flags", {})
    return encoder.encode(rows.expand(row["input"]), flags.get("cbor", False), flags.get("signed", False), flags.get("sensitivity", 0))


def same_grain(row):
    blob = grain(row)
    return (encoder.address(blob) == row["address"] and row.get("blob_hex", blob.hex()) == blob.hex()
            and row.get("payload_hex", blob[9:].hex()) == blob[9:].hex() and row.get("blob_length", len(blob)) == len(blob)
            and row.get("sensitivity", blob[1] >> 6) == blob[1] >> 6)


def same_opaque(row):
    return encoder.blob_of(rows.expand(row["payload"]), row["type_byte"]).hex() == row["blob_hex"] and same_address(row)


def same_address(row):
    return encoder.address(bytes.fromhex(row["blob_hex"])) == row["address"]


def same_file(row):
    # Sorting, dropping duplicates and manifests are a writer's work; what is encoded here is the layout.
    elements, options = [bytes.fromhex(grain) for grain in row["grains"]], row["options"]
    if options["sorted"] or options["deduplicated"] or options["codec"] != "none" or "manifest" in options:
        return None
    data = encoder.mg_file(elements, row["flags_byte"])
    return data.hex() == row["file_hex"] and hashlib.sha256(data).hexdigest() == row["file_sha256"]


def same_stream(row):
    data = encoder.stream([bytes.fromhex(grain) for grain in row["grains"]])
    return row["stream_hex"].startswith(data.hex()) and row["consumed"] == len(data)


def same_key(row):
    return encoder.dedup_key(row["analyzer_id"], row["target_ref"], row["action_kind"]) == row["dedup_key"]


def kind_of(row):
    if "input" in row and "address" in row and ("blob_hex" in row or "blob_length" in row) and "envelope_hex" not in row:
        return same_grain
    if "type_byte" in row:
        return same_opaque
    if "marks" in row or "view" in row:
        return same_address
    if "file_hex" in row:
        return same_file
    if "analyzer_id" in row:
        return same_key
    return same_stream if "stream_hex" in row else None


def main():
    failures = 0
    for name in rows.row_files():
        counts = {True: 0, False: 0, None: 0}
        for row in rows.read(name):
            check = kind_of(row)
            result = check(row) if check else None
            counts[result] += 1
            if result is False:
                print(f"  DIFFERS {name}#{row['name']}")
        if counts[True] or counts[False]:
            print(f"{name}: {counts[True]} the same, {counts[False]} differ, {counts[None]} not made here")
        failures += counts[False]
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
