"""The rules by which a clause says what it says: in order, the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable

from messages.reading import phrases, reports
from messages.reading.completion import proves_completion
from messages.reading.form import Form, Table
from messages.reading.sense import Sense
from messages.reading.vocabulary import CARE, DID

_AND_DONE = Form(rf"[并且]已?(?:对外|全部)?{DID}了?\W*$")
_TOLD_SOMEHOW = Form(reports.TOLD.pattern + r"|已|了|好|%|[审签批]")
_ASKED_ABOUT = Form(r"是不是|是否|吗\W*$|\?\s*$|(?:怎么|怎样|如何|咋|能不能|能否|可以)(?:更正|撤|改|纠)")
_WITH_A_WILL = Form(r"马上|尽快|一定|认真")
_DATED = Form(r"已|◉|预计|计划")
_DONE_ALREADY = Form(rf"已[^,]{{0,8}}{DID}")
_DAY_ASKED = Form(
    r"◉+[前再]?(?:交|报|完成|办结|提交|弄完|公开)?(?:行[吗吧么]|可以[吗吧么不]|好吗|行不行?|中不|成吗)|(?:能否|能不能|可否)[^,]{0,4}◉+[^,]{0,4}(?:交|报|完成|办结)"
)  # 12月10日交行吗


def _is_extension(clause: str) -> bool:
    return bool(phrases.EXTENSION.search(clause)) and not phrases.EXTENSION_TOPIC.search(clause)


def _is_about_extension(clause: str) -> bool:
    return bool(phrases.EXTENSION_TOPIC.search(clause)) and bool(phrases.EXTENSION.search(clause))


def _is_asked_extension(clause: str) -> bool:
    """能否延期到12月10日？ asks the office for a date, not for an answer."""
    if _DAY_ASKED.search(clause):
        return True
    asked = phrases.SAYING_UNTIL.search(clause) and phrases.QUESTION.search(clause)
    return bool(asked) and _is_extension(clause)


def _is_correction(clause: str) -> bool:
    """时限是不是写错了 asks about somebody else's slip."""
    return bool(phrases.CORRECT.search(clause)) and not _ASKED_ABOUT.search(clause)


def _is_nil(clause: str) -> bool:
    return bool(reports.NIL.search(clause)) and not reports.NIL_BUT.search(clause)


def _is_nil_but(clause: str) -> bool:
    return bool(reports.NIL_BUT.search(clause) and reports.NIL.search(clause))


def _is_promised(clause: str) -> bool:
    return bool(reports.PROMISED.search(clause)) and not _DATED.search(clause)


def _is_planned(clause: str) -> bool:
    return bool(reports.PLANNED.search(clause)) and not _DONE_ALREADY.search(clause)


def _is_part(clause: str) -> bool:
    if reports.OF_SO_MANY.search(clause) or reports.FRACTION.search(clause):
        return True
    return bool(_TOLD_SOMEHOW.search(clause) and reports.PART.search(clause)) or (
        bool(reports.COUNTED.search(clause)) and "完成" in clause
    )


def _is_late(clause: str, *, whole: bool = True) -> bool:
    read = reports.LATE.fullmatch if whole else reports.LATE.match
    return bool(read(clause))


def _is_stage(clause: str) -> bool:
    """已完成初稿; 已录入并公开 tells of more."""
    return bool(_TOLD_SOMEHOW.search(clause) and reports.STAGE.search(clause)) and not _AND_DONE.search(clause)


def _is_signed(clause: str) -> bool:
    return bool(reports.SIGNED.search(clause)) and not reports.NOT_SIGNED.search(clause)


def _is_preparing(clause: str) -> bool:
    return bool(reports.SENT.search(clause)) and bool(reports.SENT_PREPARES.search(clause))


def _found(sense: Sense, form: Form) -> tuple[Sense, tuple[Form, ...], Callable[[str], object]]:
    return sense, (form,), form.whole.search


# In order; why each stands where it does. A rule is asked only where a sign of one of its forms stands.
RULES: tuple[tuple[Sense, tuple[Form, ...], Callable[[str], object]], ...] = (
    (Sense.CORRECT, (phrases.CORRECT,), _is_correction),  # a correction names the old status too
    (Sense.EXTENSION, (_DAY_ASKED, phrases.EXTENSION), _is_asked_extension),
    _found(Sense.HELP, phrases.HELP),
    _found(Sense.QUESTION, phrases.QUESTION),  # 完成了吗 holds every word of a report
    _found(Sense.SUPPOSED, phrases.CONDITION),  # 如已完成请忽略 reports nothing; 再催我就辞职 hands nothing over
    _found(Sense.HANDOVER, phrases.HANDOVER),
    _found(Sense.SUPPOSED, phrases.DENIED),
    _found(Sense.NEUTRAL, phrases.ORDER),
    _found(Sense.SUPPOSED, phrases.PASSED_ON),  # 请各乡镇今天下班前完成: said to others
    _found(Sense.NEUTRAL, phrases.RECOUNTED),  # 之前报的是办理中，现在…: what follows is the report
    (Sense.EXTENSION, (phrases.EXTENSION,), _is_extension),  # beats 未完成 and the trouble that is its reason
    _found(Sense.NEUTRAL, CARE),
    (Sense.NEUTRAL, (phrases.CONCEDED,), phrases.CONCEDED.match),  # 虽然有困难，但…: what follows is the report
    _found(Sense.TROUBLE, reports.TROUBLE),  # 卡在财政审核 beats 审核中; 无法完成 is not 无
    (Sense.NIL, (reports.NIL,), _is_nil),
    (Sense.SUPPOSED, (reports.NIL_BUT,), _is_nil_but),  # 好像不涉及
    _found(Sense.NOT_STARTED, reports.NOT_STARTED),
    (Sense.LATE, (reports.LATE,), _is_late),
    (Sense.DOUBTFUL, (reports.LATE,), lambda clause: _is_late(clause, whole=False)),  # 未按时公开现已补公开
    _found(Sense.UNDONE, reports.NOT_YET),  # a negation, at whatever distance before the act
    (Sense.SIGNED, (reports.SIGNED,), lambda clause: _is_signed(clause) and _WITH_A_WILL.search(clause)),
    _found(Sense.WORKING, reports.IN_HAND),
    _found(Sense.WORKING, reports.LEFT),
    _found(Sense.SUPPOSED, phrases.SUPPOSITION),
    # 延期申请已交给你们: is asked for, or was before
    (Sense.DOUBTFUL, (phrases.EXTENSION_TOPIC,), _is_about_extension),
    _found(Sense.SENT, reports.EVIDENCE),
    (Sense.SENT, (reports.SENT,), _is_preparing),  # 已发布通知 publishes no result
    (Sense.WORKING, (reports.OF_SO_MANY, reports.FRACTION, reports.PART, reports.COUNTED), _is_part),
    (Sense.STAGE, (reports.STAGE,), _is_stage),
    _found(Sense.PROMISED, reports.TO_BE_TOLD),
    (Sense.PROMISED, (reports.PROMISED,), _is_promised),
    (Sense.PLANNED, (reports.PLANNED,), _is_planned),
    (Sense.DONE, (), proves_completion),
    (Sense.SIGNED, (reports.SIGNED,), _is_signed),  # 收到 is less than any status in its clause
    _found(Sense.SENT, reports.SENT),
    _found(Sense.DOUBTFUL, reports.TOLD_OR_TOPIC),
    _found(Sense.DOUBTFUL, reports.NEGATION),
)
STANDING = Table(*(forms for _, forms, _ in RULES))
