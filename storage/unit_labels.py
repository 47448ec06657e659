"""The labels of a unit cell and the headers of its column: 牵头单位, 配合单位, 完成时限."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.unit_endings import with_each_number
from storage.unit_names import is_whole
from storage.unit_words import Kind

FIRST_LEADS = re.compile(r"(?:第一|首位|排名|列前|排在前).*牵头|第一.*主责")
_LABEL = re.compile(r"(?P<label>[^\s，,；;。、:：（()）]{1,14})(?:[（(][^（()）:：]{0,20}[)）])?\s*[:：]")
_NOTED = re.compile(r"[（(][^（()）:：]{0,6}(?:时限|时间|期限|进度)[:：][^（()）]*[)）]")
_LABELLED_BRACKET = re.compile(
    r"[（(]((?:牵头|责任|配合|协办|主办|协同|承办|会办)[^（()）:：]{0,6}[:：][^（()）]*)[)）]"
)
_NUMBERED = re.compile(
    r"[①-⑳]|[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])[)）]|(?:^|(?<=[\s；;。，,、]))[一二三四五]是(?=\S)"
    r"|(?<=[局委办厅部院会社区镇乡处联心队所站校府司])[0-9]{1,2}[.．](?=\D)"
    r"|(?:^|(?<=[\s；;。，,：:]))(?:[0-9]{1,2}[.．、)）]|[a-zA-Z](?:[.．)）]|、(?=[省市区县州旗镇乡各]))|[一二三四五六七八九十]{1,2}、|[0-9]{1,2}(?=[省市区县州](?![县区市]).{2,}?[局委办部]))"
)
_SAID_TO_BE = re.compile(
    r"((?:牵头|主责|责任|配合|协办|承办|参与)(?:单位|部门|[处科股]室))(?:为|是|\s*[—–-]{1,2})(?=\S\S)"
)
# 甲局协办单位：乙局, with nothing between the name and the label
_RUN_ON_LABEL = re.compile(
    r"(?<=[局委办厅院会社镇乡村处司府队道心站所科部室馆校组团行园区县市门位）)])((?:(?:牵头|主责|责任|配合|协助|协办|承办|参与|主办|会办|落实|实施)(?:单位|部门|[处科股]室)"
    r"|(?:完成|办结)?(?:时限|时间)(?:要求)?|联系(?:人|电话)|责任(?:领导|人)|分管领导|备注)\s*[:：])"
)
_BOXED = re.compile(
    r"[【〔\[（(]((?:牵头|主责|责任|配合|协办|承办|参与)(?:单位|部门|[处科股]室))[】〕\]）)](?=[^\s、，,；;。（(])"
)
# [牵头]甲[配合]乙: where the cell begins with a role in a bracket, every such bracket speaks of what follows it
_BOX = r"[【〔\[（(](牵头|主办|主责|责任|配合|协办|承办|参与)[】〕\]）)]"
_BOXES_FIRST, _BOXES = re.compile(rf"\s*{_BOX}\s*[^\s、，,；;]"), re.compile(_BOX)
_SEVERAL_ROLES = re.compile(r"牵头.*(?:责任|配合|参与|承办|协办)|(?:责任|配合|参与|承办|协办).*牵头")
_CUT_LABEL = re.compile(r"(?<=单)\s+(?=位\s*[:：])|(?<=部)\s+(?=门\s*[:：])")
_DOT = re.compile(
    r"(?<=[\u4e00-\u9fff）)])[.．](?=[\u4e00-\u9fff])|(?<=[局委办厅院会社府队心站所])[—–-]{1,2}(?=[省市区县州旗各])"
)  # 、 or a dash; OCR takes 、 for a dot
_ONE_SIGN = re.compile(r"[（(](?:(主|牵)|协|配)[)）]")
_LEGEND = re.compile(
    r"[（(](?:注[:：]?)?[带标打加有]?(?P<inside>[★☆▲△●○◆◇■□※*][^（()）]*(?:牵头|主办|主责|配合|协办)[^（()）]*)[)）]\s*$"
)
_MARK = re.compile(r"(?P<mark>[★☆▲△●○◆◇■□※*])[^★☆▲△●○◆◇■□※*]*?(?P<role>牵头|主办|主责|配合|协办)")
_STOP = re.compile(r"[；;\n]")
_SPACED_LABELS = re.compile(
    r"(?:^|(?<=[ \t　\n]))((?:牵头|主责|责任|配合|协办|承办|参与)(?:单位|部门|[处科股]室))\s+(?=\S\S)"
)
_NOT_UNITS = re.compile(r"时限|时间|期限|进度|责任人|负责人|联系|电话|领导|备注|日期|要求|内容|措施|目标")


def role_of(label: str) -> Kind | None:
    """The role a column header or a label gives to every unit under it; None for a plain 责任单位.

    >>> role_of("内牵头处室"), role_of("协助单位"), role_of("责任单位")
    (<Kind.LEAD: 'lead'>, <Kind.ASSIST: 'assist'>, None)
    """
    if FIRST_LEADS.search(label):
        return Kind.FIRST_LEADS
    leads = re.search(r"牵头|主责|主办|发起|抓总", label)
    assists = re.search(r"配合|协助|协办|协同|会办|指导|督导|监督", label)
    if leads and assists:
        return None
    return Kind.LEAD if leads else Kind.ASSIST if assists else None


def ranks(label: str) -> bool:
    """Whether a label ranks units without saying who leads: 第一责任单位, 次要责任单位."""
    return bool(re.search(r"(?:第[一二三四]|主要|次要|首要)责任", label))


def mixes_roles(header: str) -> bool:
    """Whether a column holds both who leads and who else: 牵头及责任单位, with nothing said of the order.

    >>> mixes_roles("牵头及责任单位"), mixes_roles("责任单位（第一个为牵头单位）"), mixes_roles("牵头责任单位")
    (True, False, False)
    """
    return bool(_SEVERAL_ROLES.search(header.replace("牵头责任", "牵头"))) and role_of(header) is not Kind.FIRST_LEADS


def leads_many(text: str) -> bool:
    """Whether one role in a bracket stands before several units and no other role follows: （牵头）甲，乙.

    >>> leads_many("（牵头）县教育局，县财政局"), leads_many("[牵头]县教育局[配合]县财政局、县人社局")
    (True, False)
    """
    found = _BOXES_FIRST.match(text)
    leads = found is not None and found[1] in ("牵头", "主办", "主责")
    return leads and len(_BOXES.findall(text)) == 1 and re.search(r"[、，,；;]\s*\S", text) is not None


def with_marks_said(text: str) -> str:
    """A mark that the cell explains, and a role of one sign, as the role they stand for.

    >>> with_marks_said("★县住建局、县城管局（★为牵头单位）"), with_marks_said("县水利局（主）、县发改局（协）")
    ('县住建局（牵头）、县城管局', '县水利局（牵头）、县发改局（配合）')
    """
    text = _ONE_SIGN.sub(lambda found: "（牵头）" if found[1] else "（配合）", text)
    if not (legend := _LEGEND.search(text)):
        return text
    text = text[: legend.start()]
    for mark, role in _MARK.findall(legend["inside"]):
        sign, name = re.escape(mark), r"([^、，,；;\s★☆▲△●○◆◇■□※*]+)"
        text = re.sub(rf"{name}{sign}", rf"\1（{role}）", re.sub(rf"{sign}{name}", rf"\1（{role}）", text))
    return text


def sections(text: str) -> Iterator[tuple[str | None, str]]:
    """A cell parted at its labels: (label, text) with None where no label stands.

    What stands under a label that is not about units (完成时限：…) is left out.

    >>> list(sections("牵头单位：县司法局；完成时限：6月"))
    [('牵头单位', '县司法局；')]
    """
    text = _with_colons(with_each_number(text))
    labels = [found for found in _LABEL.finditer(text) if _is_label(found["label"])]
    first = labels[0].start() if labels else len(text)
    if text[:first].strip(" \t\n，,；;（("):
        yield None, text[:first]
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for found, end in zip(labels, ends, strict=False):
        if not _NOT_UNITS.search(found["label"]):
            yield found["label"], text[found.end() : end]
        elif is_whole(behind := _STOP.split(text[found.end() : end] + "；", maxsplit=1)[1].strip("；; \n")):
            yield None, behind  # 分管领导：李某；县教育局


def _with_colons(text: str) -> str:
    """Every label as the plainest is printed: ；牵头单位：甲."""
    if _BOXES_FIRST.match(text):
        text = _BOXES.sub(r"；\1：", text)
    spaced = _SPACED_LABELS.match(text)
    if spaced and ("\n" not in spaced[0] or len(_SPACED_LABELS.findall(text)) > 1):  # alone over a line it is a header
        text = _SPACED_LABELS.sub(r"；\1：", text)
    text = _NUMBERED.sub("；", _RUN_ON_LABEL.sub(r"；\1", _CUT_LABEL.sub("", text)))
    text = _SAID_TO_BE.sub(r"\1：", _BOXED.sub(r"；\1：", _DOT.sub("、", text)))
    return _LABELLED_BRACKET.sub(r"；\1；", _NOTED.sub("", text))


def _is_label(label: str) -> bool:
    return bool(_NOT_UNITS.search(label)) or bool(
        re.search(
            r"(?:单位|部门|处室|科室|主体|机构)$|^(?:中央|国家级|(?:[省市区县州旗乡镇村]|社区|街道)级|[市县]本级)$|^(?:牵头|配合|责任|主办|协办|会办|承办|发起|参与|参加|协助|协同|主责|指导|落实|实施|督导|监督|负责|组织实施|业务指导)",
            label,
        )
    )
