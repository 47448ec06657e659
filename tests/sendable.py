"""What Telegram takes, checked on a letter: length, markup, buttons, characters."""

from __future__ import annotations

from html.parser import HTMLParser

from messages.letter import LONGEST, Letter

ALLOWED = {"b", "a"}  # of https://core.telegram.org/bots/api#html-style, those this project writes
MOST_BUTTONS = 100


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen = ""
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        links = [value for name, value in attrs if name == "href"]
        if tag not in ALLOWED or (tag == "a" and not str(links[0]).lower().startswith(("http://", "https://"))):
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.seen += data


def faults(letter: Letter) -> list[str]:
    """Everything for which Telegram would refuse the letter; [] where it would take it."""
    markup = _Markup()
    markup.feed(letter.text)
    markup.close()
    buttons = [button for row in letter.buttons for button in row]
    units = len(markup.seen.encode("utf-16-le", "surrogatepass")) // 2
    found = {
        "nothing to read": not markup.seen.strip(),
        f"{units} characters": units > LONGEST,
        f"tags {markup.open} {markup.wrong}": bool(markup.open or markup.wrong),
        "half a character": any("\ud800" <= sign <= "\udfff" for sign in letter.text),
        "callback data": any(not 1 <= len(button.data.encode()) <= 64 for button in buttons),
        "button without a word": any(not button.text.strip() for button in buttons),
        "too many buttons": len(buttons) > MOST_BUTTONS,
    }
    return [fault for fault, is_so in found.items() if is_so]
