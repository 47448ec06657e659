"""Nobody is let in where they do not belong, nothing secret gets out, and who asks to be forgotten is.

docs/security.md names the threats; each line there names its test, here or beside its subject.
"""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlmodel import SQLModel, col

from bot.commands.serve import _Json, _Words
from bot.conversation import liaison, office
from bot.conversation.enrolment import new_code
from bot.conversation.quota import Heard, Quota
from bot.conversation.talk import Conversation
from scheduler import deciding
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.delivery import Outcome, Withdrawn
from storage.records import Appointment, Contact, Event, Incoming, Item, Notice, Report
from storage.states import Intent, Post, Role
from storage.store import Store
from tests.desks import MONDAY_MORNING, store_of, unit_of
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, document, row

ROOT = Path(__file__).resolve().parent.parent
LEADER, STRANGER = 67, 66
NAMES = {EDUCATION: "甄联络", FINANCE: "贾财政", OFFICE: "公开办", LEADER: "分管同志", STRANGER: "路人"}
TOKEN = "123456789:canary-canary-canary-canary-canary"


class Chat:
    """People of a small office who write and press; what came of it is in the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = MONDAY_MORNING
        rounds = Rounds(store, lambda: self.now, CHINA, Rules(), Workdays(), _sends_nothing)
        self._conversation = Conversation(store, rounds, lambda code: f"https://t.me/duban_bot?start={code}")
        self._update = 0

    def says(self, user_id: int, text: str, **parts: Any) -> list[str]:
        """A person writes; the answers in that person's chat."""
        return self._happens(user_id, {"message": self._message(user_id, text) | parts})

    def presses(self, user_id: int, data: str) -> list[str]:
        """A person sends a button's data, whether or not there is such a button."""
        user = {"id": user_id, "is_bot": False, "first_name": NAMES.get(user_id, "某")}
        press = {"id": "1", "from": user, "chat_instance": "1", "message": self._message(user_id, "…"), "data": data}
        return self._happens(user_id, {"callback_query": press})

    def _happens(self, user_id: int, content: dict[str, Any]) -> list[str]:
        self._update += 1
        self.store.keep([(self._update, {"update_id": self._update} | content)], self.now)
        self._conversation.respond([self._update], self.now)
        with self.store.act(self.now) as desk:
            told = select(Notice).join(Contact, col(Contact.id) == col(Notice.contact_id))
            answers = told.where(col(Contact.user_id) == user_id, col(Notice.key).startswith(f"answer/{self._update}/"))
            return [(one.body or {})["text"] for one in desk.session.scalars(answers.order_by(col(Notice.id)))]

    def _message(self, user_id: int, text: str) -> dict[str, Any]:
        user = {"id": user_id, "is_bot": False, "first_name": NAMES.get(user_id, "某")}
        chat = {"id": user_id, "type": "private", "first_name": user["first_name"]}
        return {"message_id": self._update + 1, "date": 1, "chat": chat, "from": user, "text": text}

    def all_of(self, kind: type[SQLModel]) -> list[Any]:
        """Every record of a kind."""
        with self.store.act(self.now) as desk:
            return list(desk.session.scalars(select(kind)))

    def facts(self) -> str:
        """Everything but what is said and counted: what somebody without a right must leave as it was."""
        said = {"notice", "incoming", "contact", "office", "printedhead", "worker"}
        with self.store.act(self.now) as desk:
            tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in said]
            return repr([[tuple(one) for one in desk.session.execute(table.select())] for table in tables])


async def _sends_nothing(_chat: int, _letter: object, _is_answer: bool) -> Outcome:
    return Withdrawn()


@pytest.fixture
def chat() -> Iterator[Chat]:
    """An office, two units with a liaison each, a leader, rows handed out, one of them reported."""
    store = store_of()
    with store.act(MONDAY_MORNING) as desk:
        for user_id, role, unit in (
            (OFFICE, Role.OFFICE, ""),
            (EDUCATION, Role.LIAISON, "区教育局"),
            (FINANCE, Role.LIAISON, "区财政局"),
            (LEADER, Role.LEADER, "区教育局"),
        ):
            desk.invite(f"c{user_id}", role, unit_of(desk, unit) if unit else None, Post.A, desk.now + timedelta(1))
            desk.enrol(desk.meet(user_id, user_id, NAMES[user_id]), f"c{user_id}")
        plan = desk.store_document(document(row("12"), row("23"), row("40", units=("区财政局",))), "1" * 64)
        deciding.confirm_ready(desk, plan)
    made = Chat(store)
    made.says(EDUCATION, "12 已完成 https://www.example.gov.cn/12.html")
    yield made
    store.engine.dispose()


