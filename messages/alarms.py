"""Alarms: what the program tells its operator by itself, once when it begins and once when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import paragraphs


class FaultKind(StrEnum):
    """What is wrong."""

    TOKEN_REFUSED = "token_refused"
    CUT_OFF = "poller_cut_off"
    LATE = "answers_late"
    DATABASE_AWAY = "database_away"
    DISK_FULL = "disk_nearly_full"
    CHAIN_BROKEN = "chain_broken"
    BACKUP_FAILED = "backup_failed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `detail` is the number or reason its sentence takes."""

    kind: FaultKind
    detail: str = ""


_SAID = {
    FaultKind.TOKEN_REFUSED: (
        "令牌不被认可",
        "Telegram 不认可机器人令牌，收发均已中断。",
        "请向 @BotFather 核对令牌，更新后重新启动。",
    ),
    FaultKind.CUT_OFF: (
        "收取消息中断",
        "已有{}分钟未能从 Telegram 收取消息。",
        "请检查网络、代理和 Bot API 地址，可运行 duban check 查明是哪一段不通。未发出的消息不会丢失，恢复后补发。",
    ),
    FaultKind.LATE: (
        "答复积压",
        "最早一条答复已等待{}分钟仍未发出。",
        "请查看日志中的 sending_held、letter_failed 等记录。",
    ),
    FaultKind.DATABASE_AWAY: (
        "数据库不可用",
        "数据库暂时无法读写，收发均已暂停。",
        "请检查数据库服务、磁盘和文件权限；恢复后程序自行继续。",
    ),
    FaultKind.DISK_FULL: (
        "磁盘空间不足",
        "剩余空间不足：{} MB。",
        "请清理磁盘或扩容，空间用尽后无法保存新的反馈。",
    ),
    FaultKind.CHAIN_BROKEN: (
        "记录链断开",
        "核验记录链，在第{}条断开：该条或其前一条被改动、删除或调换。",
        "请保留现场，停止写入，并与最近一次备份核对。",
    ),
    FaultKind.BACKUP_FAILED: (
        "备份未完成",
        "定时备份未完成：{}。",
        "请检查备份目录、剩余空间和数据库，再运行 duban backup 核实。",
    ),
}


def raised(fault: Fault, office: str, at: datetime) -> Letter:
    """Something is wrong. `at` is on the office's clock."""
    title, what, remedy = _SAID[fault.kind]
    return _alarm(title, office, at, what.format(words.brief(fault.detail, 200)), remedy)


def cleared(kind: FaultKind, office: str, at: datetime) -> Letter:
    """It is over."""
    return _alarm(f"{_SAID[kind][0]}·已恢复", office, at, "该情况已恢复正常，无需处理。")


def _alarm(title: str, office: str, at: datetime, *sentences: str) -> Letter:
    head = bold(f"【督办系统告警】{title}")
    return Letter(paragraphs(head, plain(f"{words.name(office)}　{words.moment(at)}"), *map(plain, sentences)))
