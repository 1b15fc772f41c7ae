#!/usr/bin/env python3
"""Writes the Unicode tables of OpenMemory (normalisation form C and full case folding) as C#.

usage: generate.py [DATA_FOLDER] [OUTPUT_FOLDER]

DATA_FOLDER (default /usr/share/unicode) holds UnicodeData.txt, DerivedNormalizationProps.txt and
CaseFolding.txt, each plain, .gz or .bz2. OUTPUT_FOLDER defaults to src/OpenMemory.Core/Encoding/Unicode beside tools/.
The output depends on the data alone, so a second run changes nothing.
"""
import bz2
import gzip
import itertools
import re
import sys
from pathlib import Path

BLOCK = 64          # code points in a leaf: what one UTF-8 continuation byte can tell apart
LIMIT = 0x30000     # nothing from here on is of any interest; checked below
BYTE_ORDER_MARK = 0xFEFF
COMPOSITION_BITS = 12
APART = 0x100       # beside the count of a decomposition's units
LINE = 300          # characters in a line of numbers

FILTERS = 8         # groups a nibble filter can tell apart: one bit each

# The first two bytes of common text, with what it costs to send one of them to the exact (slower) test needlessly.
COMMON = [
    (0xC2_80, 0xCB_BF, 50), (0xCE_80, 0xD1_BF, 50), (0xD7_80, 0xD9_BF, 50), (0xE1_83, 0xE1_83, 400),
    (0xE1_B8, 0xE1_BB, 400), (0xE2_80, 0xE2_BF, 400), (0xE3_80, 0xED_BF, 50), (0xEF_80, 0xF0_BF, 50),
]

# Where two bytes cannot tell, three can for most of common text. Each row lists hexadecimal digits: the lead's low one
# (the high one is E), then both digits of the second and of the third byte. Whatever a row matches must be class 0.
PLAIN = [
    ("0", "AB", "468A", "89A", "0123456789ABCDEF"),     # letters of several Indian scripts and of Thai
    ("0", "A", "4A", "B", "0123456789ABDEF"),           # Devanagari, Gujarati, but the nukta
    ("0", "A", "59B", "8", "0123456789ABCEF"),          # Devanagari, Gurmukhi, Gujarati, but the virama
    ("0", "AB", "59B", "A", "0123456789ABCDEF"),        # the same: dandas and digits
    ("0", "B", "89", "89AB", "01234567CDEF"),           # Thai, but its marks
    ("2", "8", "0", "89AB", "23456789ABCDEF"),          # general punctuation, but the quads
    ("3F", "8B", "028", "8B", "0123456789ABCDEF"),      # CJK punctuation, kana, emoji presentation
    ("3", "8", "02", "89AB", "012345678"),              # CJK punctuation, kana
]


def read(folder, name):
    for suffix, opener in (("", open), (".gz", gzip.open), (".bz2", bz2.open)):
        path = folder / (name + suffix)
        if path.is_file():
            with opener(path, "rt", encoding="utf-8") as stream:
                return stream.read()
    sys.exit(f"{folder / name} is missing (also as .gz and .bz2)")


def rows(text):
    for line in text.splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1:
            first, _, last = fields[0].partition("..")
            yield range(int(first, 16), int(last or first, 16) + 1), fields


