"""The chat page on the sandbox's own server: everyone's chat, the office's clock, the time line.

Changes reach the page as server-sent events; who may ask for what stands in `asked.py`, what is shown in
`shown.py`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from aiohttp import web

from bot.sandbox.asked import HEADERS, Declined, answer, asked, for_this_host, from_this_page, number, uploaded
from bot.sandbox.refusals import Json
from bot.sandbox.shown import Shown
from bot.sandbox.stage import Guide, Person, Stage, TimelineEntry
from bot.sandbox.world import World

__all__ = ["Guide", "Person", "Stage", "TimelineEntry", "add_page"]

STATIC = {path.name: path for path in (Path(__file__).parent / "static").iterdir()}
LETTERS_ARE_OUT = time(10)  # a day is entered at ten, when its morning's letters have gone
FARTHEST = timedelta(days=400)
LONGEST_TEXT = 4096  # what a messenger lets a person send
ANSWER_WITHIN = 15.0  # seconds a pressed button waits for the bot
SETTLING = 0.15  # seconds: changes that come together are told together
RECHECK = 1.0  # a letter stands in the time line a moment after it stands in the chat
KEEP_ALIVE = 15.0
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")


def add_page(app: web.Application, world: World, stage: Stage) -> None:
    """Add the page's routes to the sandbox's app; the app must listen on a loopback address only."""
    page = _Page(world, stage)
    shown = {
        "/": _index,
        "/favicon.ico": _no_icon,
        "/static/{name}": _static,
        "/api/state": page.state,
        "/api/chat/{user_id}": page.chat,
        "/api/file/{file_id}": page.file,
        "/api/events": page.events,
    }
    done = {"/api/say": page.say, "/api/press": page.press, "/api/upload": page.upload, "/api/clock": page.clock}
    app.add_routes([web.get(path, for_this_host(handler)) for path, handler in shown.items()])
    app.add_routes([web.post(path, from_this_page(handler)) for path, handler in done.items()])
    app.on_shutdown.append(page.close)


async def _index(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC["index.html"])


async def _static(request: web.Request) -> web.StreamResponse:
    path = STATIC.get(request.match_info["name"])
    if path is None:
        raise Declined(404, "没有这个文件。")
    return web.FileResponse(path)


async def _no_icon(_: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


class _Page:
    def __init__(self, world: World, stage: Stage) -> None:
        self._world = world
        self._stage = stage
        self._shown = Shown(world, stage)
        self._closed = False

    async def close(self, _: web.Application) -> None:
        self._closed = True
        self._world.changed.ring()

    # ---- what is shown

    async def state(self, _: web.Request) -> web.StreamResponse:
        return answer(self._shown.state())

    async def chat(self, request: web.Request) -> web.StreamResponse:
        return answer(self._shown.chat(self._user(request.match_info["user_id"])))

    async def file(self, request: web.Request) -> web.StreamResponse:
        file = self._world.shelf.by_id.get(request.match_info["file_id"])
        if file is None:
            raise Declined(404, "没有这个文件。")
        if file.width and file.media_type in PICTURES:
            return web.Response(body=file.content, content_type=file.media_type)
        saved = {"Content-Disposition": "attachment"}  # what someone sent is never shown as a page of ours
        return web.Response(body=file.content, content_type="application/octet-stream", headers=saved)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What is new whenever something is; at first, everything."""
        stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream; charset=utf-8"})
        await stream.prepare(request)
        told: Json = {}
        while not self._closed:
            state = self._shown.state()
            news = {part: shown for part, shown in state.items() if told.get(part) != shown}
            told = state
            line = f"data: {json.dumps(news, ensure_ascii=False)}\n\n" if news else ": nothing new\n\n"
            try:
                await stream.write(line.encode())
            except ConnectionResetError:  # the page was closed
                break
            await self._next_change(RECHECK if news or self._shown.walk else KEEP_ALIVE)
        return stream

    async def _next_change(self, within: float) -> None:
        looks = itertools.count()
        if await self._comes(lambda: self._closed or next(looks) > 0, within):
            await self._comes(lambda: self._closed, SETTLING)

    async def _comes(self, what: Callable[[], bool], within: float) -> bool:
        try:
            return await self._world.wait_for(what, within)
        except TimeoutError:
            return False

    # ---- what a person does

    async def say(self, request: web.Request) -> web.StreamResponse:
        body = await asked(request)
        user_id, text = self._user(body.get("user")), str(body.get("text", ""))
        if not text.strip():
            raise Declined(400, "消息是空的，没有发送。")
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            raise Declined(400, f"消息超过{LONGEST_TEXT}字，请分开发送。")
        message = self._world.says(user_id, text, reply_to=self._answered(user_id, body.get("reply_to")))
        return answer({"id": message.message_id})

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Answers when the bot has, as a messenger's button does; where the bot says nothing the toast is empty."""
        body = await asked(request)
        try:
            query = self._world.presses(
                self._user(body.get("user")), number(body.get("message")), str(body.get("data"))
            )
        except LookupError as error:
            raise Declined(409, "这个按钮已失效，请看最新的消息。") from error
        await self._comes(lambda: query.answered or self._closed, ANSWER_WITHIN)
        return answer({"toast": query.answer, "alert": query.alert})

    async def upload(self, request: web.Request) -> web.StreamResponse:
        upload = await uploaded(request)
        user_id = self._user(upload.user)
        reply_to = self._answered(user_id, upload.reply_to)
        send_photos = self._world.sends_album if len(upload.photos) > 1 else self._world.sends_photo
        send_photos(user_id, upload.photos, upload.caption, reply_to=reply_to)
        caption = "" if upload.photos else upload.caption
        for document in upload.documents:
            self._world.sends_document(user_id, [document], caption, reply_to=reply_to)
            caption = ""
        return answer({"sent": len(upload.photos) + len(upload.documents)})

    def _user(self, named: object) -> int:
        user_id = number(named)
        if not any(person.user_id == user_id for person in self._stage.people()):
            raise Declined(404, "没有这个人。")
        return user_id

    def _answered(self, user_id: int, named: object) -> int | None:
        """The message that is replied to; it must stand in the same chat."""
        if named in (None, ""):
            return None
        message = self._world.messages.get(number(named))
        if message is None or message.deleted or message.chat_id != user_id:
            raise Declined(409, "所回复的消息已不存在。")
        return message.message_id

    # ---- the clock

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """Answers when the clock has arrived; the events tell of the way there."""
        body, now = await asked(request), self._stage.now()
        if self._shown.walk:
            raise Declined(409, "时钟正在走，请稍候。")
        target = self._target(body, now)
        if not now < target <= now + FARTHEST:
            raise Declined(400, "时钟只能向前移动，一次不超过一年。")
        self._shown.walk = now, target
        self._world.changed.ring()
        try:
            await self._stage.move_to(target)
        finally:
            self._shown.walk = None
            self._world.changed.ring()
        return answer({"now": self._stage.now().isoformat()})

    def _target(self, move: Json, now: datetime) -> datetime:
        if move.get("by") in ("day", "week"):
            return now + timedelta(days=1 if move["by"] == "day" else 7)
        if move.get("by") == "next":
            return self._stage.next_event() or now
        try:
            day = date.fromisoformat(str(move.get("day")))
        except ValueError as error:
            raise Declined(400, "日期应写成 2022-12-05 的样子。") from error
        return datetime.combine(day, LETTERS_ARE_OUT, now.tzinfo)
