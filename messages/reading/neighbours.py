"""What clauses tell of each other: the second says what the first said, makes up for it, or shakes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from messages.reading.clauses import Clause
from messages.reading.companions import takes_nothing_away
from messages.reading.completion import is_doubtful
from messages.reading.form import Form
from messages.reading.harmless import is_harmless
from messages.reading.phrases import SLIP
from messages.reading.plain import FUTURE
from messages.reading.scope import About
from messages.reading.sense import SILENT, Sense
from messages.reading.vocabulary import COURTESIES, DID

_WITH_TOPIC = Form(r"#[^#已都均全完办]{2,}(?:已|都|均|全)")
_LACKS = Form(r"(?:缺|(?<![误偏时温级])差|少(?=一|两|几|个|张|份))(?!\W*$)")
_OF_ROWS = Form(r"任务|事项|工作|项")
_OTHER_ITEMS = Form(r"任务|事项|工作|[项都均]")
_AS_BEFORE = Form(r"[\s#,:]*(?:也是?|也一样|同样|同上|一样)(?:的|了|如此)?\W*")
_WITH_IT = Form(rf"(?:同步|同时|一并|一起|随之|当天|届时)[^已了]{{0,4}}{DID}[^已了]*$")
_EDITION = Form(rf"\W*(?:电子版|纸质版|线[上下]|网络版)(?:也|同步|均|都)*已经?(?:同步)?{DID}\W*")
_MAY_WE = Form(
    r"(?:[您你]们?)?(?:看|觉得)?(?:可以|行|好|成|中|同意)[吗么吧不嘛]\W*|(?:行不行|好不好|可不可以|[可能]否|是否(?:同意|可行|可以)|妥否)\W*"
)
_ANOTHER = Form(r"[^\w#]*应?该?是#")
_NOT_SO = Form(r"[#\s项号]*(?:还|就|则|倒)?(?:没有?|未|不行)[呢的]?\W*")
_SOME = Form(DID)
_ONE_LEFT = Form(r"[就只还]剩下?了?这")
_BY_NOW = r"(?:目前|现在?|后来?|随后|于?◎+|今天|昨[天晚])*"
_AT_LAST = Form(rf"[\W_]*(?:[此该本这]项|任务)?{_BY_NOW}(?:也|都|均|正式)*(?:已|完成|办结|公开了|发布了)")
_THE_TASK = Form(r"[\W_]*(?:[此该本这](?:项|任务)|任务)(?:已|全部|圆满|顺利)*(?:完成|办结)了?\W*")
_CAUGHT_UP = Form(rf"[\W_]*{_BY_NOW}(?:也|又|都|均)?(?:已经?|补)")
_BEFORE = Form(r"[#\W]*(?:之前|此前|原先|原来|先前|前几天|昨天|◎+)(?!报|填|说)")
_GAVE_OUT = Form(r"(?:发放|分发|发出|寄出|印发|派发)[^,]{0,10}¤+[多余]?[份张本册个封]\W*$")
_CAME_BACK = Form(r"\W*(?:均|都|已经?|全部|全)*(?:收回|回收|交回)(?:来|完毕)?了?\W*")
_NOW = Form(r"\W*(?:现在|现已|目前|今天)(?:已|全部|都|均|也)*(?:经|完成|办结|公开|发布|落实)")
_MENDED = r"补(?:发|公[开布示]|上|传|录|挂|齐|做|办)"
_MADE_UP = Form(
    rf"[^\w◉]*{_BY_NOW}(?:已经?(?:都|均|全部)?{_MENDED}(?:上|完|好)?(?:了|完毕|到位)?|{_MENDED}(?:上|完|好)?(?:了|完毕|到位))[^\w◉?]*$"
)


def beside_each_other(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses, each with the sense it has beside the others."""
    return _less_sure(_caught_up(_echoed(_together(_taken_back(_followed(_asked_leave(clauses)))))))


def _asked_leave(clauses: Sequence[Clause]) -> list[Clause]:
    """延期到12月15日，行不行: the office is asked for the day, and nothing else."""
    befores = (None, *clauses[:-1])
    return [
        replace(clause, sense=Sense.NEUTRAL)
        if before and before.sense is Sense.EXTENSION and _MAY_WE.fullmatch(clause.text)
        else clause
        for before, clause in zip(befores, clauses, strict=False)
    ]


def _followed(clauses: Sequence[Clause]) -> list[Clause]:
    """已公开，附件坏了: what follows a completion and is not known to be harmless shakes it."""
    heard: list[Clause] = []
    told = False
    for former, clause in zip((None, *clauses), clauses, strict=False):
        told = clause.sense is Sense.DONE or (told and not clause.mention)
        heard.append(_after_completion(clause, former) if told and clause.sense is not Sense.DONE else clause)
    return heard


def _after_completion(clause: Clause, former: Clause | None) -> Clause:
    came_back = former and _GAVE_OUT.search(former.text) and _CAME_BACK.fullmatch(clause.text)
    if came_back or is_harmless(clause.text):
        return replace(clause, sense=Sense.NEUTRAL)
    return replace(clause, sense=Sense.WARY) if _takes_something_away(clause) else clause


def _takes_something_away(clause: Clause) -> bool:
    if clause.sense is Sense.SENT:  # 链接给错人了
        return is_doubtful(COURTESIES.sub("", clause.text))
    return clause.sense is Sense.NEUTRAL and not takes_nothing_away(clause.text)


