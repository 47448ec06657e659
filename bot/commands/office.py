"""`enrol`, `preview`, `digest`, `export`, `audit`: the office's work from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bot.commands import Refused, Say
from bot.commands.checking import bot_name
from bot.commands.terminal import coloured, working
from bot.config import Config, load
from bot.conversation.enrolment import VALID_FOR, enrolment_link, new_code
from bot.opening import open_database, open_store
from messages import words
from messages.assessment import assessment as assessment_sheet
from messages.digests import digest as digest_letter
from messages.digests import digest_as_json
from messages.entries import Entry
from messages.html import as_text
from messages.outlooks import outlook_text
from scheduler import assessing, papers, taking
from scheduler.clock import Clock, OfficeClock, local
from scheduler.outlook import outlook
from scheduler.rounds import Rounds
from storage.chain import Head, Verified
from storage.delivery import Outcome, Withdrawn
from storage.states import Post, Role
from storage.store import Store

PLAUSIBLE_YEARS = range(2000, 2101)


def enrol(role: str, unit: str | None, post: str, say: Say) -> None:
    """Print a one-time code; the person sends it to the bot."""
    config, clock, store = _open()
    wanted = Role(role)
    if wanted is Role.LIAISON and not unit:
        raise Refused("联络员须写明单位，例如 --unit 区教育局；领导不写单位的，为区负责同志")
    with store.act(clock()) as desk:
        found = taking.unit_named(desk, unit) if unit else None
        if unit and found is None:
            raise Refused(f"名册中没有「{unit}」，请核对名称，或先用 duban roster 载入名册")
        code = new_code(desk, wanted, found, Post(post))
    say(f"登记码：{code}")
    say(f"登记方法：在 Telegram 中打开机器人，发送  /start {code}")
    name = bot_name(config)
    say(f"登记链接：{enrolment_link(name or '机器人用户名', code)}")
    if name is None:
        say("（未能向 Telegram 查询机器人用户名，请将链接中的「机器人用户名」换成实际用户名。）")
    say(f"有效期：{VALID_FOR.days}天，仅可使用一次。")
    say("首位公开办人员使用后即登记；其他人员使用后，须由公开办在聊天中确认姓名。")


def preview(day: str | None, as_json: bool, say: Say) -> None:
    """What would go out on a day, to whom and why; sends nothing."""
    config, clock, store = _open()
    rounds = rounds_that_look(config, clock, store)
    foreseeing = rounds.foreseeing
    with store.act(clock()) as desk:
        rounds.read_calendar(desk)
        on = _day(day) if day else desk.today
        entries = foreseeing.entries(desk, on)
        if as_json:
            said = _messages(entries, foreseeing.in_charge(desk, on, entries), desk.today)
            papers = [
                {"kind": "letter" if one.unit else "bulletin", "unit": one.unit, "numbers": list(one.numbers)}
                for one in foreseeing.papers(desk, on)
            ]
            say({"on": on.isoformat(), "workday": rounds.workdays.is_workday(on)} | said | {"papers": papers})
            return
        pages = [foreseeing.letter(desk, on, 0)]
        while any(one.data == f"preview/{on:%Y-%m-%d}/{len(pages)}" for row in pages[-1].buttons for one in row):
            pages.append(foreseeing.letter(desk, on, len(pages)))
        for page in pages:
            say(as_text(page.text))


def preview_range(first: str | None, last: str, as_json: bool, say: Say) -> None:
    """How many items each day of a range speaks of if nobody answers; sends nothing."""
    config, clock, store = _open()
    rounds = rounds_that_look(config, clock, store)
    until = _day(last)
    with working("正在推算"), store.act(clock()) as desk:
        rounds.read_calendar(desk)
        on = max(_day(first), desk.today) if first else desk.today
        if until < on:
            raise Refused(f"「{last}」早于起始日期 {on.isoformat()}")
        ahead = outlook(desk, until, rounds.rules, rounds.workdays)
    days = {day: kinds for day, kinds in ahead.items() if day >= on}
    if as_json:
        listed = [
            {"on": day.isoformat(), "items": {kind.value: many for kind, many in kinds.items()}}
            for day, kinds in days.items()
        ]
        say({"on": on.isoformat(), "until": until.isoformat(), "days": listed})
        return
    say(as_text(outlook_text(days, on, until)))


def digest(day: str | None, as_json: bool, say: Say) -> None:
    """The digest, as text or numbers; for another day, as things stand now seen from that day."""
    config, clock, store = _open()
    now = clock()
    at = datetime.combine(_day(day), time(9), config.zone) if day else now
    with store.act(at) as desk:
        figures = rounds_that_look(config, clock, store).figures(desk)
    say(digest_as_json(figures) if as_json else as_text(digest_letter(figures, local(at, config.zone)).text))


def export(file: Path, say: Say) -> None:
    """The ledger as a spreadsheet; the file appears whole or not at all."""
    config, clock, store = _open()
    rounds = rounds_that_look(config, clock, store)
    with working("正在导出"), store.act(clock()) as desk:
        content = papers.ledger_file(desk, lambda item: rounds.is_soon(item, desk.today))
    _write_whole(file, content)
    say(f"台账已导出到 {file}。")


def export_assessment(file: Path, year: int | None, say: Say) -> None:
    """The year-end sheet, by the rules in [assessment] of config.toml."""
    config, clock, store = _open()
    if year is not None and year not in PLAUSIBLE_YEARS:
        raise Refused(f"「{year}」超出可以考核的年份（{PLAUSIBLE_YEARS[0]}至{PLAUSIBLE_YEARS[-1]}年）")
    with store.act(clock()) as desk:
        wanted = year or assessing.assessed_year(desk.today)
        rows = assessing.assessment_rows(desk, wanted)
    _write_whole(file, assessment_sheet(rows, wanted, config.assessment))
    say(f"{wanted}年度考核表已导出到 {file}，{words.count(len(rows), '个单位')}。供公开办内部使用。")


def _write_whole(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise Refused(f"{file} 无法写入（{error.strerror}），请检查目录和权限") from None


def audit(as_json: bool, say: Say) -> None:
    """Conservation: what was planned and what became of it."""
    _, _, store = _open()
    counts = store.conservation()
    names = ("计划", "已发", "撤回", "未送达", "不确定", "待发")
    say(counts if as_json else "　".join(f"{name}{count}" for name, count in zip(names, counts.values(), strict=True)))


def verify(heads: Sequence[str], as_json: bool, say: Say) -> bool:
    """Whether the chain of events holds, by itself and against what digests have printed of it."""
    named = [(text, Head.named(text)) for text in heads]
    for text, head in named:
        if head is None:
            raise Refused(f"--head「{text[:80]}」应写成 记录条数:校验码，例如 1204:7f3a，两者见摘要末行")
    _, _, store = _open()
    with working("正在核验"):
        found = store.verify_chain(head for _, head in named if head is not None)
    say(_verified_as_json(found) if as_json else coloured(_verified(found), "red" if found.broken_at else "green"))
    return found.broken_at is None


def _verified(found: Verified) -> str:
    if found.broken_at is None:
        held = f"，与摘要中的{found.compared}个校验码相符" if found.compared else ""
        return f"记录链完整。\n共{found.head.number:,}条，校验码 {found.head.hash[:16] or '无'}{held}。"
    if found.is_witnessed:
        return f"记录链与摘要中的校验码不符，自第{found.broken_at}条起：此前的记录被改写，或末尾的记录被删除。"
    return f"记录链在第{found.broken_at}条断开：该条或其前一条被改动、删除或调换。"


def _verified_as_json(found: Verified) -> dict[str, Any]:
    return {
        "holds": found.broken_at is None,
        "records": found.head.number,
        "head": found.head.hash,
        "compared": found.compared,
        "broken_at": found.broken_at,
        "against_digest": found.is_witnessed,
    }


def _open() -> tuple[Config, OfficeClock, Store]:
    config = load()
    clock = OfficeClock(config.starts_at)
    return config, clock, open_store(config, open_database(config), clock())


def rounds_that_look(config: Config, clock: Clock, store: Store) -> Rounds:
    """Rounds that look but never send."""

    async def sends_nothing(_chat: int, _letter: Any, _is_answer: bool) -> Outcome:
        return Withdrawn()

    return Rounds(store, clock, config.zone, config.rules, config.workdays(), sends_nothing, None, config.escalation)


def _messages(entries: list[Entry], liaisons: dict[int, Any], today: date) -> dict[str, Any]:
    """One message per liaison, whatever number of units it answers for; per unit where nobody is enrolled."""
    messages: dict[object, dict[str, Any]] = {}
    for entry in entries:
        contact = liaisons.get(entry.item.unit_id)
        message = messages.setdefault(
            contact.id if contact else entry.unit,
            {"unit": entry.unit, "units": [], "liaison": contact.name if contact else None, "items": []},
        )
        if entry.unit not in message["units"]:
            message["units"].append(entry.unit)
        message["items"].append(
            {
                "number": entry.item.number,
                "unit": entry.unit,
                "kind": entry.kind.value,
                "why": entry.why(today),
                "due": entry.item.due_in_force.isoformat() if entry.item.due_in_force else None,
                "act_by": entry.act_by.isoformat() if entry.act_by else None,
                "late_by": entry.late_by,
            }
        )
    return {"messages": list(messages.values())}


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(f"「{text}」不是有效的日期，应写成 2022-12-05 的样子") from None
    if day.year not in PLAUSIBLE_YEARS:
        raise Refused(f"「{text}」超出可以查看的年份（{PLAUSIBLE_YEARS[0]}至{PLAUSIBLE_YEARS[-1]}年）")
    return day
