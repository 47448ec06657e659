"""Posts, as the office sees them: who asks to be enrolled, who holds what, links for successors, and who has gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import button, fitted, in_rows, page_of, paragraphs
from storage.states import Post, Role

PER_PAGE = 6
_ROLES = {"A": "A岗", "B": "B岗", "leader": "负责同志"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who has used a code. `before` holds the post today; "" where nobody does."""

    invitation: int
    name: str
    user_id: int
    role: Role
    unit: str = ""
    post: Post = Post.A
    before: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a unit's post today, and until when they are away."""

    contact: int
    name: str
    post: Post = Post.A
    role: Role = Role.LIAISON
    away_until: date | None = None


def candidate(one: Candidate) -> Letter:
    """One person waits: the office sees the name before any right begins."""
    text = paragraphs(
        bold(f"【登记待确认】{_post(one)}"),
        *_who(one),
        plain("请核对姓名无误后确认；确认之前，对方看不到任何内容。"),
    )
    return Letter(text, (_settling(one),))


def candidates(several: Sequence[Candidate], page: int = 0) -> Letter:
    """Everybody who waits, six at a time; 「确认本页」 confirms those whose names are shown, and nobody else."""
    if not several:
        return Letter(plain("目前没有待确认的登记。发送 /登记 单位名称，可发放登记链接或查看在岗人员。"))
    shown = page_of(several, page, PER_PAGE)
    blocks = [paragraphs(plain(f"{n}　{_post(one)}"), *_who(one)) for n, one in enumerate(shown.rows, shown.first + 1)]
    head = bold(f"【登记待确认】{words.count(len(several), '人')}")
    text = fitted(head, blocks, plain(shown.place), "人")
    single = (
        (button(f"确认 {n}", f"admit/{one.invitation}"), button(f"不予登记 {n}", f"decline/{one.invitation}"))
        for n, one in enumerate(shown.rows, shown.first + 1)
    )
    ids = ",".join(str(one.invitation) for one in shown.rows)
    every = (
        ((button(f"确认本页{words.count(len(shown.rows), '人')}", f"admitall/{ids}"),),) if len(shown.rows) > 1 else ()
    )
    return Letter(text, (*single, *every, *shown.turning("candidates")))


def admitted(several: Sequence[Candidate], by: str = "") -> Letter:
    """The office has said yes."""
    lines = [plain(f"· {_post(one)}：{words.name(one.name)}{_instead(one)}") for one in several]
    who = f"（{words.name(by)}）" if by else ""
    return Letter(fitted(bold(f"【已登记】{words.count(len(several), '人')}{who}"), lines, Html(""), "人"))


def not_admitted(one: Candidate, by: str) -> Letter:
    """The office has said no; the code is spent."""
    who = f"（{words.name(by)}）" if by else ""
    return Letter(plain(f"未予登记{who}：{_post(one)}，{words.name(one.name)}。已告知对方，该链接作废。"))


def settled_already(one: Candidate) -> Letter:
    """An old button under somebody about whom it was decided before."""
    return Letter(plain(f"{_post(one)}，{words.name(one.name)}：此前已作处理，或对方已另有登记，未作变更。"))


def post_card(unit: str, unit_id: int, holders: Sequence[Holder], today: date) -> Letter:
    """/登记 区教育局: who holds what there, a link for each post, and a way to end one."""
    known = [plain(f"· {_holder(one, today)}") for one in holders] or [plain("目前无人登记。")]
    text = paragraphs(
        bold(f"【在岗登记】{words.name(unit, 40)}"),
        *known,
        plain("发放登记链接后，新人打开链接并经公开办确认即接任，原登记同时结束，办理记录保留在单位名下。"),
    )
    links = tuple(button(f"{said}登记链接", f"link/{unit_id}/{key}") for key, said in _ROLES.items())
    ends = in_rows(
        (button(f"停用 {words.name(one.name, 12)}", f"relieve/{one.contact}/{unit_id}") for one in holders), 2
    )
    return Letter(text, (*in_rows(links, 2), *ends))