OF_OFFICE = sorted(set(office.BUTTONS) - set(liaison.BUTTONS))
OF_LIAISON = sorted(set(liaison.BUTTONS) - set(liaison.READING_BUTTONS) - set(office.BUTTONS))


@pytest.mark.parametrize("who", [STRANGER, LEADER, FINANCE])
def test_a_button_of_another_role_or_unit_does_nothing_whatever_it_names(chat: Chat, who: int) -> None:
    [item] = [one for one in chat.all_of(Item) if one.number == "12"]
    [report] = chat.all_of(Report)
    before = chat.facts()

    for verb in [*OF_OFFICE, *OF_LIAISON]:
        for rest in (report.id, f"{item.id}/done"):
            answers = chat.presses(who, f"{verb}/{rest}")

            assert not any("事项12" in answer for answer in answers), (verb, rest, answers)
        chat.now += timedelta(minutes=1)
    assert chat.facts() == before


@pytest.mark.parametrize("who", [STRANGER, LEADER, EDUCATION])
def test_a_command_of_the_office_is_the_offices_alone(chat: Chat, who: int) -> None:
    before = chat.facts()

    for word in office.COMMANDS:
        answers = chat.says(who, f"/{word} 40 到12月31日")
        chat.now += timedelta(seconds=10)

        assert not any("事项40" in answer for answer in answers), word
    assert chat.facts() == before


def test_a_stranger_hears_the_same_whatever_is_said(chat: Chat) -> None:
    said = [
        "你好",
        "/start",
        "/摘要",
        "/任务 12",
        "区教育局",
        "12 已完成",
        "<b>x</b>",
        "/start\u200b",
        "{0}",
        "' OR 1=1",
    ]

    assert len({tuple(chat.says(STRANGER, text)) for text in said}) == 1
    assert {tuple(chat.presses(STRANGER, data)) for data in ("item/1", "pass/1", "x")} == {tuple(chat.says(88, "你好"))}


def test_a_group_that_is_nobodys_is_told_nothing(chat: Chat) -> None:
    group = {"id": -5, "type": "group", "title": "群"}

    chat.says(STRANGER, "/start wrong", chat=group)
    chat.says(STRANGER, "/摘要", chat=group)

    assert [one for one in chat.all_of(Contact) if one.chat_id == -5] == []


