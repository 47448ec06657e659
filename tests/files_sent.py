"""A small document as a file, sent by the office in chat, and what is stored of it."""

from __future__ import annotations

from datetime import datetime

from storage.records import Plan, Question, Task
from tests.district import CHINA, OFFICE, District

TITLE = "2022年河湾区政务公开任务分解表\n河政办发〔2022〕9号\n2022年9月16日"
HEAD = f"{TITLE}\n序号\t工作任务\t具体内容\t牵头单位\t责任单位\t完成时限"
CATALOGUE = "1\t目录管理\t编制并公开主动公开目录，逐项写明公开时限。\t区教育局\t区教育局、区财政局\t2022年11月底前"
BUDGET = "2\t预算公开\t在政府网站集中公开部门预算和决算。\t区财政局\t区直各部门\t2022年12月底前"
TOWNS = "3\t基层公开\t更新村务公开栏并报送照片。\t柳河镇\t各乡镇人民政府\t全年"
DOUBTFUL = "4\t政策解读\t重要政策文件应在印发后同步解读。\t区教育局\t区教育局\t11月前"
ROWS = (CATALOGUE, BUDGET, TOWNS, DOUBTFUL)
LATER = datetime(2022, 9, 20, 10, 0, tzinfo=CHINA)


def table(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


async def sends(here: District, content: bytes, name: str = "任务分解表.txt", user_id: int = OFFICE) -> list[str]:
    """A person sends a file; what is said of it."""
    before = len(here.chat(user_id))
    here.sandbox.world.sends_document(user_id, [(name, content, "application/octet-stream")])
    await here.settle()
    return [message.text or "" for message in here.chat(user_id)[before + 1 :]]


async def confirm_shown(here: District) -> None:
    """The office looks at the words of the rows that are ready and confirms them."""
    await here.presses(OFFICE, "texts/1/0")
    await here.presses(OFFICE, "confirmshown/1")


def tasks(here: District) -> list[Task]:
    with here.app.store.act(here.clock()) as desk:
        return desk.tasks()


def plans(here: District) -> list[Plan]:
    with here.app.store.act(here.clock()) as desk:
        return desk.plans()


def open_questions(here: District) -> list[Question]:
    with here.app.store.act(here.clock()) as desk:
        return desk.open_questions()


def task(here: District, number: str) -> Task:
    return next(one for one in tasks(here) if one.number == number)


async def answer_all(here: District, choice: int) -> None:
    for question in open_questions(here):
        await here.presses(OFFICE, f"ask/{question.id}/{choice}", forge=True)