def _taken_back(clauses: Sequence[Clause]) -> list[Clause]:
    """延期到12月8号，哦不，12月18号: what stands before the slip is not what is meant; of a status nobody is sure.

    Nor of one said of another row: 12已完成，不好意思，是15.
    """
    heard = list(clauses)
    for place, clause in enumerate(clauses):
        if place and not clause.mention and SLIP.fullmatch(clause.text):
            heard[place] = replace(clause, sense=Sense.NEUTRAL)
            before = heard[place - 1]
            if before.sense is not Sense.EXTENSION:
                heard[place - 1] = replace(before, sense=Sense.DOUBTFUL)
        if clause.mention and _ANOTHER.match(clause.text):
            heard[:place] = [_doubted(one) if one.sentence == clause.sentence else one for one in heard[:place]]
    return heard


def _doubted(clause: Clause) -> Clause:
    return replace(clause, sense=Sense.DOUBTFUL) if clause.sense is Sense.DONE else clause


def _together(clauses: Sequence[Clause]) -> list[Clause]:
    """发布会定于◉举行，5的解读同步公开: what goes with a day ahead lies ahead; 已出版，电子版已上线 are both done."""
    heard = list(clauses)
    for place, (former, clause) in enumerate(pairwise(clauses), 1):
        together = former.sentence == clause.sentence and FUTURE in former.text and _WITH_IT.search(clause.text)
        if together and clause.sense in (Sense.DOUBTFUL, *SILENT):
            heard[place] = replace(clause, sense=Sense.PLANNED)
        elif former.sense is Sense.DONE and clause.sense is Sense.DOUBTFUL and _EDITION.fullmatch(clause.text):
            heard[place] = replace(clause, sense=Sense.DONE)
    return heard


def _echoed(clauses: Sequence[Clause]) -> list[Clause]:
    """12已完成，15也是: the second says what the first said."""
    heard: list[Clause] = []
    said = Sense.NEUTRAL
    for clause in clauses:
        echoes = bool(clause.mention and said not in SILENT and _AS_BEFORE.fullmatch(clause.text))
        if clause.mention and said is Sense.DONE and _NOT_SO.fullmatch(clause.text):
            clause = replace(clause, sense=Sense.UNDONE)  # 7和26完成了，11没有
        heard.append(replace(clause, sense=said) if echoes else clause)
        said = heard[-1].sense if heard[-1].sense not in SILENT else said
    return heard


def _caught_up(clauses: Sequence[Clause]) -> list[Clause]:
    """未按时公开，现已补公开: what was late is done; 预算未按时公开，决算已公开 says so of something else."""
    heard = list(clauses)
    for place, (late, following) in enumerate(pairwise(clauses)):
        if following.mention:
            continue
        if late.sense is Sense.WORKING and following.sense is Sense.DONE and _ONE_LEFT.search(late.text):
            heard[place] = replace(late, sense=Sense.NEUTRAL)  # 就剩这一项了，今天也办结了
        if following.sense is Sense.DONE and (_is_outdone(late, following) or _was_before(late, following)):
            heard[place] = replace(late, sense=Sense.NEUTRAL)
        if late.sense is not Sense.LATE:
            continue
        if _MADE_UP.match(following.text):
            heard[place], heard[place + 1] = replace(late, sense=Sense.NEUTRAL), replace(following, sense=Sense.DONE)
            continue
        if following.sense not in (Sense.DONE, Sense.DOUBTFUL):
            continue
        made_up = following.sense is Sense.DONE and _CAUGHT_UP.match(following.text)
        heard[place] = replace(late, sense=Sense.NEUTRAL if made_up else Sense.DOUBTFUL)
    return heard


def _was_before(before: Clause, done: Clause) -> bool:
    """之前没完成，现在完成了: both say when."""
    of_before = before.sense in (Sense.UNDONE, Sense.WORKING) and _BEFORE.match(before.text)
    return bool(of_before and _NOW.match(done.text))


def _is_outdone(before: Clause, done: Clause) -> bool:
    """初稿已送审，现已公开; 培训办完两期，任务完成: the item itself is said to be done."""
    if before.sense is Sense.STAGE or (
        before.sense is Sense.DOUBTFUL and not is_doubtful(COURTESIES.sub("", before.text))
    ):
        return bool(_AT_LAST.match(done.text) or _THE_TASK.fullmatch(done.text))
    some = before.sense is Sense.DOUBTFUL and _SOME.search(before.text)  # 资料不全 tells of no work
    return bool(some and _THE_TASK.fullmatch(done.text))


def _less_sure(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """A completion in the sentence of a question, or after a condition, is no report."""
    questioned = {clause.sentence for clause in clauses if clause.sense is Sense.QUESTION and not clause.mention}
    supposed: set[int] = set()
    for former, clause, following in zip((None, *clauses), clauses, (*clauses[1:], None), strict=False):
        if clause.sense is Sense.SUPPOSED:
            supposed.add(clause.sentence)
        shaken = (
            clause.sentence in questioned
            or clause.sentence in supposed
            or _shares(clause, following)
            or _lacks(former, clause)
        )
        yield _doubted(clause) if shaken else clause


def _shares(clause: Clause, following: Clause | None) -> bool:
    """18预算已公开，其余还没弄: the rest may be other items, or other parts of this one."""
    if not following or following.about is not About.REST or following.sense is Sense.DONE:
        return False
    return bool(_WITH_TOPIC.search(clause.text)) and not _OTHER_ITEMS.search(following.text)


def _lacks(former: Clause | None, clause: Clause) -> bool:
    """12还缺一张照片，其他都完成: the rest of its papers, more likely than every other item."""
    if not former or clause.about is not About.REST or _OF_ROWS.search(clause.text):
        return False
    return bool(_LACKS.search(former.text))
