"""What is said of links: one message for all of a report, which asks for nothing and closes nothing.

After a wording has been changed on purpose: `UPDATE_GOLDEN=1 pytest tests/test_links_findings.py`, then read the diff.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import weighed_together
from messages.findings import Looked, finding_letter, finding_line, reason, verdict
from messages.html import as_text
from storage.findings import Finding, LinkReason, LinkVerdict
from tests.sendable import faults

GOLDEN = Path(__file__).parent / "golden"
WEBSITE = Finding(
    "https://www.example.gov.cn/gk/1.html",
    LinkReason.OPENED,
    status=200,
    final_url="https://www.example.gov.cn/gk/1.html",
    title="渡口公示牌更新情况",
    published_on=date(2022, 11, 30),
    sha256="0" * 64,
    copy=b"<html>",
)
PLATFORM = replace(
    WEBSITE,
    url="https://mp.weixin.qq.com/s/abc",
    final_url="https://mp.weixin.qq.com/s/abc",
    why=LinkReason.ON_PLATFORM,
    published_on=date(2022, 11, 29),
)
GONE = Finding("https://www.example.gov.cn/gk/2.html", LinkReason.GONE, status=404)
LATER = Finding("https://www.example.gov.cn/gk/3.html", LinkReason.TIMED_OUT)
MOVED = replace(WEBSITE, why=LinkReason.UNLISTED, final_url="https://blog.example.com/1", published_on=None)
LETTERS = {
    "alive": [WEBSITE],
    "gone": [GONE],
    "later": [LATER],
    "platform": [PLATFORM],
    "several": list(weighed_together([WEBSITE, PLATFORM, MOVED, GONE, LATER])),
    "reasons": [replace(GONE, why=why, status=None) for why in LinkReason],
}


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_a_finding_reads_as_the_office_has_approved_it(name: str) -> None:
    letter = finding_letter([Looked("12", "渡口公示牌更新", LETTERS[name])])
    path = GOLDEN / f"finding_letter-{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(f"{letter.text}\n", encoding="utf-8")

    assert f"{letter.text}\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_a_finding_is_polite_and_has_no_button_that_decides(name: str) -> None:
    letter = finding_letter([Looked("12", "渡口公示牌更新", LETTERS[name])])

    assert not any(sign in letter.text for sign in ("！", "!", "务必", "立即", "批评", "None", "办结"))
    assert letter.buttons == ()


@pytest.mark.parametrize("why", list(LinkReason))
def test_every_reason_has_its_words_and_one_of_the_four_verdicts(why: LinkReason) -> None:
    finding = replace(GONE, why=why)

    assert reason(finding)
    assert verdict(finding.verdict) in {"可访问", "无法核实", "非政府网站首发", "需人工"}
    assert finding.is_final or finding.verdict is LinkVerdict.UNVERIFIED


def test_a_password_in_a_link_is_not_said_again() -> None:
    finding = replace(GONE, url="https://name:word@www.example.gov.cn/1", why=LinkReason.CREDENTIALS)

    assert "word" not in finding_line(finding)


def test_what_does_not_fit_one_message_is_counted() -> None:
    letter = finding_letter([Looked("12", "渡口公示牌更新", [WEBSITE] * 400)])

    assert faults(letter) == []
    assert "未列出" in letter.text


@given(st.text(), st.text(), st.text(), st.text(), st.sampled_from(LinkReason))
def test_telegram_takes_whatever_a_page_or_a_link_says(
    label: str, url: str, title: str, final_url: str, why: LinkReason
) -> None:
    finding = replace(WEBSITE, url=f"http://{url}", title=title, final_url=f"http://{final_url}", why=why)

    assert faults(finding_letter([Looked(label, label, [finding])])) == []
    assert "\n" not in as_text(finding_line(finding))


@pytest.mark.parametrize(
    ("website", "platform", "why"),
    [
        (date(2022, 11, 28), date(2022, 11, 29), LinkReason.AFTER_WEBSITE),
        (date(2022, 11, 29), date(2022, 11, 29), LinkReason.AFTER_WEBSITE),
        (date(2022, 11, 30), date(2022, 11, 29), LinkReason.BEFORE_WEBSITE),
        (None, date(2022, 11, 29), LinkReason.ORDER_UNKNOWN),
        (date(2022, 11, 28), None, LinkReason.ORDER_UNKNOWN),
    ],
)
def test_the_government_website_publishes_first(website: date | None, platform: date | None, why: LinkReason) -> None:
    findings = [replace(WEBSITE, published_on=website), replace(PLATFORM, published_on=platform)]

    first, second = weighed_together(findings)

    assert first == findings[0]
    assert second.why is why


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        ([], LinkReason.ON_PLATFORM),
        ([MOVED], LinkReason.ON_PLATFORM),
        ([GONE], LinkReason.ORDER_UNKNOWN),
        ([LATER], LinkReason.ORDER_UNKNOWN),
        ([WEBSITE, replace(WEBSITE, published_on=date(2022, 11, 1))], LinkReason.ORDER_UNKNOWN),
        ([WEBSITE, GONE], LinkReason.ORDER_UNKNOWN),
    ],
)
def test_where_the_order_cannot_be_told_a_person_is_asked(beside: list[Finding], why: LinkReason) -> None:
    [platform, *others] = weighed_together([PLATFORM, *beside])

    assert platform.why is why
    assert others == beside
