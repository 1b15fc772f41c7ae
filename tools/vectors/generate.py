#!/usr/bin/env python3
"""Writes the vector files of spec-vectors that begin with "requirements-", from accepted.py and refused.py.

usage: generate.py [--check]

--check writes nothing, and exits with 1 when a file on disk is not what would be written. Expected bytes come from
encoder.py, which check.py proves against all the other vector files.
"""
import sys

import accepted
import refused
import rows

FILES = {
    "requirements-grains.json": accepted.grains,
    "requirements-compatible.json": accepted.compatible,
    "requirements-opaque.json": accepted.opaque,
    "requirements-files.json": accepted.files,
    "requirements-invalid.json": refused.invalid,
}


def main():
    differ = 0
    for name, make in FILES.items():
        made = list(make())
        if len({row["name"] for row in made}) != len(made):
            sys.exit(f"{name}: a name occurs twice")
        text, path = rows.text_of(made), rows.FOLDER / name
        if "--check" in sys.argv[1:]:
            same = path.is_file() and path.read_text(encoding="utf-8") == text
            differ += not same
            print(f"{name}: {len(made)} rows, {'the same' if same else 'DIFFERS'}")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {len(made)} rows")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
