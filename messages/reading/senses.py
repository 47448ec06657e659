"""What one clause says: rules in order, the first that holds decides."""

from __future__ import annotations

import re
from enum import StrEnum

from messages.reading import phrases, reports
from messages.reading.completion import is_doubtful, proves_completion
from messages.reading.vocabulary import CARE, COURTESIES, DID, TOPICS

_NAMING = re.compile(r"#(?:的话|(?:这|那)个?的话)")  # 二十二项的话: no condition
# One of these stands in whatever the slower patterns of `reports` find.
_DENYING = re.compile(r"[无没不未非零归]|n/?a")
_COUNTING = re.compile(r"[¤一二两三四五六七八九十百几]")
_IN_TIME = re.compile(r"[按如]|及时|准时|规定")
_AND_DONE = re.compile(rf"[并且]已?(?:对外|全部)?{DID}了?\W*$")
_TOLD_SOMEHOW = re.compile(reports.TOLD.pattern + r"|已|了|好|%|[审签批]")
_POINTED = re.compile(r"[^,]{0,20}(?:在这里?|在此|见|如下|网址|链接|地址|附|:)[^,]{0,4}§+")  # 双随机计划在这里：§
_ALONE = re.compile(r"(?:只有|仅有?|只|就|(?<![就只还])剩下的?)(?=#)")  # 只有12完成了, 剩下2、3都好了 tell of those
_LONGEST_CLAUSE = 300  # nobody can prove anything of a longer one


class Sense(StrEnum):
    """What a clause was found to say."""

    CORRECT = "correct"
    HANDOVER = "handover"
    HELP = "help"
    QUESTION = "question"
    EXTENSION = "extension"
    SUPPOSED = "supposed"  # a condition, hearsay, a guess: nothing is reported, and nothing after it is sure
    TROUBLE = "trouble"
    NIL = "nil"
    NOT_STARTED = "not_started"
    WORKING = "working"
    UNDONE = "undone"  # 没批: working, unless nothing was begun
    STAGE = "stage"  # 初稿已完成: working, unless the item itself is then said to be done
    PLANNED = "planned"  # 预计月底完成: working, unless something firmer is said
    LATE = "late"  # 未按时公开: working, unless what follows says that it was made up for
    SENT = "sent"  # 已报送, 已部署: a step, weaker than a completion told beside it
    DONE = "done"
    SIGNED = "signed"
    PROMISED = "promised"  # 将认真落实: belongs to 收到
    DOUBTFUL = "doubtful"  # words of completion or negation that no rule proved
    WARY = "wary"  # no status, but words that would shake a completion told beside it
    NEUTRAL = "neutral"


SILENT = frozenset({Sense.WARY, Sense.NEUTRAL})
EDGES = " \t\n,;。…~【】"
_ONLY = re.compile(
    r"^\W*(?:目前|现在|我们?)*(?:[只就仅](?!有)|只有|仅有|(?:其余|其他|剩下)的?(?:¤+[项个]?|几[项个])?)"
)  # 只完成了12
_BEFORE_LIST = re.compile(
    r"(?:的)?(?:任务|项目|事项|工作|项)?(?:就?有|就?是|就|为|包括|如下)?(?:\s*\(?(?:共|计)*\s*(?:¤+|[一二两三四五六七八九十])\s*[项件个]\)?)?"
    r"[\s:第]*$"
)


def sense_of(clause: str) -> Sense:
    """What a clause with its marks says; see `plain` for the marks."""
    if len(clause) > _LONGEST_CLAUSE:
        return Sense.DOUBTFUL
    clause = COURTESIES.sub("", TOPICS.sub("□", _ALONE.sub("", _NAMING.sub("#", clause))))
    if not re.search(r"[\w¤◎◉✅❌√×✓✔☑👌👍]", clause):
        return Sense.NEUTRAL
    found = next((sense for sense, holds in _RULES if holds(clause)), None)
    return found or (Sense.WARY if is_doubtful(_POINTED.sub("", clause)) else Sense.NEUTRAL)


def status_before(text: str) -> Sense:
    """What is said before the list it is about: 已完成的有, 不涉及第."""
    ending = _BEFORE_LIST.search(text, max(0, len(text) - 16))
    return sense_of(_ONLY.sub("", (text[: ending.start()] if ending else text).strip(EDGES)))


