"""Deadline phrases: read right, or asked about; never silently wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.deadlines import as_json, occurrences, read_deadline, said_in_text
from scheduler.deadlines.grammar import FORMS, terms_in
from scheduler.deadlines.plain import plain_deadline
from scheduler.deadlines.reading import WORKDAYS, by_grammar
from scheduler.deadlines.terms import Placed
from scheduler.deadlines.wording import clean_cell
from scheduler.deadlines.years import known
from scheduler.due import choices_of
from storage.values import Deadline, DeadlineKind
from tests.effort import IN_STEP, growth

YEAR, ISSUED_ON = 2023, date(2023, 3, 10)
YEARS = ("", "2023年", "2024", "2019年", "20年")
DAYS = ("6月", "06月底", "2月29日", "10月1日", "13月", "12月31日", "31日", "年底", "底", "5月份", "10", "", ".6.30")
TABLE = Path(__file__).parent / "golden" / "deadlines.txt"
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "deadlines.jsonl"
PHRASES = [
    tuple(line.replace("\\n", "\n").rsplit(" | ", 1))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_a_phrase_is_read_as_the_office_reads_it() -> None:
    readings = [(phrase, expected, read_deadline(phrase, YEAR, ISSUED_ON)) for phrase, expected in PHRASES]

    wrong = [(phrase, expected, one, one.why) for phrase, expected, one in readings if _written(one) != expected]

    assert wrong == []
    assert len(readings) > 1_500


@pytest.mark.skipif(not REFERENCE.exists(), reason="the labelled phrases are not on this machine")
def test_the_labelled_phrases_are_right_or_asked() -> None:
    gold = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()]

    readings = [(line, _read_labelled(line)) for line in gold]

    right_or_asked = [line for line, deadline in readings if deadline.ask or _agrees(deadline, line["gold"])]
    silently_wrong = [
        line["phrase"]
        for line, deadline in readings
        if not deadline.ask and line["gold"]["due"] and _iso(deadline.due) != line["gold"]["due"]
    ]
    asked_in_vain = [
        line["phrase"]
        for line, deadline in readings
        if deadline.ask
        and not line["gold"]["note"]
        and line["gold"]["kind"] not in ("event", "none")
        and "INTERVAL" not in line["gold"].get("rrule", "")  # every second year: of the odd or the even ones
    ]
    assert len(right_or_asked) >= 0.98 * len(gold)
    assert silently_wrong == []
    assert asked_in_vain == []


def test_the_plainest_cells_are_read_as_the_grammar_reads_them() -> None:
    days = [f"{year}{day}" for year in YEARS for day in DAYS]
    wordings = [
        f"{lead}{day}{side}" for lead in ("", "应于", "到") for day in days for side in ("", "前", "前动工", "完成")
    ]
    wordings += [f"{one}{link}{two}{end}" for one in days for link in "-至" for two in days for end in ("", "前")]
    beside = known(2023, ISSUED_ON, WORKDAYS)

    plain = [(wording, plain_deadline(wording, wording, 2023)) for wording in wordings]

    read = [(wording, deadline) for wording, deadline in plain if deadline]
    assert len(read) > 500
    assert read == [(wording, by_grammar(wording, wording, beside)) for wording, _ in read]


def test_a_form_names_every_way_it_can_begin() -> None:
    wordings = [clean_cell(phrase) for phrase, _ in PHRASES]

    found = [(wording, terms_in(wording)) for wording in wordings]

    assert found == [(wording, list(_first_of_all_forms(wording))) for wording in wordings]


def _first_of_all_forms(wording: str) -> Iterator[Placed]:
    """The terms of a wording where every form is tried at every letter."""
    begin = 0
    while begin < len(wording):
        finds = ((form.read, form.pattern.match(wording, begin)) for form in FORMS)
        read, found = next(((read, found) for read, found in finds if found), (None, None))
        if read and found:
            yield read(found), begin, found.end()
        begin = found.end() if found else begin + 1


def test_a_bare_month_before_which_offers_both_readings() -> None:
    deadline = read_deadline("11月前", 2022)

    assert deadline.ask
    assert [reading.due for reading in deadline.readings] == [date(2022, 10, 31), date(2022, 11, 30)]
    assert all(reading.why for reading in deadline.readings)


def test_a_bare_year_before_which_offers_both_readings() -> None:
    deadline = read_deadline("2024年前", 2023)

    assert [reading.due for reading in deadline.readings] == [date(2023, 12, 31), date(2024, 12, 31)]


@pytest.mark.parametrize("phrase", ["每两年评估一次", "每三周调度一次", "每10天报送一次"])
def test_a_rhythm_without_a_beginning_offers_beginnings_that_settle_it(phrase: str) -> None:
    deadline = read_deadline(phrase, YEAR, ISSUED_ON)

    settled = [read_deadline(choice, YEAR, ISSUED_ON) for choice in choices_of(deadline)]
    assert settled
    assert not any(one.ask for one in settled)
    assert [next(occurrences(one, ISSUED_ON, date(2030, 1, 1))) for one in settled] == [
        reading.due for reading in deadline.readings
    ]


def test_a_second_clause_takes_the_year_of_the_clause_before() -> None:
    deadline = read_deadline("2021年6月底前完成试点，12月底前全面推开", 2020)

    assert deadline.milestones == (
        ("2021年6月底前完成试点", date(2021, 6, 30)),
        ("12月底前全面推开", date(2021, 12, 31)),
    )
    assert deadline.due == date(2021, 12, 31)
    assert not deadline.ask


@pytest.mark.parametrize(
    ("phrase", "milestones"),
    [
        ("动员（4月），整治（5—9月），总结（10月）", ["动员(4月) 04-30", "整治(5-9月) 09-30", "总结(10月) 10-31"]),
        ("（1）4月底前立项；（2）2024年4月底前建成", ["(1)4月底前立项 04-30", "(2)2024年4月底前建成 04-30"]),
        ("12月底前完成（其中6月底前完成一半）", ["12月底前完成 12-31", "其中6月底前完成一半 06-30"]),
        ("1.立即启动；2.6月底前完成；3.长期坚持", ["6月底前完成 06-30", "长期坚持 None"]),
        ("3月、9月底前各报送一次", ["3月 03-31", "9月底前各报送一次 09-30"]),
        ("每月5日前报进展；12月10日前报总结", ["每月5日前报进展 None", "12月10日前报总结 12-10"]),
        ("6月底前\n12月底前", ["6月底前 06-30", "12月底前 12-31"]),
    ],
)
def test_every_milestone_keeps_its_own_words_and_day(phrase: str, milestones: list[str]) -> None:
    deadline = read_deadline(phrase, YEAR, ISSUED_ON)

    assert [f"{words} {due:%m-%d}" if due else f"{words} None" for words, due in deadline.milestones] == milestones


def test_a_date_and_a_lasting_duty_are_two_milestones() -> None:
    deadline = read_deadline("第一项6月底前完成；第二项长期坚持", 2023)

    assert deadline.kind is DeadlineKind.DATE
    assert deadline.milestones == (("第一项6月底前完成", date(2023, 6, 30)), ("第二项长期坚持", None))


def test_a_rhythm_with_an_end_is_both() -> None:
    deadline = read_deadline("每月推进，12月底前完成", 2023, ISSUED_ON)

    assert (deadline.rrule, deadline.due) == ("FREQ=MONTHLY", date(2023, 12, 31))
    assert list(occurrences(deadline, date(2023, 11, 1), date(2024, 3, 1))) == [date(2023, 11, 30), date(2023, 12, 31)]


def test_a_yearly_duty_issued_after_its_month_is_first_due_next_year() -> None:
    deadline = read_deadline("每年 3 月底前", 2022, date(2022, 9, 16))

    assert deadline.rrule == "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"
    assert deadline.due == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        ("每年3月10日前", ISSUED_ON),
        ("每年3月9日前", date(2024, 3, 9)),
        ("每年2月底前", date(2024, 2, 29)),
        ("每年1月、7月底前", date(2023, 7, 31)),
        ("2025年起每年6月底前", date(2025, 6, 30)),
        ("自2025年7月1日起，每年6月底前", date(2026, 6, 30)),
    ],
)
def test_a_yearly_duty_is_first_due_on_or_after_the_issue_and_its_own_beginning(phrase: str, first: date) -> None:
    assert read_deadline(phrase, YEAR, ISSUED_ON).due == first


def test_a_year_with_several_different_days_offers_no_day_that_nobody_wrote() -> None:
    deadline = read_deadline("每年6月30日、12月15日前", YEAR, ISSUED_ON)

    assert deadline.ask
    assert (deadline.due, deadline.readings) == (None, ())  # it used to offer the first of June


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("每年2月底前", [date(2023, 2, 28), date(2024, 2, 29)]),
        ("每季度末", [date(2023, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))]),
        ("每半年一次", [date(2023, 6, 30), date(2023, 12, 31), date(2024, 6, 30)]),
        ("每月30日前", [date(2023, 1, 30), date(2023, 2, 28), date(2023, 3, 30)]),
        ("每月31日前", [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30)]),
        ("每月", [date(2023, 1, 31), date(2023, 2, 28)]),
        ("每两个月", [date(2023, 2, 28), date(2023, 4, 30), date(2023, 6, 30)]),
        ("每四个月", [date(2023, 4, 30), date(2023, 8, 31), date(2023, 12, 31)]),
        ("2023年7月起每季度末", [date(2023, 9, 30), date(2023, 12, 31)]),
    ],
)
def test_a_rhythm_falls_due_on_days_that_exist(phrase: str, days: list[date]) -> None:
    deadline = read_deadline(phrase, 2023)

    assert list(occurrences(deadline, date(2023, 1, 1), days[-1])) == days


@pytest.mark.parametrize(
    ("phrase", "offered"),
    [
        ("6月30日前10个工作日", date(2023, 6, 15)),
        ("10月1日后5个工作日内", date(2023, 10, 11)),
        ("自2023年4月1日起3个月内", date(2023, 7, 1)),
        ("6月底后10日内报送", date(2023, 7, 10)),
        ("8月31日前一周", date(2023, 8, 24)),
    ],
)
def test_a_length_counted_from_a_day_offers_the_day_it_leads_to(phrase: str, offered: date) -> None:
    deadline = read_deadline(phrase, YEAR, ISSUED_ON)

    assert deadline.ask
    assert choices_of(deadline) == [offered.isoformat()]


@pytest.mark.parametrize("phrase", ["2024年春节前", "明年“七一”前完成", "2023年汛期前", "2023年高考期间"])
def test_the_year_of_an_event_is_never_offered_as_its_day(phrase: str) -> None:
    deadline = read_deadline(phrase, YEAR, ISSUED_ON)

    assert (deadline.ask, deadline.due, deadline.readings) == (True, None, ())


def test_without_any_year_a_month_is_asked_about() -> None:
    deadline = read_deadline("6月底前")

    assert deadline.ask
    assert deadline.due is None


def test_the_issue_date_gives_the_year_where_the_document_has_none() -> None:
    assert read_deadline("6月底前", None, date(2021, 2, 1)).due == date(2021, 6, 30)
    assert read_deadline("2021年6月底前").due == date(2021, 6, 30)


def test_a_month_before_the_issue_stays_in_its_year() -> None:
    assert read_deadline("8月底前", 2022, date(2022, 9, 16)).due == date(2022, 8, 31)


def test_this_year_is_asked_about_where_document_and_issue_differ() -> None:
    assert read_deadline("今年底前", 2023, date(2022, 12, 28)).ask
    assert read_deadline("年底前", 2023, date(2022, 12, 28)).due == date(2023, 12, 31)


def test_a_length_of_time_needs_the_day_of_issue() -> None:
    assert read_deadline("印发后3个月内", 2022, date(2022, 11, 30)).due == date(2023, 2, 28)
    assert read_deadline("印发后3个月内", 2022).ask


def test_a_range_over_the_year_end_without_a_word_for_it_is_asked_about() -> None:
    deadline = read_deadline("2022年11月至3月", 2022)

    assert deadline.ask
    assert deadline.due == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区司法局应于2022年11月底前指导督促各单位录入平台。", [("2022年11月底前", "2022-11-30")]),
        ("扩大公开范围,年底前完成决算公开。继续深化,年底前完成债务公开", [("年底前", "2022-12-31")] * 2),
        ("年度抽查计划应于每年 3 月底前公布。", [("每年 3 月底前", "2023-03-31")]),
        ("2021年6月底前完成方案，12月底前全面推开", [("2021年6月底前", "2021-06-30"), ("12月底前", "2021-12-31")]),
        ("经营状况等信息于9月底前在网站公开", [("9月底前", "2022-09-30")]),
        ("年内争取完成改造", [("年内", "2022-12-31")]),
        ("2022年11月完成改造", [("2022年11月", "2022-11-30")]),
        ("10月至11月组织开展自查", [("10月至11月", "2022-11-30")]),
        ("自印发之日起15个工作日内报送清单", [("印发之日起15个工作日内", "2022-10-12")]),
        ("于11月前完成", [("11月前", "2022-10-31")]),
        ("召开座谈会，上半年、下半年各1次", [("上半年", "2022-06-30"), ("下半年", "2022-12-31")]),
        ("建设实训基地，3月动工、9月投用。", [("9月", "2022-09-30")]),
        ("冬季行动，行动时间为2022年11月1日至2023年2月5日", [("2022年11月1日至2023年2月5日", "2023-02-05")]),
        ("检修2021年9月启用的充电桩，服务2022年6月开业的商场", []),
        ("填报时间：2022年10月5日，会议时间为10月6日", []),
        ("下半年以来共开展3次", []),
        ("依据第274号国务院令", []),
        ("落实《规划（2021—2030年）》和2022年工作要点", []),
        ("2004年年底前投运的机组", []),
        ("完成2015年底前关闭的12处矿山修复", []),
        ("公开时限：长期公开", []),
        ("未施行制度的窗口应从10月起统一施行", []),
        ("2021年以来的文件，比2020年增加", []),
        ("截至2021年底，已建成50个专区", []),
        ("全年公开信息不少于100条", []),
        ("国办发〔2022〕8号要求，2022年3月1日印发的办法", []),
        ("", []),
        ("于 2023 年元月 15 日前报送", [("2023 年元月 15 日前", "2023-01-15")]),
    ],
)
def test_the_dates_in_a_task_are_found_and_lookalikes_left_out(text: str, found: list[tuple[str, str]]) -> None:
    deadlines, _ = said_in_text(text, 2022, date(2022, 9, 16))

    assert [(deadline.phrase, _iso(deadline.due)) for deadline in deadlines] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("开展活动（4月1日至4月30日），汇总上报", [("4月1日至4月30日", "2022-04-30")]),
        ("动员部署（3月）、总结（11月底）", [("3月", "2022-03-31"), ("11月底", "2022-11-30")]),
        ("防火期（10月1日至12月31日）内巡查；落实《办法》（2022年3月1日）", []),
    ],
)
def test_a_day_that_fills_a_bracket_is_asked_about(text: str, found: list[tuple[str, str]]) -> None:
    _, deadlines = said_in_text(text, 2022)

    assert [(deadline.phrase, _iso(deadline.due)) for deadline in deadlines] == found
    assert all(deadline.ask for deadline in deadlines)


def test_the_json_of_a_deadline_keeps_the_contract() -> None:
    deadline = read_deadline("11月前", 2022)

    assert as_json(deadline) == {
        "phrase": "11月前",
        "kind": "date",
        "due": "2022-10-31",
        "start": None,
        "rrule": None,
        "milestones": [],
        "readings": [
            {"due": "2022-10-31", "why": "“11月前”指此前截止"},
            {"due": "2022-11-30", "why": "“11月前”指截至其末"},
        ],
        "ask": True,
        "why": "“11月前”有两种读法，请选定",
    }


PIECES = st.sampled_from(
    [
        "2022年",
        "2023年",
        "今年",
        "次年",
        "6月",
        "13月",
        "11月",
        "底",
        "末",
        "前",
        "内",
        "起",
        "至",
        "-",
        "~",
        "、",
        "，",
        "。",
        "（",
        "）",
        "30日",
        "31日",
        "每年",
        "每月",
        "每季度",
        "第三季度",
        "上半年",
        "年底",
        "印发后",
        "3个月内",
        "15个工作日",
        "之日起",
        "长期",
        "汛",
        "完成",
        "的",
        "投运",
        "十二月",
        "二〇二二年",
        "2022.11",
        ".",
        "/",
        "1",
        "0",
        "O",
        "已",
        "其中",
        "即日起",
        "\n",
        "\0",
        "\ud800",
        " ",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map("".join)), st.none() | st.integers(2000, 2099))
def test_whatever_is_written_is_read_without_contradiction(phrase: str, year: int | None) -> None:
    deadline = read_deadline(phrase, year, ISSUED_ON)

    assert deadline.phrase == phrase
    assert deadline.ask or deadline.kind is not DeadlineKind.DATE or deadline.due
    assert deadline.ask or not (deadline.start and deadline.due) or deadline.start <= deadline.due
    assert deadline.ask or deadline.kind is not DeadlineKind.RECURRING or deadline.rrule
    assert deadline.why
    assert deadline.readings or not (deadline.ask and deadline.due)
    assert not deadline.milestones or deadline.due == max(due for _, due in deadline.milestones if due)
    json.dumps(as_json(deadline))


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join)))
def test_every_date_found_in_a_text_stands_in_it(text: str) -> None:
    for deadlines in said_in_text(text, YEAR, ISSUED_ON):
        assert all(deadline.phrase in text for deadline in deadlines)


@pytest.mark.parametrize(
    "letter",
    ["6", "月", "年", "前", "、", "-", " ", "\n", "十", "每", "6月底前", "3、", "之日起", "印发后\x00", "(", "《"],
)
def test_the_work_of_reading_a_text_keeps_step_with_its_length(letter: str) -> None:
    years = count(2000)  # another year every time, so that nothing is answered from memory

    assert growth(lambda text: read_deadline(text, next(years)), letter, 120) < IN_STEP
    assert growth(lambda text: said_in_text(text, YEAR), letter, 1500) < IN_STEP


def _written(deadline: Deadline) -> str:
    due, start = _iso(deadline.due) or "", _iso(deadline.start) or ""
    if deadline.ask:
        return "问"
    written = {
        DeadlineKind.DATE: due,
        DeadlineKind.RANGE: f"{start}…{due}",
        DeadlineKind.WHOLE_YEAR: f"全年{due}",
        DeadlineKind.CONTINUOUS: f"长期{start}起" if start else "长期",
        DeadlineKind.RECURRING: f"{deadline.rrule} {due}".strip(),
        DeadlineKind.RELATIVE: f"相对{due}",
        DeadlineKind.NONE: "空",
    }
    return written[deadline.kind]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_labelled(line: dict[str, str | None]) -> Deadline:
    issued = line["issue_date"]
    year = line["year"]
    issued_on = date.fromisoformat(issued) if issued and len(issued) == 10 else None
    return read_deadline(str(line["phrase"]), int(year) if year else None, issued_on)


def _agrees(deadline: Deadline, gold: dict[str, str | None]) -> bool:
    same_rule = not gold.get("rrule") or gold["rrule"] == deadline.rrule
    return deadline.kind == gold["kind"] and _iso(deadline.due) == gold["due"] and same_rule
