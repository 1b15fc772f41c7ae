#!/usr/bin/env python3
"""Checks every vector file against spec-vectors/schema.json.

usage: check_schema.py [FILE ...]

Without FILE it takes every .json file of spec-vectors. The validator knows the part of JSON Schema 2020-12 that the
schema uses, and refuses a schema with a keyword that it does not know.
"""
import json
import re
import sys
from pathlib import Path

import rows

IGNORED = {"$schema", "title", "description", "$defs"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


class Validator:
    def __init__(self, root):
        self.root = root

    def first_error(self, schema, value, path):
        """What is wrong, and where; None when nothing is."""
        for keyword, argument in schema.items():
            if keyword not in IGNORED:
                error = getattr(self, "_" + keyword.lstrip("$").lower(), self._unknown)(argument, value, path, schema)
                if error:
                    return error
        return None

    def _unknown(self, argument, value, path, schema):
        raise ValueError(f"a keyword that this validator does not know, in {sorted(schema)}")

    def _ref(self, argument, value, path, schema):
        target = self.root
        for part in argument.removeprefix("#/").split("/"):
            target = target[part]
        return self.first_error(target, value, path)

    def _type(self, argument, value, path, schema):
        names = argument if isinstance(argument, list) else [argument]
        return None if any(self.is_type(value, name) for name in names) else f"{path}: not of type {argument}"

    @staticmethod
    def is_type(value, name):
        if name in ("number", "integer"):
            return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
        return isinstance(value, TYPES[name])

    def _const(self, argument, value, path, schema):
        return None if self.same(argument, value) else f"{path}: not {argument!r}"

    def _enum(self, argument, value, path, schema):
        return None if any(self.same(choice, value) for choice in argument) else f"{path}: not one of {argument}"

    @staticmethod
    def same(first, second):
        return first == second and isinstance(first, bool) == isinstance(second, bool)

    def _pattern(self, argument, value, path, schema):
        # $ of Python also matches before a line feed at the end; \Z does not.
        pattern = argument[:-1] + r"\Z" if argument.endswith("$") and not argument.endswith("\\$") else argument
        return None if not isinstance(value, str) or re.search(pattern, value) else f"{path}: does not match {argument}"

    def _minlength(self, argument, value, path, schema):
        return f"{path}: too short" if isinstance(value, str) and len(value) < argument else None

    def _maxlength(self, argument, value, path, schema):
        return f"{path}: too long" if isinstance(value, str) and len(value) > argument else None

    def _minimum(self, argument, value, path, schema):
        return f"{path}: below {argument}" if self.is_type(value, "number") and value < argument else None

    def _maximum(self, argument, value, path, schema):
        return f"{path}: above {argument}" if self.is_type(value, "number") and value > argument else None

    def _minitems(self, argument, value, path, schema):
        return f"{path}: too few" if isinstance(value, list) and len(value) < argument else None

    def _uniqueitems(self, argument, value, path, schema):
        texts = [json.dumps(element, sort_keys=True) for element in value] if isinstance(value, list) and argument else []
        return f"{path}: an element twice" if len(set(texts)) != len(texts) else None

    def _items(self, argument, value, path, schema):
        return self._first((argument, element, f"{path}[{index}]") for index, element in enumerate(value)) if isinstance(value, list) else None

    def _required(self, argument, value, path, schema):
        missing = [name for name in argument if isinstance(value, dict) and name not in value]
        return f"{path}: has no {missing[0]}" if missing else None

    def _properties(self, argument, value, path, schema):
        known = [name for name in argument if isinstance(value, dict) and name in value]
        return self._first((argument[name], value[name], f"{path}.{name}") for name in known)

    def _additionalproperties(self, argument, value, path, schema):
        others = [name for name in value if name not in schema.get("properties", {})] if isinstance(value, dict) else []
        if argument is False:
            return f"{path}: has a member {others[0]}" if others else None
        return self._first((argument, value[name], f"{path}.{name}") for name in others)

    def _propertynames(self, argument, value, path, schema):
        return self._first((argument, name, f"{path}: the name {name}") for name in value) if isinstance(value, dict) else None

    def _anyof(self, argument, value, path, schema):
        return None if any(self.first_error(choice, value, path) is None for choice in argument) else f"{path}: fits none of {len(argument)} choices"

    def _oneof(self, argument, value, path, schema):
        fitting = sum(self.first_error(choice, value, path) is None for choice in argument)
        return None if fitting == 1 else f"{path}: fits {fitting} of {len(argument)} choices"

    def _first(self, cases):
        return next((error for schema, value, path in cases if (error := self.first_error(schema, value, path))), None)


def main():
    schema = rows.read("schema.json")
    paths = [Path(name) for name in sys.argv[1:]] or sorted(path for path in rows.FOLDER.glob("*.json") if path.name != "schema.json")
    failures = 0
    for path in paths:
        value = json.loads(path.read_text(encoding="utf-8"))
        part = schema["$defs"]["requirements" if path.name == "requirements.json" else "rows"]
        validator = Validator(schema)
        errors = [error for index, row in enumerate(value if isinstance(value, list) else [value])
                  if (error := validator.first_error(part["items"], row, f"[{index}] {row.get('name', row.get('id', '')) if isinstance(row, dict) else ''}"))]
        failures += len(errors) + (not isinstance(value, list))
        print(f"{path.name}: {len(value)} rows, {len(errors)} not in the schema")
        for error in errors[:20]:
            print("  " + error)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
