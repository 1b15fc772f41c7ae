#!/usr/bin/env python3
"""Packs the conformance kit, so that it can be taken without this repository.

usage: pack.py [-o FOLDER]

Writes oms-vectors-<version>.zip and its SHA-256 beside it, into artifacts/ when no folder is given. What goes in is what the
table of spec-vectors/README.md names, with that README, the licence and the SHA-256 of each file; nothing else that lies in
the folder. The same files give the same bytes, with the same zlib. Nothing is packed when a file is missing, when the version
is no version, or when a row does not fit the schema.
"""
import argparse
import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import rows

ROOT = rows.FOLDER.parent


def named_files():
    """The first column of the table of files in the manual."""
    manual = (rows.FOLDER / "README.md").read_text(encoding="utf-8")
    table = manual.partition("\n## What is here\n")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")][2:]
    return [name.strip() for line in lines for name in line.split("|")[1].split(",")]


def contents():
    """Each file of the kit by its name in the archive."""
    files = {name: rows.FOLDER / name for name in ["README.md", *named_files()]}
    files["LICENSE"] = ROOT / "LICENSE"
    missing = [name for name, path in files.items() if not path.is_file()]
    if missing:
        sys.exit(f"there is no {', '.join(missing)}")
    return {name: path.read_bytes() for name, path in files.items()}


def main():
    parser = argparse.ArgumentParser(description="Packs the conformance kit.")
    parser.add_argument("-o", default=str(ROOT / "artifacts"), metavar="FOLDER", dest="folder")
    folder = Path(parser.parse_args().folder)
    files = contents()
    version = files["VERSION"].decode("ascii", "replace")
    if not re.fullmatch(r"[0-9]+\.[0-9]+(-[a-z]+)?\.[0-9]+\n", version):
        sys.exit("VERSION does not hold one line with a version")
    check = subprocess.run([sys.executable, Path(__file__).with_name("check_schema.py")], capture_output=True, text=True, check=False)
    if check.returncode:
        sys.exit(check.stdout + check.stderr + "not packed: rows do not fit the schema")
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["SHA256SUMS"] = sums.encode("ascii")

    top = f"oms-vectors-{version.strip()}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{top}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    print(f"{path}: {len(files)} files, {path.stat().st_size} bytes, {digest}")


if __name__ == "__main__":
    main()
