"""Going away for some days: read back, told to whoever takes over, ended by itself."""

from __future__ import annotations

from bot.conversation import mentioned
from bot.conversation.turn import Act, Turn
from messages import absences, posts
from messages.days_away import Away, AwayUnclear, is_back, read_away
from storage.records import Absence, Unit


def is_said(turn: Turn, text: str) -> bool:
    """Whether a typed line is about being away; a line that reports of rows is a report."""
    if is_back(text) and turn.desk.absences_of(turn.contact):
        _come_back(turn, "")
        return True
    read = _read(turn, text)
    if read is None or mentioned.is_report(turn, text):
        return False
    _note(turn, read, text)
    return True


def _away(turn: Turn, rest: str) -> None:
    """/外出 12月1日至5日; alone it says what is noted."""
    if is_back(rest) or rest in ("取消", "结束", "cancel"):
        _come_back(turn, "")
        return
    noted = turn.desk.absences_of(turn.contact)
    if not rest and noted:
        turn.say(absences.away_standing(noted[0].from_on, noted[0].to_on, turn.today))
        return
    _note(turn, _read(turn, rest) or _read(turn, f"我{rest}外出") or AwayUnclear(), rest)


def _read(turn: Turn, text: str) -> Away | AwayUnclear | None:
    return read_away(text, turn.today, turn.rounds.workdays.add_workdays)


def _note(turn: Turn, read: Away | AwayUnclear, text: str) -> None:
    if isinstance(read, AwayUnclear):
        turn.say(absences.away_unclear())
        return
    absence = turn.desk.away(turn.contact, read.from_on, read.to_on, text[:500])
    covered = [(unit.name, _told(turn, unit, absence)) for unit in turn.units()]
    turn.say(absences.away_noted(read.from_on, read.to_on, covered, turn.today))


def _told(turn: Turn, unit: Unit, absence: Absence) -> str:
    """The name of whoever takes over a unit; they and the office are told."""
    other = turn.desk.stand_in(turn.contact, unit.id or 0, absence)
    days = (absence.from_on, absence.to_on, turn.today)
    if other is None:
        turn.tell_office(posts.away_note(unit.name, turn.contact.name, *days, ""))
        return ""
    turn.desk.tell(other, absences.stand_in_note(unit.name, turn.contact.name, *days).as_body())
    return other.name


def _come_back(turn: Turn, _rest: str) -> None:
    turn.show(absences.back_noted() if turn.desk.come_back(turn.contact) else absences.not_away())


COMMANDS: dict[str, Act] = {"外出": _away, "away": _away}
BUTTONS: dict[str, Act] = {"back_again": _come_back}
