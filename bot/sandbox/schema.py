"""Checks calls and returned objects against the Bot API as data (bot-api.json), where such a file is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox.params import Params

_ARRAY = "Array of "
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


@cache
def _described(path: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described


class Schema:
    """The methods and types of one version of the Bot API."""

    def __init__(self, path: Path) -> None:
        described = _described(path)
        self.version: str = described["version"]
        self._methods = {name.lower(): method for name, method in described["methods"].items()}
        self._types = described["types"]

    def in_call(self, method: str, params: Params) -> list[str]:
        """What is wrong with a call: parameters that do not exist, are missing or of another type."""
        known = self._methods.get(method.lower())
        if known is None:
            return [f"{method}: no such method"]
        fields = {field["name"]: field for field in known.get("fields", [])}
        given = params.values.keys() | params.files.keys()
        attached = {name for name in params.files if name not in fields}  # named by attach://
        problems = [f"{method}: no parameter {name}" for name in sorted(given - fields.keys() - attached)]
        problems += [
            f"{method}: {name} is required" for name, field in fields.items() if field["required"] and name not in given
        ]
        for name in params.values.keys() & fields.keys():
            problems += self._in_param(f"{method}.{name}", params.values[name], fields[name]["types"])
        return problems

    def in_result(self, method: str, result: Any) -> list[str]:
        """What is wrong with what a method returned."""
        known = self._methods.get(method.lower())
        return [] if known is None else self._in_any(method, result, known["returns"])

    def in_object(self, type_name: str, value: Any) -> list[str]:
        """What is wrong with an object of a type, such as "Update"."""
        return self._in_value(type_name, value, type_name)

    def _in_param(self, place: str, value: Any, types: list[str]) -> list[str]:
        """Parameters may come as text; then one of the types must be readable from it."""
        if not isinstance(value, str) or "String" in types or "InputFile" in types:
            return [] if "InputFile" in types else self._in_any(place, value, types)
        try:
            return self._in_any(place, json.loads(value), types)
        except ValueError:
            return [f"{place}: {value!r} is none of {types}"]

    def _in_any(self, place: str, value: Any, types: Iterable[str]) -> list[str]:
        """Problems with the type that fits best; none where one fits."""
        tried = [self._in_value(place, value, name) for name in types]
        return min(tried, key=len)

    def _in_value(self, place: str, value: Any, type_name: str) -> list[str]:
        if type_name.startswith(_ARRAY):
            return self._in_array(place, value, type_name.removeprefix(_ARRAY))
        if type_name in _PLAIN:
            fits = isinstance(value, _PLAIN[type_name]) and (type_name in ("Boolean", "True")) == isinstance(
                value, bool
            )
            return [] if fits else [f"{place}: {value!r} is no {type_name}"]
        described = self._types.get(type_name)
        if described is None:
            return [f"{place}: unknown type {type_name}"]
        if described.get("subtypes"):
            return self._in_any(place, value, described["subtypes"])
        return self._in_fields(place, value, described)

    def _in_array(self, place: str, value: Any, of: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no array"]
        return [problem for index, one in enumerate(value) for problem in self._in_value(f"{place}[{index}]", one, of)]

    def _in_fields(self, place: str, value: Any, described: Mapping[str, Any]) -> list[str]:
        if not isinstance(value, dict):
            return [f"{place}: {value!r} is no {described['name']}"]
        fields = {field["name"]: field for field in described.get("fields", [])}
        problems = [f"{place}: no field {name} in {described['name']}" for name in value.keys() - fields.keys()]
        for name, field in fields.items():
            if name in value:
                problems += self._in_any(f"{place}.{name}", value[name], field["types"])
            elif field["required"]:
                problems.append(f"{place}: {described['name']} needs {name}")
        return problems
