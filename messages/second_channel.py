"""What goes out by the second channel: the same words, without buttons, and how to answer."""

from __future__ import annotations

from messages import words
from messages.html import as_text, plain
from messages.letter import Letter
from messages.pages import paragraphs
from messages.phrases import STANDARD, Wording


def aside(letter: Letter, office: str, bot_name: str, wording: Wording = STANDARD) -> Letter:
    """A letter for a channel that cannot be answered. `bot_name` is "" where it is not known."""
    where = f"https://t.me/{words.name(bot_name)}" if bot_name else "督办机器人"
    hint = wording.phrase("aside_answering", bot=where)
    return Letter(paragraphs(letter.text, plain(f"\n{hint}"), plain(f"——{words.name(office)}")))


def subject_and_text(letter: Letter) -> tuple[str, str]:
    """The first line as the subject, the rest as the text; a letter of one line has no subject."""
    first, _, rest = as_text(letter.text).partition("\n")
    return (first, rest.strip("\n")) if rest else ("", first)
