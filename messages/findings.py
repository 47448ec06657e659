"""链接核查: what looking at evidence links found, in one line each. A finding never changes an item's state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from messages import words
from messages.html import Html, bold, join, plain
from messages.letter import LONGEST, Letter
from messages.links import web_link
from messages.pages import fitted, length, paragraphs
from messages.rows import rows_numbered
from storage.findings import Finding, LinkReason, LinkVerdict
from storage.records import Evidence

_VERDICTS = {
    LinkVerdict.ALIVE: "可访问",
    LinkVerdict.UNVERIFIED: "无法核实",
    LinkVerdict.NOT_FIRST: "非政府网站首发",
    LinkVerdict.BY_HAND: "需人工",
}
_REASONS = {
    LinkReason.OPENED: "政府网站",
    LinkReason.ON_PLATFORM: "未见政府网站链接，请补充首发页面",
    LinkReason.BEFORE_WEBSITE: "发布日期早于同批报送的政府网站页面",
    LinkReason.AFTER_WEBSITE: "发布日期不早于同批报送的政府网站页面",
    LinkReason.ORDER_UNKNOWN: "与政府网站页面的发布先后未能比对，由公开办人工核对",
    LinkReason.UNLISTED: "网站不在公开办的名单内，由公开办人工核对",
    LinkReason.MALFORMED: "链接不完整或写法有误",
    LinkReason.NOT_WEB: "不是网页链接，仅核查 http、https 链接",
    LinkReason.CREDENTIALS: "链接中带有账号或口令，未打开，请去除后重发",
    LinkReason.PORT: "链接使用了特殊端口，未自动打开，由公开办人工核对",
    LinkReason.NOT_PUBLIC: "地址不在互联网上，未自动打开，由公开办人工核对",
    LinkReason.NAME_UNKNOWN: "域名不存在",
    LinkReason.NAME_UNANSWERED: "域名暂时无法解析",
    LinkReason.UNREACHABLE: "网站暂时无法连接",
    LinkReason.TIMED_OUT: "网站在规定时间内没有响应",
    LinkReason.INSECURE: "网站证书或加密连接未通过核验，由公开办人工核对",
    LinkReason.BROKEN: "网站的应答中断或有误",
    LinkReason.GONE: "网页不存在",
    LinkReason.BUSY: "网站暂时不能提供服务",
    LinkReason.GUARDED: "须登录或验证后查看，由公开办人工核对",
    LinkReason.ODD_ANSWER: "网站的应答不是网页，由公开办人工核对",
    LinkReason.TOO_MANY_HOPS: "跳转次数过多，由公开办人工核对",
    LinkReason.UNREADABLE: "内容无法自动读取，由公开办人工核对",
    LinkReason.NOTHING_SHOWN: "网页没有可自动读取的文字，由公开办人工核对",
    LinkReason.BY_SCRIPT: "网页由脚本显示，由公开办人工核对",
    LinkReason.SEEMS_GONE: "网页提示内容不存在或已删除，由公开办人工核对",
    LinkReason.SENT_HOME: "已跳转至网站首页，未见原网页，由公开办人工核对",
}
_NOTHING_CHANGED = "以上为自动核查，供审核参考，已登记的报送不受影响。"
_AGAIN = "暂未打开的链接将再次核查，不必重复报送。"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Looked:
    """The links of one row that were looked at."""

    number: str
    label: str
    findings: Sequence[Finding]


def verdict(of: LinkVerdict) -> str:
    """A verdict as the office writes it.

    >>> verdict(LinkVerdict.NOT_FIRST)
    '非政府网站首发'
    """
    return _VERDICTS[of]


def reason(finding: Finding) -> str:
    """Why, with the number the website answered where it refused."""
    said = _REASONS[finding.why]
    refused = finding.why in (LinkReason.GONE, LinkReason.BUSY, LinkReason.GUARDED, LinkReason.ODD_ANSWER)
    return f"{said}（应答{finding.status}）" if refused and finding.status not in (None, 200) else said


def finding_line(finding: Finding) -> Html:
    """One link: verdict, address, what the page calls itself, its day, and why."""
    parts = [
        join("　", (bold(verdict(finding.verdict)), _address(finding))),
        plain(f"标题：{words.brief(finding.title, 60)}" if finding.title else ""),
        plain(f"发布：{words.day(finding.published_on)}" if finding.published_on else ""),
        plain(_elsewhere(finding)),
        plain(reason(finding)),
    ]
    return join("；", (part for part in parts if part))


def finding_letter(rows: Sequence[Looked]) -> Letter:
    """All links of one message, row by row; it follows the receipt and asks for nothing that can wait."""
    numbers = rows_numbered(list(dict.fromkeys(row.number for row in rows)), _MOST_NAMED)
    label = words.brief(rows[0].label, 40) if len(rows) == 1 else ""
    head = bold(f"【链接核查】{numbers}　{label}".rstrip())
    lines = [line for row in rows for line in _row_lines(row, alone=len(rows) == 1)]
    return Letter(fitted(head, lines, _what_next(rows), "条"))


def beneath(said: Html, found: Html) -> Html | None:
    """A message with the findings under it; None where Telegram would not take both in one."""
    return None if length(said) + length(found) + 2 > LONGEST else Html(f"{said}\n\n{found}")


def found_briefly(piece: Evidence) -> str:
    """What looking at a link found, in a few words behind its address; "" where nobody has looked yet."""
    finding = piece.finding
    if finding is None:
        return ""
    said = "" if finding.verdict is LinkVerdict.ALIVE else f"，{reason(finding)}"
    on = f"，发布：{words.day(finding.published_on)}" if finding.published_on else ""
    return f"　{verdict(finding.verdict)}{said}{on}"


def _row_lines(row: Looked, alone: bool) -> list[Html]:
    name = [] if alone else [plain(f"第{words.brief(row.number, 20)}项　{words.brief(row.label, 40)}".rstrip())]
    return [*name, *(join("", (plain("· "), finding_line(finding))) for finding in row.findings)]


def _what_next(rows: Sequence[Looked]) -> Html:
    findings = [finding for row in rows for finding in row.findings]
    number = next((row.number for row in rows if any(_is_doubtful(one) for one in row.findings)), "")
    again = any(not finding.is_final for finding in findings)
    return paragraphs(
        plain(_NOTHING_CHANGED),
        plain(_AGAIN if again else ""),
        plain(f"链接如有误，请回复「更正 {words.brief(number, 20)}」后重新报送；无误的请忽略。" if number else ""),
    )


def _is_doubtful(finding: Finding) -> bool:
    return finding.is_final and finding.verdict is not LinkVerdict.ALIVE


def _address(finding: Finding) -> Html:
    """The link as it was sent; a password in it is not said again."""
    if finding.why is LinkReason.CREDENTIALS:
        return plain(f"……@{words.brief(finding.url.rpartition('@')[2], 60)}")
    return web_link(finding.url, 60)


def _elsewhere(finding: Finding) -> str:
    """The host that answered in the end, where it is not the one that was sent."""
    there = host_of(finding.final_url)
    return f"跳转至 {words.brief(there, 80)}" if there and there != host_of(finding.url) else ""


def host_of(url: str) -> str:
    """The website of an address; "" where it names none."""
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
