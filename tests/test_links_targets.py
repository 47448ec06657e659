"""Which links are opened at all: the table of what must never be connected to."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.links import LinkSettings
from bot.links.addresses import is_public, read_address
from bot.links.targets import Target, read_target, redirected
from storage.findings import LinkReason

NOT_PUBLIC_HOSTS = """
127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255
169.254.169.254 169.254.0.23 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:8.8.8.8] [::127.0.0.1] [::8.8.8.8] [64:ff9b::7f00:1]
[64:ff9b::8.8.8.8] [64:ff9b:1::a00:1] [2002:7f00:1::] [2002:808:808::1] [2001:0:4136:e378:8000:63bf:3fff:fdd2]
[fe80::1] [febf::1] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1] [ff0e::1] [100::1] [2001:db8::1] [2001:10::1]
[2001:20::1] [3ffe::1] [3fff::1] [5f00::1] [4000::1]
127.0.0.1. １２７.0.0.1 １２７。０。０。１ ⑫7.0.0.1 localhost LOCALHOST localhost. a.localhost intranet router.lan
printer.local metadata.google.internal nas.home.arpa oa.corp x.test x.invalid abc.onion
"""
NOT_A_HOST = """
2130706433 0x7f000001 0X7F.1 017700000001 0177.0.0.1 127.1 127.0.1 10.1 0x7f.0.0.1 127.0.0.01 127.0.0.0x1 256.1.1.1
1.2.3.4.5 1.2.3 999 a.b.999 x.0x7f [::1%lo] [fe80::1%25eth0] [fe80::1%eth0] [::1 ::1] [::1]x [127.0.0.1] [v1.x]
%31%32%37.0.0.1 www.example%2egov.cn www..gov.cn .gov.cn www.gov.cn.. . -a.gov.cn a-.gov.cn a*.gov.cn
"""


@pytest.mark.parametrize("host", NOT_PUBLIC_HOSTS.split())
def test_what_is_not_on_the_public_internet_is_not_opened(host: str) -> None:
    target = read_target(f"http://{host}/a.html")

    is_closed_address = isinstance(target, Target) and target.address is not None and not is_public(target.address)
    assert is_closed_address or target is LinkReason.NOT_PUBLIC


@pytest.mark.parametrize("host", NOT_A_HOST.split())
def test_a_host_written_in_a_way_of_its_own_is_not_opened(host: str) -> None:
    assert read_target(f"http://{host}/") is LinkReason.MALFORMED


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", LinkReason.MALFORMED),
        ("http://", LinkReason.MALFORMED),
        ("http:///a", LinkReason.MALFORMED),
        ("http:www.example.gov.cn", LinkReason.MALFORMED),
        ("//www.example.gov.cn/a", LinkReason.MALFORMED),
        ("www.example.gov.cn/a", LinkReason.MALFORMED),
        ("http://www.example.gov.cn\\@127.0.0.1/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn/a b", LinkReason.MALFORMED),
        ("http://www.example.gov.cn/\r\nHost: 127.0.0.1", LinkReason.MALFORMED),
        ("http://www.example.gov.cn\t/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn/\x00", LinkReason.MALFORMED),
        ("http://www.example.gov.cn/\u202e", LinkReason.MALFORMED),
        ("http://www.ex\u200bample.gov.cn/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn/\ud800", LinkReason.MALFORMED),
        ("http://www.example.gov.cn:99999/", LinkReason.PORT),
        ("http://www.example.gov.cn:-80/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn:８０/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn:80:80/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn／@evil.example/", LinkReason.MALFORMED),
        ("http://" + "a" * 64 + ".gov.cn/", LinkReason.MALFORMED),
        ("http://" + "a." * 130 + "gov.cn/", LinkReason.MALFORMED),
        ("http://www.example.gov.cn/" + "a" * 2048, LinkReason.MALFORMED),
        ("ftp://www.example.gov.cn/", LinkReason.NOT_WEB),
        ("file:///etc/passwd", LinkReason.NOT_WEB),
        ("javascript:alert(1)", LinkReason.NOT_WEB),
        ("gopher://www.example.gov.cn/", LinkReason.NOT_WEB),
        ("data:text/html,a", LinkReason.NOT_WEB),
        ("http://name:word@www.example.gov.cn/", LinkReason.CREDENTIALS),
        ("http://www.example.gov.cn@127.0.0.1/", LinkReason.CREDENTIALS),
        ("http://@www.example.gov.cn/", LinkReason.CREDENTIALS),
        ("http://www.example.gov.cn:22/", LinkReason.PORT),
        ("http://www.example.gov.cn:8080/", LinkReason.PORT),
        ("https://www.example.gov.cn:0/", LinkReason.PORT),
        ("http://127.0.0.1:6379/", LinkReason.PORT),
    ],
)
def test_a_link_that_is_not_opened_says_why(text: str, why: LinkReason) -> None:
    assert read_target(text) is why


@pytest.mark.parametrize(
    ("text", "fetched"),
    [
        ("http://www.example.gov.cn", "http://www.example.gov.cn/"),
        (" HTTPS://WWW.Example.GOV.cn./A#b ", "https://www.example.gov.cn/A"),
        ("http://www.example.gov.cn:80/a?b=1&c=%E4", "http://www.example.gov.cn/a?b=1&c=%E4"),
        ("https://www.example.gov.cn:443", "https://www.example.gov.cn/"),
        (
            "http://www.example.gov.cn/公告.html?名=甲",
            "http://www.example.gov.cn/%E5%85%AC%E5%91%8A.html?%E5%90%8D=%E7%94%B2",
        ),
        ("http://政务.政务/", "http://xn--zfr164b.xn--zfr164b/"),
        ("http://www．example。gov｡cn/", "http://www.example.gov.cn/"),
        ("http://ｗｗｗ.example.gov.cn/", "http://www.example.gov.cn/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2400:3200:0::1]/", "http://[2400:3200::1]/"),
        ("http://www.example.gov.cn/a'<\">|", "http://www.example.gov.cn/a'%3C%22%3E%7C"),
    ],
)
def test_a_link_is_fetched_under_one_plain_address(text: str, fetched: str) -> None:
    target = read_target(text)

    assert isinstance(target, Target)
    assert str(target.url) == fetched
    assert target.url.raw_host == target.host
    assert target.url.port == target.port


def test_a_name_that_only_looks_like_the_government_is_another_host() -> None:
    target = read_target("http://www.example.gоv.cn/")  # a Cyrillic о

    assert isinstance(target, Target)
    assert target.host == "www.example.xn--gv-fmc.cn"
    assert not LinkSettings().is_government(target.host)


@pytest.mark.parametrize(
    ("location", "where"),
    [
        ("/b", "http://www.example.gov.cn/b"),
        ("b?c", "http://www.example.gov.cn/x/b?c"),
        ("//other.gov.cn", "http://other.gov.cn/"),
        ("https://www.example.gov.cn/", "https://www.example.gov.cn/"),
        ("", LinkReason.ODD_ANSWER),
        ("javascript:alert(1)", LinkReason.ODD_ANSWER),
        ("http://[", LinkReason.ODD_ANSWER),
        ("http://name:word@a.gov.cn/", LinkReason.ODD_ANSWER),
        ("/a\r\nb", LinkReason.ODD_ANSWER),
        ("/\udcff", LinkReason.ODD_ANSWER),
        ("http://localhost/", LinkReason.NOT_PUBLIC),
        ("//127.1/", LinkReason.ODD_ANSWER),
        ("http://a.gov.cn:6379/", LinkReason.PORT),
    ],
)
def test_a_redirect_is_checked_as_if_somebody_had_sent_it(location: str, where: str | LinkReason) -> None:
    here = read_target("http://www.example.gov.cn/x/y")
    assert isinstance(here, Target)

    there = redirected(here, location)

    assert (str(there.url) if isinstance(there, Target) else there) == where


@given(st.text() | st.text().map(lambda rest: f"http://{rest}") | st.from_regex(r"https?://[0-9a-fx.:\[\]%@]{1,30}/?"))
def test_whatever_the_text_what_is_fetched_is_what_was_checked(text: str) -> None:
    target = read_target(text)

    if isinstance(target, Target):
        assert str(target.url).isascii()
        assert (target.url.raw_host, target.url.port) == (target.host, target.port)
        assert target.port in {80, 443}
        assert target.url.user is None
        assert (target.address is None) == (read_address(target.host) is None)


@given(st.ip_addresses())
def test_no_address_is_called_public_that_python_calls_private(address: object) -> None:
    read = read_address(str(address))
    known = ip_address(str(address))

    if read is not None and is_public(read):
        assert known.is_global
        assert not known.is_multicast
        assert not known.is_reserved


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "101.6.6.6", "202.38.64.1", "2400:3200::1", "2606:4700::1111"])
def test_a_public_address_is_public(text: str) -> None:
    address = read_address(text)

    assert address is not None
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "is_listed"),
    [
        ("www.example.gov.cn", True),
        ("gov.cn", False),
        ("evilgov.cn", False),
        ("www.gov.cn.evil.example", False),
        ("gov.cn.evil.example", False),
        ("a.b.c.gov.cn", True),
    ],
)
def test_a_star_stands_for_every_name_below(host: str, is_listed: bool) -> None:
    assert LinkSettings().is_government(host) is is_listed


def test_patterns_may_be_written_in_chinese() -> None:
    settings = LinkSettings(government=("*.政务", "WWW.Example.CN"))

    assert settings.government == ("*.xn--zfr164b", "www.example.cn")


@pytest.mark.parametrize(
    "wrong",
    [
        {"government": ["*"]},
        {"platforms": ["http://mp.weixin.qq.com"]},
        {"government": ["127.0.0.1"]},
        {"redirects": 4},
        {"seconds": 11},
        {"kilobytes": 257},
        {"allowed_in_tests": [["127.0.0.1", 80]]},
    ],
)
def test_settings_can_only_be_stricter(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LinkSettings.model_validate(wrong)
