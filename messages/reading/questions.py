"""What somebody asks: their own list or a row's day and state, how the bot is used, or something of the work itself."""

from __future__ import annotations

from enum import StrEnum

from messages.reading.form import Form, any_of


class Asked(StrEnum):
    """Who can answer: the first two are answered from the record, the work is the office's to explain."""

    LIST = "list"
    ROW = "row"
    USING = "using"
    WORK = "work"


_QUESTION = Form(
    r"[?？]\s*$|请问|是否|能否|可否|是不是|能不能|可不可以|要不要|怎么|如何|咋|什么|啥|哪些|哪个|哪天|哪儿|哪里|几号|几天|几项|多少|何时|"
    r"为何|为什么|[吗呢么]\s*[。.]?\s*$"
)
_WHEN = r"(?:什么时候|啥时候|什么时间|何时|哪一?天|几号|几月几[号日]|几时)"
_LIST = any_of(
    r"(?<!命令)(?<!指令)(?<!功能)[有欠剩差](?:哪些|哪几[项个]|什么|啥|几[项个件]|多少[项个件]?)(?:任务|事项|工作)?(?:没|未|要报|要交|该报|待|逾期|到期|\W*$)",
    r"(?:哪些|哪几[项个]|几[项个]|多少[项个]?)(?:任务|事项|工作)?(?:还|快|都)?(?:没|未|要|该|需|逾期|到期)(?:有)?(?:报|完成|办|交|签收|反馈|了|\W*$)",
    r"(?:我们?|本单位|我局|我镇|我乡)[^,，。]{0,4}(?:任务|事项)(?:有哪些|都?是(?:什么|哪些)|呢|清单)",
)
_ROW = any_of(
    rf"{_WHEN}[^,，。]{{0,4}}(?:到期|截止|[交报]|完成|办结|逾期)|(?:到期|截止|时限|期限)[^,，。]{{0,6}}{_WHEN}",
    r"(?:时限|期限|截止日期|到期日|截止时间|到期时间)(?:是|到)?(?:什么|多少|哪|呢|\W*$)|还[有剩](?:几天|多久|多少天)|[逾过]期(?:了)?(?:吗|没|没有)\W*$",
    r"(?:审核|通过|审批|批准?|销号)(?:过)?了?(?:吗|没有?|么)\W*$|(?:审核|审批|办)?到哪一?步|(?:什么|啥)状态|状态(?:是|怎么样|如何)",
)
_USING = any_of(
    r"帮助|help|菜单|使用说明|操作|(?:怎么|如何|咋|不会)(?:使)?用|机器人|按钮|命令|不会[填报弄搞传发]",
    r"(?:怎么|如何|怎样|咋|在?哪[里儿]?)(?:申请)?(?:延期|延长|撤回?|撤销|更正|修改|改|上传|传(?!达)|发(?![布文函])|查看?|看|点|回复|签收)(?![^,，。?？]{0,4}(?:内容|材料|文件|标准|口径|范围))",
)


def asked_about(text: str) -> Asked | None:
    """What a line asks; None for one that asks nothing.

    >>> [asked_about(text) for text in ("12什么时候到期", "我们还有几项没报", "第12项怎么报？", "怎么申请延期")]
    [<Asked.ROW: 'row'>, <Asked.LIST: 'list'>, <Asked.WORK: 'work'>, <Asked.USING: 'using'>]
    >>> asked_about("12 已完成")
    """
    if len(text) <= 3 or not _QUESTION.search(text):
        return Asked.USING if _USING.search(text) else None
    known = ((_LIST, Asked.LIST), (_ROW, Asked.ROW), (_USING, Asked.USING))
    return next((asked for pattern, asked in known if pattern.search(text)), Asked.WORK)
