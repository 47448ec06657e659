"""A link is looked at: what is found, who is asked, and that nobody is connected to who was not checked."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import pytest

from bot.links import LinkSettings, look_at
from bot.links.opening import USER_AGENT, fetch
from bot.links.targets import Target, read_target
from storage.findings import Finding, LinkReason, LinkVerdict
from tests.links_served import HOST, NOW, PATIENT, TEXT, answer, page, saying, serving, to_loopback


async def test_a_page_of_a_government_website_is_kept_with_its_title_and_day() -> None:
    body = page(head='<meta name="PubDate" content="2022-11-30 10:20">')
    async with serving(saying(body)) as site:
        finding = await site.look()

    assert finding.verdict is LinkVerdict.ALIVE
    assert finding == Finding(
        url=site.url(),
        why=LinkReason.OPENED,
        status=200,
        final_url=site.url(),
        title="渡口公示牌更新",
        published_on=date(2022, 11, 30),
        sha256=sha256(finding.copy).hexdigest(),
        copy=body.partition(b"\r\n\r\n")[2],
    )


async def test_the_website_is_told_who_asks_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    twice = saying(answer(status="302 Found", location="/b.html", set_cookie="a=b; Path=/"), page())
    async with serving(twice) as site:
        finding = await site.look()

    assert finding.verdict is LinkVerdict.ALIVE
    for head in site.asked:
        names = {line.partition(":")[0].lower() for line in head.splitlines()[1:] if line}
        assert names == {"host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"}
        assert USER_AGENT in head


@pytest.mark.parametrize(
    ("host", "why", "verdict"),
    [
        (HOST, LinkReason.OPENED, LinkVerdict.ALIVE),
        ("mp.weixin.qq.com", LinkReason.ON_PLATFORM, LinkVerdict.NOT_FIRST),
        ("blog.example.com", LinkReason.UNLISTED, LinkVerdict.BY_HAND),
    ],
)
async def test_the_host_decides_what_an_open_page_is_worth(host: str, why: LinkReason, verdict: LinkVerdict) -> None:
    async with serving(saying(page())) as site:
        finding = await site.look(site.url(host=host))

    assert (finding.why, finding.verdict) == (why, verdict)


async def test_the_host_that_answers_in_the_end_decides() -> None:
    async with serving(saying(page())) as site:
        elsewhere = answer(status="301 Moved", location=site.url("/b.html", "blog.example.com"))
        async with serving(saying(elsewhere)) as first:
            allowed = frozenset({("127.0.0.1", site.port), ("127.0.0.1", first.port)})
            finding = await look_at(first.url(), PATIENT, NOW, to_loopback, allowed_in_tests=allowed)

    assert finding.why is LinkReason.UNLISTED
    assert finding.final_url == site.url("/b.html", "blog.example.com")


@pytest.mark.parametrize(
    ("status", "why", "is_final"),
    [
        ("400 Bad Request", LinkReason.GUARDED, True),
        ("401 Unauthorized", LinkReason.GUARDED, True),
        ("403 Forbidden", LinkReason.GUARDED, True),
        ("404 Not Found", LinkReason.GONE, True),
        ("410 Gone", LinkReason.GONE, True),
        ("412 Precondition Failed", LinkReason.GUARDED, True),
        ("429 Too Many Requests", LinkReason.BUSY, False),
        ("500 Internal Server Error", LinkReason.BUSY, False),
        ("503 Service Unavailable", LinkReason.BUSY, False),
        ("521 Web Server Is Down", LinkReason.BUSY, False),
        ("204 No Content", LinkReason.ODD_ANSWER, True),
        ("202 Accepted", LinkReason.ODD_ANSWER, True),
        ("304 Not Modified", LinkReason.ODD_ANSWER, True),
        ("302 Found", LinkReason.ODD_ANSWER, True),
    ],
)
async def test_what_is_gone_is_told_from_what_cannot_be_said_now(status: str, why: LinkReason, is_final: bool) -> None:
    async with serving(saying(answer(status=status))) as site:
        finding = await site.look()

    assert (finding.why, finding.is_final, finding.status) == (why, is_final, int(status[:3]))
    assert finding.copy == b""
    assert finding.verdict is not LinkVerdict.ALIVE


@pytest.mark.parametrize(
    ("number", "why", "is_final"),
    [
        (socket.EAI_NONAME, LinkReason.NAME_UNKNOWN, True),
        (socket.EAI_NODATA, LinkReason.NAME_UNKNOWN, True),
        (socket.EAI_AGAIN, LinkReason.NAME_UNANSWERED, False),
        (socket.EAI_FAIL, LinkReason.NAME_UNANSWERED, False),
    ],
)
async def test_a_name_that_is_gone_is_told_from_a_silent_dns(number: int, why: LinkReason, is_final: bool) -> None:
    async def fails(host: str) -> Sequence[str]:
        if host != HOST:
            return ["127.0.0.1"]
        raise socket.gaierror(number, "")

    finding = await look_at(f"http://{HOST}/", PATIENT, NOW, fails)

    assert (finding.why, finding.is_final, finding.verdict) == (why, is_final, LinkVerdict.UNVERIFIED)


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
async def test_a_machine_cut_off_from_dns_calls_no_name_gone(number: int) -> None:
    async def fails(host: str) -> Sequence[str]:
        raise socket.gaierror(number, "")

    finding = await look_at(f"http://{HOST}/", PATIENT, NOW, fails)

    assert (finding.why, finding.is_final) == (LinkReason.NAME_UNANSWERED, False)


async def test_a_server_that_refuses_connections_is_tried_again_later() -> None:
    async with serving(saying(page())) as site:
        pass

    finding = await site.look()

    assert (finding.why, finding.is_final) == (LinkReason.UNREACHABLE, False)


async def test_up_to_three_redirects_are_followed() -> None:
    hops = [answer(status=f"{status} Found", location=f"/{status}") for status in (301, 303, 307, 308)]
    async with serving(saying(*hops[:3], page())) as site:
        followed = await site.look()
    async with serving(saying(*hops, page())) as site:
        stopped = await site.look()

    assert (followed.why, followed.final_url.rpartition("/")[2]) == (LinkReason.OPENED, "307")
    assert (stopped.why, stopped.verdict) == (LinkReason.TOO_MANY_HOPS, LinkVerdict.BY_HAND)
    assert len(site.asked) == 4


@pytest.mark.parametrize(
    "there",
    [
        "http://127.0.0.1:{other}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433:{port}/",
        "http://localhost:{port}/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "http://www.example.gov.cn:{other}/",
    ],
)
async def test_a_redirect_to_the_inside_is_not_followed(there: str) -> None:
    async with serving(saying(page("内部"))) as inside:

        async def send_inside(path: str, writer: asyncio.StreamWriter) -> None:
            writer.write(answer(status="302 Found", location=there.format(port=site.port, other=inside.port)))

        async with serving(send_inside) as site:
            finding = await site.look()

    assert finding.why in {LinkReason.NOT_PUBLIC, LinkReason.PORT, LinkReason.ODD_ANSWER}
    assert (finding.verdict, finding.status, finding.copy) == (LinkVerdict.BY_HAND, 302, b"")
    assert (len(site.asked), inside.asked) == (1, [])


@pytest.mark.parametrize("host", ["127.0.0.1", HOST])
async def test_without_the_tests_allowance_loopback_is_refused(host: str) -> None:
    async with serving(saying(page())) as site:
        by_port = await look_at(site.url(host=host), PATIENT, NOW, to_loopback)
        by_address = await look_at(f"http://{host}/", PATIENT, NOW, to_loopback)
        other_port = frozenset({("127.0.0.1", site.port + 1)})
        by_pair = await look_at(f"http://{host}/", PATIENT, NOW, to_loopback, allowed_in_tests=other_port)

    assert (by_port.why, by_address.why, by_pair.why) == (LinkReason.PORT, *[LinkReason.NOT_PUBLIC] * 2)
    assert site.asked == []


async def test_dns_is_asked_once_a_hop_so_that_a_second_answer_cannot_lead_elsewhere() -> None:
    asked = []

    async def rebinding(host: str) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    async with serving(saying(page())) as site:
        allowed = frozenset({("127.0.0.1", site.port)})
        finding = await look_at(site.url(), PATIENT, NOW, rebinding, allowed_in_tests=allowed)

    assert finding.why is LinkReason.OPENED
    assert asked == [HOST]


async def test_a_name_that_turns_inward_between_two_hops_is_refused() -> None:
    asked = []

    async def rebinding(host: str) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    async with serving(saying(answer(status="302 Found", location="/b"))) as site:
        allowed = frozenset({("127.0.0.1", site.port)})
        finding = await look_at(site.url(), PATIENT, NOW, rebinding, allowed_in_tests=allowed)

    assert finding.why is LinkReason.NOT_PUBLIC
    assert len(site.asked) == 1


@pytest.mark.parametrize("found", [["127.0.0.1"], ["10.0.0.1", "::1"], ["fe80::1%eth0"], ["127.1"], ["no address"]])
async def test_a_name_with_no_public_address_is_refused(found: list[str]) -> None:
    async def resolver(host: str) -> Sequence[str]:
        return found

    finding = await look_at(f"http://{HOST}/", PATIENT, NOW, resolver)

    assert (finding.why, finding.verdict) == (LinkReason.NOT_PUBLIC, LinkVerdict.BY_HAND)


async def test_of_several_addresses_only_the_checked_ones_are_tried() -> None:
    async def resolver(host: str) -> Sequence[str]:
        return ["127.0.0.2", "10.0.0.1", "127.0.0.1"]

    async with serving(saying(page())) as site:
        allowed = frozenset({("127.0.0.1", site.port)})
        finding = await look_at(site.url(), PATIENT, NOW, resolver, allowed_in_tests=allowed)

    assert finding.why is LinkReason.OPENED


@pytest.mark.parametrize("host", ["127.0.0.1", HOST])
async def test_no_socket_is_made_for_an_address_that_was_not_checked(host: str) -> None:
    """Even where the URL holds the address, for which aiohttp does not ask a resolver."""
    async with serving(saying(page())) as site:
        target = read_target(site.url(host=host), frozenset({site.port}))
        assert isinstance(target, Target)
        outcome = await fetch(target, ["127.0.0.9"], 1024)

    assert outcome is LinkReason.UNREACHABLE
    assert site.asked == []


@pytest.mark.parametrize("packing", ["gzip", "deflate", "identity"])
async def test_a_packed_page_is_unpacked(packing: str) -> None:
    plain = page().partition(b"\r\n\r\n")[2]
    packed = {"gzip": gzip.compress(plain), "deflate": zlib.compress(plain), "identity": plain}[packing]
    async with serving(saying(answer(packed, content_encoding=packing))) as site:
        finding = await site.look()

    assert (finding.why, finding.copy, finding.is_whole) == (LinkReason.OPENED, plain, True)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "gzip"])
async def test_a_page_in_an_unknown_packing_is_left_to_a_person(packing: str) -> None:
    async with serving(saying(answer(TEXT, content_encoding=packing))) as site:
        finding = await site.look()

    assert (finding.why, finding.verdict) == (LinkReason.UNREADABLE, LinkVerdict.BY_HAND)


async def test_a_long_page_is_kept_up_to_the_limit_and_said_to_be_longer() -> None:
    async with serving(saying(page(text=TEXT * 100))) as site:
        finding = await site.look(settings=LinkSettings(kilobytes=1))

    assert (finding.why, finding.title) == (LinkReason.OPENED, "渡口公示牌更新")
    assert (len(finding.copy), finding.is_whole) == (1024, False)


async def test_a_file_of_a_government_website_counts_without_a_title() -> None:
    async with serving(saying(answer(b"%PDF-1.7\n\0\1\2", content_type="application/pdf"))) as site:
        finding = await site.look(site.url("/a.pdf"))

    assert (finding.why, finding.title) == (LinkReason.OPENED, "")


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/a.html", page("404 Not Found"), LinkReason.SEEMS_GONE),
        ("/a.html", page("提示", "您访问的页面不存在或已被删除，请返回网站首页重新查找。"), LinkReason.SEEMS_GONE),
        ("/a.html", page("提示", "该内容已被发布者删除，如有疑问请与发布者联系，谢谢。"), LinkReason.SEEMS_GONE),
        ("/a.html", page("统一身份认证平台", TEXT), LinkReason.GUARDED),
        ("/a.html", page("某某系统登录", TEXT), LinkReason.GUARDED),
        ("/a.html", page("", "<script>location='/b'</script>"), LinkReason.NOTHING_SHOWN),
        ("/a.html", answer(""), LinkReason.NOTHING_SHOWN),
        ("/#/detail/12", page(), LinkReason.BY_SCRIPT),
        ("/a.html#part", page(), LinkReason.OPENED),
        ("/a.html", page("关于政协提案第404号的答复"), LinkReason.OPENED),
        ("/a.html", page("404号文件公开"), LinkReason.OPENED),
        (
            "/a.pdf",
            answer("<!DOCTYPE html><title>404 Not Found</title>", content_type="application/pdf"),
            LinkReason.SEEMS_GONE,
        ),
    ],
)
async def test_a_page_that_opens_and_does_not_show_the_thing_is_not_called_alive(
    path: str, body: bytes, why: LinkReason
) -> None:
    async with serving(saying(body)) as site:
        finding = await site.look(site.url(path))

    assert finding.why is why


@pytest.mark.parametrize(
    ("path", "there", "why"),
    [
        ("/art/12.html", "/", LinkReason.SENT_HOME),
        ("/art/12.html", "/index.html", LinkReason.SENT_HOME),
        ("/?id=12", "/", LinkReason.SENT_HOME),
        ("/art/12.html", "/?id=12", LinkReason.OPENED),
        ("", "/index.html", LinkReason.OPENED),
    ],
)
async def test_being_sent_to_the_front_page_is_not_the_page(path: str, there: str, why: LinkReason) -> None:
    async with serving(saying(answer(status="302 Found", location=there), page())) as site:
        finding = await site.look(site.url(path))

    assert finding.why is why
