"""HTML as Telegram reads it: what nests comes back, what is broken is refused in its words."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import read_text, typed_text
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import Refusal
from bot.sandbox.tags import MarkupError

TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@st.composite
def nested(draw: st.DrawFn, depth: int = 3, outside: frozenset[str] = frozenset()) -> tuple[str, str, int]:
    """HTML, the text in it, how many entities: pieces of text, some within a tag not yet open."""
    html, text, count = "", "", 0
    for _ in range(draw(st.integers(1, 3))):
        free = sorted(TAGS.keys() - outside)
        if depth and free and draw(st.booleans()):
            tag = draw(st.sampled_from(free))
            inner, words, within = draw(nested(depth - 1, outside | {tag}))
            html, text, count = html + f"<{tag}>{inner}</{tag}>", text + words, count + within + 1
            continue
        words = draw(WORDS)
        html, text = html + escape(words), text + words
    return html, text, count


@given(nested())
def test_nested_tags_come_back_as_text_and_entities(written: tuple[str, str, int]) -> None:
    html, expected, count = written

    text, entities = parse_html(html)

    assert text == expected
    assert len(entities) == count
    units = text.encode("utf-16-le")
    for entity in entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        assert 0 <= start < end <= len(units)
        units[start:end].decode("utf-16-le")  # no surrogate pair is cut


@given(nested(), st.sampled_from(sorted(TAGS)))
def test_a_tag_left_open_or_closed_too_often_is_refused(written: tuple[str, str, int], tag: str) -> None:
    html, _, _ = written

    with pytest.raises(MarkupError, match="Can't find end tag"):
        parse_html(f"<{tag}>{html}")
    with pytest.raises(MarkupError, match="Unexpected end tag"):
        parse_html(f"{html}</{tag}>")


@given(st.text(alphabet="<>/&;=\"' abprehcodx督👍#1", max_size=30))
def test_whatever_is_written_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except MarkupError:
        return

    assert all(0 < entity["length"] <= len(text.encode("utf-16-le")) for entity in entities)


@given(WORDS)
def test_escaped_text_stands_as_it_was(words: str) -> None:
    assert parse_html(escape(words))[0] == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>请", 'Can\'t find end tag corresponding to start tag "b"'),
        ("督<i>办</b>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("办</b>", "Unexpected end tag at byte offset 3"),
        ("<div>", 'Unsupported start tag "div" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<b "x">', 'Empty attribute name in the tag "b" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_text(source, "HTML")

    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&lt;&amp;&quot;&#30563;&#x529e;&nbsp;", '<&"督办&nbsp;', []),
        ("<b></b>空", "空", []),
        ("👍<b>办</b>", "👍办", [{"type": "bold", "offset": 2, "length": 1}]),
        (
            '<a href="http://www.example.gov.cn/a?b=1&amp;c=2">公告</a>',
            "公告",
            [{"type": "text_link", "offset": 0, "length": 2, "url": "http://www.example.gov.cn/a?b=1&c=2"}],
        ),
        ('<a href="javascript:alert(1)">公告</a>', "公告", []),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        ("<B>大写</B >", "大写", None),
        ("<code>/start</code>", "/start", [{"type": "code", "offset": 0, "length": 6}]),
        ("  两边有空  \n", "两边有空", []),
        ("<b> 办 </b>", " 办", [{"type": "bold", "offset": 0, "length": 2}]),
    ],
)
def test_markup_is_taken_out(source: str, text: str, entities: list[object] | None) -> None:
    if entities is None:
        with pytest.raises(Refusal):  # end tags are compared as they are written
            read_text(source, "HTML")
        return

    read = read_text(source, "HTML")

    assert (read.words, read.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("/start CODE", [("bot_command", "/start")]),
        ("/摘要", []),
        ("23 已完成 https://www.example.gov.cn/a/1.html。", [("url", "https://www.example.gov.cn/a/1.html")]),
        ("见 www.example.gov.cn/a，谢谢", [("url", "www.example.gov.cn/a")]),
        ("👍 /digest@duban_sandbox_bot", [("bot_command", "/digest@duban_sandbox_bot")]),
        (
            "#政务公开 @liaison_a a@b.example",
            [("hashtag", "#政务公开"), ("mention", "@liaison_a"), ("email", "a@b.example")],
        ),
        ("3/5", []),
    ],
)
def test_what_needs_no_markup_is_found(source: str, found: list[tuple[str, str]]) -> None:
    text = typed_text(source)

    units = text.words.encode("utf-16-le")
    cut = [
        (one["type"], units[one["offset"] * 2 : (one["offset"] + one["length"]) * 2].decode("utf-16-le"))
        for one in text.entities
    ]
    assert cut == found


def test_markdown_is_not_supported() -> None:
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        read_text("*办*", "MarkdownV2")
