"""A marked text cut into clauses: each with the items it names and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from messages.reading.items import Mention
from messages.reading.senses import SILENT, Sense, sense_of
from messages.reading.vocabulary import FINISHED


class About(Enum):
    """Whom a clause that names nobody is about."""

    NAMED = "named"  # the items it names, or else those named last
    ALL = "all"  # 都已完成
    REST = "rest"  # 其余办理中
    EXCEPTED = "excepted"  # 除12外


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
_FULL_STOP = re.compile(r"(?<=[一-龥])\.(?!\w*§)")
_EXCEPT = re.compile(r"除了?[^#]{0,6}#+(?P<inner>[^#外]{0,20}?)(?:之外|以外|外)(?P<rest>.*)$", re.DOTALL)
_EXCEPT_SHORT = re.compile(r"除了?\s*#+(?P<inner>)(?P<rest>(?:都|均|其他|其余|全|\W*$).*)$", re.DOTALL)
_REST = re.compile(
    r"^\W{0,8}(?:但是?|而|另外|目前|那|至于)?(?:其余|其他|其它|余下|剩下|剩余|别的)(?:的|各|几|这些|全部|所有)*(?:¤{1,3}|[一二两三四五六七八九十])?(?:项|任务|事项|工作|都|也)*"
    r"(?P<body>\W*(?:[均全还正暂已在未没不办推尚收完弄搞]|有困|预计|计划|基本|争取).*)$",
    re.DOTALL,
)
_ALL = re.compile(
    r"^\W{0,8}(?:(?:[二两三四五六七八九十]{1,3}|¤{1,3})[项个]|我局|我镇|我乡|我单位|我们?|本单位|本局|本镇|目前|现在|截至目前|截至今天|这些?|那些|以上|上述|上面|所有|全部|各|几|的|项|任务|工作|事项|责任|"
    r"都|均|全都|统统|一律|全|\s)+"
)
_ALL_SAID = re.compile(r"都|均|全部|所有|以上|上述|统统|一律|各项")
_PLAIN_STATUS = re.compile(
    rf"(?:已经?|还|没有?|尚?未|曾|能|暂|正常?|在|有序|稳步|加快|推进|办理|办结|完成|开始|启动|开展|弄|搞|做|动|完|好|公开|发布|公布|上线|落实|不涉及|我|单位|局|镇|乡|到位|中|按计划|困难|有|收到|签收|全部|均|都|{FINISHED}|的|着|呢|哈|谢谢|\W)*"
)
_STATUS_BEFORE_LIST = re.compile(r"(?:的)?(?:任务|项目|事项|项)?(?:有|是|为|包括|如下)?[\s:]*$")
_EDGES = " \t\n,;。…~"
_NAMES_FOLLOW = re.compile(r"[\s#.,。;、!了的这等和几项任务号\n~:()【】]*")


def cut(text: str, mentions: Sequence[Mention]) -> list[Clause]:
    """Lines, sentences, clauses; a clause that names items twice is cut again where a new report begins."""
    text = _FULL_STOP.sub("。", text)
    waiting, found = list(mentions)[::-1], []
    sentence = line = 0
    for piece in _CLAUSE.finditer(text):
        inside = []
        while waiting and waiting[-1].start < piece.end():
            inside.append(waiting.pop())
        if piece.group():
            found += _reports(text, piece.start(), piece.end(), inside, sentence, line)
        sentence += piece.group()[-1:] in tuple(";。!?…\n")
        line += piece.group()[-1:] == "\n"
    return [_about(clause) for clause in found]


def _reports(
    text: str, start: int, end: int, mentions: list[Mention], sentence: int, line: int
) -> Iterator[Clause]:
    def clause(first: int, last: int, mention: Mention | None, about: About = About.NAMED) -> Clause:
        said = text[first:last]
        return Clause(first, last, said, sentence, line, mention, sense_of(said.strip(_EDGES)), about)

    if not mentions:
        yield clause(start, end, None)
        return
    if excepted := _EXCEPT.search(text[start:end]) or _EXCEPT_SHORT.search(text[start:end]):
        yield from _excepted(clause, excepted, start, end, mentions)
        return
    before = clause(start, _status_end(text, start, mentions[0].start), None)
    if before.sense not in SILENT and _NAMES_FOLLOW.fullmatch(text, mentions[-1].start, end):
        yield from _status_first(clause, mentions, start)
        return
    heading = clause(start, text.rfind(":", start, mentions[0].start) + 1 or start, None)
    if heading.sense in SILENT:  # 11月25日进展: tells nothing of what follows
        start = heading.end
    yield from _status_last(clause, mentions, start, end)


def _status_end(text: str, start: int, end: int) -> int:
    found = _STATUS_BEFORE_LIST.search(text, max(start, end - 12), end)
    return found.start() if found else end


def _excepted(clause, found, start, end, mentions):  # type: ignore[no-untyped-def]
    about = About.NAMED if found["inner"].strip() else About.EXCEPTED
    rest_start = start + found.start("rest")
    yield replace(clause(start + found.start("inner"), rest_start, _joined(mentions)), about=about)
    yield replace(clause(rest_start, end, None), about=About.REST)


def _status_first(clause, mentions, start):  # type: ignore[no-untyped-def]
    """已完成的有3、5，未完成的有12: the status stands before those it is about."""
    for mention in mentions:
        status = clause(start, mention.start, None)
        stripped = _STATUS_BEFORE_LIST.sub("", status.text)
        sense = sense_of(stripped.strip(_EDGES))
        yield replace(clause(start, mention.end, mention), sense=sense)
        start = mention.end


def _status_last(clause, mentions, start, end):  # type: ignore[no-untyped-def]
    """12、23已完成30正在办: a report ends where the next item is named after a status was given."""
    gathered: list[Mention] = []
    for place, mention in enumerate(mentions):
        following = mentions[place + 1].start if place + 1 < len(mentions) else end
        gathered.append(mention)
        report = clause(start, following, _joined(gathered))
        if following == end or report.sense not in SILENT:
            yield report
            start, gathered = following, []


def _joined(mentions: Sequence[Mention]) -> Mention:
    items = tuple(dict.fromkeys(item for mention in mentions for item in mention.items))
    return Mention(mentions[0].start, mentions[-1].end, items, any(mention.unknown for mention in mentions))


def _about(clause: Clause) -> Clause:
    if clause.mention or clause.about is About.REST:
        rest = _REST.match(clause.text) if clause.about is About.REST else None
        return replace(clause, sense=sense_of(rest["body"].strip(_EDGES))) if rest else clause
    if rest := _REST.match(clause.text):
        return replace(clause, about=About.REST, sense=sense_of(rest["body"].strip(_EDGES)))
    everything = _ALL.match(clause.text)
    if everything and _ALL_SAID.search(everything.group()) and _PLAIN_STATUS.fullmatch(clause.text, everything.end()):
        return replace(clause, about=About.ALL)
    return clause
