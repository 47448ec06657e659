"""政府网站首发: the links of one report held against each other, by the days their pages name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage.findings import Finding, LinkReason


def weighed_together(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of one report; a platform's link is held against all links beside it that may be the website's."""
    platforms = (LinkReason.ON_PLATFORM, LinkReason.UNLISTED)
    website = [finding for finding in findings if finding.why not in platforms]
    return tuple(
        replace(finding, why=_order(finding, website)) if finding.why is LinkReason.ON_PLATFORM else finding
        for finding in findings
    )


def _order(platform: Finding, website: Sequence[Finding]) -> LinkReason:
    if not website:
        return LinkReason.ON_PLATFORM
    days = [finding.published_on for finding in website if finding.why is LinkReason.OPENED and finding.published_on]
    if platform.published_on is None or len(days) < len(website):
        return LinkReason.ORDER_UNKNOWN
    if max(days) <= platform.published_on:
        return LinkReason.AFTER_WEBSITE
    return LinkReason.BEFORE_WEBSITE if platform.published_on < min(days) else LinkReason.ORDER_UNKNOWN
