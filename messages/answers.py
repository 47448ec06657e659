"""What is said at once to whoever wrote or pressed: enrolment and polite refusals."""

from __future__ import annotations

from collections.abc import Sequence

from messages import words
from messages.html import plain
from messages.letter import Letter
from messages.pages import button, paragraphs
from storage.records import Contact
from storage.states import ItemState, Role


def stranger() -> Letter:
    """To anyone who is not enrolled: how to be, and nothing else."""
    return _said(
        "您好。本号仅供政务公开工作联络使用，您尚未登记。",
        "各单位联络员请向政务公开办索取登记链接，打开链接即可完成登记。",
    )


def welcome(contact: Contact, units: Sequence[str], open_count: int) -> Letter:
    """After enrolment: what the person now is here, and what waits."""
    who = words.name(contact.name) if contact.name.strip() else ""
    greeting = f"{who}，您好。" if who else "您好。"
    if contact.role is Role.OFFICE:
        return _said(
            f"{greeting}您已登记为公开办工作人员。", "发送任务分解表文件可导入任务；发送 /帮助（/help）查看常用操作。"
        )
    enrolled = f"{greeting}您已登记为{words.names(units, 6) if units else '本区'}的{words.role(contact.role)}。"
    if contact.role is Role.LEADER:
        return _said(enrolled, "公开办发送的通知书和摘要会在此送达；发送 /帮助（/help）查看说明。")
    waiting = f"目前待办理{words.count(open_count)}。" if open_count else "目前没有待办理的事项。"
    burden = "如有提醒，每个工作日至多一条。涉密、内部资料和公民个人信息请勿在此发送。"
    letter = _said(enrolled, f"{waiting}发送 /帮助（/help）查看怎样反馈。", burden)
    return Letter(letter.text, ((button("查看清单", "list/0"),),)) if open_count else letter


def awaiting(unit: str, role: Role) -> Letter:
    """A code was used; the office has not confirmed the name yet."""
    whom = f"{words.name(unit, 40)}{words.role(role)}" if unit else words.role(role)
    return _said(f"已收到您的登记申请（{whom}），等待公开办确认。", "确认后将在此通知您，此前无需其他操作。")


def declined() -> Letter:
    """The office did not confirm the name."""
    return _said("公开办未能确认您的登记申请，登记未完成。", "如有疑问，请与政务公开办联系，核实后重新索取登记链接。")


def code_refused() -> Letter:
    """One wording for every code that does not enrol: wrong, used, expired, somebody else's."""
    return _said("登记未完成：该登记链接无效、已使用或已过期。", "请向政务公开办重新索取。")


def unheard() -> Letter:
    """A voice message or a video: nothing of it was stored."""
    return _said("语音和视频无法读取，未作登记。请用文字、照片或文件发送。")


def too_much() -> Letter:
    """Somebody says more in a minute than a person does; what is said beyond it has no effect."""
    return _said(
        "一分钟内收到的消息过多，其后的消息未作处理。", "请稍候再发；一条消息可以反馈多项，例如：3、5、8都已完成。"
    )


def ended() -> Letter:
    """To a liaison whose post has passed to somebody else."""
    return _said("您的联络员登记已结束，后续提醒由接任同志接收。感谢支持。")


def not_understood() -> Letter:
    """Nothing could be read from a message; nothing was stored."""
    return _said(
        "未能准确理解，暂未登记。",
        "请写明序号和情况，例如：12 已完成 链接；或发送 /清单（/list）点序号反馈。",
    )


def edit_unclear() -> Letter:
    """A message that had been stored was edited into something unclear."""
    return _said("您修改的内容未能准确理解，原登记未变。", "如需更正，请点回执中的「更正」，或写明序号和情况重新发送。")


def say_again() -> Letter:
    """After 「不是」: nothing was stored."""
    return _said("好的，未作登记。请写明序号和情况重新发送，例如：12 办理中，预计月底前办结。")


def expired() -> Letter:
    """A question that has been answered, replaced or forgotten."""
    return _said("该提问已失效，未作登记。请重新发送，或发送 /清单（/list）查看。")


def courtesy(owed: int, to_sign: int) -> Letter:
    """To thanks, a greeting or a nod: where the unit stands, and how to go on. Nothing was stored."""
    if not owed:
        return _said("您好。贵单位目前没有待办理的事项。")
    signing = f"，其中待签收{words.count(to_sign)}（签收可回复「全部收到」）" if to_sign else ""
    letter = _said(f"您好。贵单位待办理{words.count(owed)}{signing}。", "反馈请写明序号和情况，例如：12 办理中。")
    return Letter(letter.text, ((button("查看清单", "list/0"),),))


def nothing_to_sign(owed: int) -> Letter:
    """「收到」 although everything is signed for."""
    return _said(f"贵单位待办理的{words.count(owed)}均已签收。", "反馈请写明序号和情况，例如：12 办理中。")


def nothing_open(under_review: int = 0) -> Letter:
    """A report came although nothing is asked; `under_review` of the unit's items wait for the office."""
    waiting = f"（待审核{words.count(under_review)}）" if under_review else ""
    return _said(f"贵单位目前没有待办理的事项{waiting}，未作登记。如有其他情况，请联系公开办。")


def sensitive() -> Letter:
    """Text that must not be kept: told so, and what to do."""
    return _said(
        "该内容疑似含有身份证号、电话、车牌等个人信息或密级标志，未予保存。",
        "请删去后重新发送；涉密和内部资料请按规定渠道报送。",
    )


def file_too_big() -> Letter:
    """A file beyond what can be fetched (20 MB, https://core.telegram.org/bots/api#getfile)."""
    return _said("该文件超过20MB，无法接收，未予保存。请压缩后重发，或改发公开链接。")


def not_yours() -> Letter:
    """One neutral wording for every forged, foreign or unknown object."""
    return _said("未找到该内容，或不在您的办理范围。可发送 /帮助（/help）查看可办事项。")


def office_only() -> Letter:
    """A liaison or leader sends a command of the office's."""
    return _said("该指令仅供公开办使用。可发送 /帮助（/help）查看可办事项。")


def already(state: ItemState) -> Letter:
    """To an old button: where the item stands now."""
    return _said(f"本项目前状态为「{words.state(state)}」，该操作不再适用，未作变更。")


def handover_heard() -> Letter:
    """更换联络员 is the office's act; it has been told."""
    return _said(
        "已转告公开办核实，接任同志的登记链接由公开办发放。接任登记完成后，您的登记即时停用；此前提醒仍发给您。"
    )


def _said(*sentences: str) -> Letter:
    return Letter(paragraphs(*(plain(sentence) for sentence in sentences)))
