"""How to use the bot, in one message for each kind of person."""

from __future__ import annotations

from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import paragraphs

_LIAISON = """【怎样反馈】
点提醒中的序号，可查看全文并用按钮反馈；也可直接回复，一条消息可报多项：
12 已完成 https://…
23 办理中，预计12月中旬办结
3、5、8都已完成
15 不涉及，我单位无此项职能
30 申请延期到12月15日，原因……
报错了：更正 12
佐证可发链接、照片或文件。每次登记后都有回执，请核对。

/清单（/list）　贵单位待办理的事项
/任务 12（/task 12）　查看某一项及其记录
/咨询 问题（/ask）　转公开办，答复在此送达
/外出 12月1日至5日（/away）　期间由另一岗联络员代办
/帮助（/help）　本说明

以后由他人负责的，请直接告知，例如：以后由某某负责。
涉密、内部资料和公民个人信息请勿在此发送。"""
_OFFICE = """【公开办常用操作】
发送任务分解表文件（docx、xlsx、txt）即可导入；有疑问的行经 /待确认（/questions）后才会交办。

看　/摘要（/digest）　/摘要 周报　/摘要 月报　/逾期（/overdue）
　　/任务 12（/task）　/单位 区某局（/unit）　/搜索 目录（/search）
　　/台账（/ledger）　/负担（/burden）　/名册（/roster）
审　/待审（/review），可列表勾选；也可直接发：
　　通过 12、15　　退回 7 缺佐证　　延期 12 12月15日
　　不涉及 9　　销号 12　　24小时内可 /撤销（/undo）
　　/代录 12 区某局 已完成，书面材料已收（/record）
催　/催办（/nudge）　/催办 12　/催办 区某局
　　/通知书（/drafts）　待发布的催办通知书和通报
　　/预演（/preview）　今天将发出的提醒及原因，不实际发送
改　/改期 12 2022-12-20　　/改期 12 区某局 12月20日
　　/加单位 12 区某局　　/减单位 12 区某局　　/改牵头 12 区某局
　　/加任务 内容；责任单位；时限　　/终止 12
　　/别名 区发改局=区发改委　　/日历 2022-12-31 班
　　/佐证 12（/proof）　某一项应附的佐证种类
　　改动先列出前后变化，确认后生效并留痕。
年　/计次（/counts）　谁尚未开展　　/检查日 5（/checkins 5）
　　/加分（/bonus）　/考核（/assessment）　/回头看（/carryover）

/登记 区某局（/enrol）　发放登记链接　　/帮助（/help）　本说明"""
_LEADER = """【说明】
公开办发送的通知书和摘要会在此送达。

/清单（/list）　本单位事项办理情况
/任务 12（/task 12）　查看某一项
/帮助（/help）　本说明

本号仅供查阅，反馈由本单位联络员办理。"""


def help_liaison() -> Letter:
    """/帮助 for a liaison."""
    return _titled(_LIAISON)


def help_office() -> Letter:
    """/帮助 for the office."""
    return _titled(_OFFICE)


def office_not_understood() -> Letter:
    """A line of the office that asks for nothing there is; nothing was done."""
    return Letter(
        plain(
            "未能读懂，未作登记或变更。\n常用：/摘要　/待审　/逾期　/任务 12　/单位 区某局　/催办 12\n"
            "全部操作见 /帮助（/help）。"
        )
    )


def office_courtesy(is_asked: bool) -> Letter:
    """To thanks or a greeting of the office. Nothing was stored; what was asked before still is."""
    stands = "上面所问仍待回复，请按说明填写。" if is_asked else ""
    return Letter(plain(f"您好。{stands}看进展发 /摘要，审核发 /待审，全部操作见 /帮助（/help）。"))


def press_the_button() -> Letter:
    """To a bare 确认 or 不对 of the office: which of several proposals it means cannot be told."""
    return Letter(plain("未作变更。请点所确认消息下方的按钮；要改动的，请重新发送。"))


def help_leader() -> Letter:
    """/帮助 for a leader."""
    return _titled(_LEADER)


def _titled(text: str) -> Letter:
    title, rest = text.split("\n", 1)
    return Letter(paragraphs(bold(title), plain(rest)))
