"""From a typed message to what it is taken to say: the whole way, stage after stage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from messages.reading import phrases
from messages.reading.attribution import Attribution
from messages.reading.clauses import Clause, cut
from messages.reading.days import asked_until, counted_from
from messages.reading.evidence import links_by_item
from messages.reading.items import cover_mentions, find_mentions, without_list_numbers
from messages.reading.numbers import without_other_numbers, without_topics
from messages.reading.plain import NUMBER, Plain, make_plain
from messages.reading.quotes import without_quotes
from messages.reading.references import Circle
from messages.reading.remarks import remark
from messages.reading.said import ALL_OPEN, Intent, Say, Understood
from messages.reading.scope import About
from messages.reading.senses import SILENT, Sense, extension_start
from messages.reading.verdicts import verdict

_OTHER_DIGITS = re.compile(r"\d(?!\d{0,3} ?%)")  # 100% stays as it is
_UNTIL = re.compile(r"^[\s#:]*(?:新|时间|时限|期限|拟|计划|延|请|申请|完成|办理)*(?:到|至|为|:)+\s*◉")
_REPORTS = frozenset({Sense.DOUBTFUL, Sense.DONE, Sense.WORKING, Sense.NIL, Sense.NOT_STARTED, Sense.EXTENSION})
_WITH_TOPIC = re.compile(r"#[^#已都均全完办]{2,}(?:已|都|均|全)")
_LACKS = re.compile(r"缺|(?<![误偏时温级])差|少(?:一|两|几|个|张|份)")
_OTHER_ITEMS = re.compile(r"任务|事项|工作|[项都均]")
_AS_BEFORE = re.compile(r"[\s#,:]*(?:也是?|也一样|同样|同上|一样)(?:的|了|如此)?\W*")
_OF_BEFORE = re.compile(r"上次|上回|上一次|之前|此前|前一次|曾")
_BY_NOW = r"(?:目前|现在?|后来?|随后|于?◎+|今天|昨[天晚])*"
_CAUGHT_UP = re.compile(rf"[\W_]*{_BY_NOW}(?:也|又|都|均)?(?:已经?|补)")
_MENDED = r"补(?:发|公[开布示]|上|传|录|挂|齐|做|办)"
_MADE_UP = re.compile(
    rf"[^\w◉]*{_BY_NOW}(?:已经?(?:都|均|全部)?{_MENDED}(?:上|完|好)?(?:了|完毕|到位)?|{_MENDED}(?:上|完|好)?(?:了|完毕|到位))[^\w◉?]*$"
)
_SIGNS = " ,;。!\n"
_BARE = 6  # 已完成，23正在办: so short a report is of something; a long one is an introduction


def understand(text: str, open_items: Sequence[str], replying_to: Sequence[str] | None, today: date) -> Understood:
    """What a typed message is taken to say of the items its sender still owes.

    `today` is the day it was sent, in the office's calendar. Never raises; what is not sure is left out and `ask` set.
    """
    circle = Circle(tuple(open_items), tuple(item for item in replying_to or () if item in open_items))
    plain = make_plain(text)
    spoken, quoted = without_quotes(plain.text)
    spoken, unnamed_list = without_list_numbers(without_topics(spoken))
    clauses = _clauses(spoken, circle, today)
    named = frozenset(item for clause in clauses if clause.mention for item in clause.mention.items)
    attribution = Attribution(plain.text, circle, _items_in(quoted, circle, today), named)
    for clause in _less_sure(_caught_up(_echoed(clauses))):
        attribution.listen(clause)
    says, ask = _conclude(plain, attribution, today)
    return Understood(tuple(says), ask or unnamed_list or not says)


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
    mentions = find_mentions(without_other_numbers(text, today), circle)
    return tuple(dict.fromkeys(item for mention in mentions for item in mention.items))


def _clauses(text: str, circle: Circle, today: date) -> list[Clause]:
    text = without_other_numbers(text, today)
    mentions = find_mentions(text, circle)
    return cut(_OTHER_DIGITS.sub(NUMBER, cover_mentions(text, mentions)), mentions)


def _echoed(clauses: Sequence[Clause]) -> list[Clause]:
    """12已完成，15也是: the second says what the first said."""
    heard: list[Clause] = []
    said = Sense.NEUTRAL
    for clause in clauses:
        echoes = bool(clause.mention and said not in SILENT and _AS_BEFORE.fullmatch(clause.text))
        heard.append(replace(clause, sense=said) if echoes else clause)
        said = heard[-1].sense if heard[-1].sense not in SILENT else said
    return heard


def _caught_up(clauses: Sequence[Clause]) -> list[Clause]:
    """未按时公开，现已补公开: what was late is done; 预算未按时公开，决算已公开 says so of something else."""
    heard = list(clauses)
    for place, (late, following) in enumerate(pairwise(clauses)):
        if late.sense is not Sense.LATE or following.mention:
            continue
        if _MADE_UP.match(following.text):
            heard[place], heard[place + 1] = replace(late, sense=Sense.NEUTRAL), replace(following, sense=Sense.DONE)
            continue
        if following.sense not in (Sense.DONE, Sense.DOUBTFUL):
            continue
        made_up = following.sense is Sense.DONE and _CAUGHT_UP.match(following.text)
        heard[place] = replace(late, sense=Sense.NEUTRAL if made_up else Sense.DOUBTFUL)
    return heard


def _less_sure(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """A completion in the sentence of a question, or after a condition, is no report."""
    questioned = {clause.sentence for clause in clauses if clause.sense is Sense.QUESTION and not clause.mention}
    supposed: set[int] = set()
    for former, clause, following in zip((None, *clauses), clauses, (*clauses[1:], None), strict=False):
        if clause.sense is Sense.SUPPOSED:
            supposed.add(clause.sentence)
        shaken = (
            clause.sentence in questioned
            or clause.sentence in supposed
            or _shares(clause, following)
            or _lacks(former, clause)
        )
        doubtful = clause.sense is Sense.DONE and shaken
        yield replace(clause, sense=Sense.DOUBTFUL) if doubtful else clause


def _shares(clause: Clause, following: Clause | None) -> bool:
    """18预算已公开，其余还没弄: the rest may be other items, or other parts of this one."""
    if not following or following.about is not About.REST or following.sense is Sense.DONE:
        return False
    return bool(_WITH_TOPIC.search(clause.text)) and not _OTHER_ITEMS.search(following.text)


def _lacks(former: Clause | None, clause: Clause) -> bool:
    """12还缺一张照片，其他都完成: the rest of its papers, more likely than every other item."""
    if not former or clause.about is not About.REST or re.search(r"任务|事项|工作|项", clause.text):
        return False
    return bool(_LACKS.search(former.text))


def _conclude(plain: Plain, attribution: Attribution, today: date) -> tuple[list[Say], bool]:
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
            says[key] = _say(plain, items, intent, clauses, mine, today)
    said = [_meant(say, attribution) for say in says.values()]
    said, loose_ask = _with_loose(said, plain, attribution)
    return said, ask or loose_ask or any(say.intent is Intent.EXTENSION and not say.due for say in said)


def _by_item(attribution: Attribution) -> dict[str, list[Clause]]:
    """The clauses about each item. What was said before anybody was named goes to those named in the same
    sentence when they have no status of their own; a correction goes to all that follow.
    """
    about: dict[str, list[Clause]] = {}
    for clause, subject in attribution.told:
        for item in (subject or ()) if clause.text.strip(_SIGNS) else ():
            about.setdefault(item, []).append(clause)
    following: dict[str, None] = {}
    named_next: Clause | None = None
    for clause, subject in reversed(attribution.told):
        if clause.mention:
            following |= dict.fromkeys(clause.mention.items)
            named_next = clause
        elif subject is None:
            for item in _heirs(clause, named_next, following, about):
                about[item].insert(0, clause)
    return about


def _heirs(
    clause: Clause, named_next: Clause | None, following: dict[str, None], about: dict[str, list[Clause]]
) -> Sequence[str]:
    if clause.sense is Sense.CORRECT:
        return tuple(following)
    if clause.sense in SILENT or not named_next or not named_next.mention or named_next.sentence != clause.sentence:
        return ()
    return [item for item in named_next.mention.items if all(said.sense in SILENT for said in about[item])]


def _say(
    plain: Plain, items: tuple[str, ...], intent: Intent, clauses: Sequence[Clause], links: tuple[str, ...], today: date
) -> Say:
    due = _due(plain, clauses, today) if intent is Intent.EXTENSION else None
    note = "" if intent in (Intent.SIGNED, Intent.HELP) else remark(plain, clauses)
    return Say(items, intent, links, due, note)


def _due(plain: Plain, clauses: Sequence[Clause], today: date) -> date | None:
    """The day asked for; None where several are, unless all but one were asked for before (上次延到…)."""
    present = [clause for clause in clauses if not _OF_BEFORE.search(clause.text)]
    read = [due for clause in present if (due := _day_asked(plain, clause, today))]
    extensions = {
        due for clause in present if clause.sense is Sense.EXTENSION and (due := _day_asked(plain, clause, today))
    }
    return read[0] if read and len(extensions) <= 1 else None


def _day_asked(plain: Plain, clause: Clause, today: date) -> date | None:
    typed = plain.text[clause.start : clause.end]
    if clause.sense is Sense.EXTENSION:
        return asked_until(typed[extension_start(clause.text) :], today) or counted_from(typed, today)
    return asked_until(typed, today) if _UNTIL.match(clause.text) else None


def _meant(say: Say, attribution: Attribution) -> Say:
    """A call for help is not about the one open item that was neither named nor answered to."""
    meant = any(item in attribution.named or item in attribution.circle.replying_to for item in say.items)
    return say if say.intent is not Intent.HELP or meant else replace(say, items=())


def _with_loose(said: list[Say], plain: Plain, attribution: Attribution) -> tuple[list[Say], bool]:
    """What was said of nobody known: a question or a short report must be asked about, a handover is of everything."""
    loose = [clause for clause, subject in attribution.told if subject is None]
    senses = {clause.sense for clause in loose}
    if said:
        bare = any(clause.sense in _REPORTS and len(re.sub(r"\W", "", clause.text)) <= _BARE for clause in loose)
        return said, bare or Sense.QUESTION in senses
    if Sense.HANDOVER in senses:
        return [Say(ALL_OPEN, Intent.HANDOVER, note=remark(plain, loose))], Sense.QUESTION in senses
    return ([Say((), Intent.HELP)] if Sense.HELP in senses else []), Sense.QUESTION in senses
