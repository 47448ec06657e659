"""A marked text cut into clauses: each with the items it names and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from messages.reading.exceptions import exception_in, excepts_somehow
from messages.reading.form import Form
from messages.reading.items import Mention
from messages.reading.numerals import number_in
from messages.reading.references import STATUS_FOLLOWS
from messages.reading.scope import About, is_of_all, said_of_rest
from messages.reading.sense import SILENT, Sense
from messages.reading.senses import EDGES, sense_of, status_before


@dataclass(frozen=True, slots=True)
class Clause:
    """`start` and `end` point into what was typed; `text` has marks for items, links, days and counts."""

    start: int
    end: int
    text: str
    sentence: int
    line: int
    mention: Mention | None
    sense: Sense
    about: About = About.NAMED


_CLAUSE = re.compile(r"[^,;。!?…\n]*[,;。!?…\n]?")
_REST_BEGINS = Form(
    r"(?<=[了完成好办结着中弄做搞动发报交传过])(?=(?:其[他它余]|余下|剩下|别的)(?:的|各项|几项)*(?:[都均全也]|已?(?:完成|办结)(?:了|\W|$)))"
)
_FULL_STOP = Form(r"(?<=[一-龥])\.(?!\w*§)")
_PAUSE = Form(r"(?<=[了啦嘞咧哈呢哦呀]) (?= {0,2}[一-龥](?<![吗么没吧否不才个的一大]))")  # 弄完嘞 给您发个链接
_HEADING = Form(r"[^#]*(?:[:]|一下|如下|下面)[\s:]*")
_REPORTING = Form(r"[已未没不正在了]|完(?![善整全美])")  # not understood, but more than a topic
_DENIED = Form(r"(?:不是|并非|不含|不包括|不算|不到)\s*$")
_AMONG = Form(r"\s*(?:里面?|里头|当中|之中|中|内)(?:,|的|只有|就|仅|其中|除了?|还有|\s)*")
_COUNTED = Form(
    r"#\s*(?:等|这|共|一共)*([两二三四五六七八九十]{1,3})[项个](?:任务|事项|工作)?(?=[^项个中里的有一两二三四五六七八九十])"
)
_NAMES_FOLLOW = re.compile(r"[\s#.,。;、!了的这等和几项任务号\n~:()【】]*")


def cut(text: str, mentions: Sequence[Mention]) -> list[Clause]:
    """Lines, sentences, clauses; a clause that names items twice is cut again where a new report begins."""
    text = _PAUSE.sub(",", _FULL_STOP.sub("。", text))
    waiting = list(mentions)[::-1]
    found: list[Clause] = []
    sentence = line = 0
    for piece in _CLAUSE.finditer(text):
        for start, end in _before_and_after_rest(text, piece):
            inside = []
            while waiting and waiting[-1].start < end:
                inside.append(waiting.pop())
            found += _Piece(text, start, end, sentence, line).clauses(inside)
        sentence += piece.group()[-1:] in tuple(";。!?…\n")
        line += piece.group()[-1:] == "\n"
    return [_with_subject(clause) for clause in found]


def _before_and_after_rest(text: str, piece: re.Match[str]) -> Iterator[tuple[int, int]]:
    """24没弄完其他都弄完了: the rest is a clause of its own, comma or not."""
    cuts = [found.start() for found in _REST_BEGINS.finditer(text, piece.start(), piece.end())]
    ends = [*cuts, piece.end()]
    return ((start, end) for start, end in zip([piece.start(), *cuts], ends, strict=True) if start < end)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two commas."""

    text: str
    start: int
    end: int
    sentence: int
    line: int

    def clauses(self, mentions: list[Mention]) -> Iterator[Clause]:
        said = self.text[self.start : self.end]
        if not mentions:
            return iter([self._clause(self.start, self.end)])
        if excepted := exception_in(said):
            return self._excepted(excepted, mentions)
        heading = self._corrective_heading(mentions[0])
        if heading is not None:
            rest = replace(self, start=heading.end)
            return iter([heading, *rest.clauses(mentions)])
        told = self._status_first if self._status_stands_before(mentions) else self._status_last
        unread = excepts_somehow(said)
        return (_doubted(clause) if unread else clause for clause in told(mentions))

    def _corrective_heading(self, named: Mention) -> Clause | None:
        """更正：5未完成，8已完成 corrects whatever its line names."""
        found = _HEADING.match(self.text, self.start, named.start)
        heading = self._clause(self.start, found.end()) if found else None
        return replace(heading, about=About.NEXT) if heading and heading.sense is Sense.CORRECT else None

    def _clause(self, start: int, end: int, mention: Mention | None = None) -> Clause:
        said = self.text[start:end]
        sense = sense_of(_uncounted(said, mention).strip(EDGES))
        return Clause(start, end, said, self.sentence, self.line, mention, sense)

    def _excepted(self, found: re.Match[str], mentions: list[Mention]) -> Iterator[Clause]:
        """12到15除13外都已完成 speaks of 12, 14 and 15; without names before it 除13外 speaks of whatever is open."""
        here = self.start + found.start()
        before = [mention for mention in mentions if mention.end <= here]
        excepted = _joined(mentions[len(before) :])
        scope = _without(_joined(before), excepted) if before else None
        told = self._clause(self.start, here, scope)
        if scope and told.sense not in SILENT:  # 12至15已完成13除外
            yield told
            scope = None
        elif scope and not (found["rest"] or "").strip(EDGES):  # 32到37中除了35还没批，其他都公开了
            among = _AMONG.fullmatch(self.text, before[-1].end, here)
            yield replace(told, mention=_joined(before), sense=Sense.NEUTRAL if among else told.sense)
            scope = None
        if found["rest"] is None:  # 9除外
            yield replace(self._clause(here if before else self.start, self.end, excepted), about=About.EXCEPTED)
            return
        inner, rest = self.start + found.start("inner"), self.start + found.start("rest")
        about = About.NAMED if found["inner"].strip() else About.EXCEPTED
        yield replace(self._clause(inner, rest, excepted), about=about)
        yield replace(self._clause(rest, self.end, scope), about=About.NAMED if scope else About.REST)

    def _status_stands_before(self, mentions: list[Mention]) -> bool:
        if not _NAMES_FOLLOW.fullmatch(self.text, mentions[-1].start, self.end):
            return False
        return status_before(self.text[self.start : mentions[0].start]) not in SILENT

    def _status_first(self, mentions: list[Mention]) -> Iterator[Clause]:
        """已完成的有3、5，未完成的有12: the status stands before those it is about."""
        start = self.start
        status = Sense.NEUTRAL
        for mention in mentions:
            said = self.text[start : mention.start]
            status = status_before(said) if said.strip(EDGES) or start == self.start else status
            yield replace(self._clause(start, mention.end, mention), sense=status)
            start = mention.end

    def _status_last(self, mentions: list[Mention]) -> Iterator[Clause]:
        """12、23已完成30正在办: a report ends where the next item is named after a status was given."""
        start = self._after_heading(mentions[0])
        gathered: list[Mention] = []
        for place, mention in enumerate(mentions):
            following = mentions[place + 1].start if place + 1 < len(mentions) else self.end
            gathered.append(mention)
            if following < self.end and self._lists_a_whole(mention, mentions[place + 1]):
                yield replace(self._clause(start, following, _joined(gathered)), sense=Sense.NEUTRAL)
                start, gathered = following, []
                continue
            report = self._less_sure(self._clause(start, following, _joined(gathered)), gathered[0])
            if following == self.end or report.sense not in SILENT or _REPORTING.search(report.text):
                yield report
                start, gathered = following, []

    def _less_sure(self, report: Clause, named: Mention) -> Clause:
        """是33不是32，33完成了: nobody can say which."""
        return _doubted(report) if _DENIED.search(self.text, max(0, named.start - 4), named.start) else report

    def _lists_a_whole(self, mention: Mention, following: Mention) -> bool:
        """21到26里24还没弄; 21、22、23：22在办 — the list is a heading, and one of it is named again."""
        among = _AMONG.fullmatch(self.text, mention.end, following.start)
        unowed = not following.items and STATUS_FOLLOWS.match(self.text, following.end)  # 5已完成 99已完成
        return bool(among) or (not unowed and set(following.items) < set(mention.items))

    def _after_heading(self, mention: Mention) -> int:
        """11月25日进展：12已完成 — the heading tells nothing of what follows."""
        colon = self.text.rfind(":", self.start, mention.start) + 1
        if colon and self._clause(self.start, colon).sense in SILENT:
            return colon
        return self.start


