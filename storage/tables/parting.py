"""Paragraphs that name who acts within a sentence: 一是…（县教育局负责）；二是…（各镇负责）are two tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.duties import CLOSE, LONGEST_PARAGRAPH, OPEN, in_bracket, labels_in
from storage.tables.tails import acting, clauses
from storage.values import Column

_SIGNS = "，,。；;、（("
_ONLY_HELPS = re.compile(r"^(?!.*(?:牵头|负责|主办|落实|承办|实施|[：:])).*(?:配合|协助|协办)")


def parted(text: str) -> list[str]:
    """A paragraph with every bracket of duties at its end: one for each that names who acts anew.

    >>> parted("一是新建幼儿园2所（县教育局负责，8月底前完成）；二是改造厕所（各镇负责）。")
    ['一是新建幼儿园2所；（县教育局负责，8月底前完成）', '二是改造厕所。（各镇负责）']
    >>> parted("加强接驳（责任单位：区交通局），延长末班车。"), parted("落实《办法》（试行），由区教育局（牵头）。")
    (['加强接驳，延长末班车。（责任单位：区交通局）'], ['落实《办法》（试行），由区教育局（牵头）。'])
    """
    groups = _by_task(text, _of_duties(text))
    if not groups or (len(groups) == 1 and not text[groups[0][-1][1] :].strip("。；; ")):
        return [text]
    ends = [end + len(text[end:]) - len(text[end:].lstrip("。；;， ")) for *_, (_, end) in groups[:-1]]
    return [
        _at_its_end(text, begin, spans, until)
        for begin, spans, until in zip([0, *ends], groups, [*ends, len(text)], strict=True)
    ]


def _by_task(text: str, spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The brackets of each task: another begins where a bracket names in a role who acts that was named already."""
    groups: list[list[tuple[int, int]]] = []
    told: set[Column] = set()
    for start, end in spans:
        inside = text[start + 1 : end - 1]
        roles = {Column.ASSISTING} if _ONLY_HELPS.search(inside) else UNIT_COLUMNS & in_bracket(inside).keys()
        if groups and (not roles & told or not text[groups[-1][-1][1] : start].strip()):
            groups[-1].append((start, end))
            told |= roles
        else:
            groups.append([(start, end)])
            told = {*roles}
    return groups


def _at_its_end(text: str, begin: int, spans: Sequence[tuple[int, int]], until: int) -> str:
    kept = brackets = ""
    for start, end in spans:
        kept += text[begin:start]
        brackets += text[start:end]
        begin = end
    return f"{kept}{text[begin:until]}{brackets}"


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where each bracket that stands in no other begins and ends."""
    depth = start = 0
    for place, sign in enumerate(text if len(text) <= LONGEST_PARAGRAPH else ""):
        start = place if sign in OPEN and not depth else start
        depth += (sign in OPEN) - (sign in CLOSE and depth > 0)
        if sign in CLOSE and not depth and text[start] in OPEN:
            yield start, place + 1


def _of_duties(text: str) -> list[tuple[int, int]]:
    """The brackets that say who acts: with labels, else where a clause ends, not as in 会议（由区教育局牵头）机制."""
    spans = list(_brackets(text))
    labelled = [span for span in spans if labels_in(text[span[0] + 1 : span[1] - 1]).keys() & UNIT_COLUMNS]
    closing = (span for span in spans if not text[span[1] :] or text[span[1]] in _SIGNS)
    return labelled or [span for span in closing if _names_who(text[span[0] + 1 : span[1] - 1])]


def _names_who(inside: str) -> bool:
    """Whether a bracket says who acts, and not only whose part or other name something is."""
    return any(acting(clause.removeprefix("由")) for _, clause in clauses(inside))