_DAY_ASKED = re.compile(
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
    return bool(phrases.CORRECT.search(clause)) and not re.search(
        r"是不是|是否|吗\W*$|\?\s*$|(?:怎么|怎样|如何|咋|能不能|能否|可以)(?:更正|撤|改|纠)", clause
    )


def _is_nil(clause: str) -> bool:
    return bool(_DENYING.search(clause) and reports.NIL.search(clause)) and not reports.NIL_BUT.search(clause)


def _is_part(clause: str) -> bool:
    if (_COUNTING.search(clause) and reports.OF_SO_MANY.search(clause)) or reports.FRACTION.search(clause):
        return True
    return bool(_TOLD_SOMEHOW.search(clause) and reports.PART.search(clause)) or (
        bool(reports.COUNTED.search(clause)) and "完成" in clause
    )


def _is_late(clause: str, *, whole: bool = True) -> bool:
    read = reports.LATE.fullmatch if whole else reports.LATE.match
    return bool(_IN_TIME.search(clause) and read(clause))


def _is_stage(clause: str) -> bool:
    """已完成初稿; 已录入并公开 tells of more."""
    return bool(_TOLD_SOMEHOW.search(clause) and reports.STAGE.search(clause)) and not _AND_DONE.search(clause)


def _is_signed(clause: str) -> bool:
    return bool(reports.SIGNED.search(clause)) and not reports.NOT_SIGNED.search(clause)


def _is_preparing(clause: str) -> bool:
    return bool(reports.SENT.search(clause)) and bool(reports.SENT_PREPARES.search(clause))


# In order; why each stands where it does:
_RULES = (
    (Sense.CORRECT, _is_correction),  # a correction names the old status too
    (Sense.EXTENSION, _is_asked_extension),
    (Sense.HELP, lambda clause: bool(phrases.HELP.search(clause))),
    (Sense.QUESTION, phrases.QUESTION.search),  # 完成了吗 holds every word of a report
    (Sense.HANDOVER, phrases.HANDOVER.search),
    (Sense.SUPPOSED, phrases.CONDITION.search),  # 如已完成请忽略 reports nothing
    (Sense.SUPPOSED, phrases.DENIED.search),
    (Sense.NEUTRAL, phrases.ORDER.search),
    (Sense.SUPPOSED, phrases.PASSED_ON.search),  # 请各乡镇今天下班前完成: said to others
    (Sense.NEUTRAL, phrases.RECOUNTED.search),  # 之前报的是办理中，现在…: what follows is the report
    (Sense.EXTENSION, _is_extension),  # beats 未完成 and the trouble that is its reason
    (Sense.NEUTRAL, CARE.search),
    (Sense.NEUTRAL, phrases.CONCEDED.match),  # 虽然有困难，但…: what follows is the report
    (Sense.TROUBLE, reports.TROUBLE.search),  # 卡在财政审核 beats 审核中; 无法完成 is not 无
    (Sense.NIL, _is_nil),
    (Sense.SUPPOSED, lambda clause: bool(reports.NIL_BUT.search(clause) and reports.NIL.search(clause))),  # 好像不涉及
    (Sense.NOT_STARTED, reports.NOT_STARTED.search),
    (Sense.LATE, _is_late),
    (Sense.DOUBTFUL, lambda clause: _is_late(clause, whole=False)),  # 未按时公开现已补公开
    (Sense.UNDONE, reports.NOT_YET.search),  # a negation, at whatever distance before the act
    (Sense.SIGNED, lambda clause: _is_signed(clause) and bool(re.search(r"马上|尽快|一定|认真", clause))),
    (Sense.WORKING, reports.IN_HAND.search),
    (Sense.WORKING, reports.LEFT.search),
    (Sense.SUPPOSED, phrases.SUPPOSITION.search),
    (Sense.DOUBTFUL, _is_about_extension),  # 延期申请已交给你们: is asked for, or was before
    (Sense.SENT, reports.EVIDENCE.search),
    (Sense.SENT, _is_preparing),  # 已发布通知 publishes no result
    (Sense.WORKING, _is_part),
    (Sense.STAGE, _is_stage),
    (Sense.PROMISED, reports.TO_BE_TOLD.search),
    (Sense.PROMISED, lambda clause: bool(reports.PROMISED.search(clause)) and not re.search(r"已|◉|预计|计划", clause)),
    (
        Sense.PLANNED,
        lambda clause: bool(reports.PLANNED.search(clause)) and not re.search(rf"已[^,]{{0,8}}{DID}", clause),
    ),
    (Sense.DONE, proves_completion),
    (Sense.SIGNED, _is_signed),  # 收到 is less than any status in its clause
    (Sense.SENT, reports.SENT.search),
    (Sense.DOUBTFUL, lambda clause: bool(reports.TOLD_OR_TOPIC.search(clause) or reports.NEGATION.search(clause))),
)


def extension_start(clause: str) -> int:
    """Where in a clause the asking for more time begins; the day asked for stands after it."""
    found = phrases.EXTENSION.search(clause)
    return found.start() if found else 0
