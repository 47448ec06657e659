"""What one clause says, and what is said before a list."""

from __future__ import annotations

import re

from messages.reading import phrases
from messages.reading.companions import takes_nothing_away
from messages.reading.completion import is_doubtful
from messages.reading.form import Form
from messages.reading.harmless import is_harmless
from messages.reading.rules import RULES, STANDING
from messages.reading.sense import Sense
from messages.reading.vocabulary import COURTESIES, TOPICS

_NAMING = Form(r"#(?:的话|(?:这|那)个?的话)")  # 二十二项的话: no condition
_POINTED = Form(r"[^,]{0,20}(?:在这里?|在此|见|如下|网址|链接|地址|附|:)[^,]{0,4}§+")  # 双随机计划在这里：§
_SAYS_ANYTHING = re.compile(r"[\w¤◎◉✅❌√×✓✔☑👌👍]")
_ALONE = Form(r"(?:只有|仅有?|只|就|(?<![就只还])剩下的?)(?=#)")  # 只有12完成了, 剩下2、3都好了 tell of those
_ASIDE = Form(r"(?<=[一-龥]) ?\((?P<said>[^()#]*)\)\W*$")
_POINTING = Form(r"附(?!近)|详?见|链接|网址|地址|佐证|截图|照片|经办人|联系人")
_LONGEST_CLAUSE = 300  # nobody can prove anything of a longer one

EDGES = " \t\n,;。…~【】"
_ONLY = Form(
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
    clause = _without_aside(clause)
    clause = COURTESIES.sub("", TOPICS.sub("□", _ALONE.sub("", _NAMING.sub("#", clause))))
    if not _SAYS_ANYTHING.search(clause):
        return Sense.NEUTRAL
    found = next((sense for sense, _, holds in STANDING.among(RULES, clause) if holds(clause)), None)
    return found or (Sense.WARY if is_doubtful(_POINTED.sub("", clause)) else Sense.NEUTRAL)


def _without_aside(clause: str) -> str:
    """已完成(链接:§) is as good as 已完成，链接:§; but 已完成(方案) tells which part is done."""
    aside = _ASIDE.search(clause)
    if not aside:
        return clause
    said = aside["said"]
    points = _POINTING.match(said) and sense_of(said) is Sense.NEUTRAL and takes_nothing_away(said)
    return clause[: aside.start()] if points or is_harmless(said) else clause


def status_before(text: str) -> Sense:
    """What is said before the list it is about: 已完成的有, 不涉及第."""
    ending = _BEFORE_LIST.search(text, max(0, len(text) - 16))
    return sense_of(_ONLY.sub("", (text[: ending.start()] if ending else text).strip(EDGES)))


def extension_start(clause: str) -> int:
    """Where in a clause the asking for more time begins; the day asked for stands after it."""
    found = phrases.EXTENSION.search(clause)
    return found.start() if found else 0
