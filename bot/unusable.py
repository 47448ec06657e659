"""Settings that cannot be used, and why, in the operator's words."""

from __future__ import annotations

from pydantic import ValidationError

_REASONS = {
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "string_type": "应为文字，请加引号",
    "bool_parsing": "应为 true 或 false",
    "greater_than": "应大于{gt}",
    "greater_than_equal": "不应小于{ge}",
    "less_than_equal": "不应大于{le}",
    "literal_error": "应为 {expected} 之一",
    "model_type": "应为一节，写作 [名称]，其下每行一项",
    "time_parsing": "应为时刻，例如 09:00:00",
    "time_type": "应为时刻，例如 09:00:00",
    "tuple_type": "应为列表，例如 [7, 3, 1]",
}


class ConfigUnusable(Exception):
    """Settings that cannot be used. The message is one Chinese line: place, reason, way out."""


def faults(error: ValidationError) -> str:
    """Every fault as 「place：reason」."""
    found = []
    for fault in error.errors(include_url=False, include_input=False):
        place = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            found.append(f"{place} 不是已知的配置项，请核对拼写或删除")
        else:
            known = _REASONS.get(fault["type"])
            said = known.format(**fault.get("ctx", {})) if known else fault["msg"].removeprefix("Value error, ")
            found.append(f"{place}：{said}")
    return "；".join(found)