class Data:
    def __init__(self, folder):
        self.ccc, raw, self.check, excluded = {}, {}, {}, set()
        for points, fields in rows(read(folder, "UnicodeData.txt")):
            if fields[3] != "0":
                self.ccc[points[0]] = int(fields[3])
            if fields[5] and not fields[5].startswith("<"):
                raw[points[0]] = [int(part, 16) for part in fields[5].split()]
        derived = read(folder, "DerivedNormalizationProps.txt")
        self.version = re.search(r"-(\d+\.\d+\.\d+)\.txt", derived).group(1)
        for points, fields in rows(derived):
            if fields[1] == "NFC_QC":
                self.check.update((point, fields[2]) for point in points)
            elif fields[1] == "Full_Composition_Exclusion":
                excluded.update(points)
        self.full = {point: self.decompose(raw, point) for point in sorted(raw)}
        self.composites = {tuple(raw[point]): point for point in sorted(raw) if point not in excluded}
        self.folds = {}
        for points, fields in rows(read(folder, "CaseFolding.txt")):
            if fields[1] in ("C", "F"):
                self.folds[points[0]] = [int(part, 16) for part in fields[2].split()]
        self.verify()

    def decompose(self, raw, point):
        if point not in raw:
            return [point]
        parts = [part for item in raw[point] for part in self.decompose(raw, item)]
        for at in range(1, len(parts)):     # canonical order, by insertion so that it is stable
            while at > 0 and 0 < self.ccc.get(parts[at], 0) < self.ccc.get(parts[at - 1], 0):
                parts[at - 1], parts[at] = parts[at], parts[at - 1]
                at -= 1
        return parts

    def starts(self, point):
        return self.ccc.get(point, 0) == 0 and point not in self.check

    def verify(self):
        """The assumptions of the C# code that a later Unicode version could break."""
        assert all(point < LIMIT for table in (self.ccc, self.check, self.full, self.folds) for point in table)
        assert min(min(self.check), min(self.ccc)) == 0x300
        for point, parts in self.full.items():
            assert len(parts) <= 4
            if self.starts(point):
                assert self.starts(parts[0]), "a boundary must stay one when decomposed"
            if self.check.get(point) != "N":
                assert self.ccc.get(point, 0) == 0, "only NFC_QC=No may decompose a non-starter"
            if point in self.composites.values():
                assert self.check.get(point) != "N"
        for (first, second), composite in self.composites.items():
            assert self.check.get(second) == "M" and self.ccc.get(first, 0) == 0
            whole = self.full[composite][0]
            for part in self.full[composite][1:]:
                whole = self.composites[whole, part]
            assert whole == composite, "what the parts compose to, one by one"
        for point, parts in self.folds.items():
            assert len("".join(map(chr, parts)).encode()) <= 3 * len(chr(point).encode())


def two_stage(values, width=LIMIT):
    """Index of blocks and the distinct blocks; block 0 is all zero."""
    blocks, index = {tuple([0] * BLOCK): 0}, []
    for start in range(0, width, BLOCK):
        block = tuple(values.get(point, 0) for point in range(start, start + BLOCK))
        index.append(blocks.setdefault(block, len(blocks)))
    while index and index[-1] == 0:
        index.pop()
    return index, [value for block in blocks for value in block]


def classes(data):
    """One class for each pair of NFC_QC and ccc, so that one byte tells all that the check needs."""
    pairs = {(data.check.get(p, "Y"), data.ccc.get(p, 0)) for p in set(data.ccc) | set(data.check)}
    order = sorted(pairs, key=lambda pair: ("YMN".index(pair[0]), pair[1]))
    numbers = {pair: at + 1 for at, pair in enumerate(order)}
    values = {p: numbers[data.check.get(p, "Y"), data.ccc.get(p, 0)] for p in set(data.ccc) | set(data.check)}
    values[BYTE_ORDER_MARK] = len(order) + 1
    first = {kind: min(numbers[pair] for pair in order if pair[0] == kind) for kind in "MN"}
    return values, [0] + [pair[1] for pair in order] + [0], first, len(order) + 1


def weight(lead, second):
    return next((cost for low, high, cost in COMMON if low <= (lead << 8 | second) <= high), 1)