def enrolment(link: str, code: str, role: Role, unit: str, post: Post, expires: datetime) -> Letter:
    """A one-time code, for the office to hand on."""
    whom = f"{words.name(unit, 40)}{_named(role, post)}" if unit else words.role(role)
    return _note(
        "登记链接",
        whom,
        words.brief(link, 300),
        f"也可向本号发送：/start {words.brief(code, 80)}",
        f"{words.moment(expires)}前有效，限用一次，请仅转交本人。对方使用后，须经公开办确认姓名方可登记。",
    )


def handover_note(unit: str, unit_id: int, post: Post, name: str, text: str, contact: int) -> Letter:
    """A liaison says that somebody else takes over: one press gives the successor's link."""
    said = words.prose(text, 800)
    ask = "核实后请发放接任同志的登记链接；经确认登记后，原账号即时停用，事项和记录随单位移交。"
    note = _note("更换联络员", words.name(unit, 40), f"{words.name(name)}来信：{said}", ask)
    link = button("发放接任登记链接", f"link/{unit_id}/{post.value}")
    return Letter(note.text, ((link,), (button("现在停用原账号", f"relieve/{contact}/{unit_id}"),)))


def relieve_whom(unit: str, unit_id: int, one: Holder, left: str) -> Letter:
    """Asks once more before access is taken; `left` answers for the unit then, "" where nobody does."""
    then = f"此后提醒发给{words.name(left)}。" if left else "此后该单位暂无联络员，提醒将记为未送达。"
    whom = f"{words.name(one.name)}的{words.name(unit, 40)}{_named(one.role, one.post)}登记"
    text = f"是否停用{whom}？停用后对方即时不能查看和办理。{then}"
    return Letter(plain(text), ((button("确认停用", f"relieved/{one.contact}/{unit_id}"),),))


def relieved(unit: str, name: str, left: str, by: str = "") -> Letter:
    """Access has been taken."""
    then = f"提醒改发{words.name(left)}。" if left else "该单位暂无联络员，请尽快发放登记链接。"
    who = f"（{words.name(by)}）" if by else ""
    return Letter(plain(f"已停用{words.name(name)}在{words.name(unit, 40)}的登记{who}。{then}"))


def not_in_post(unit: str) -> Letter:
    """An old button about somebody who holds nothing there any more."""
    return Letter(plain(f"该人员目前不在{words.name(unit, 40)}岗位上，未作变更。发送 /登记 单位名称可查看在岗人员。"))


def away_note(unit: str, name: str, from_on: date, to_on: date, today: date, stand_in: str) -> Letter:
    """The office hears of an absence where nobody stands in, or that somebody does."""
    days = f"{words.day(from_on, today)}至{words.day(to_on, today)}"
    if stand_in:
        return _note(
            "联络员外出", words.name(unit, 40), f"{words.name(name)}{days}外出，期间由{words.name(stand_in)}代为办理。"
        )
    ask = f"该单位没有其他联络员，提醒仍发本人。如需有人代办，请发送 /登记 {words.name(unit, 40)}，发放B岗登记链接。"
    return _note("联络员外出", words.name(unit, 40), f"{words.name(name)}{days}外出。", ask)


def _settling(one: Candidate) -> tuple[Button, Button]:
    return button("确认登记", f"admit/{one.invitation}"), button("不予登记", f"decline/{one.invitation}")


def _who(one: Candidate) -> list[Html]:
    return [
        plain(f"申请人：{words.name(one.name)}（Telegram 编号 {one.user_id}）"),
        plain(f"现任：{words.name(one.before)}，确认后其登记即时结束" if one.before else ""),
    ]


def _post(one: Candidate) -> str:
    return f"{words.name(one.unit, 40)}{_named(one.role, one.post)}" if one.unit else words.role(one.role)


def _named(role: Role, post: Post) -> str:
    return f"{words.role(role)}（{post.value}岗）" if role is Role.LIAISON else words.role(role)


def _instead(one: Candidate) -> str:
    return f"，原任{words.name(one.before)}的登记已结束" if one.before else ""


def _holder(one: Holder, today: date) -> str:
    away = f"，外出至{words.day(one.away_until, today)}" if one.away_until else ""
    return f"{_named(one.role, one.post)}：{words.name(one.name)}{away}"


def _note(title: str, about: str, *sentences: str) -> Letter:
    return Letter(paragraphs(bold(f"【{title}】{about}"), *(plain(sentence) for sentence in sentences)))
