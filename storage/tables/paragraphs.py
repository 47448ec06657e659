"""Tasks in running text: numbered paragraphs with their duties in a bracket at the end, or on labelled lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.tables.assembling import source_of
from storage.tables.cleaning import UNIT_COLUMNS, clean, plain
from storage.tables.covering import date_alone, read_covering
from storage.tables.duties import labelled, without_tail
from storage.tables.kinds import units_share
from storage.tables.limits import Limits, TooLarge
from storage.tables.numbering import Numbering, numbering
from storage.values import Cell, Column, Problem, Source, SourceRow

_DUTY = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.DEADLINE})
_SHORTEST = 8  # signs of a paragraph that says something rather than heads others
_NAMES = 0.9  # of a line's parts are names of bodies
_TITLE = 24  # a first sentence no longer than this names its task


@dataclass(slots=True)
class _Block:
    """A numbered paragraph, or a labelled record, with the lines up to the next one."""

    line: int
    mark: Numbering | None
    texts: list[str] = field(default_factory=list)
    duties: dict[Column, str] = field(default_factory=dict)
    parent: int | None = None  # the block whose heading stands over this one
    open_label: Column | None = None
    told_on: int = 0  # the line that last said something of a duty

    @property
    def has_duties(self) -> bool:
        return any(column in _DUTY for column in self.duties)

    @property
    def level(self) -> int:
        return self.mark.level if self.mark else 9

    @property
    def content(self) -> str:
        return "\n".join(text for text in self.texts if text.strip())


def source_from_paragraphs(
    lines: Sequence[str], limits: Limits, columns: Mapping[Column, int] | None = None
) -> Source | None:
    """The tasks of running text; None where no paragraph says who is responsible or by when."""
    before, blocks = _blocks(lines)
    if len(blocks) > limits.max_rows:
        raise TooLarge(f"段落过多（{len(blocks)}段）")
    if not any(block.has_duties for block in blocks):
        return None
    signed = _take_signature(blocks[-1])
    _find_parents(blocks)
    problems = _join_last_duties(blocks)
    headings = _headings(blocks)
    items = _items(blocks, headings)
    told = headings.union(items)
    rest = [block.content for number, block in enumerate(blocks) if number not in told] + signed
    covering = read_covering(before, rest)
    title = covering.title or next((plain(line) for line in before if line.strip()), "")
    return source_of(replace(covering, title=title), [_row(blocks, number) for number in items], problems)


def _blocks(lines: Sequence[str]) -> tuple[list[str], list[_Block]]:
    """The lines before the first block, and the blocks."""
    before: list[str] = []
    blocks: list[_Block] = []
    for number, raw in enumerate(lines, start=1):
        text = raw.strip()
        if not text:
            continue
        mark = numbering(text)
        label = labelled(text)
        if mark or _begins_record(label, blocks):
            blocks.append(_Block(number, mark))
        if not blocks:
            before.append(text)
            continue
        _add(blocks[-1], number, text[len(mark.printed) :].strip() if mark else text, None if mark else label)
    return before, blocks


def _begins_record(label: dict[Column, str], blocks: Sequence[_Block]) -> bool:
    """A labelled line opens a record of its own where none is open, or where the open one has that label already."""
    if not label:
        return False
    open_block = blocks[-1] if blocks else None
    if open_block is None:
        return True
    return open_block.mark is None and any(column in open_block.duties for column in label)


def _add(block: _Block, line: int, text: str, label: dict[Column, str] | None) -> None:
    if label:
        _put(block, label)
        block.open_label, block.told_on = next(reversed(label)), line
        return
    if block.open_label and (more := _goes_on(block, line, text)):
        block.duties[block.open_label] += more
        block.told_on = line
        return
    body, duties = without_tail(text)
    if not duties and (own := labelled(body)):
        body, duties = "", own
    block.texts.append(body)
    _put(block, duties)


def _goes_on(block: _Block, line: int, text: str) -> str:
    """A line that goes on with what the label above it says: after a comma, or more names right below names."""
    assert block.open_label is not None
    if block.duties[block.open_label].endswith(("、", "，", ",")):
        return text
    is_below = block.open_label in UNIT_COLUMNS and block.told_on == line - 1
    return f"\n{text}" if is_below and units_share(text) >= _NAMES else ""


def _take_signature(block: _Block) -> list[str]:
    """What closes the document after its last paragraph: who signs, the day, and whatever is printed below."""
    first = 1 if block.mark else 0
    days = [place for place, text in enumerate(block.texts) if place >= first and date_alone(plain(text))]
    if not days:
        return []
    begin = days[0]
    while begin > first and units_share(block.texts[begin - 1]) == 1 and "\n" not in block.texts[begin - 1]:
        begin -= 1
    signed, block.texts = block.texts[begin:], block.texts[:begin]
    return signed


def _put(block: _Block, duties: Mapping[Column, str]) -> None:
    for column, text in duties.items():
        earlier = block.duties.get(column)
        block.duties[column] = f"{earlier}\n{text}" if earlier else text


def _find_parents(blocks: Sequence[_Block]) -> None:
    """The nearest block above with a higher level of numbering is the heading over a block."""
    over: list[int] = []
    for number, block in enumerate(blocks):
        while over and blocks[over[-1]].level >= block.level:
            over.pop()
        block.parent = over[-1] if over else None
        over.append(number)


def _join_last_duties(blocks: list[_Block]) -> list[Problem]:
    """Where only the last of several points bears the bracket it speaks for all of them; the office is told."""
    points: dict[int, list[_Block]] = {}
    for block in blocks:
        if block.parent is not None:
            points.setdefault(block.parent, []).append(block)
    problems: list[Problem] = []
    for parent, under in points.items():
        if _speaks_last(blocks[parent], under):
            says_much = len(blocks[parent].content) >= _SHORTEST
            problems += [_joined(blocks[parent], under)] if says_much else _shared(under)
    return problems


def _speaks_last(over: _Block, points: Sequence[_Block]) -> bool:
    alone = len(points) > 1 and points[-1].has_duties and not any(block.has_duties for block in points[:-1])
    return alone and not over.has_duties


def _shared(points: Sequence[_Block]) -> list[Problem]:
    """Points under a mere heading are tasks of their own; each takes over the duties after the last of them."""
    problems = []
    for block in points[:-1]:
        block.duties = dict(points[-1].duties)
        said = f"第{block.line}行：未注明责任单位和时限，已按最后一点（第{points[-1].line}行）读取，请核对"
        problems += [Problem(block.line, said, column) for column in block.duties if column in _DUTY]
    return problems


def _joined(over: _Block, points: Sequence[_Block]) -> Problem:
    over.texts += [f"{block.mark.printed if block.mark else ''}{block.content}" for block in points]
    over.duties = points[-1].duties
    for block in points:
        block.texts, block.duties = [], {}
    said = f"只在最后一点（第{points[-1].line}行）之后注明责任单位或时限，已按对以上{len(points)}点都适用读取，请核对"
    return Problem(over.line, f"第{over.line}行：{said}", Column.RESPONSIBLE)


def _headings(blocks: Sequence[_Block]) -> set[int]:
    """The blocks with duties somewhere under them."""
    found: set[int] = set()
    for block in blocks:
        parent = block.parent if block.has_duties else None
        while parent is not None and parent not in found:
            found.add(parent)
            parent = blocks[parent].parent
    return found


def _items(blocks: Sequence[_Block], headings: set[int]) -> list[int]:
    """The blocks that are tasks: those with duties, and those beside them on the same level without any."""
    levels = {(block.parent, block.level) for block in blocks if block.has_duties}
    return [
        number
        for number, block in enumerate(blocks)
        if block.has_duties or (block.content and (block.parent, block.level) in levels and number not in headings)
    ]


def _row(blocks: Sequence[_Block], number: int) -> SourceRow:
    block = blocks[number]
    theme, task = _labels(blocks, number)
    texts = {Column.NUMBER: block.mark.printed if block.mark else "", Column.THEME: theme, Column.TASK: task}
    texts |= {Column.CONTENT: block.content} | block.duties
    if block.content and Column.CONTENT in block.duties and Column.TASK not in block.duties:
        texts[Column.TASK] = block.content
    cells = {
        column: Cell(clean(texts[column], column), texts[column])
        for column in Column
        if texts.get(column, "").strip() or (column in texts and column is Column.CONTENT)
    }
    return SourceRow(block.line, 0, cells, number)


def _labels(blocks: Sequence[_Block], number: int) -> tuple[str, str]:
    """Theme and task from the headings over a block; its own short first sentence names the task."""
    over: list[str] = []
    parent = blocks[number].parent
    while parent is not None:
        over.append(_heading(blocks[parent]))
        parent = blocks[parent].parent
    own = plain(blocks[number].content).split("。")[0]
    if 0 < len(own) <= _TITLE:
        over.insert(0, own)
    return (over[1] if len(over) > 1 else ""), (over[0] if over else "")


def _heading(block: _Block) -> str:
    first = plain(block.texts[0]) if block.texts else ""
    return first.split("。")[0].rstrip("：:；;")
