"""Whom each clause is about: the items it names, those named last, those answered to, all, or the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from messages.reading.clauses import Clause
from messages.reading.form import Form
from messages.reading.items import Mention
from messages.reading.numerals import number_in
from messages.reading.phrases import HANDS_OVER_ALL
from messages.reading.references import Circle
from messages.reading.said import ALL_OPEN
from messages.reading.scope import About
from messages.reading.sense import SILENT, Sense
from messages.reading.vocabulary import DID, FINISHED

Subject = tuple[str, ...] | None  # None: nobody knows

_ORDER = Form(r"前者|后者|第[一二三四五六两](?:个|条)|一[项个][^,;。]{1,8}一[项个]")
"""One of several by its place, not by its number."""
_ONE_AND_ONE = Form(r"一[项个][^,;。#]{1,8}一[项个]")
_ROW = r"\s*第?\d{1,3}[项号]?\s*"
_SWAPPED = Form(rf"是{_ROW},?\s*而?不是{_ROW}|不是{_ROW},?\s*而?是{_ROW}")
_PLACES, _TWO = ("前者", "后者"), 2
_AND_THIS = Form(r"[这该本][个项]?(?:任务|事项)?(?:和|跟|与|、|以及|连同)\s*#")  # 这个和27都弄完了
_ONLY_NUMBERS = Form(r"[^一-龥¤◎◉]*[¤◎◉](?:[^一-龥]|[项条个号月年日和及到至等])*")
_FULL_DAY = Form(r"\W*(?:\d{2,4}年)?\d{1,2}月\d{1,2}[日号]\W*")
_PART = Form(
    r"#[项号]?(?:里[头面]?|当中|其中|中(?![心央小介]))|(?:[那这]块|部分|方面|环节)[^,]{0,2}(?:已|都|均|[完弄做办]|在)"
)
_OF_WHICH = Form(r"其中|里面|里头|当中|之中")
_SO_MANY_TIMES = Form(r"(?:¤+|[一二两三四五六七八九十百]+)[多余]?[次场期家户人处份批所台套]\W*$")
_DID_SO_MANY = Form(rf"{DID}{FINISHED}? {{0,2}}(\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}) {{0,2}}[项个条件]\W*$")
_ROW_OR_DAY = Form(
    r"\W*(\d{1,2})号(?:晚上?|早上|上午|中午|下午|当天|那天)?(?:就|刚刚?|才|都|也)*"
    rf"(?:{DID}|已|还|没|未|正在|在办|不涉|办理|推进|有困难|申请延)"
)
_HOW_MANY = Form(r"(\d{1,3}|[一二两三四五六七八九十]{1,3}) {0,2}[项个]")


@dataclass(slots=True)
class Attribution:
    """Listens clause after clause, and keeps whom each was about."""

    text: str
    circle: Circle
    quoted: tuple[str, ...]  # items in what the person quoted
    named: frozenset[str]  # everything named anywhere in the message
    told: list[tuple[Clause, Subject]] = field(default_factory=list)
    named_so_far: dict[str, None] = field(default_factory=dict)  # in the order named
    excepted: set[str] = field(default_factory=set)
    ask: bool = False
    _reported: set[str] = field(default_factory=set)
    _last: Subject = None
    _anybody_yet: bool = False
    _rest_follows: int = -1  # the sentence in which 除12外 stood
    _whole: tuple[str, ...] = ()  # 21到26，其中24…: those listed together, some of which are then named again
    _parts: set[str] = field(default_factory=set)
    _number_unread: bool = False
    _of_a_part: bool = False  # 19里头审批那块已完成: 其余 is of the other parts of 19
    _excepts_of_list: bool = False  # 21至26项，除24项外: what is excepted had been listed
    _whole_waits: bool = False  # they were listed without a status

    def listen(self, clause: Clause) -> None:
        """Take in the next clause, in the order typed."""
        self._number_unread |= self._is_a_number(clause)
        subject = self._subject(clause)
        self.told.append((clause, subject))
        if clause.mention:
            self._of_a_part = len(clause.mention.items) == 1 and bool(_PART.search(clause.text))
        if clause.mention or clause.about not in (About.NAMED, About.NEXT):
            self._last, self._anybody_yet = subject, True
        if clause.sense not in SILENT:
            self._reported |= set(subject or ())

    def _subject(self, clause: Clause) -> Subject:
        if clause.mention:
            return self._naming(clause, clause.mention)
        if clause.about is About.REST or (self._rest_follows == clause.sentence and clause.sense is not Sense.NEUTRAL):
            return self._rest(clause)
        if clause.about is About.ALL:
            return self._unclear() if self._counts_other_things() else self._everything(clause)
        if clause.sense is Sense.HANDOVER and HANDS_OVER_ALL.search(clause.text) and not self.named:
            return ALL_OPEN  # who leaves, leaves everything
        if len(self._last or self.circle.scope) > 1 and (order := _ORDER.search(clause.text)):
            return self._by_place(order.group())
        if clause.about is About.NEXT or (clause.sense is Sense.CORRECT and self.named and not self.named_so_far):
            return None  # 刚才报错了，12没完成: of whatever is named after it
        meant = self._unnamed()
        unclear = meant and (self._counts_some(clause, len(meant)) or self._may_name_another(clause, meant))
        return self._unclear() if unclear else meant

    def _counts_other_things(self) -> bool:
        """共开展15次，全部完成: all of these, hardly all the rows."""
        before = self.told[-1][0] if self.told else None
        return before is not None and not before.mention and bool(_SO_MANY_TIMES.search(before.text))

    def _is_a_number(self, clause: Clause) -> bool:
        """26.27，都完成了: a day it hardly is, and which rows it means nobody can say."""
        said = self.text[clause.start : clause.end]
        return not clause.mention and bool(_ONLY_NUMBERS.fullmatch(clause.text)) and not _FULL_DAY.fullmatch(said)

    def _by_place(self, place: str) -> Subject:
        """12、15，前者已完成: the first of the two named last."""
        if self._last and len(self._last) == _TWO and place in _PLACES:
            return (self._last[_PLACES.index(place)],)
        return self._unclear()

    def _naming(self, clause: Clause, mention: Mention) -> Subject:
        self.ask = self.ask or mention.unknown or self._counts_some(clause, len(mention.items))
        if (len(mention.items) > 1 and _ONE_AND_ONE.search(clause.text)) or self._is_swapped(mention):
            return self._unclear()
        was_listed = set(mention.items) <= self.named_so_far.keys()
        if self.circle.replying_to and _AND_THIS.search(clause.text):
            mention = replace(mention, items=tuple(dict.fromkeys((*self.circle.replying_to, *mention.items))))
        self.named_so_far |= dict.fromkeys(mention.items)
        self._note_whole(clause, mention)
        if clause.about is About.EXCEPTED:
            self.excepted |= set(mention.items)
            self._excepts_of_list = was_listed
            self._rest_follows = clause.sentence
            return mention.items
        if self._rest_follows != clause.sentence:
            return mention.items
        # 除13外，12到15已完成: the list names 13 only on the way from 12 to 15
        return tuple(item for item in mention.items if item not in self.excepted) or mention.items

    def _is_swapped(self, mention: Mention) -> bool:
        """写错了，是13不是7: what was said of the one is meant of the other, and nobody can say what it was."""
        corrects = any(clause.sense is Sense.CORRECT for clause, _ in self.told)
        swapped = _SWAPPED.finditer(self.text) if corrects else ()
        return any(found.start() <= mention.start < found.end() for found in swapped)

    def _note_whole(self, clause: Clause, mention: Mention) -> None:
        if self._whole and set(mention.items) < set(self._whole):
            if self._whole_waits or _OF_WHICH.search(clause.text):
                self._parts |= set(mention.items)
        elif len(mention.items) > 1:
            self._whole, self._parts = mention.items, set()
            self._whole_waits = clause.sense in SILENT and clause.about is About.NAMED

    def _rest(self, clause: Clause) -> Subject:
        if not self.named or self._of_a_part:
            return self._unnamed()
        if self._parts:
            rest = tuple(item for item in self._whole if item not in self._parts)
            return rest if self._agrees(clause, len(rest)) else self._unclear()
        if waiting := self._named_before_the_exception(clause):
            return waiting if self._excepts_of_list else self._unclear()
        if self.named_so_far and not self._reported and not self.excepted:
            return self._unclear()  # 18的隐私信息…，其余已公开: other items, or other parts of 18?
        rest = tuple(item for item in self.circle.scope if item not in self.named)
        return rest if self._agrees(clause, len(rest)) else self._unclear()

    def _named_before_the_exception(self, clause: Clause) -> tuple[str, ...]:
        """21至26项，除24项外，全部办结: the others of those that were listed."""
        if self._rest_follows != clause.sentence:
            return ()
        return tuple(item for item in self.named_so_far if item not in self.excepted and item not in self._reported)

    def _everything(self, clause: Clause) -> Subject:
        """都 speaks of those that still wait for a status, else of those named last, else of the whole circle;
        全部完成，但9还在办 speaks of the others.
        """
        if self.named_so_far:
            return tuple(item for item in self.named_so_far if item not in self._reported) or self._unnamed()
        if self.named:
            return self._rest(clause)
        scope = self.circle.replying_to or self.circle.open_items
        if self._number_unread:
            return self._unclear()
        if len(scope) == 1:
            return scope
        if not self._agrees(clause, len(scope)):
            return self._unclear()
        return ALL_OPEN if set(scope) == set(self.circle.open_items) else scope

    def _unnamed(self) -> Subject:
        if self._anybody_yet:
            return self._last
        if self.circle.replying_to or self.quoted:
            return self.circle.replying_to or self.quoted
        return self.circle.open_items if len(self.circle.open_items) == 1 else None

    def _agrees(self, clause: Clause, count: int) -> bool:
        """三项都, 其余2项: the person counts as many as there are, or does not count."""
        found = _HOW_MANY.search(self.text, clause.start, clause.end)
        return found is None or number_in(found[1]) == count

    def _counts_some(self, clause: Clause, count: int) -> bool:
        """完成了一个, where two are meant: which, nobody can say."""
        found = _DID_SO_MANY.search(self.text, clause.start, clause.end) if count > 1 else None
        return found is not None and 0 < (number_in(found[1]) or 0) <= count

    def _may_name_another(self, clause: Clause, meant: Sequence[str]) -> bool:
        """8号发布了, in answer to row 12 while row 8 is owed too: on the 8th, or row 8."""
        found = _ROW_OR_DAY.match(self.text, clause.start, clause.end) if clause.sense not in SILENT else None
        return found is not None and found[1] in self.circle.open_items and found[1] not in meant

    def _unclear(self) -> Subject:
        self.ask = True
        return None
