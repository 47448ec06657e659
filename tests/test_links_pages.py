"""What is read of a page: its charset, title and day; where a page does not say one thing, nothing is taken."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links.dates import published_on
from bot.links.pages import read_page

TODAY = date(2022, 12, 1)
SAID = "渡口公示牌更新情况公开，供办事群众查阅"


def _page(title: str, body: str = SAID, head: str = "") -> str:
    return f"<html><head>{head}<title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize("written", ["utf-8", "gb18030", "gb2312"])
def test_a_title_is_read_in_the_charset_it_is_written_in(written: str) -> None:
    headers = [
        "",
        "text/html",
        "text/html; charset=utf-8",
        "text/html;charset=GBK",
        "text/html; charset=ISO-8859-1",
        "text/html; charset=idna",
        'text/html; charset="gb2312"',
    ]
    metas = ["", "utf-8", "gb2312", "unicode_escape", "none such"]
    bodies = {meta: _page("渡口公示牌更新", head=f'<meta charset="{meta}">').encode(written) for meta in metas}

    titles = {(header, meta): read_page(header, bodies[meta], TODAY).title for header in headers for meta in metas}

    assert {said: title for said, title in titles.items() if title != "渡口公示牌更新"} == {}


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_a_copy_cut_inside_a_character_is_read(written: str, cut: int) -> None:
    body = _page("渡口公示牌更新", "公开" * 20).encode(written).removesuffix(b"</body></html>")[:-cut]

    assert read_page("", body, TODAY).title == "渡口公示牌更新"


@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_one_damaged_character_does_not_spoil_the_others(written: str) -> None:
    body = _page("渡口公示牌更新", "公开" * 40).encode(written) + b"\xff\xff<p>"

    assert read_page(f"text/html; charset={written}", body, TODAY).title == "渡口公示牌更新"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_names_the_charset(codec: str) -> None:
    page = read_page("text/html; charset=gbk", _page("渡口公示牌更新").encode(codec), TODAY)

    assert page.title == "渡口公示牌更新"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta name="ArticleTitle" content="渡口公示牌更新">', "渡口公示牌更新"),
        ("<META content='渡口公示牌更新' NAME='articletitle'/>", "渡口公示牌更新"),
        ('<meta property="og:title" content="渡口&amp;码头">', "渡口&码头"),
        ('<meta name="ArticleTitle" content="">', "某某区人民政府"),
        ('<!-- <meta name="ArticleTitle" content="旧"> -->', "某某区人民政府"),
        ('<script>var t = "<title>脚本</title>"</script>', "某某区人民政府"),
        ('<meta name="ArticleTitle" content="a" content="b', "某某区人民政府"),
    ],
)
def test_the_articles_own_title_comes_first(head: str, title: str) -> None:
    page = read_page("text/html", _page("某某区人民政府", head=head).encode(), TODAY)

    assert page.title == title


def test_what_a_reader_does_not_see_is_not_shown() -> None:
    hidden = "<style>p{}</style><SCRIPT>let a</Script ><!-- b --><noscript>c</noscript><template>d</template>"

    page = read_page("text/html", _page("标题", f"{hidden}<p>公开&nbsp;事项</p><!-- 未完").encode(), TODAY)

    assert page.shown == "公开 事项"
    assert page.length == 4


@pytest.mark.parametrize(
    ("head", "shown", "day"),
    [
        ('<meta name="PubDate" content="2022-11-30 10:20">', "", date(2022, 11, 30)),
        ('<meta name="PubDate" content="2022-11-30">', "", date(2022, 11, 30)),
        ('<meta name="publishdate" content="2022/11/3 9:05:00">', "", date(2022, 11, 3)),
        ('<meta name="PubDate" content="20221130102000">', "", date(2022, 11, 30)),
        ('<meta name="PubDate" content="2022年11月30日">', "", date(2022, 11, 30)),
        ('<meta property="article:published_time" content="2022-11-29T17:00:00Z">', "", date(2022, 11, 30)),
        ('<meta name="PubDate" content="0001-01-01T00:00:00+14:00">', "", None),
        ('<meta name="PubDate" content="1970-01-01">', "", None),
        ('<meta name="PubDate" content="2022-11-31">', "", None),
        ('<meta name="PubDate" content="2022-12-02">', "", None),
        ('<meta name="PubDate" content="">', "发布时间：2022-11-30 10:20", date(2022, 11, 30)),
        ("", "发布时间：2022-11-30 10:20", date(2022, 11, 30)),
        ("", "发布日期：<span> 2022年11月30日 </span>", date(2022, 11, 30)),
        ("", "【发布时间：2022.11.30】", date(2022, 11, 30)),
        ("", "发布时间:[2022-11-30]", date(2022, 11, 30)),
        ("", "发布于 2022-11-30", date(2022, 11, 30)),
        ("", "来源：区河务局 时间：2022-11-30 10:20", date(2022, 11, 30)),
        ("", "来源：区河务局&nbsp;&nbsp;2022-11-30", date(2022, 11, 30)),
        ("", "2022-11-30 10:20 来源： 区河务局", date(2022, 11, 30)),
        ("", "2022年11月30日 信息来源：区河务局", date(2022, 11, 30)),
        ("", "成文日期：2022-11-28 发布日期：2022-11-30", date(2022, 11, 30)),
        ("", "来源：区河务局 成文日期：2022-11-28", None),
        ("", "更新时间：2022-11-30", None),
        ("", "会议时间：2022-11-30", None),
        ("", "今天是2022年11月30日", None),
        ("", "发布时间：2022-11-300", None),
        ("", "发布日期：2022-11-30 发布日期：2022-11-29", None),
        ('<meta name="PubDate" content="2022-11-30">', "发布日期：2022-11-29 发布日期：2022-11-28", date(2022, 11, 30)),
        ('<meta name="PubDate" content="2022-11-30">', "发布日期：2022-11-29", None),
        ('<meta name="PubDate" content="2022-11-30"><meta name="publishdate" content="2022-11-29">', "", None),
    ],
)
def test_the_day_of_publication_is_taken_only_where_the_page_says_one(head: str, shown: str, day: date | None) -> None:
    page = read_page("text/html", _page("标题", shown, head).encode(), TODAY)

    assert page.published_on == day


@pytest.mark.parametrize(
    "content_type", ["application/pdf", "image/png", "application/octet-stream", "application/zip"]
)
def test_a_file_is_no_page(content_type: str) -> None:
    page = read_page(content_type, b"%PDF-1.7 <title>a</title>", TODAY)

    assert (page.is_text, page.is_legible, page.title) == (False, True, "")


@given(
    st.text(),
    st.binary(max_size=200)
    | st.text(alphabet="<>!-/ \"'=&#;metaitlscrp\0年发布时间:2022-1", max_size=300).map(str.encode),
)
def test_no_page_raises(content_type: str, body: bytes) -> None:
    page = read_page(content_type, b"<html>" + body, TODAY)

    assert "\0" not in page.title


@given(st.text(), st.text(max_size=60))
def test_no_day_raises(content: str, shown: str) -> None:
    day = published_on([("pubdate", content)], f"发布时间：{shown}", TODAY)

    assert day is None or day <= TODAY


@pytest.mark.parametrize(
    "again",
    [
        "<",
        "<!--",
        "<!-- -->",
        "<a ",
        "<a x=",
        '<meta a="',
        "<meta ",
        "<meta a=b c='",
        "<title",
        "<title>",
        "<script>",
        "<script></script>",
        "&",
        "&#",
        "&#1",
        "发布时间：",
        "发布时间 ",
        "来源：",
        "来源：a ",
        "2022-",
        "2022-11-30 ",
        " ",
        "\u3000",
        "a",
        "İ<SVG>",
        "charset=",
        "页面",
        "不存在",
    ],
)
def test_no_page_takes_long(again: str) -> None:
    body = (again * (256 * 1024 // len(again.encode()))).encode()

    began = time.process_time()
    read_page("text/html", body, TODAY)

    assert time.process_time() - began < 0.5
