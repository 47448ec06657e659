"""From a typed message to what it is taken to say: the whole way, stage after stage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from messages.reading import phrases
from messages.reading.attribution import Attribution
from messages.reading.clauses import Clause, cut
from messages.reading.days import AddWorkdays
from messages.reading.evidence import links_by_item
from messages.reading.extensions import Extensions
from messages.reading.form import Form
from messages.reading.headings import joined_to_lists
from messages.reading.items import cover_mentions, find_mentions, without_list_numbers
from messages.reading.neighbours import beside_each_other
from messages.reading.numbers import without_other_numbers, without_topics
from messages.reading.plain import NUMBER, Plain, make_plain
from messages.reading.quotes import without_quotes
from messages.reading.references import Circle
from messages.reading.remarks import remark
from messages.reading.said import ALL_OPEN, Said, Say, Understood
from messages.reading.scope import PLAIN_STATUS
from messages.reading.sense import SILENT, Sense
from messages.reading.verdicts import verdict
from messages.signature import without_heads, without_signature

_OTHER_DIGITS = re.compile(r"\d(?!\d{0,3} ?%)")  # 100% stays as it is
_REPORTS = frozenset(
    {Sense.DOUBTFUL, Sense.DONE, Sense.WORKING, Sense.UNDONE, Sense.NIL, Sense.NOT_STARTED, Sense.EXTENSION}
)
_COUNT = Form(NUMBER + r"+[项号个条]?")
_SIGNS = " ,;。!\n"


def understand(
    text: str,
    open_items: Sequence[str],
    replying_to: Sequence[str] | None,
    today: date,
    add_workdays: AddWorkdays | None = None,
) -> Understood:
    """What a typed message is taken to say of the items its sender still owes.

    `today` is the day it was sent, `add_workdays` counts in the office's calendar. Never raises; what is not sure is
    left out and `ask` set.
    """
    circle = Circle(tuple(open_items), tuple(item for item in replying_to or () if item in open_items))
    plain = make_plain(without_heads(without_signature(text)))
    spoken, quoted = without_quotes(plain.text)
    spoken, unclear_list = without_list_numbers(without_topics(joined_to_lists(spoken)), circle.open_items)
    clauses = _clauses(spoken, circle, today)
    named = frozenset(item for clause in clauses if clause.mention for item in clause.mention.items)
    attribution = Attribution(plain.text, circle, _items_in(quoted, circle, today), named)
    for clause in beside_each_other(clauses):
        attribution.listen(clause)
    says, ask = _conclude(plain, attribution, Extensions(plain, today, add_workdays))
    return Understood(tuple(says), ask or unclear_list or not says)


def may_correct(text: str) -> bool:
    """Whether a line is worth reading for a correction; where this is False, `understand` finds none.

    >>> may_correct("刚才填错了"), may_correct("23 已完成")
    (True, False)
    """
    return bool(phrases.CORRECT_SIGN.search(make_plain(text).text))


def items_named(text: str, known: Sequence[str], today: date) -> tuple[str, ...]:
    """The items a line names, whatever it says of them.

    >>> items_named("第12项和23什么时候到期", ["12", "23"], date(2022, 11, 21))
    ('12', '23')
    """
    spoken, _ = without_list_numbers(without_topics(make_plain(text).text))
    return _items_in(spoken, Circle(tuple(known), ()), today)


def _items_in(text: str, circle: Circle, today: date) -> tuple[str, ...]:
    mentions = find_mentions(without_other_numbers(text, today), circle) if text.strip() else ()
    return tuple(dict.fromkeys(item for mention in mentions for item in mention.items))


def _clauses(text: str, circle: Circle, today: date) -> list[Clause]:
    text = without_other_numbers(text, today)
    mentions = find_mentions(text, circle)
    return cut(_OTHER_DIGITS.sub(NUMBER, cover_mentions(text, mentions)), mentions)


def _conclude(plain: Plain, attribution: Attribution, extensions: Extensions) -> tuple[list[Say], bool]:
    about = _by_item(attribution)
    links = links_by_item(plain.links, attribution.told)
    says: dict[tuple[object, ...], Say] = {}
    ask = attribution.ask
    for item, clauses in about.items():
        intents, unsure = verdict([clause.sense for clause in clauses])
        ask = ask or (unsure and item not in attribution.excepted)
        for intent in intents:
            mine = tuple(links.get(item, ()))
            key = (intent, mine, *map(id, clauses))  # what one clause says of several items is said once
            items = (*says[key].items, item) if key in says else (item,)
            due = extensions.until(clauses) if intent is Said.EXTENSION else None
            says[key] = Say(items, intent, mine, due, _note(plain, intent, clauses))
    said = [_meant(say, attribution) for say in says.values()]
    said, loose_ask = _with_loose(said, plain, attribution)
    return said, ask or loose_ask or any(say.intent is Said.EXTENSION and not say.due for say in said)


def _by_item(attribution: Attribution) -> dict[str, list[Clause]]:
    """The clauses about each item. What was said before anybody was named goes to those named in the same
    sentence when they have no status of their own; a correction goes to all that follow.
    """
    about: dict[str, list[Clause]] = {}
    for clause, subject in attribution.told:
        for item in (subject or ()) if clause.text.strip(_SIGNS) else ():
            about.setdefault(item, []).append(clause)
    following: list[Clause] = []
    for clause, subject in reversed(attribution.told):
        if clause.mention:
            following.insert(0, clause)
        elif subject is None:
            for item in _heirs(clause, following, about):
                about[item].insert(0, clause)
    return about


def _heirs(clause: Clause, following: Sequence[Clause], about: dict[str, list[Clause]]) -> Sequence[str]:
    named_next = following[0] if following else None
    if clause.sense is Sense.CORRECT:
        beside = [one for one in following if one.line == clause.line] or following
        named = dict.fromkeys(item for one in beside if one.mention for item in one.mention.items)
        return tuple(item for item in named if item in about)
    if clause.sense in SILENT or not named_next or not named_next.mention or named_next.sentence != clause.sentence:
        return ()
    unsaid = (item for item in named_next.mention.items if item in about)  # of what is excepted nothing may be said
    return [item for item in unsaid if all(said.sense in SILENT for said in about[item])]


def _note(plain: Plain, intent: Said, clauses: Sequence[Clause]) -> str:
    return "" if intent in (Said.SIGNED, Said.HELP) else remark(plain, clauses)


def _meant(say: Say, attribution: Attribution) -> Say:
    """A call for help is not about the one open item that was neither named nor answered to."""
    meant = any(item in attribution.named or item in attribution.circle.replying_to for item in say.items)
    return say if say.intent is not Said.HELP or meant else replace(say, items=())


def _with_loose(said: list[Say], plain: Plain, attribution: Attribution) -> tuple[list[Say], bool]:
    """What was said of nobody known: a question or a bare status must be asked about, a handover is of everything;
    whatever has more to tell is an introduction.
    """
    loose = [clause for clause, subject in attribution.told if subject is None]
    senses = {clause.sense for clause in loose}
    if said:
        reports = [_COUNT.sub("", clause.text) for clause in loose if clause.sense in _REPORTS]
        return said, any(map(PLAIN_STATUS.fullmatch, reports)) or Sense.QUESTION in senses
    if Sense.HANDOVER in senses:
        return [Say(ALL_OPEN, Said.HANDOVER, note=remark(plain, loose))], Sense.QUESTION in senses
    return ([Say((), Said.HELP)] if Sense.HELP in senses else []), Sense.QUESTION in senses
