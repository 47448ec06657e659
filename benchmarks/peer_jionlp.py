"""jionlp on the same phrases. Runs in an environment of its own, so it imports nothing of ours."""

import gc
import json
import sys
from time import process_time
from typing import Any

import jionlp  # type: ignore[import-not-found]


def last_day(phrase: str, base: dict[str, int]) -> str:
    """The last day it names, "" where it names none. What it cannot read it raises, in several ways."""
    try:
        read = jionlp.parse_time(phrase, time_base=base)
    except Exception:  # noqa: BLE001
        return ""
    if read["type"] not in ("time_point", "time_span"):
        return ""
    return str(read["time"][-1])[:10].replace("inf", "")


def base_of(one: dict[str, Any]) -> dict[str, int]:
    """The day of issue, else the year, else nothing to reckon from."""
    if one["issue_date"]:
        return dict(zip(("year", "month", "day"), map(int, one["issue_date"].split("-")), strict=False))
    return {"year": one["year"]} if one["year"] else {}


asked = json.load(sys.stdin)
for one in asked["before"]:
    last_day(one["phrase"], base_of(one))
said = [(one["phrase"], base_of(one)) for one in asked["said"]]
gc.collect()  # as in ours
start = process_time()
days = [last_day(phrase, base) for phrase, base in said]
print(json.dumps({"seconds": process_time() - start, "days": days}))
