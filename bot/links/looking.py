"""Looks at one link: follows it hop by hop, each checked from the start, reads the page, and judges."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.links.judging import judge
from bot.links.opening import REDIRECTS, Answer, fetch
from bot.links.pages import read_page
from bot.links.places import Allowed, Resolver, ask_dns, places
from bot.links.settings import LinkSettings
from bot.links.targets import Target, read_target, redirected
from messages.words import local
from storage.findings import Finding, LinkReason


async def look_at(
    url: str,
    settings: LinkSettings,
    now: datetime,
    resolver: Resolver = ask_dns,
    *,
    allowed_in_tests: Allowed = frozenset(),
) -> Finding:
    """Open a link and say what was found; never raises, whatever the text or the server.

    `resolver` is asked for the addresses of every name. `allowed_in_tests` are pairs of address and port
    that may be opened although they are not public; no setting leads here.
    """
    walk = _Walk(settings, resolver, allowed_in_tests)
    reached: list[_Reached] = []
    try:
        async with asyncio.timeout(settings.seconds):
            failure = await walk.follow(url, reached)
    except TimeoutError:
        failure = LinkReason.TIMED_OUT
    if not reached:
        return Finding(url, failure or LinkReason.ODD_ANSWER)
    return _finding(url, reached[-1], failure, settings, now)


@dataclass(frozen=True, slots=True)
class _Reached:
    """A hop that answered."""

    target: Target
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Walk:
    settings: LinkSettings
    resolver: Resolver
    allowed: Allowed

    async def follow(self, url: str, reached: list[_Reached]) -> LinkReason | None:
        """Open hop after hop, noting each that answers; what stopped it, or None at its end."""
        ports = frozenset(port for _, port in self.allowed)
        hop = read_target(url, ports)
        for _ in range(self.settings.redirects + 1):
            if isinstance(hop, LinkReason):
                return hop
            answer = await self._open(hop)
            if isinstance(answer, LinkReason):
                return answer
            reached.append(_Reached(hop, answer))
            if answer.status not in REDIRECTS:
                return None
            hop = redirected(hop, answer.location, ports)
        return LinkReason.TOO_MANY_HOPS

    async def _open(self, hop: Target) -> Answer | LinkReason:
        found = await places(hop, self.resolver, self.allowed)
        if isinstance(found, LinkReason):
            return found
        return await fetch(hop, found, self.settings.kilobytes * 1024)


def _finding(url: str, last: _Reached, failure: LinkReason | None, settings: LinkSettings, now: datetime) -> Finding:
    answer, target = last.answer, last.target
    page = read_page(answer.content_type, answer.body, local(now).date())
    return Finding(
        url=url,
        why=failure or judge(url, target, answer, page, settings),
        status=answer.status,
        final_url=str(target.url),
        title=page.title,
        published_on=page.published_on,
        sha256=sha256(answer.body).hexdigest() if answer.body else "",
        copy=answer.body,
        is_whole=answer.is_whole,
    )
