"""The picture of units × tasks: what Telegram takes, true to the lights, clear without colours and without fonts."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from messages import characters
from messages.chart import MOST_COLUMNS, MOST_ROWS, caption, how_many, page
from messages.fonts import chinese_face
from messages.lights import Light, light_of, worst
from messages.signs import sign
from storage.states import ItemState
from tests.make import make_item

TODAY = date(2022, 11, 28)
Lights = Mapping[tuple[int, int], Light]
TITLE = "2022年重点工作任务分解表"
NO_FONTS: tuple[str, ...] = ()
with_font = pytest.mark.skipif(chinese_face() is None, reason="this machine has no Chinese font")
units = st.lists(st.text(st.characters(codec=None), max_size=30), max_size=6)


def picture(file: bytes) -> Image.Image:
    return Image.open(io.BytesIO(file))


def numbers(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def all_of(light: Light, rows: int, columns: int) -> dict[tuple[int, int], Light]:
    return dict.fromkeys(product(range(rows), range(columns)), light)


def coloured(file: bytes, light: Light) -> int:
    """How many pixels have the light's colour."""
    colours = picture(file).convert("RGB").getcolors(1 << 20) or []
    return next((count for count, colour in colours if colour == ImageColor.getrgb(light.fill)), 0)


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [channel / 255 for channel in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def chart(title: str, rows: Sequence[str], columns: Sequence[str], light: Lights, *folders: tuple[str, ...]) -> bytes:
    """What fits into one picture."""
    assert how_many(len(rows), len(columns)) == 1
    return page(title, rows, columns, light, TODAY, 0, *folders)


def drawn(light: Lights, rows: int, columns: int, folders: tuple[str, ...] = NO_FONTS) -> bytes:
    return chart(TITLE, [f"第{row}单位" for row in range(rows)], numbers(columns), light, folders)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [(0, 0), (0, 3), (1, 0), (1, 1), (1, MOST_COLUMNS), (MOST_ROWS, 1), (37, 53), (MOST_ROWS, MOST_COLUMNS)],
)
def test_a_picture_is_one_telegram_takes(rows: int, columns: int) -> None:
    for light in ({}, all_of(Light.YELLOW, rows, columns)):
        file = chart(TITLE, [f"第{row}单位名称较长" for row in range(rows)], numbers(columns), light)

        width, height = picture(file).size
        assert picture(file).format == "PNG"
        assert width + height <= 10_000
        assert max(width, height) <= 20 * min(width, height)
        assert width <= 2560
        assert len(file) < 10_000_000


@pytest.mark.parametrize("light", Light)
def test_each_light_has_its_colour_in_its_place(light: Light) -> None:
    two = {(0, 0): light, (2, 1): light}

    in_legend, with_two, with_all = (coloured(drawn(of, 3, 4), light) for of in ({}, two, all_of(light, 3, 4)))

    of_one_cell = (with_two - in_legend) / 2
    assert of_one_cell > 5_000
    assert with_all == pytest.approx(in_legend + 12 * of_one_cell, rel=0.02)


def test_a_light_moves_when_its_unit_or_task_does() -> None:
    places = [(0, 0), (0, 1), (1, 0)]

    assert len({drawn({place: Light.RED}, 2, 2) for place in places}) == 3


def test_lights_outside_the_table_are_not_drawn() -> None:
    assert drawn({(7, 0): Light.RED}, 2, 2) == drawn({}, 2, 2)


@pytest.mark.parametrize("pair", list(combinations(Light, 2)))
def test_signs_differ_without_any_colour(pair: tuple[Light, Light]) -> None:
    one, other = (_shape(light) for light in pair)

    assert sum(a != b for a, b in zip(one, other, strict=True)) > 100


def _shape(light: Light) -> list[bool]:
    """Which pixels of the sign are ink."""
    ink = ImageColor.getrgb(light.ink)
    image = sign(light, 60, 60).convert("RGB")
    return [image.getpixel(place) == ink for place in product(range(60), range(60))]


