"""From clauses to what is said: whom each clause is about, and what all clauses about an item say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from messages.reading.clauses import About, Clause, cut
from messages.reading.days import asked_until, counted_from
from messages.reading.items import Circle, cover_mentions, find_mentions, without_list_numbers
from messages.reading.numbers import without_other_numbers, without_topics
from messages.reading.plain import Plain, make_plain
from messages.reading.quotes import without_quotes
from messages.reading.remarks import remark
from messages.reading.said import ALL_OPEN, Intent, Say, Understood
from messages.reading.senses import HANDS_OVER_ALL, Sense, extension_start
from messages.reading.verdicts import verdict

_UNTIL = re.compile(r"^[\s#:]*(?:新|时间|时限|期限|拟|计划|延|请|申请|完成|办理)*(?:到|至|为|:)+\s*◉")


def understand(
    text: str, open_items: Sequence[str], replying_to: Sequence[str] | None, today: date
) -> Understood:
    """What a typed message is taken to say of the items its sender still owes.

    `today` is the day it was sent, in the office's calendar. Never raises; what is not sure is left out and `ask` set.
    """
    circle = Circle(tuple(open_items), tuple(item for item in replying_to or () if item in open_items))
    plain = make_plain(text)
    clauses, quoted, unsure = _read(plain, circle, today)
    told = _Told(plain, circle, quoted)
    for clause in _less_sure(clauses):
        told.take(clause)
    says, ask = told.conclude(today)
    return Understood(tuple(says), ask or unsure or not says)


def _read(plain: Plain, circle: Circle, today: date) -> tuple[list[Clause], tuple[str, ...], bool]:
    text, quoted_text = without_quotes(plain.text)
    text, unsure = without_list_numbers(without_topics(text))
    text = without_other_numbers(text, today)
    mentions = find_mentions(text, circle)
    quoted = find_mentions(without_other_numbers(quoted_text, today), circle)
    quoted_items = tuple(dict.fromkeys(item for mention in quoted for item in mention.items))
    return cut(cover_mentions(text, mentions), mentions), quoted_items, unsure


def _less_sure(clauses: list[Clause]) -> list[Clause]:
    """A completion in the sentence of a question or after a condition is no report."""
    questioned = {clause.sentence for clause in clauses if clause.sense is Sense.QUESTION and not clause.mention}
    supposed: set[int] = set()
    sure = []
    for clause in clauses:
        if clause.sense is Sense.SUPPOSED:
            supposed.add(clause.sentence)
        doubtful = clause.sense is Sense.DONE and clause.sentence in questioned | supposed
        sure.append(replace(clause, sense=Sense.DOUBTFUL) if doubtful else clause)
    return sure


@dataclass(slots=True)
class _Told:
    """What has been read so far, clause after clause."""

    plain: Plain
    circle: Circle
    quoted: tuple[str, ...]
    about: dict[str, list[Clause]] = field(default_factory=dict)  # item → clauses about it
    loose: list[Clause] = field(default_factory=list)  # clauses about nobody known
    named: dict[str, None] = field(default_factory=dict)  # items named so far, in order
    subjects: list[tuple[Clause, tuple[str, ...] | None]] = field(default_factory=list)
    excepted: set[str] = field(default_factory=set)
    rest_follows: int | None = None  # the sentence in which 除12外 stood
    ask: bool = False

    def take(self, clause: Clause) -> None:
        subject = self._subject(clause)
        self.subjects.append((clause, subject))
        if subject is None:
            self.loose.append(clause)
        for item in subject or ():
            self.about.setdefault(item, []).append(clause)

    def conclude(self, today: date) -> tuple[list[Say], bool]:
        self._settle_loose()
        says: dict[tuple[object, ...], Say] = {}
        for item, clauses in self.about.items():
            intents, ask = verdict([clause.sense for clause in clauses])
            self.ask = self.ask or (ask and item not in self.excepted)
            for intent in intents:
                self._add(says, item, intent, clauses, today)
        return [*says.values(), *self._about_nobody(says)], self.ask

    # Whom a clause is about

    def _subject(self, clause: Clause) -> tuple[str, ...] | None:
        if clause.mention:
            return self._named(clause)
        if clause.about is About.REST or (self.rest_follows == clause.sentence and clause.sense is not Sense.NEUTRAL):
            return self._rest()
        if clause.about is About.ALL:
            return self._everything(clause)
        if clause.sense is Sense.HANDOVER and HANDS_OVER_ALL.search(clause.text) and not self.named:
            return ALL_OPEN
        return self._last()

    def _named(self, clause: Clause) -> tuple[str, ...]:
        assert clause.mention
        self.ask = self.ask or clause.mention.unknown
        self.named |= dict.fromkeys(clause.mention.items)
        if clause.about is About.EXCEPTED:
            self.excepted |= set(clause.mention.items)
            self.rest_follows = clause.sentence
        return clause.mention.items

    def _rest(self) -> tuple[str, ...] | None:
        if not self.named:
            return self._last()
        return tuple(item for item in self.circle.scope if item not in self.named)

    def _everything(self, clause: Clause) -> tuple[str, ...] | None:
        pending = tuple(item for item in self.named if not self._has_status(item))
        if self.named:
            return pending or self._last()
        scope = self.circle.replying_to or self.circle.open_items
        if clause.count is not None and clause.count != len(scope):
            return self.circle.replying_to[:1] if len(self.circle.replying_to) == 1 else None
        if len(scope) == 1:
            return scope
        return ALL_OPEN if set(scope) == set(self.circle.open_items) else scope

    def _last(self) -> tuple[str, ...] | None:
        for clause, subject in reversed(self.subjects):
            if clause.mention or clause.about is not About.NAMED:
                return subject
        if self.circle.replying_to or self.quoted:
            return self.circle.replying_to or self.quoted
        return self.circle.open_items if len(self.circle.open_items) == 1 else None

    def _has_status(self, item: str) -> bool:
        return any(clause.sense is not Sense.NEUTRAL for clause in self.about.get(item, ()))

    # What was said before anybody was named, or of nobody

    def _settle_loose(self) -> None:
        """A status before the items, in their sentence, is theirs when they have none; a correction always is."""
        for clause in self.loose:
            following = [c for c, _ in self.subjects if c.mention and c.start >= clause.end]
            if clause.sense is Sense.CORRECT:
                for item in dict.fromkeys(i for c in following if c.mention for i in c.mention.items):
                    self.about[item].append(clause)
            elif following and following[0].sentence == clause.sentence and following[0].mention:
                bare = [i for i in following[0].mention.items if not self._has_status(i)]
                for item in bare:
                    self.about[item].insert(0, clause)

    def _about_nobody(self, says: dict[tuple[object, ...], Say]) -> list[Say]:
        senses = {clause.sense for clause in self.loose}
        self.ask = self.ask or Sense.QUESTION in senses
        if says:
            self.ask = self.ask or any(_is_bare_status(clause) for clause in self.loose)
            return []
        if Sense.HANDOVER in senses:
            return [Say(ALL_OPEN, Intent.HANDOVER, note=remark(self.plain, self.loose))]
        return [Say((), Intent.HELP)] if Sense.HELP in senses else []

    # Saying it

    def _add(
        self, says: dict[tuple[object, ...], Say], item: str, intent: Intent, clauses: list[Clause], today: date
    ) -> None:
        key = (intent, *(id(clause) for clause in clauses))
        if key in says:
            says[key] = replace(says[key], items=(*says[key].items, item))
            return
        due = self._due(clauses, today) if intent is Intent.EXTENSION else None
        self.ask = self.ask or (intent is Intent.EXTENSION and due is None)
        items = () if intent is Intent.HELP and self._only_by_chance(item) else (item,)
        note = "" if intent in (Intent.SIGNED, Intent.HELP) else remark(self.plain, clauses)
        says[key] = Say(items, intent, self._links(item), due, note)

    def _only_by_chance(self, item: str) -> bool:
        """The one open item was neither named nor answered to: a call for help is not about it."""
        return item not in self.named and item not in self.circle.replying_to

    def _links(self, item: str) -> tuple[str, ...]:
        return tuple(link.url for link in self.plain.links if item in self._holder(link.start))

    def _holder(self, place: int) -> tuple[str, ...]:
        """A link belongs to those its clause is about; one that opens a line, to those the line then names."""
        index = next((i for i, (c, _) in enumerate(self.subjects) if c.start <= place < c.end), None)
        if index is None:
            return ()
        clause, subject = self.subjects[index]
        line = [(c, s) for c, s in self.subjects if c.line == clause.line and c.mention]
        if line and line[0][0].start > clause.start:
            return line[0][1] or ()
        if subject is None:
            return next((s for c, s in self.subjects[index:] if c.mention and s), ())
        return subject

    def _due(self, clauses: list[Clause], today: date) -> date | None:
        for clause in clauses:
            typed = self.plain.text[clause.start : clause.end]
            if clause.sense is Sense.EXTENSION:
                due = asked_until(typed[extension_start(clause.text) :], today) or counted_from(typed, today)
            else:
                due = asked_until(typed, today) if _UNTIL.match(clause.text) else None
            if due:
                return due
        return None


def _is_bare_status(clause: Clause) -> bool:
    """已完成，23正在办: a report of something, but of what?"""
    reported = clause.sense in (Sense.DONE, Sense.WORKING, Sense.NIL, Sense.NOT_STARTED, Sense.EXTENSION)
    return reported and len(re.sub(r"\W", "", clause.text)) <= 6
