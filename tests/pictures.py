"""The pictures of the manuals: what the chat page shows on the walks of `test_demo.py`, its words beside them.

`make screenshots` takes them anew; any other run only compares the words, so that a clean checkout stays clean.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, expect

DOCS = Path(__file__).resolve().parent.parent / "docs"
MANUALS = DOCS / "manuals"
KEPT = MANUALS / "pictures"
ARE_TAKEN = bool(os.environ.get("UPDATE_SCREENSHOTS"))
WIDTH, MARGIN = 460, 8  # a telephone's width
TALLEST, TAIL, GAP = 720, 220, 26  # of what is longer the beginning and the end are shown
COLOURS = 64
_WORDS = """(rows) => rows.map((row) => {
  const texts = (node, wanted) => [...node.querySelectorAll(wanted)].map((one) => one.innerText);
  const said = texts(row, "[data-testid=message-text], [data-testid=document] b");
  const keys = [...row.querySelectorAll(".row")].map((one) => texts(one, ".key").map((key) => `〔${key}〕`).join(""));
  return [row.dataset.from === "bot" ? "" : "本人：", ...said, ...keys].filter(Boolean).join("\\n");
})"""
_PLACES = """(rows, [first, last]) => {
  rows[last].scrollIntoView({block: "center"});
  return [rows[first].getBoundingClientRect().top, rows[last].getBoundingClientRect().bottom];
}"""
_FINDING = re.compile(r"\n+(【?链接核查|第\S+项链接)[^〔]*")  # comes later, by an edit, and depends on the network
_PASSING = (
    (
        re.compile(r"9月(19|20)日（星期[一二]）"),
        "9月…日",
    ),  # a machine that stood still plans the day anew, and a day earlier
    (re.compile(r"\b\d{1,2}:\d\d\b"), "几时几分"),
    (re.compile(r"(https://[^\s（]+)（[^）]*）"), r"\1（核查结论）"),  # depends on the network
    (re.compile(r"(/start |start=)\S+"), r"\1登记码"),
    (re.compile(r"(校验码 ?)[0-9a-f]+"), r"\1…"),
    (re.compile(r"记录共[\d,]+条"), "记录共…条"),
    (re.compile(r"编号 ?\d+"), "编号…"),
)


class Album:
    """What was shown on the walks so far, by the name of its picture."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.shown: dict[str, str] = {}

    async def take(self, name: str, words: str, before: int = 0) -> None:
        """The last message with these words, and so many messages before it."""
        rows = self._page.get_by_test_id("message")
        await expect(rows.filter(has_text=words).last).to_be_visible()
        said: list[str] = await rows.evaluate_all(_WORDS)
        last = max(place for place, text in enumerate(said) if words in text)
        first = max(0, last - before)
        self.shown[name] = _lasting("\n\n".join(said[first : last + 1]))
        if ARE_TAKEN:
            await self._photograph(name, first, last)

    def keep(self) -> None:
        """Put the words beside the pictures; what is no longer taken goes."""
        for old in KEPT.iterdir():
            if old.stem not in self.shown:
                old.unlink()
        for name, words in self.shown.items():
            (KEPT / f"{name}.txt").write_text(words, encoding="utf-8")

    async def _photograph(self, name: str, first: int, last: int) -> None:
        usual = self._page.viewport_size
        await self._page.set_viewport_size({"width": WIDTH, "height": 6 * TALLEST})
        rows = self._page.get_by_test_id("message")
        top, end = await rows.evaluate_all(_PLACES, [first, last])
        clip = {"x": 0, "y": top - MARGIN, "width": WIDTH, "height": end - top + 2 * MARGIN}
        save(await self._page.screenshot(clip=clip, style="#toast { visibility: hidden }"), KEPT / f"{name}.png")  # type: ignore[arg-type]
        if usual is not None:
            await self._page.set_viewport_size(usual)


def kept() -> dict[str, str]:
    """The words beside the pictures, by name."""
    return {file.stem: file.read_text(encoding="utf-8") for file in KEPT.glob("*.txt")}


def save(png: bytes, path: Path) -> None:
    """A screenshot, made small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shot = Image.open(io.BytesIO(png)).convert("RGB")
    small = (_without_middle(shot) if shot.width == WIDTH else shot).quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _without_middle(shot: Image.Image) -> Image.Image:
    if shot.height <= TALLEST:
        return shot
    short = Image.new("RGB", (WIDTH, TALLEST), shot.getpixel((WIDTH - 1, 0)))
    short.paste(shot.crop((0, 0, WIDTH, TALLEST - TAIL - GAP)), (0, 0))
    short.paste(shot.crop((0, shot.height - TAIL, WIDTH, shot.height)), (0, TALLEST - TAIL))
    return short


def _lasting(text: str) -> str:
    """Without what differs from one run to the next.

    >>> _lasting("报送：已完成　9月30日（星期五）09:05\\n\\n【链接核查】第3项\\n无法核实\\n〔更正 12〕")
    '报送：已完成　9月30日（星期五）几时几分\\n〔更正 12〕\\n'
    """
    text = _FINDING.sub("\n", text)
    for passing, instead in _PASSING:
        text = passing.sub(instead, text)
    return f"{text.strip()}\n"
