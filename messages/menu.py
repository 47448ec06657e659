"""The command menu that Telegram shows: Latin twins of the Chinese commands, said in Chinese."""

MENU = (
    ("list", "清单：贵单位待办理的事项"),
    ("task", "任务：查看某一项，例如 /task 12"),
    ("digest", "摘要（公开办）"),
    ("review", "待审（公开办）"),
    ("overdue", "逾期（公开办）"),
    ("questions", "待确认（公开办）"),
    ("preview", "预演（公开办）"),
    ("help", "帮助"),
)
