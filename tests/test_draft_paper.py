"""The paper of a 催办通知书 or 通报: what an office puts on one, every row of it, and what was typed as text."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from messages.draft_paper import paper_of
from messages.drafts import Drafted
from tests.letters_of_the_office import BULLETIN, PAPER, ROWS, WITH_NOTE
from tests.make import MONDAY

GOLDEN = Path(__file__).parent / "golden"
PAPERS = {
    "paper": replace(WITH_NOTE, number=3),
    "paper-draft": PAPER,
    "paper-bulletin": replace(BULLETIN, number=1),
}


def _read(draft: Drafted) -> str:
    document = Document(io.BytesIO(paper_of(draft, MONDAY).content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    rows = [" | ".join(cell.text for cell in row.cells) for row in document.tables[0].rows]
    return "\n".join([*lines, "", *rows, ""])


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_as_the_office_has_approved_it(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(_read(PAPERS[name]), encoding="utf-8")

    assert _read(PAPERS[name]) == path.read_text(encoding="utf-8")


def test_a_paper_holds_every_row_and_whatever_was_typed() -> None:
    draft = replace(PAPER, rows=ROWS * 60, unit="区\u202e局<b>&\x00", note="=1+1\n第二行" * 60)
    made = paper_of(draft, MONDAY)

    document = Document(io.BytesIO(made.content))

    assert len(document.tables[0].rows) == 121
    assert "\u202e" not in made.name
    assert document.core_properties.author == draft.office
