"""Reads and writes vector files: one row a line, ASCII, with the notation for what plain JSON cannot hold."""
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "spec-vectors"

# What lies in the folder and is not a file of rows to run.
NOT_ROWS = ("requirements.json", "schema.json")


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def text_of(rows):
    lines = ",\n".join(json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows)
    return f"[\n{lines}\n]\n"


def row_files():
    return sorted(path.name for path in FOLDER.glob("*.json") if path.name not in NOT_ROWS)


def expand(value):
    """Replaces notation by the value it stands for."""
    if isinstance(value, list):
        return [expand(element) for element in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and next(iter(value)).startswith("$"):
        return _notation(*next(iter(value.items())))
    return {key: expand(entry) for key, entry in value.items()}


def _notation(name, argument):
    if name == "$hex":
        return bytes.fromhex(argument)
    if name == "$fill":
        return bytes([argument["byte"]]) * argument["count"]
    if name == "$float":
        return float(argument)
    if name == "$utf16":
        units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in argument.split())
        return units.decode("utf-16-be", "surrogatepass")
    if name == "$repeat":
        return argument["text"] * argument["count"]
    if name == "$array":
        return [expand(argument["value"])] * argument["count"]
    if name == "$map":
        value = expand(argument["value"])
        return {f"{argument['prefix']}{i:0{argument['digits']}d}": value for i in range(argument["count"])}
    if name == "$nest":
        value = expand(argument["leaf"])
        for _ in range(argument["depth"]):
            value = {argument["key"]: value} if argument["kind"] == "map" else [value]
        return value
    raise ValueError(f"unknown notation {name}")
