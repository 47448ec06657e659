"""How rows are excepted from what is said: 除12外, 12除外, 12以外, 9—13（12除外）."""

from __future__ import annotations

import re

from messages.reading.form import Form

_EXCEPT = Form(r"除了?[^#]{0,6}#+(?P<inner>[^#外]{0,20}?)(?:之外|以外|外)(?P<rest>.*)$", re.DOTALL)
_EXCEPT_SHORT = Form(
    r"(?:除了?\s*#+(?P<inner>)(?P<rest>(?:都|均|其他|其余|全|\W*$).*)|(?<!#)#+\s*(?:除外|例外)\W*)$", re.DOTALL
)
_EXCEPT_ALONE = Form(r"^[^\w#]*#+(?P<inner>)[项号]?\s*(?:之外|以外)(?P<rest>.+)$", re.DOTALL)  # 12以外都完成了
_EXCEPT_OPEN = Form(r"除了\s*#+(?P<inner>[^#外]{1,20})(?P<rest>)$", re.DOTALL)  # 除了45在等批复，都完成了
_EXCEPT_INSIDE = Form(r"\(\s*除?#+(?P<inner>)(?:除外|例外|以外|外)\)(?P<rest>.+)$", re.DOTALL)  # 9—13（12除外）均
_SIGN = Form(r"[除外]")
_EXCEPTIONS = (_EXCEPT_INSIDE, _EXCEPT, _EXCEPT_SHORT, _EXCEPT_OPEN, _EXCEPT_ALONE)
_EXCEPTING = Form(r"以外|之外|除外|例外|除了|除#|不含|不包括|#\s*[项号]?外(?![网部地事办籍国])")


def exception_in(said: str) -> re.Match[str] | None:
    """The form by which a piece excepts rows: `inner` is said of them, `rest` of the others."""
    return next((found for form in _EXCEPTIONS if (found := form.search(said))), None) if _SIGN.search(said) else None


def excepts_somehow(said: str) -> bool:
    """26·27以外都办完了: an exception, whether or not a form explains it."""
    return bool(_EXCEPTING.search(said))