def test_codes_wrong_used_and_expired_cost_the_same_and_say_the_same(chat: Chat) -> None:
    with chat.store.act(chat.now) as desk:
        codes = [new_code(desk, Role.LIAISON, unit_of(desk, "柳河镇")) for _ in range(2)]
    chat.says(71, f"/start {codes[0]}")
    statements: list[str] = []
    event.listen(chat.store.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    heard, cost = set(), set()

    for user_id, code, later in ((72, codes[0], 0), (73, "wrong", 0), (74, "c1", 0), (75, codes[1], 8)):
        chat.says(user_id, "你好")
        chat.now += timedelta(days=later)
        statements.clear()
        heard.add(tuple(chat.says(user_id, f"/start {code}")))
        cost.add(len(statements))

    assert len(heard) == 1
    assert len(cost) == 1


def test_codes_are_long_and_stand_nowhere(chat: Chat) -> None:
    with chat.store.act(chat.now) as desk:
        code = new_code(desk, Role.OFFICE, None)

    chat.says(71, f"/start {code}")

    assert len(code) >= 22
    assert code not in repr([one.model_dump() for one in (*chat.all_of(Event), *chat.all_of(Notice))])


def test_a_person_who_says_too_much_is_told_once_and_others_are_heard(chat: Chat) -> None:
    answers = [chat.says(FINANCE, "/帮助") for _ in range(230)]

    assert all(answers[:200])
    assert "消息过多" in answers[200][0]
    assert not any(answers[201:])
    assert "收件回执" in chat.says(EDUCATION, "23 已完成 https://www.example.gov.cn/23.html")[0]
    chat.now += timedelta(minutes=1)
    assert chat.says(FINANCE, "/帮助") == answers[0]


def test_a_message_that_is_handled_anew_counts_once(chat: Chat) -> None:
    quota = Quota()

    twice = [[quota.hears(n, FINANCE, Role.LIAISON, chat.now) for _ in "12"] for n in range(202)]

    assert twice == [[Heard.WHOLE] * 2] * 200 + [[Heard.TOO_MUCH] * 2, [Heard.NOT_AT_ALL] * 2]


def test_a_stranger_is_heard_less_and_guesses_no_code(chat: Chat) -> None:
    answers = [chat.says(STRANGER, f"/start guess-{n}") for n in range(45)]

    assert all(answers[:40])
    assert "消息过多" in answers[40][0]
    assert not any(answers[41:])


def test_who_asks_to_be_forgotten_is_and_the_units_history_stays(chat: Chat) -> None:
    reported = chat.all_of(Report)
    before = chat.store.verify_chain().head.number
    with chat.store.act(chat.now) as desk:
        contact = desk.person(EDUCATION)
        assert contact is not None
        desk.tell(desk.office_contacts()[0], {"text": f"{contact.name}已完成登记", "buttons": []})
        desk.erase(contact)

    kept = repr([one.model_dump() for kind in (Contact, Notice, Incoming, Event) for one in chat.all_of(kind)])
    assert NAMES[EDUCATION] not in kept
    assert not re.search(rf"'(user_id|chat_id|id)': {EDUCATION}\b", kept.replace("'id': 11", ""))
    assert [one.intent for one in chat.all_of(Report)] == [one.intent for one in reported] == [Intent.DONE]
    assert all(one.to_on for one in chat.all_of(Appointment) if one.contact_id == reported[0].contact_id)
    assert chat.store.verify_chain().broken_at is None
    assert chat.store.verify_chain().head.number == before + 1
    assert chat.says(EDUCATION, "/清单") == chat.says(STRANGER, "/清单")


def test_what_people_wrote_is_kept_in_its_words_only_as_long_as_set(chat: Chat) -> None:
    rounds = Rounds(chat.store, lambda: later, CHINA, Rules(updates_kept_for=30), Workdays(), _sends_nothing)
    chat.store.keep([(10**9, {"message": "waits"})], chat.now)
    later = chat.now + timedelta(days=29)
    rounds.plan_day()
    assert all(one.payload for one in chat.all_of(Incoming))

    later = chat.now + timedelta(days=31)
    rounds.plan_day()

    assert not any(one.payload for one in chat.all_of(Incoming) if one.handled_at)
    assert [one.payload for one in chat.all_of(Incoming) if not one.handled_at] == [{"message": "waits"}]
    assert len(chat.all_of(Report)) == 1
    [forgotten] = [one for one in chat.all_of(Event) if one.act == "forget_messages"]
    assert (forgotten.detail or {})["messages"] == len(chat.all_of(Incoming)) - 1


@pytest.mark.parametrize("formatter", [_Words([TOKEN]), _Json([TOKEN])])
def test_a_log_line_is_one_line_without_the_token_whatever_is_in_it(formatter: logging.Formatter) -> None:
    record = logging.makeLogRecord({"msg": "poll_failed", "levelno": 30, "levelname": "WARNING"})
    record.why = f"https://api.telegram.org/bot{TOKEN}/getMe\n2022-01-01 forged\x1b[2J\r\u202e"

    line = formatter.format(record)

    assert TOKEN not in line
    assert not re.search("[\n\r\x1b\u202e]", line)


SECRETS = re.compile(
    r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b"  # a bot's token
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bsk-[A-Za-z0-9]{32,}\b"
    r"|://[^/\s:@\"'<>{}]+:[^/\s:@\"'<>{}]{6,}@(?!127\.0\.0\.1|localhost|host|example)"
)


FREE = re.compile(r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|MPL|ISC|LGPL)\b")


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_committed_file_holds_a_secret() -> None:
    found = []
    for path in committed():
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        found += [f"{path.name}: {match[0][:12]}…" for match in SECRETS.finditer(text)]

    assert found == []


def test_every_dependency_is_locked_by_hash_and_from_no_other_place() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([a-zA-Z0-9._-]+)==", lock, re.MULTILINE)

    assert len(names) > 20
    assert lock.count("--hash=sha256:") >= len(names)
    assert not re.search(r"https?://|--index-url|--extra-index-url|git\+", lock)


def test_every_dependency_may_be_given_on() -> None:
    lock = (ROOT / "requirements-run.lock").read_text(encoding="utf-8")
    found = {name: licences(name) for name in re.findall(r"^([a-zA-Z0-9._-]+)==", lock, re.MULTILINE)}

    assert sum(bool(one) for one in found.values()) > 40  # some are for other systems only
    assert {name: one for name, one in found.items() if one and not FREE.search(one)} == {}


def licences(name: str) -> str:
    """What an installed package says of its licence, in whichever of the three places; "" where it is not installed."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    sorts = [one for one in said.get_all("Classifier") or [] if one.startswith("License")]
    return " ".join([*(said.get_all("License-Expression") or []), *(said.get_all("License") or []), *sorts, "."])


def test_every_line_of_the_threat_model_names_a_test_that_there_is() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+)\.py::(test_\w+)`", text)
    tables = text.split("| test |\n")[1:]
    rows = [line for table in tables for line in table.split("\n\n")[0].splitlines()[1:]]

    assert len(named) > 30
    assert len(rows) > 50
    assert [line for line in rows if "::" not in line] == []
    for file, test in named:
        assert re.search(rf"def {test}\b", (ROOT / "tests" / f"{file}.py").read_text(encoding="utf-8")), (file, test)