@pytest.mark.parametrize("light", [Light.GREEN, Light.YELLOW, Light.GREY])
def test_red_is_far_darker_than_the_others_for_eyes_that_see_no_red(light: Light) -> None:
    assert contrast(Light.RED.fill, light.fill) > 3


@pytest.mark.parametrize("light", Light)
def test_a_sign_is_read_easily_on_its_colour(light: Light) -> None:
    assert contrast(light.ink, light.fill) > 4.5


def test_many_units_take_several_pictures_of_equal_height() -> None:
    light = all_of(Light.GREEN, 200, 120)

    rows, columns = [f"第{row}单位" for row in range(200)], numbers(120)
    files = [page(TITLE, rows, columns, light, TODAY, place, NO_FONTS) for place in range(how_many(200, 120))]

    assert len(files) == 10
    assert len({picture(file).height for file in files}) == 1
    assert len(set(files)) == 10


@settings(max_examples=15, deadline=None)
@given(rows=units, columns=units, title=st.text(st.characters(codec=None)))
def test_any_name_can_be_drawn(rows: list[str], columns: list[str], title: str) -> None:
    for folders in (NO_FONTS, ("/usr/share/fonts",)):
        file = chart(title, rows, columns, all_of(Light.RED, len(rows), len(columns)), folders)

        assert picture(file).size[0] >= 1000


def test_without_a_chinese_font_units_are_numbers_and_the_caption_says_who_they_are() -> None:
    rows = ["区河务局", "区园林局"]

    assert chinese_face(NO_FONTS) is None
    assert chart(TITLE, rows, ["1"], {}, NO_FONTS) == chart("", ["", ""], ["1"], {}, NO_FONTS)
    assert caption(TITLE, rows, TODAY, NO_FONTS) == (
        "2022年重点工作任务分解表　截至2022年11月28日（星期一）\n"
        "×逾期　!临期　✓正常或已办结　–长期坚持或不涉及\n"
        "本机未安装中文字体，图中单位以序号表示：1 区河务局，2 区园林局"
    )


def test_a_caption_is_never_too_long() -> None:
    text = caption(TITLE * 40, ["区河务局😀"] * 300, TODAY, NO_FONTS)

    assert characters.units_long(text) <= 1024


@with_font
def test_with_a_chinese_font_the_picture_names_the_units() -> None:
    named, other = (chart(TITLE, [unit], ["1"], {}) for unit in ("区河务局", "区园林局"))

    assert named != other
    assert "序号" not in caption(TITLE, ["区河务局"], TODAY)


@with_font
def test_a_long_name_goes_on_on_a_second_line() -> None:
    name = "河湾区人民政府政务服务和大数据管理局行政审批改革第二科"

    one, other = (chart(TITLE, [unit], ["1"], {}) for unit in (name, name.replace("第二科", "第三科")))

    assert one != other


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"no font")

    assert chinese_face((str(tmp_path), str(tmp_path / "nowhere"))) is None


def test_the_same_lights_give_the_same_picture() -> None:
    light = all_of(Light.GREY, 2, 2)

    assert drawn(light, 2, 2) == drawn(light, 2, 2)


def test_a_district_is_drawn_in_half_a_second() -> None:
    light = {place: list(Light)[sum(place) % 4] for place in product(range(37), range(53))}
    drawn(light, 1, 1)

    started = time.process_time()
    drawn(light, 37, 53, ("/usr/share/fonts",))

    assert time.process_time() - started < 0.5


def test_the_lights_of_a_place_are_shown_by_the_worst() -> None:
    late = make_item(state=ItemState.WORKING, due_on=date(2022, 11, 1))
    done = make_item(state=ItemState.DONE, due_on=date(2022, 11, 1))

    lights = [light_of(item, TODAY, due_soon=False) for item in (done, late)]

    assert lights == [Light.GREEN, Light.RED]
    assert worst(lights) is Light.RED
    assert worst([]) is None
