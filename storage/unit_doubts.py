"""Names that a person must look at: half a name, two in one, a person, prose, a mark of the clerk's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from storage.unit_many import is_any_firm, is_any_of_its_kind, is_collective
from storage.unit_names import has_remark, is_ending, level
from storage.unit_runs import may_be_two
from storage.unit_seams import Known
from storage.unit_words import NamedUnit

_WHOSE_IS_UNSAID = re.compile(
    r"领导(?!小组)|负责人|(?:书记|主任|主席|经理|总监|[^河湖林田]长|(?<![成人])员|民警)$|^(?:[下所][属辖]|其(?![他它余]|.{1,2}[镇乡村]))|[:：]|公检法|工青妇|[四五]大(?:班子|家)|[两三](?:办|院)(?=$|[、（(])"
)
_MARKED = re.compile(
    r"^(?:省市(?![场政容监])|市县(?!域)|县区(?!域)|县市(?![场政容监])|区县|州县)[^各]+[局委办厅]$|^\*(?!\*)|(?<!\*)\*$|^原(?=[省市区县州旗])|局(?:所属|下属|直属)(?!各)\S|(?:^|[局委办厅部院心])或"
)
# 育局: half of one; 三街道: which; 各木村: one of that name, or a misprint
_NO_NAME = re.compile(
    r"中央|国家|[省市区县]级|(?![省市区县州旗盟总分支])[\u4e00-\u9fff][局厅署]|[两三四五六七八九十]+(?:街道|[镇乡县区市]|部门|单位)"
    r"|各[^乡镇街县市区旗农山边沿涉帮庄]村|各[^乡城农集街重]镇|[（(].*"
)
_OF_A_FIRM = re.compile(r"公司$|[部科]$|中心$")
_PLACEHOLDER = re.compile(r"[某×X○*＊]{1,4}(?:局|委|办|厅|部|处|科|室|镇|乡|村|街道|单位|部门|公司)")
_SIGNS = frozenset("“”‘’《》（）()〔〕【】[]、，,；;/／·×○*＊+＋-") | frozenset(" \n")  # that a name may hold
_PROSE = re.compile(
    r"做好|后由|为第?[一二主]?要?责任|[。：:]|要求|(?<!统)筹(?!备|办|委|资|建|款)|通过|(?<=[\u4e00-\u9fff])(?<!自)由|根据|按照|(?<!编)制定|开展|加强|确保"
)


def in_doubt(units: Sequence[NamedUnit], known: Known) -> bool:
    """Whether no unit was read, or one that the roster does not know looks like none."""
    among_firms = any(
        _OF_A_FIRM.search(unit.name) and not (is_collective(unit.name) or level(unit.name)) for unit in units
    )
    return not units or any(
        (
            _is_doubtful(unit)
            or (is_any_of_its_kind(unit.name) and not is_collective(before.name))
            or (among_firms and is_any_firm(unit.name))
        )
        and not known(unit.name)
        for before, unit in pairwise([NamedUnit(""), *units])
    )


def _is_doubtful(unit: NamedUnit) -> bool:
    torn_off = is_ending(unit.name) and not is_collective(unit.name)
    return (
        unit.doubted
        or torn_off
        or has_remark(unit.name)
        or may_be_two(unit.name)
        or (unit.lead and unit.assisting)
        or bool(_MARKED.search(unit.name) or _PLACEHOLDER.fullmatch(unit.name.removeprefix(level(unit.name))))
        or bool(_NO_NAME.fullmatch(unit.name))
        or not all(sign.isalnum() or sign in _SIGNS for sign in unit.name)
        or bool(_PROSE.search(unit.name))
        or bool(_WHOSE_IS_UNSAID.search(unit.name))
    )
