"""Wording that an office may change without touching code: what units are asked in reminders, phrase by phrase.

Each office has its own `Wording`, read when the program starts; placeholders in braces stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

LONGEST = 300
DEFAULTS: Mapping[str, str] = {
    "reminder_title": "【政务公开任务提醒】{day}",
    "reminder_opening": "{source}中，请贵单位办理以下{count}：{kinds}。",
    "reminder_source": "政务公开工作要点任务",
    "reminder_answering": "点序号查看全文并反馈，也可直接回复，例如：12 已完成 链接",
    "ask_overdue": "请反馈办理情况和预计办结时间；如已报送请忽略。",
    "ask_nudge": "请反馈办理情况；如已报送请忽略。",
    "ask_due_today": "请反馈办理情况；如已报送请忽略。",
    "ask_advance": "请按期办理并反馈；如已报送请忽略。",
    "ask_returned": "请按审核意见补充后重新报送。",
    "ask_assignment": "请签收，并按时限办理。",
    "ask_progress": "请简要反馈本季度进展；没有此类情形的，可回复「本季度无」。",
    "aside_answering": "本消息由备用渠道单向发送，请勿直接回复。请在 Telegram 中打开 {bot} 反馈；"
    "尚未登记或无法使用的，请与本办联系登记或报送。",
}


class WordingUnusable(Exception):
    """Wording that cannot be used. The message is one Chinese line with every fault."""


class Wording:
    """What one office says: its own phrases, and the defaults for the rest. Raises WordingUnusable."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        own = changed or {}
        found = [fault for name, text in own.items() for fault in _faults(name, text)]
        if found:
            raise WordingUnusable("；".join(found))
        self._phrases = {**DEFAULTS, **own}

    def phrase(self, name: str, **values: str) -> str:
        """A phrase with its placeholders filled."""
        return self._phrases[name].format(**values)


def _faults(name: str, text: object) -> Iterator[str]:
    if name not in DEFAULTS:
        yield f"{name} 不是可以改写的语句，可改写的有 {'、'.join(DEFAULTS)}"
        return
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST or not text.isprintable():
        yield f"{name} 应为一行文字，不超过{LONGEST}字"
        return
    wanted, found = _placeholders(DEFAULTS[name]), _placeholders(text)
    if found != wanted:
        must = "、".join(f"{{{one}}}" for one in wanted or ())
        yield f"{name} 中的占位符应恰为 {must}" if must else f"{name} 中不应有花括号"


def _placeholders(text: str) -> list[str] | None:
    """The names in braces, in alphabetical order; None where they are not whole."""
    try:
        parsed = [(field, spec, conversion) for _, field, spec, conversion in Formatter().parse(text)]
    except ValueError:
        return None
    if any(spec or conversion for _, spec, conversion in parsed):
        return None
    return sorted(field for field, _, _ in parsed if field is not None)


STANDARD = Wording()
