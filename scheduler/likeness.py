"""How alike two pieces of a document are, by the pairs of signs they share; pairs found everywhere count little.

It decides which of two labels a row stands under where the table itself does not say. Nothing is learned
from other documents: the weights come from the table at hand.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

TELLING = 0.65  # of the weight of a pair that two rows share: less proves little

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_JOINTS = re.compile(r"[以促和及与的、，（）“”]+")  # words of a label end here; pairs across them mean nothing


class Likeness:
    """Weights of sign pairs in one table, and the measures built on them; every measure lies in 0…1."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._pairs = [pairs(text) for text in texts]
        self._seen = Counter(pair for found in self._pairs for pair in found)
        self._weights = {pair: self._of_pair(seen) for pair, seen in self._seen.items()}
        self._whole = [self._weight(found) for found in self._pairs]
        self._telling = TELLING * self._of_pair(2)

    def of_rows(self, one: int, other: int) -> float:
        """How much two rows' texts share."""
        whole = self._whole[one] * self._whole[other]
        return self._weight(self._pairs[one] & self._pairs[other]) / math.sqrt(whole) if whole else 0.0

    def of_label(self, label: str, row: int) -> float:
        """How far a row's text speaks of what a label names; words that stand in every row prove little."""
        words = {pair for part in _JOINTS.split(label) for pair in pairs(part)}
        whole, said = self._weight(words), self._weight(words & self._pairs[row])
        return math.sqrt(said / whole) * min(1.0, said / self._telling) if whole else 0.0

    def _weight(self, found: Iterable[str]) -> float:
        return sum(self._weights[pair] if pair in self._weights else self._of_pair(0) for pair in found)

    def _of_pair(self, seen: int) -> float:
        return math.log((len(self._pairs) + 1) / (seen + 0.5)) ** 2


def pairs(text: str) -> frozenset[str]:
    """Every two neighbouring Chinese signs.

    >>> sorted(pairs("政务公开，公开"))
    ['公开', '务公', '政务']
    """
    return frozenset(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))
