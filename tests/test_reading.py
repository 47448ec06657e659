"""What liaisons type is read rightly or asked about; a not-done is never taken for done."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages import reading
from messages.reading import Said, Say, Understood, as_json, may_correct, phrases, understand
from messages.reading.form import Form
from messages.reading.plain import make_plain
from scheduler.workdays import Workdays
from tests.effort import IN_STEP, growth
from tests.typed_cases import ALL_BUT, ALL_DONE, CASES, GROUPS, HARMLESS, MONDAY, OPEN, PAIRS, UNDOING, Case, Reading

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "messages.jsonl"


def _told(understood: Understood) -> Reading:
    said = (
        (item, say.intent.value, say.due.isoformat() if say.due else None, say.links)
        for say in understood.says
        for item in say.items or ("-",)
    )
    return frozenset(said), understood.ask


@pytest.mark.parametrize("group", GROUPS)
def test_a_message_is_taken_to_say_what_its_writer_meant(group: str) -> None:
    told = [(case, _told(case.read())) for case in CASES if case.group == group]

    assert [(case.text, reading) for case, reading in told if reading not in case.right] == []


def test_only_what_is_done_is_taken_for_done() -> None:
    wrong = [case.text for case in CASES if not _done_items(_told(case.read())) <= _may_be_done(case)]

    assert wrong == []


def _done_items(reading: Reading) -> set[str]:
    return {fact[0] for fact in reading[0] if fact[1] == Said.DONE}


def _may_be_done(case: Case) -> set[str]:
    return set().union(*(_done_items(reading) for reading in case.right))


MANY = tuple(str(number) for number in range(1, 54))


@pytest.mark.parametrize("frames", [ALL_DONE, ALL_BUT])
def test_numbers_however_written_make_nothing_else_done(frames: tuple[str, ...]) -> None:
    pair = {"22", "41"}
    texts = [frame.format(numbers.format(a="22", b="41")) for frame in frames for numbers in PAIRS]

    told = {text: _all_done(understand(text, MANY, None, MONDAY)) for text in texts}

    wrong = {text: done & pair if frames is ALL_BUT else done - pair for text, done in told.items()}
    assert {text: items for text, items in wrong.items() if items} == {}


def _all_done(understood: Understood) -> set[str]:
    done = _done_items(_told(understood))
    return set(MANY) if "*" in done else done


REPORTS = (
    "已完成",
    "已办结",
    "完成了",
    "已公开",
    "已在网站公开",
    "于11月8日公布",
    "弄完了",
    "已落实",
    "搞定了",
    "已按要求上线",
    "任务已完成",
    "全部发放完毕",
)


FRAMES = ("第12项{}", "12：{}", "12行政执法公示{}", "12 {}\n30办理中")


def test_a_completion_that_is_undone_is_never_taken_for_done() -> None:
    reports = [undoing.replace("{}", report) for undoing in UNDOING for report in REPORTS]
    texts = [frame.format(report) for frame in FRAMES for report in reports]

    taken_for_done = [text for text in texts if _done(understand(text, OPEN, None, MONDAY))]

    assert taken_for_done == []


@pytest.mark.parametrize("beside", [("{}",), HARMLESS], ids=["alone", "beside_what_is_harmless"])
def test_a_completion_that_nothing_undoes_is_done(beside: Sequence[str]) -> None:
    reports = [harmless.replace("{}", report) for harmless in beside for report in REPORTS]
    texts = [frame.format(report) for frame in FRAMES for report in reports]

    assert [text for text in texts if not _done(understand(text, OPEN, None, MONDAY))] == []


def _done(understood: Understood) -> bool:
    return Said.DONE in {say.intent for say in understood.says}


@given(
    st.text(
        alphabet=st.sampled_from(
            "12３、项第号已完成没未办结延期到月日明天除外其余都“”《》（），。？\n ：-—0.%>https://x.cn的了吗如果更正收"
        ),
        max_size=60,
    )
)
@settings(max_examples=400, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    understood = understand(text, OPEN, ["12"], MONDAY)

    assert understood == understand(text, OPEN, ["12"], MONDAY)
    assert all(set(say.items) <= {*OPEN, "*"} for say in understood.says)
    assert understood.says or understood.ask


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=4), max_size=5),
    st.none() | st.lists(st.text(max_size=3)),
    st.dates(),
)
@settings(max_examples=200, deadline=None)
def test_no_circumstance_is_too_strange(text: str, items: list[str], replying: list[str] | None, day: date) -> None:
    understand(text, items, replying, day)


@given(st.from_regex(phrases.CORRECT.pattern))
def test_whatever_can_be_taken_for_a_correction_is_read_for_one(clause: str) -> None:
    assert phrases.CORRECT_SIGN.search(clause)


def test_no_correction_is_overlooked() -> None:
    corrections = [case.text for case in CASES if all("correct" in str(facts) for facts, _ in case.right)]

    assert corrections
    assert [text for text in corrections if not may_correct(text)] == []


@pytest.mark.parametrize(
    "piece", ["已完成", "12、", "1", "没有", "除", "“", "https://x.cn/", "\n1.", "12已完成，", "十", " "]
)
def test_the_work_of_reading_a_message_keeps_step_with_its_length(piece: str) -> None:
    assert growth(lambda text: understand(text, OPEN, None, MONDAY), piece, 600) < IN_STEP


def test_the_remark_keeps_the_reason_and_drops_the_rest() -> None:
    understood = understand("12申请延期到12月15日，原因：平台维护 https://x.gov.cn/a.html", OPEN, None, MONDAY)

    assert understood.says == (
        Say(
            ("12",),
            Said.EXTENSION,
            ("https://x.gov.cn/a.html",),
            date(2022, 12, 15),
            "申请延期到12月15日，原因：平台维护",
        ),
    )


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("申请延期到2023年1月13日", date(2023, 1, 13)),
        ("延期至23年1月13日", date(2023, 1, 13)),
        ("延到月底", date(2022, 9, 30)),
    ],
)
def test_a_new_date_may_name_its_year_or_be_the_months_end(asked: str, due: date) -> None:
    understood = understand(f"12 {asked}", ["12", "15"], None, date(2022, 9, 28))

    assert [(say.intent, say.due) for say in understood.says] == [(Said.EXTENSION, due)]


@pytest.mark.parametrize("promised", ["今天一定办结", "完了就发", "一定完成"])
def test_what_is_promised_is_not_done(promised: str) -> None:
    understood = understand(f"12 {promised}", ["12", "15"], None, date(2022, 9, 28))

    assert [say.intent for say in understood.says] == [Said.WORKING]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (
            "从今天起延期5个工作日",
            date(2022, 10, 10),
        ),  # 10-08 and 10-09 are worked
        ("自10月9日起顺延3个工作日", date(2022, 10, 12)),
        ("申请延期到五个工作日后", date(2022, 10, 10)),
        ("申请延期5个工作日", None),
        ("从10月9日起延到10月31日，审核要5个工作日", date(2022, 10, 31)),
        ("从今天起延期400个工作日", None),
    ],
)
def test_working_days_are_counted_by_the_calendar(asked: str, due: date | None) -> None:
    calendar = Workdays().add_workdays if "400" not in asked else _beyond_it
    understood = understand(f"12{asked}", ["12", "15"], None, date(2022, 9, 28), calendar)

    assert [(say.intent, say.due) for say in understood.says] == [(Said.EXTENSION, due)]
    assert understood.ask is (due is None)


def _beyond_it(day: date, count: int) -> date:
    raise ValueError(day, count)


REMARKS = {
    "12已完成": "",
    "12 done": "",
    "12办完了[OK]": "",
    "此项已全部落实完毕，请审": "",
    "12已完成，链接 https://www.xrq.gov.cn/a.html": "",
    "12的材料还在准备": "材料还在准备",
    "申请将12的时限由11月30日调整为12月16日": "申请将12的时限由11月30日调整为12月16日",
    "局长签完字12就算完成了": "局长签完字12就算完成了",
    "关于第12项，我局正在收集目录": "我局正在收集目录",
    "12 无此情形（我镇无重大建设项目）": "无此情形（我镇无重大建设项目）",
    "12办理中（等验收）": "办理中（等验收）",
    "12权责清单调整完并公布了：https://www.xrq.gov.cn/a.html": "权责清单调整完并公布了",
    "③12没动，人手不足": "没动，人手不足",
}


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_is_what_goes_beyond_the_status_without_scraps(text: str) -> None:
    [say] = understand(text, ["12", "15"], ["12"], MONDAY).says

    assert say.note == REMARKS[text]


def test_the_rest_is_named_item_by_item() -> None:
    [say] = understand("除12外都办结了", ["3", "12", "23"], None, MONDAY).says

    assert say.items == ("3", "23")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the labelled sample is not beside this tree")
def test_the_labelled_sample_is_read_exactly() -> None:
    cases = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]

    exact = [case for case in cases if _sample_reading(case) == (_sorted(case["gold"]["says"]), case["gold"]["ask"])]

    assert len(exact) >= 0.97 * len(cases)


def _sample_reading(case: dict[str, Any]) -> tuple[list[str], bool]:
    told: dict[str, Any] = as_json(
        understand(case["text"], case["open"], case["replying_to"], date.fromisoformat(case["today"]))
    )
    return _sorted([{key: say[key] for key in ("items", "intent", "links", "due")} for say in told["says"]]), told[
        "ask"
    ]


def _sorted(says: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(say, sort_keys=True) for say in says)


def test_no_form_is_ruled_out_by_its_signs_where_it_stands() -> None:
    texts = [make_plain(case.text).text for case in CASES[::7]]
    forms = [one for module in pkgutil.iter_modules(reading.__path__) for one in _forms_of(module.name)]

    assert len(forms) > 150
    ruled_out = [(form, text) for form in forms for text in texts if form.signs.isdisjoint(text)]
    assert [(form.pattern, text) for form, text in ruled_out if form.whole.search(text)] == []


def test_a_form_finds_just_what_its_pattern_finds() -> None:
    texts = [make_plain(case.text).text for case in CASES[::17]] + ["#完成§", "#已公开,还差链接", "困难不大，难"]
    forms = [one for module in pkgutil.iter_modules(reading.__path__) for one in _forms_of(module.name)]

    for form in {form.pattern: form for form in forms}.values():
        written = re.compile(form.pattern, form.whole.flags)
        for text in texts:
            assert [*map(str, form.whole.finditer(text))] == [*map(str, written.finditer(text))]


def _forms_of(module: str) -> Iterator[Form]:
    waiting: list[object] = [vars(importlib.import_module(f"{reading.__name__}.{module}"))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Form):
            yield one
        elif isinstance(one, dict | tuple):
            waiting += one.values() if isinstance(one, dict) else one
