"""`erase`: a person's data go on request; what the unit reported stays."""

from __future__ import annotations

from bot.commands import Agreed, Refused, Say
from bot.commands.opened import opened
from messages import words


def erase(user_id: int, yes: bool, say: Say, agreed: Agreed) -> None:
    """Ask once, then take the person out of everything."""
    _, clock, store = opened()
    with store.act(clock()) as desk:
        contact = desk.person(user_id)
        if contact is None:
            raise Refused(
                f"没有编号为 {user_id} 的人员，编号见公开办收到的登记申请，或 duban takeout 导出的 contact.csv"
            )
        whom = words.name(contact.name)
    if not yes and not agreed(f"将注销 {whom}（{user_id}），不可撤回。继续吗？"):
        return
    with store.act(clock()) as desk:
        contact = desk.person(user_id)
        if contact is not None:
            desk.erase(contact)
    say("已注销。单位的反馈和记录保留，记录链中只有内部编号；请为接任同志发放登记链接。")