def _uncounted(said: str, mention: Mention | None) -> str:
    """28、30两项办结: as many are counted as are named, which tells nothing more of them."""
    found = _COUNTED.search(said) if mention else None
    if not found or not mention or number_in(found[1]) != len(mention.items):
        return said
    return f"{said[: found.start() + 1]}{said[found.end() :]}"


def _doubted(report: Clause) -> Clause:
    return replace(report, sense=Sense.DOUBTFUL) if report.sense is Sense.DONE else report


def _joined(mentions: Sequence[Mention]) -> Mention:
    items = tuple(dict.fromkeys(item for mention in mentions for item in mention.items))
    parts = tuple(mentions) if len(mentions) > 1 else ()
    return Mention(mentions[0].start, mentions[-1].end, items, any(mention.unknown for mention in mentions), parts)


def _without(scope: Mention, excepted: Mention) -> Mention:
    return replace(scope, items=tuple(item for item in scope.items if item not in excepted.items), parts=())


def _with_subject(clause: Clause) -> Clause:
    """A clause that names nobody may still say that it is of all, or of the rest."""
    if clause.mention:
        return clause
    if (rest := said_of_rest(clause.text)) is not None:
        return replace(clause, about=About.REST, sense=sense_of(rest.strip(EDGES)))
    of_all = clause.about is About.NAMED and is_of_all(clause.text)
    return replace(clause, about=About.ALL) if of_all else clause
