"""The command menu that Telegram shows: Latin twins of the Chinese commands, said in Chinese."""

MENU = (
    ("list", "清单：贵单位待办理的事项"),
    ("task", "任务：查看某一项，例如 /task 12"),
    ("ask", "咨询：向公开办提问"),
    ("away", "外出：登记起止日期，期间由另一岗代办"),
    ("digest", "摘要（公开办）"),
    ("review", "待审（公开办）"),
    ("undo", "撤销审核（公开办）"),
    ("overdue", "逾期（公开办）"),
    ("nudge", "催办（公开办）"),
    ("drafts", "待发布的通知书（公开办）"),
    ("ledger", "台账（公开办）"),
    ("unit", "单位：例如 /unit 区教育局（公开办）"),
    ("search", "搜索：例如 /search 目录（公开办）"),
    ("roster", "名册（公开办）"),
    ("burden", "负担：各单位收到的消息（公开办）"),
    ("record", "代录：例如 /record 12 区教育局 已完成（公开办）"),
    ("questions", "待确认（公开办）"),
    ("preview", "预演（公开办）"),
    ("enrol", "登记（公开办）"),
    ("help", "帮助"),
)