def nibble_filter(values, leads):
    """Tables by nibble whose AND is non-zero for every (lead, second) that needs the exact test; few others."""
    wanted = {}
    for point in sorted(values):
        encoded = chr(point).encode()
        if encoded[0] in leads:
            wanted.setdefault((encoded[0], encoded[1] >> 4), set()).add(encoded[1] & 15)
    exact = {(lead, high << 4 | low) for (lead, high), lows in wanted.items() for low in lows}
    groups = [({l >> 4}, {l & 15}, {high}, lows) for (l, high), lows in sorted(wanted.items())]

    def covered(group):
        return {(h << 4 | l, a << 4 | b) for h in group[0] for l in group[1] for a in group[2] for b in group[3]}

    while len(groups) > FILTERS:
        have = set().union(*map(covered, groups))
        best = None
        for i in range(len(groups)):
            for j in range(i):
                merged = tuple(a | b for a, b in zip(groups[i], groups[j]))
                cost = sum(weight(*pair) for pair in covered(merged) - have)
                if best is None or cost < best[0]:
                    best = cost, j, i, merged
        _, j, i, merged = best
        groups = [group for at, group in enumerate(groups) if at not in (i, j)] + [merged]
    assert exact <= set().union(*map(covered, groups))
    return nibble_tables(groups)


def plain_filter(values):
    """Tables by nibble whose AND is non-zero only for sequences of three bytes that surely have class 0."""
    groups = [[{int(digit, 16) for digit in part} for part in ("E", *row)] for row in PLAIN]
    for group in groups:
        for nibbles in itertools.product(*group):
            sequence = bytes(high << 4 | low for high, low in zip(nibbles[::2], nibbles[1::2]))
            assert ord(sequence.decode()) not in values, sequence.hex()
    return nibble_tables(groups)


def nibble_tables(groups):
    """For each place in the groups a table of which groups (a bit each) hold a nibble."""
    return [[sum(1 << bit for bit, group in enumerate(groups) if nibble in group[part]) for nibble in range(16)]
            for part in range(len(groups[0]))]


def utf16(points):
    raw = "".join(map(chr, points)).encode("utf-16-le")
    return [raw[at] | raw[at + 1] << 8 for at in range(0, len(raw), 2)]


def stays_apart(data, point, parts):
    """Whether a code point becomes two others in form C, of which the first combines with nothing before it."""
    return (len(parts) == 2 and max(parts) < 0x10000 and tuple(parts) not in data.composites
            and data.starts(parts[0]))


def decompositions(data):
    """Leaf value = 1 + the place in the data of: count of UTF-16 units and whether they stay apart, then the units."""
    values, units = {}, []
    for point, parts in data.full.items():
        values[point] = len(units) + 1
        encoded = utf16(parts)
        units += [len(encoded) | (APART if stays_apart(data, point, parts) else 0)] + encoded
    assert len(units) < 0xFFFF
    return *two_stage(values), units


def composition_table(data, bits):
    """Open addressing, a quarter full so that misses end at once; a slot holds first << 42 | second << 21 | composite, 0 when empty."""
    slots = [0] * (1 << bits)
    for (first, second), composite in sorted(data.composites.items()):
        at = ((first * 0x9E3779B1 ^ second * 0x85EBCA6B) & 0xFFFFFFFF) >> (32 - bits)
        while slots[at]:
            at = (at + 1) % len(slots)
        slots[at] = first << 42 | second << 21 | composite
    return slots


def folding(data):
    """Leaf value n: 0 no change, else Targets[n] = a difference to add, or (from the first expansion) a place in Expansions."""
    single = sorted({parts[0] - point for point, parts in data.folds.items() if len(parts) == 1})
    many = sorted({tuple(parts) for parts in data.folds.values() if len(parts) > 1})
    numbers = {key: at + 1 for at, key in enumerate([*single, *many])}
    assert len(numbers) < 256
    values = {p: numbers[tuple(parts) if len(parts) > 1 else parts[0] - p] for p, parts in data.folds.items()}
    places, units = [], []
    for parts in many:
        encoded = list("".join(map(chr, parts)).encode())
        places.append(len(units))
        units += [len(encoded), *encoded]
    return *two_stage(values), [0, *single, *places], len(single) + 1, units


def span(kind, name, summary, values):
    out = ["", f"    /// <summary>{summary}</summary>", f"    internal static ReadOnlySpan<{kind}> {name} =>", "    ["]
    line = ""
    for value in values:
        if len(line) + 2 + len(str(value)) > LINE:
            out.append("        " + line)
            line = ""
        line += f"{value},"
    return out + ["        " + line, "    ];"]


