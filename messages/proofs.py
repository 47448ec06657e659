"""Which kind of evidence a task is expected to end with: as its words suggest, until the office says otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import button, in_rows, paragraphs
from messages.reading import behind_courtesy
from messages.rows import row_title
from storage.records import Evidence, Report, Task
from storage.states import EvidenceKind, Intent, Proof

_NAMES = {Proof.PORTAL: "公开链接", Proof.NUMBER: "文号", Proof.RECORD: "照片或文件", Proof.STATEMENT: "文字说明"}
_ASKED = {
    Proof.PORTAL: "请补充公开链接；没有公开链接的，可发文件、照片或写明文号。",
    Proof.NUMBER: "请写明文号，或发文件；没有发文的，可发照片或简要说明。",
    Proof.RECORD: "请补充照片或文件。",
    Proof.STATEMENT: "请简要说明完成情况。",
}
_SHOWN_BY = {
    Proof.PORTAL: frozenset({EvidenceKind.LINK}),
    Proof.NUMBER: frozenset({EvidenceKind.NUMBER, EvidenceKind.DOCUMENT}),
    Proof.RECORD: frozenset({EvidenceKind.PHOTO, EvidenceKind.DOCUMENT}),
    Proof.STATEMENT: frozenset(EvidenceKind),
}
# Names that hold a word of publishing without asking for any.
_NAMES_ONLY = re.compile(
    r"(?:政务|政府信息|信息|基层政务|村务|党务|事务|依申请|一)公开(?:工作|办|专区|标准化|规范化|主管部门|申请|要点|答复书?|条例|"
    r"事项(?:标准)?(?:清单|目录)|培训|汇报|社会评议|考核|属性|年度|业务|机构|专员|经费)|公开(?:属性|办|事项标准目录|主管部门)|"
    r"(?:公示|公开|发布|更新)(?:制度|机制|流程|平台建设)|信息发布|政策解读咨询|“[^”]{1,12}”工程|(?:未|非|不予|不得|不)(?:向社会)?(?:公开|公布|公示)"
)
_ON_SITE = re.compile(
    r"现场(?:办理|确认|公示|宣传)|服务场所|窗口|公开专区功能|建设政务公开专区|(?:(?<!线上)线下|传统(?:的)?方式)|宣讲|上门|张贴|走访|座谈|入户|集市|实地"
)
_PUBLISHED = re.compile(
    r"公布|公示|发布|公开(?!办)|向社会通报|门户网站|政府网站|专栏|集成|网页|链接|平台|网上|上线|公报|解读|问答"
)
_PAPERWORK = re.compile(
    r"考核|方案|办法|制度|规程|流程|规定|发文|文件|印发|制定|编制|经费|预算|汇报|培训|指导|排查|摸排|回头看|试点|"
    r"嵌入|标准化|规范化|名册|专人|机构|申报|评议|答复书|清单|建议|整改"
)
_MOSTLY_PAPERWORK = re.compile(
    r"纳入[^。]{0,12}考核|(?:专项|工作)经费|听取[^。]{0,12}汇报|业务培训|专人负责|摸排|发文(?:代字|字号)|试点|标准化规范化|"
    r"(?:建立|完善|优化)[^。，]{0,12}(?:制度|机制|流程|规程)|申报|答复书"
)

_PROMISE = re.compile(  # or a word that it was heard, or handed in: nothing has been shown by it
    r"收到|知道|明白|了解|请(?:查收|审核|稍)|(?:查收|审核)一?下|见附件|稍[后等]|回头|随后|晚[点些]|马上|尽快|立即|今[天晚]|明[天日早]|后天|"
    r"过[几两]天|[下本]周|月底|不用|没事"
)
_UNFINISHED = re.compile(
    r"没|未(?!来)|尚|[还正]在|在[办推]|中[。，；]?$|[理行进设]中|推进|预计|计划于|拟于|即将|争取|[%％]|基本|快要|差不多"
)
_LEAST_STATED, _LONGEST_PROMISE = 4, 9  # letters


def name(of: Proof) -> str:
    """A kind as the office writes it."""
    return _NAMES[of]


def names(kinds: Sequence[Proof]) -> str:
    """Several kinds, any of which will do."""
    return "或".join(_NAMES[one] for one in kinds)


def expected(task: Task) -> tuple[Proof, ...]:
    """The kinds of which one is expected: the office's word, else what the task's own words suggest."""
    if task.proof is not None:
        return tuple(Proof(one) for one in task.proof)
    return (suggested(task.content),)


def missing(task: Task, report: Report, evidence: Sequence[Evidence]) -> str:
    """What the review says where something was reported as done without the expected kind of evidence; else ""."""
    kinds = expected(task)
    if report.intent is not Intent.DONE or is_shown(kinds, evidence, report.text):
        return ""
    return f"应附佐证：{names(kinds)}（未见）"


def ask_for(rows: Sequence[tuple[Task, Sequence[Evidence], str]]) -> list[str]:
    """What to ask of rows reported as done with nothing at all to show, in whole sentences; kind by kind."""
    asked: dict[str, list[str]] = {}
    for task, evidence, text in rows:
        kinds = expected(task)
        if not evidence and not is_shown(kinds, evidence, text):
            asked.setdefault(_ASKED[kinds[0]], []).append(task.number)
    return [f"第{'、'.join(dict.fromkeys(numbers))}项{sentence}" for sentence, numbers in asked.items()]


def proof_card(task: Task) -> Letter:
    """/佐证 12: what is expected, and a button for each kind."""
    now = expected(task)
    text = paragraphs(
        bold(f"【佐证要求】{row_title(task)}"),
        plain(f"目前要求：{names(now)}{'' if task.proof is not None else '（按任务文字推定）'}"),
        plain("点选可增减，选中多种时任附其一即可；缺少时在审核中提示，不影响登记。"),
    )
    kinds = (button(f"{'✓ ' if one in now else ''}{_NAMES[one]}", f"proof/{task.id}/{one}") for one in Proof)
    keys = in_rows(kinds, 2)
    return Letter(text, keys if task.proof is None else (*keys, (button("恢复推定", f"proof/{task.id}/auto"),)))


def which_row() -> Letter:
    """/佐证 without a number."""
    return Letter(plain("请写明序号，例如：/佐证 12。"))


def suggested(content: str) -> Proof:
    """What a task's words suggest.

    >>> suggested("在政府网站公布清单"), suggested("年内至少听取一次政务公开工作汇报"), suggested("提高思想认识")
    (<Proof.PORTAL: 'portal'>, <Proof.NUMBER: 'number'>, <Proof.STATEMENT: 'statement'>)
    """
    said = _NAMES_ONLY.sub("〇", re.sub(r"\s+", "", content))
    if _ON_SITE.search(content):
        return Proof.RECORD
    if _MOSTLY_PAPERWORK.search(content):
        return Proof.NUMBER
    if _PUBLISHED.search(said):
        return Proof.PORTAL
    return Proof.NUMBER if _PAPERWORK.search(said) else Proof.STATEMENT


def states_something(words: str) -> bool:
    """Whether words say how something was done, and are no courtesy or promise.

    >>> [states_something(words) for words in ("共培训120人", "好的，已培训12人", "好的，明天补上", "谢谢")]
    [True, True, False, False]
    """
    said = behind_courtesy(words)
    letters = sum(sign.isalnum() for sign in said)
    return letters >= _LEAST_STATED and not (letters <= _LONGEST_PROMISE and _PROMISE.match(said.strip()))


def is_unfinished(words: str) -> bool:
    """Whether words say that something is still to come: they show nothing for a row that is reported as done.

    >>> is_unfinished("还没完成"), is_unfinished("正在走流程"), is_unfinished("已培训120人")
    (True, True, False)
    """
    return bool(_UNFINISHED.search(words))


def is_shown(kinds: Sequence[Proof], evidence: Sequence[Evidence], text: str) -> bool:
    """Whether what was handed in is of an expected kind; a few words are a statement."""
    held = {piece.kind for piece in evidence}
    return any(held & _SHOWN_BY[one] or (one is Proof.STATEMENT and bool(text.strip())) for one in kinds)
