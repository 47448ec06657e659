"""Servers that mean harm: none of them raises, hangs, fills the memory, or is believed."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import tracemalloc
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.links import LinkSettings, look_at
from bot.links.places import ask_dns
from storage.findings import Finding, LinkReason, LinkVerdict
from tests.links_served import HOST, NOW, PATIENT, Handler, answer, endless, page, saying, serving, to_loopback

BRIEF = LinkSettings(seconds=0.3)
HANGS = 60  # seconds after which a look that does not end has hung: no measure of its speed
MOST_MEMORY = 8 * 1024 * 1024
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


async def drip(path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n")
    while True:
        writer.write(b"a")
        await asyncio.sleep(0.01)


async def silence(path: str, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def hang_up(path: str, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _looked_at(handler: Handler, limits: LinkSettings = BRIEF) -> Finding:
    tracemalloc.start()
    try:
        async with asyncio.timeout(HANGS), serving(handler) as site:
            finding = await site.look(settings=limits)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()
    return finding


@pytest.mark.parametrize(
    ("handler", "why"),
    [
        pytest.param(drip, LinkReason.TIMED_OUT, id="slow drip"),
        pytest.param(silence, LinkReason.TIMED_OUT, id="silence"),
        pytest.param(hang_up, LinkReason.UNREACHABLE, id="hang up"),
        pytest.param(endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 99), LinkReason.BROKEN, id="header flood"),
        pytest.param(endless(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 4096), LinkReason.BROKEN, id="endless header"),
        pytest.param(endless(b"", b"a" * 4096), LinkReason.BROKEN, id="endless status line"),
        pytest.param(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99), LinkReason.TIMED_OUT, id="endless 100"),
        pytest.param(endless(CHUNKED + b"5;", b"a=b;" * 999), LinkReason.TIMED_OUT, id="endless chunk extension"),
        pytest.param(endless(CHUNKED + b"0\r\n", b"X-A: b\r\n" * 99), LinkReason.BROKEN, id="endless trailer"),
        pytest.param(saying(CHUNKED + b"zz\r\n"), LinkReason.BROKEN, id="bad chunk"),
        pytest.param(saying(b"SSH-2.0-OpenSSH\r\n\r\n"), LinkReason.BROKEN, id="no http"),
        pytest.param(saying(b""), LinkReason.UNREACHABLE, id="nothing"),
        pytest.param(saying(answer("short", content_length="99")), LinkReason.BROKEN, id="cut short"),
        pytest.param(saying(answer("", "999 Odd")), LinkReason.BUSY, id="odd status"),
    ],
)
async def test_a_server_that_misbehaves_is_tried_again_later(handler: Handler, why: LinkReason) -> None:
    finding = await _looked_at(handler, BRIEF if why is LinkReason.TIMED_OUT else PATIENT)

    # of an endless stream either the clock or the parser's limit is met first: which one is the machine's affair
    assert finding.why in ({why, LinkReason.BROKEN} if why is LinkReason.TIMED_OUT else {why})
    assert (finding.verdict, finding.is_final) == (LinkVerdict.UNVERIFIED, False)


@pytest.mark.parametrize(
    "handler",
    [
        pytest.param(endless(CHUNKED, b"1000\r\n" + b"a" * 4096 + b"\r\n"), id="chunked"),
        pytest.param(endless(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a" * 4096), id="until the end"),
    ],
)
async def test_of_an_endless_page_only_the_limit_is_read(handler: Handler) -> None:
    finding = await _looked_at(handler, PATIENT)

    assert (finding.why, len(finding.copy), finding.is_whole) == (LinkReason.OPENED, 256 * 1024, False)


async def test_a_packed_bomb_counts_as_unpacked() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 100_000_000, 9)

    finding = await _looked_at(saying(answer(bomb, content_encoding="gzip")), PATIENT)

    assert len(bomb) < 256 * 1024
    assert (finding.why, len(finding.copy), finding.is_whole) == (LinkReason.OPENED, 256 * 1024, False)


async def test_a_redirect_with_an_endless_body_is_followed_without_reading_it() -> None:
    beginning = b"HTTP/1.1 302 Found\r\nLocation: /b.html\r\nTransfer-Encoding: chunked\r\n\r\n"

    finding = await _looked_at(endless(beginning, b"1\r\na\r\n" * 999), PATIENT)

    assert finding.why is LinkReason.TOO_MANY_HOPS


async def test_a_loop_of_redirects_ends() -> None:
    async with serving(saying(answer(status="301 Moved", location="/a.html"))) as site:
        finding = await site.look()

    assert finding.why is LinkReason.TOO_MANY_HOPS
    assert len(site.asked) == 4


async def test_a_silent_dns_does_not_outlast_the_limit() -> None:
    async def never(host: str) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    async with asyncio.timeout(HANGS):
        finding = await look_at(f"http://{HOST}/", BRIEF, NOW, never)

    assert (finding.why, finding.is_final) == (LinkReason.TIMED_OUT, False)


async def test_the_systems_resolver_fails_without_waiting_for_what_is_no_name() -> None:
    with pytest.raises(ValueError, match="label"):
        await ask_dns("a" * 64)


async def test_the_time_is_for_all_hops_together() -> None:
    async def slowly_on(path: str, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)
        writer.write(answer(status="302 Found", location="/b"))

    finding = await _looked_at(slowly_on, LinkSettings(seconds=1))

    assert (finding.why, finding.status) == (LinkReason.TIMED_OUT, 302)


async def test_a_title_is_stripped_of_what_acts_unseen() -> None:
    async with serving(saying(page("渡口\0公\u202e示\u200b牌&#0;&#x202e;更新\n\t<b>"))) as site:
        finding = await site.look()

    assert finding.title == "渡口公示牌\ufffd更新"


@pytest.mark.parametrize("body", [bytes(range(256)) * 40, b"\x7fELF" + b"\0" * 400])
async def test_bytes_that_are_no_text_are_left_to_a_person(body: bytes) -> None:
    async with serving(saying(answer(body))) as site:
        finding = await site.look()

    assert (finding.why, finding.title) == (LinkReason.UNREADABLE, "")


async def test_a_certificate_nobody_vouches_for_is_left_to_a_person(tmp_path: Path) -> None:
    async with serving(saying(page()), ssl=_self_signed(tmp_path)) as site:
        finding = await site.look(site.url().replace("http://", "https://"))

    assert (finding.why, finding.verdict) == (LinkReason.INSECURE, LinkVerdict.BY_HAND)
    assert site.asked == []


async def test_a_plain_server_on_a_secure_link_is_left_to_a_person() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        allowed = frozenset({("127.0.0.1", port)})
        finding = await look_at(f"https://{HOST}:{port}/", PATIENT, NOW, to_loopback, allowed_in_tests=allowed)

    assert finding.why in {LinkReason.INSECURE, LinkReason.UNREACHABLE}


@given(st.text() | st.text().map(lambda rest: f"http://{rest}"))
async def test_no_text_raises(url: str) -> None:
    async def nowhere(host: str) -> Sequence[str]:
        return []

    finding = await look_at(url, PATIENT, NOW, nowhere)

    assert finding.verdict in {LinkVerdict.UNVERIFIED, LinkVerdict.BY_HAND}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300)
    | st.tuples(
        st.sampled_from(["200 OK", "302 Found", "404 Gone"]), st.text(max_size=40), st.binary(max_size=200)
    ).map(lambda said: answer(said[2], said[0], content_type=said[1], location=said[1], content_encoding="gzip"))
)
async def test_no_answer_raises(said: bytes) -> None:
    async with serving(saying(said)) as site:
        finding = await site.look(settings=BRIEF)

    assert isinstance(finding.is_final, bool)


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "site.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(private + certificate.public_bytes(encoding))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
