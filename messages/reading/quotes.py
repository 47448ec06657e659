"""Lines that repeat what somebody else wrote: they tell which items are meant, and report nothing."""

from __future__ import annotations

import re

from messages.reading.form import Form

_QUOTED = (
    Form(r"^[ ]*[>|»〉].*$", re.MULTILINE),  # > 第42项 状态：待签收
    # a whole line in quotation marks, with an answer below it; 「张三：…」 is how chats repeat a message
    Form(r"\A\s*[“\"「『][^”\"」』]{0,1000}[”\"」』][ ]*\n(?:[ ]*[-—]+(?:[ ]*[-—])*[ ]*\n)?(?=\s*\S)"),
    Form(r"^[ ]*(?:\[引用\]|引用:|原文:|转发:|转发自).*$", re.MULTILINE),
    # the bot's own words, sent back
    Form(
        r"^[ ]*(?:【[^】\n]*(?:提醒|催办|交办|回执|督办|退回|进展|通知书)[^】\n]*】|我理解为:|已登记:|已记录:).*$",
        re.MULTILINE,
    ),
)


def without_quotes(text: str) -> tuple[str, str]:
    """The text with quoted lines blanked, and the quoted lines with everything else blanked."""
    spoken = text
    for pattern in _QUOTED:
        blanked = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), spoken)
        if re.search(r"[^\W_]", blanked):  # somebody who only quotes is not read as silent
            spoken = blanked
    quoted = "".join(sign if said != sign or sign == "\n" else " " for sign, said in zip(text, spoken, strict=True))
    return spoken, quoted