def constant(kind, name, summary, value):
    return ["", f"    /// <summary>{summary}</summary>", f"    internal const {kind} {name} = {value};"]


def write(folder, name, data, summary, body):
    head = ["// <auto-generated>", f"// Unicode {data.version}; written by tools/unicode/generate.py, do not edit.",
            "// </auto-generated>", "#nullable enable", ""]
    head += ["namespace OpenMemory;", "", f"/// <summary>{summary}</summary>",
             f"internal static class {name.split('.')[0]}", "{"]
    text = "\n".join(head + body[1:] + ["}"]) + "\n"
    (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main():
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode")
    root = Path(__file__).resolve().parents[2]
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else root / "src" / "OpenMemory.Core" / "Encoding" / "Unicode"
    target.mkdir(parents=True, exist_ok=True)
    data = Data(source)

    values, ccc, first, mark = classes(data)
    index, leaves = two_stage(values)
    assert max(index) < 256
    low, high = nibble_filter(values, range(0xC0, 0xE0)), nibble_filter(values, range(0xE0, 0x100))
    body = constant("string", "UnicodeVersion", "The version of the Unicode Character Database the tables come from.", f'"{data.version}"')
    body += constant("byte", "FirstMaybe", "The first class whose NFC_Quick_Check is Maybe; classes below it, save 0, are Yes with a combining class.", first["M"])
    body += constant("byte", "FirstNo", "The first class whose NFC_Quick_Check is No.", first["N"])
    body += constant("byte", "ByteOrderMark", "The class of U+FEFF, which is Yes with combining class 0 but not wanted in text.", mark)
    filters = [table for tables in (low, high, plain_filter(values)) for table in tables]
    body += span("byte", "Filters", "Fourteen tables of sixteen bytes, by nibble; NfcFilter says what they are.",
                 [value for table in filters for value in table])
    body += span("byte", "CombiningClass", "Canonical combining class by class.", ccc)
    body += span("byte", "ClassIndex", "Leaf number by code point / 64; past the end the class is 0.", index)
    body += span("byte", "ClassLeaves", "Class by leaf number * 64 + code point % 64.", leaves)
    write(target, "NormalizationTables.g.cs", data, "NFC_Quick_Check and canonical combining class by code point.", body)

    index, leaves, units = decompositions(data)
    body = constant("int", "CompositionShift", "How far to shift a hash of 32 bits to get a slot of Compositions.", 32 - COMPOSITION_BITS)
    body += constant("ushort", "Apart", "Marks two code points that form C keeps, the first of class 0.", APART)
    body += span("byte", "DecompositionIndex", "Leaf number by code point / 64; past the end nothing decomposes.", index)
    body += span("ushort", "DecompositionLeaves", "0, or 1 + a place in Decompositions, by leaf number * 64 + code point % 64.", leaves)
    body += span("ushort", "Decompositions", "Full canonical decompositions in UTF-16, each after its count of units, to which Apart may be added.", units)
    body += span("ulong", "Compositions", "Primary composites, hashed: first &lt;&lt; 42 | second &lt;&lt; 21 | composite; 0 is an empty slot.", composition_table(data, COMPOSITION_BITS))
    write(target, "CompositionTables.g.cs", data, "Canonical decompositions and primary composites.", body)

    index, leaves, targets, expansion, units = folding(data)
    body = constant("string", "UnicodeVersion", "The version of the Unicode Character Database the tables come from.", f'"{data.version}"')
    body += constant("byte", "FirstExpansion", "The first target that is a place in Expansions.", expansion)
    body += span("byte", "Index", "Leaf number by code point / 64; past the end nothing folds.", index)
    body += span("byte", "Leaves", "Target number by leaf number * 64 + code point % 64; 0 folds to itself.", leaves)
    body += span("int", "Targets", "By target number: the difference to add, or a place in Expansions.", targets)
    body += span("byte", "Expansions", "Foldings to several code points in UTF-8, each after its length.", units)
    write(target, "CaseFoldingTables.g.cs", data, "Full case folding (CaseFolding.txt, status C and F) by code point.", body)


if __name__ == "__main__":
    main()
