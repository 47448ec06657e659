"""What people do with what stands in their chats: answer, sign, ask for time, press old buttons, forge, fall silent."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bot.simulation.chats import Message
from bot.simulation.network import Network

_NUMBERS = re.compile(r"^(\d{1,2})　|第(\d{1,2})项", re.MULTILINE)
_OFFICE_SAYS = (
    *["/待审"] * 3,
    *("/撤销", "/销号", "通过 1", "退回 1 请补充链接", "延期 1 到12月20日", "不涉及 1"),
    *("/逾期", "/待确认", "/预演", "/名册", "/任务 1", "/单位 区教育局", "/帮助", "你好", "请尽快"),
)
_OFFICE_PRESSES = (
    "pass",
    "back",
    "nil/",
    "later/",
    "ask/",
    "confirm",
    "adopt/",
    "tick/",
    "orderon",
    "strike",
    "unmake",
)
_LEADER_SAYS = ("/清单", "/任务 1", "已阅", "/帮助", "1 已完成")
_STRANGER_SAYS = ("你好", "/start", "/start 0123456789abcdef", "/摘要", "1 已完成", "/导入", "<b>x</b>", "/清单")
_FORGED = ("pass/1", "back/1", "say/1/done", "item/2", "undo/1", "confirm/1", "handout/1", "ask/1/0", "x" * 64, "")


def liaison_acts(chance: Random, network: Network, chat_id: int, name: str) -> str:
    """One act of a liaison. Says in words what was done."""
    said = [one for one in network.chat(chat_id).messages if one.from_bot]
    numbers = _numbers(said[-8:]) or ["1"]
    number = chance.choice(numbers)
    act = chance.choices(_ACTS, _OFTEN)[0]
    return act(chance, network, chat_id, name, number)


def office_acts(chance: Random, network: Network, chat_id: int, name: str) -> str:
    """One act of the office: mostly it reviews what waits."""
    newcomers = _buttons(network, chat_id, "admit/")
    if newcomers and chance.random() < 0.3:
        return _press(network, chat_id, name, newcomers[-1])
    waiting = _buttons(network, chat_id, *_OFFICE_PRESSES)
    if waiting and chance.random() < 0.6:
        return _press(network, chat_id, name, chance.choice(waiting[-12:]))
    if chance.random() < 0.15:
        return _press_any(chance, network, chat_id, name, "1")
    return _say(network, chat_id, name, chance.choice(_OFFICE_SAYS))


def leader_acts(chance: Random, network: Network, chat_id: int, name: str) -> str:
    """A leader reads."""
    if chance.random() < 0.3:
        return _forge(chance, network, chat_id, name, "1")
    return _say(network, chat_id, name, chance.choice(_LEADER_SAYS))


def stranger_acts(chance: Random, network: Network, chat_id: int, name: str) -> str:
    """Somebody who has no business here."""
    if chance.random() < 0.3:
        return _forge(chance, network, chat_id, name, "1")
    return _say(network, chat_id, name, chance.choice(_STRANGER_SAYS))


Act = Callable[[Random, Network, int, str, str], str]


def _typed(*lines: str) -> Act:
    def act(chance: Random, network: Network, chat_id: int, name: str, number: str) -> str:
        line = chance.choice(lines)
        said = line.format(number, month=chance.randrange(1, 13), day=chance.randrange(1, 29))
        return _say(network, chat_id, name, said)

    return act


def _sign(_chance: Random, network: Network, chat_id: int, name: str, number: str) -> str:
    to_sign = _buttons(network, chat_id, "signall", "say/")
    return _press(network, chat_id, name, to_sign[-1]) if to_sign else _say(network, chat_id, name, f"{number} 收到")


def _press_any(chance: Random, network: Network, chat_id: int, name: str, _number: str) -> str:
    """Any button that ever stood in the chat, old ones too."""
    found = _buttons(network, chat_id, "")
    return _press(network, chat_id, name, chance.choice(found)) if found else _say(network, chat_id, name, "/帮助")


def _forge(chance: Random, network: Network, chat_id: int, name: str, _number: str) -> str:
    data = chance.choice(_FORGED)
    network.presses(chat_id, name, 1, data)
    return f"forges {data[:20]!r}"


def _edit(_chance: Random, network: Network, chat_id: int, name: str, number: str) -> str:
    own = [one for one in network.chat(chat_id).messages if not one.from_bot]
    if not own:
        return _say(network, chat_id, name, f"{number} 办理中")
    network.edits(chat_id, name, own[-1].message_id, f"{number} 办理中，已改")
    return f"edits {own[-1].text!r}"


def _photo(_chance: Random, network: Network, chat_id: int, name: str, number: str) -> str:
    sizes = [{"file_id": f"f{chat_id}", "file_unique_id": "u", "width": 90, "height": 90, "file_size": 9}]
    network.says(chat_id, name, "", photo=sizes, caption=f"{number} 已完成")
    return f"sends a photo for {number}"


def _twice(_chance: Random, network: Network, chat_id: int, name: str, number: str) -> str:
    _say(network, chat_id, name, f"{number} 已完成 https://www.example.gov.cn/{number}.html")
    return _say(network, chat_id, name, f"{number} 已完成 https://www.example.gov.cn/{number}.html")


_WHAT_LIAISONS_DO: dict[Act, int] = {
    _sign: 20,
    _typed("{0} 已完成 https://www.example.gov.cn/{0}.html", "{0} 已完成", "{0}已公开"): 20,
    _typed("{0} 办理中，正在核对", "{0} 推进中", "全部正常推进"): 12,
    _typed("收到", "1", "好的", "谢谢", "？"): 6,
    _typed("{0} 不涉及，本单位无此项职能", "{0} 本季度无"): 5,
    _typed("{0} 申请延期到{month}月{day}日，原因：等待批复", "{0} 延期{day}号"): 6,
    _typed("{0} 有困难，等市局接口"): 4,
    _typed("更正 {0}", "/清单", "/任务 {0}", "/帮助", "未完成 {0}"): 6,
    _press_any: 10,
    _forge: 3,
    _edit: 4,
    _photo: 4,
    _twice: 3,
}
_ACTS, _OFTEN = [*_WHAT_LIAISONS_DO], [*_WHAT_LIAISONS_DO.values()]


def _say(network: Network, chat_id: int, name: str, text: str) -> str:
    network.says(chat_id, name, text)
    return f"says {text!r}"


def _press(network: Network, chat_id: int, name: str, button: tuple[int, str]) -> str:
    message_id, data = button
    network.presses(chat_id, name, message_id, data)
    return f"presses {data}"


def _buttons(network: Network, chat_id: int, *beginnings: str) -> list[tuple[int, str]]:
    """Buttons in a chat that begin so, oldest first."""
    return [
        (message.message_id, data)
        for message in network.chat(chat_id).messages
        for data in message.buttons
        if data.startswith(beginnings)
    ]


def _numbers(messages: list[Message]) -> list[str]:
    """Row numbers that some messages speak of."""
    found = (match for message in messages for match in _NUMBERS.findall(message.text))
    return list(dict.fromkeys(first or second for first, second in found))
