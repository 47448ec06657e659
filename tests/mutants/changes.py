"""Every small change that can be made to a source file: one sign, one word, one alternative of a pattern."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.mutants.patterns import changes_in_pattern

_OPPOSITES: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
}
_Gap = tuple[ast.AST, ast.AST, ast.AST]  # an operator, and what stands on either side of it


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One place of a file, in bytes, and what stands there instead."""

    path: str
    begin: int
    end: int
    becomes: str
    is_of_a_pattern: bool = False

    def applied(self) -> bytes:
        """The whole file with the change in it."""
        raw = Path(self.path).read_bytes()
        return raw[: self.begin] + self.becomes.encode() + raw[self.end :]

    def shown(self) -> str:
        """Where it is, what stood there and what stands there now, on one line."""
        raw = Path(self.path).read_bytes()
        line = raw.count(b"\n", 0, self.begin) + 1
        return f"{self.path}:{line}: {raw[self.begin : self.end].decode()!r} → {self.becomes!r}"


def changes_in(path: str) -> list[Change]:
    """All changes of a file, in its order; a few leave no Python, or none that can be imported."""
    return sorted(set(_Changes(path).all()))


class _Changes:
    def __init__(self, path: str) -> None:
        self.path, self.raw = path, Path(path).read_bytes()
        self.starts = [0, *(place + 1 for place, sign in enumerate(self.raw) if sign == 10)]

    def all(self) -> Iterator[Change]:
        for node in _walk(ast.parse(self.raw)):
            for left, operator, right in _gaps(node):
                yield from self._between(left, operator, right)
            yield from self._node(node)
        yield from self._patterns()

    def _node(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Constant(value=bool() as said):
                yield self._instead(node, str(not said))
            case ast.Constant(value=int() as figure):
                yield self._instead(node, str(figure + 1))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._instead(node, self._text(operand))
            case ast.If(test=test) | ast.IfExp(test=test):
                yield self._instead(test, f"(not ({self._text(test)}))")
            case ast.comprehension(ifs=tests):
                yield from (self._instead(test, "True") for test in tests)
            case ast.Expr(value=ast.Call()) | ast.AugAssign():
                yield self._instead(node, "pass")
            case ast.Set(elts=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
                yield from self._dropped(parts)

    def _between(self, left: ast.AST, operator: ast.AST, right: ast.AST) -> Iterator[Change]:
        if type(operator) not in _OPPOSITES:
            return
        was, becomes = _OPPOSITES[type(operator)]
        begin, end = self._span(left)[1], self._span(right)[0]
        place = self.raw.find(was.encode(), begin, end)
        if place >= 0:
            yield Change(self.path, place, place + len(was), becomes)

    def _dropped(self, parts: list[ast.expr]) -> Iterator[Change]:
        """A collection of words or figures without one of them."""
        if len(parts) < 2 or not all(isinstance(part, ast.Constant) for part in parts):
            return
        for one, after in pairwise(parts):
            yield Change(self.path, self._span(one)[0], self._span(after)[0], "")

    def _patterns(self) -> Iterator[Change]:
        """Raw strings are patterns in this tree."""
        for token in tokenize.tokenize(io.BytesIO(self.raw).readline):
            prefix = token.string[: token.string.find('"')].lower()
            if token.type != tokenize.STRING or "r" not in prefix:
                continue
            first = self.starts[token.start[0] - 1] + len(token.line[: token.start[1]].encode())
            for begin, end in changes_in_pattern(token.string):
                before, inside = token.string[:begin].encode(), token.string[begin:end].encode()
                place = first + len(before)
                yield Change(self.path, place, place + len(inside), "", is_of_a_pattern=True)

    def _instead(self, node: ast.AST, becomes: str) -> Change:
        return Change(self.path, *self._span(node), becomes)

    def _text(self, node: ast.AST) -> str:
        begin, end = self._span(node)
        return self.raw[begin:end].decode()

    def _span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        begin = self.starts[node.lineno - 1] + node.col_offset
        return begin, self.starts[node.end_lineno - 1] + node.end_col_offset


def _gaps(node: ast.AST) -> list[_Gap]:
    match node:
        case ast.Compare(left=left, ops=operators, comparators=rest):
            return list(zip([left, *rest], operators, rest, strict=False))
        case ast.BoolOp(op=operator, values=values):
            return [(one, operator, two) for one, two in pairwise(values)]
        case ast.BinOp(left=left, op=operator, right=right):
            return [(left, operator, right)]
    return []


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """The tree without what says nothing of behaviour: annotations, and how a class or a cache is made."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                yield from _walk(child)
