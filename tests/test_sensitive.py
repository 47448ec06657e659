"""What belongs to a citizen or bears a mark of secrecy is told by its make; other numbers pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.sensitive import is_sensitive
from tests.district import EDUCATION
from tests.talking import everything_kept, in_conversation

NOT_KEPT = [
    "身份证 11010519491231002X",
    "１１０１０５１９４９１２３１００２Ｘ",
    "110105 19491231 002X",
    "身份证号 110105194912310021（末位有误）",
    "居民身份证号码：110105491231002",
    "联系人13800138000",
    "手机:138-0013-8000",
    "+86 13800138000",
    "电话 0352-6023456",
    "（0352）6023456",
    "座机6023456",
    "联系电话：60234567",
    "电话 010-62345678转801",
    "车牌 晋B12345",
    "晋BD12345",
    "晋B·12345",
    "晋B12345D",
    "晋B1234挂",
    "晋b12345",
    "机密★1年",
    "【秘密】",
    "密级：机密",
    "★长期",
    "机密\n关于开展检查的通知",
    "机密级文件",
    "现场照片_13800138000.jpg",
    "晋B12345.jpg",
    "绝密.docx",
    "12 已完成 电话13800138000 https://www.example.gov.cn/1",
]
KEPT = [
    "新政办发〔2022〕37号",
    "第12345678号",
    "2022年11月30日至2023年1月1日",
    "20221130",
    "1-3、5-8项已完成",
    "共计13800138000元",
    "预算1,234,567元",
    "13800138000.50",
    "https://www.example.gov.cn/2022/13800138000.html",
    "www.example.gov.cn/13800138000",
    "统一社会信用代码 91110105MA01ABCD2X",
    "合同编号 201512345678901234",
    "110105194912310021",
    "不涉及国家秘密",
    "涉及商业秘密的未公开",
    "保守工作秘密",
    "12345热线已办结",
    "会议号 123-456-789",
    "邮编037000",
    "苏A级景区",
    "A4纸20张",
]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_what_must_not_be_kept_is_told(text: str) -> None:
    assert is_sensitive(text)


@pytest.mark.parametrize("text", KEPT)
def test_an_ordinary_number_passes(text: str) -> None:
    assert not is_sensitive(text)


async def test_neither_text_nor_caption_nor_file_name_reaches_the_disk(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [text] = await here.says(EDUCATION, "12 已完成，联系人电话 0352-6023456")
        here.sandbox.world.sends_photo(EDUCATION, [("", b"photo", "image/jpeg")], caption="12 已完成 车主晋BD12345")
        await here.settle()
        here.sandbox.world.sends_document(EDUCATION, [("11010519491231002X.txt", b"text", "text/plain")])
        await here.settle()

        assert "未予保存" in text.text
        assert [said.startswith("该内容疑似含有") for said in here.told(EDUCATION)[-3:]] == [True] * 3
        kept = everything_kept(here)
        assert not any(number in kept for number in ("6023456", "晋BD12345", "11010519491231002X"))
