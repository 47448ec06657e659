"""What the office is asked about a row before anything of it is sent: one function per question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words


def which_task(chosen: str, rival: str) -> str:
    return f"任务名称栏空白，内容与「{chosen}」「{rival}」均有关，请确认本项归入哪一任务。"


def label_cut(label: str) -> str:
    return f"任务名称「{label}」疑有缺字，请核对原文并补全。"


def lead_taken_over(lead: str, number: str) -> str:
    return f"牵头单位栏空白，按第{number}项暂读作「{lead}」，也可能本项不设牵头单位，请确认。"


def lead_marked() -> str:
    return "表中注明责任单位之一为牵头单位，但读不出是哪一个，请确认。"


def two_leads(lead: str, rival: str) -> str:
    return f"牵头单位栏为「{lead}」，责任单位栏又注明由「{rival}」牵头，请确认本项牵头单位。"


def other_lead_in_content(lead: str, rival: str) -> str:
    return f"牵头单位栏为「{lead}」，具体内容又注明由「{rival}」牵头，请确认本项牵头单位。"


def lead_below(lead: str) -> str:
    return f"牵头单位栏空白，下方印有「{lead}」，可能为合并单元格，也可能本项不设牵头单位，请确认。"


def lead_in_content(actor: str) -> str:
    return f"本项未印牵头单位，而具体内容写明由「{actor}」办理，请确认是否由其牵头。"


def responsible_taken_over(units: str, number: str) -> str:
    return f"责任单位栏空白，按第{number}项暂读作「{units}」，请确认。"


def no_responsible() -> str:
    return "本项未印责任单位，也未印牵头单位，请指定。"


def no_responsible_but(units: str) -> str:
    return f"本项责任单位栏空白，他项印有「{units}」，请确认本项责任单位。"


def units_unclear(cell: str) -> str:
    return f"单位栏「{cell}」的拆分没有把握，请确认。"


def other_actor(actor: str, units: str) -> str:
    return f"具体内容的办理主体为「{actor}」，与所列单位「{units}」不一致，请确认本项责任单位。"


def other_level(actor: str, units: str) -> str:
    return f"具体内容的办理主体「{actor}」与所列单位「{units}」不是同一层级，请确认本项由谁办理。"


def two_names(name: str, other: str, number: str) -> str:
    return f"「{name}」与第{number}项的「{other}」疑为同一单位，请确认采用的名称。"


def not_in_roster(name: str) -> str:
    return f"名册中没有「{name}」，请指定对应单位或先补录名册。"


def likely_in_roster(name: str) -> str:
    return f"名册中没有「{name}」，有名称相近的单位，请确认是哪一个。"


def deadline_unclear(phrase: str, why: str) -> str:
    reason = f"（{why}）" if why else ""
    return f"完成时限「{phrase}」不能确定{reason}，请选定日期。"


def deadline_contradicted(phrase: str, said: Sequence[str]) -> str:
    return f"完成时限栏为「{phrase}」，具体内容中为{_quoted(said)}，两者不一致，请确认。"


def deadline_taken_over(phrase: str, number: str) -> str:
    return f"完成时限栏空白，按第{number}项暂读作「{phrase}」，请确认。"


def deadline_missing() -> str:
    return "本项未印完成时限，请确认。"


def no_dates() -> str:
    return "本表和印发通知均未写明完成时限，各项暂按无时限处理；如有统一时限，请补入后重新导入。"


def numbers_missing(last: int, number: int) -> str:
    return f"序号由{last}到{number}，中间缺{number - last - 1}项，请核对原文是否漏行。"


def deadline_from_text(said: Sequence[str]) -> str:
    return f"本项未印完成时限，具体内容中有{_quoted(said)}，请确认本项时限。"


def deadline_from_remarks(said: Sequence[str]) -> str:
    return f"本项未印完成时限，备注等栏中有{_quoted(said)}，请确认是否为本项时限。"


def deadline_from_notice(said: Sequence[str]) -> str:
    return f"本项未印完成时限，印发通知中有{_quoted(said)}，请确认是否适用于本项。"


def deadline_counts_from(phrase: str) -> str:
    return f"完成时限「{phrase}」从所述之日起算，文件没有写明是哪一天。请填写到期日；没有固定日期的，请选原文。"


def phase_without_time() -> str:
    """A phase without a time of its own, where other phases have one."""
    return "本阶段未注明起止时间，其他阶段均有，请填写完成时限。"


def deadline_before_start(phrase: str, start: str) -> str:
    return f"完成时限「{phrase}」早于开始时间「{start}」，请核对并选定日期。"


def deadline_before_issue(due: date, issued_on: date) -> str:
    return f"完成时限{words.date_of(due)}早于印发日期{words.date_of(issued_on)}，请确认是否仍按此日期或另行确定。"


def sense_reversed(words: str) -> str:
    return f"具体内容中「{words}」疑漏「不」等字，意思可能相反，请核对原文。"


def text_damaged(words: str) -> str:
    return f"具体内容中「{words}」疑有错漏字，请核对原文。"


def text_breaks_off(words: str) -> str:
    return f"具体内容在「{words}」处中断，请核对原文并补全。"


def no_text() -> str:
    return "本行没有任务内容，请核对原文。"


def cell_doubtful(doubt: str) -> str:
    return f"{doubt.removesuffix('，请核对')}，请核对。"


def _quoted(phrases: Sequence[str]) -> str:
    return "".join(f"「{phrase}」" for phrase in dict.fromkeys(phrases))


def table_too_long(rows: int) -> str:
    return f"表格有{rows}行，整理任务所需的时间或内存超出上限；请分成几个文件后重发"
