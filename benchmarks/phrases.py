"""Deadline phrases beside jionlp, and unit cells: how many in a second, and how many right."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

from benchmarks.measuring import REFERENCE, ROOT, Figure, by_turns, child

TIMES_FASTER = 20
REPEATED = 30
PEER = "jionlp"
FLOOR = "上限：只认出用语，不推算"  # as fast as the grammar could be if nothing were done with what it finds
GOLDEN = ROOT / "tests" / "golden" / "deadlines.txt"
Phrase = dict[str, Any]


def deadlines() -> Iterator[Figure]:
    """Ours and jionlp's in the same run, by turns: each phrase once, and a long table's column that repeats them."""
    said = _reference("deadlines.jsonl") or _made_phrases()
    case = f"时限用语（{len(said)}条）"
    with tempfile.TemporaryDirectory() as folder:
        python, why = _peer(Path(folder))
        if not python:
            yield Figure(case, PEER, None, "条/秒", note=f"未能比较：{why}")
        once = _asked(said, python, also={FLOOR: "terms"})
        column = _asked(said * REPEATED, python)
    yield from _speeds(f"{case}，每条一次", len(said), once)
    yield from _speeds(
        f"{case}，长表一列（每条{REPEATED}次）", len(said) * REPEATED, column, note="重复的写法凭记忆作答"
    )
    yield from _right(case, said, once["duban"][0]["read"], once[PEER][0]["days"] if python else None)


def unit_cells() -> Iterator[Figure]:
    """Unit cells in a second, without a roster."""
    said = _reference("units.jsonl") or _made_cells()
    runs = by_turns({"duban": lambda: child("cells", said)})["duban"]
    yield Figure(f"单位栏（{len(said)}格）", "duban", len(said) / median(one["seconds"] for one in runs), "格/秒")


def _asked(said: list[Phrase], python: str, also: Mapping[str, str] = MappingProxyType({})) -> dict[str, list[Any]]:
    """What we, jionlp and the orders `also` answer, by turns."""
    asked = {"before": _others(said), "said": said}
    orders = {name: partial(child, order, asked) for name, order in {"duban": "phrases", **also}.items()}
    if python:
        script = str(ROOT / "benchmarks" / "peer_jionlp.py")
        orders[PEER] = partial(child, "", asked, (python, script))
    return by_turns(orders)


def _others(said: list[Phrase]) -> list[Phrase]:
    """Phrases of every form that are not among those measured: both rivals read them first, off the clock."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    texts = {line.rpartition(" | ")[0] for line in lines if " | " in line} - {one["phrase"] for one in said}
    return [{"phrase": text, "year": 2023, "issue_date": "2023-03-10"} for text in sorted(texts)]


def _speeds(case: str, phrases: int, answers: dict[str, list[Any]], note: str = "") -> Iterator[Figure]:
    speed = {name: phrases / median(one["seconds"] for one in runs) for name, runs in answers.items()}
    for name, value in speed.items():
        yield Figure(case, name, value, "条/秒", note=note if name != PEER else "")
    if PEER in speed:
        ratio = speed["duban"] / speed[PEER]
        most = f"只认出用语：{speed[FLOOR] / speed[PEER]:.1f}倍" if FLOOR in speed else ""
        yield Figure(case, f"快于{PEER}", ratio, "倍", f"≥ {TIMES_FASTER} 倍", ratio >= TIMES_FASTER, most)


def _right(case: str, said: list[Phrase], ours: list[Phrase], peers: list[str] | None) -> Iterator[Figure]:
    """Right, asked, silently wrong: by the last day allowed, where somebody has labelled the phrases by hand."""
    if not all("gold" in one for one in said):
        return
    gold = [one["gold"]["due"] for one in said]
    asked = [(read, due) for read, due in zip(ours, gold, strict=True) if read["ask"]]
    offered = sum(due in (read["due"], *(one["due"] for one in read["readings"])) for read, due in asked)
    right = sum(read["due"] == due for read, due in zip(ours, gold, strict=True) if not read["ask"])
    wrong = len(said) - len(asked) - right
    yield Figure(case, "duban：读对", right, "条")
    yield Figure(case, "duban：提请人工确认", len(asked), "条", note=f"其中{offered}条的读法里有正确的一种")
    yield Figure(case, "duban：读错而不问", wrong, "条", "0 条", wrong == 0)
    if peers is not None:
        peer_right = sum(day == (due or "") for day, due in zip(peers, gold, strict=True))
        peer_wrong = sum(bool(day) and day != due for day, due in zip(peers, gold, strict=True))
        more = right + offered > peer_right and wrong < peer_wrong
        yield Figure(case, f"{PEER}：读对", peer_right, "条", "duban 读对的更多，读错的更少", more)
        yield Figure(case, f"{PEER}：读错而不说明", peer_wrong, "条")


def _peer(folder: Path) -> tuple[str, str]:
    """jionlp's Python in a throw-away environment, or "" and the reason why there is none."""
    python = folder / "peer" / "bin" / "python"
    print(f"正在临时环境中安装 {PEER} ……", file=sys.stderr)
    for command in (
        [sys.executable, "-m", "venv", str(folder / "peer")],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER],
        [str(python), "-c", f"import {PEER}"],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=600)
        except (subprocess.SubprocessError, OSError) as error:
            return "", f"{PEER} 未能安装（{type(error).__name__}）"
    return str(python), ""


def _reference(name: str) -> list[Phrase]:
    path = REFERENCE / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def _made_phrases() -> list[Phrase]:
    """Where no labelled phrases are at hand: common forms, every month."""
    forms = (
        "{}月底前",
        "2022年{}月底前",
        "{}月15日前",
        "2022年{}月10日至12月底",
        "每年{}月底前",
        "{}月上旬前",
        "{}月前",
    )
    texts = [form.format(month) for form in forms for month in range(1, 13)]
    texts += ["全年", "年底前", "上半年", "第三季度", "长期坚持", "印发后3个月内", "汛前", "每季度末", "每月10日前"]
    return [{"phrase": text, "year": 2022, "issue_date": "2022-01-10"} for text in texts]


def _made_cells() -> list[Phrase]:
    names = ("教育局", "财政局", "司法局", "水务局", "民政局", "住建局")
    forms = (
        "区{}、区{}",
        "区{}牵头，区{}配合",
        "区{}、{}，各乡镇人民政府",
        "区{}等相关部门、区{}",
        "区{}（牵头）、区{}",
    )
    return [
        {"cell": form.format(one, two), "role": "责任单位"}
        for form in forms
        for one in names
        for two in names
        if one != two
    ]
