"""People and the bot in one chat: what either writes, presses, changes, the other sees."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MenuButtonCommands,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.discreet import DiscreetBot
from bot.sandbox import Sandbox
from bot.sandbox.message import Button
from bot.transport import AiohttpRequest
from tests.sandboxed import LIAISON, OFFICE, PNG, STRANGER, SetClock

SIGN = InlineKeyboardMarkup([[InlineKeyboardButton("签收", callback_data="sign/23")]])


async def test_a_person_sees_what_the_bot_sent(sandbox: Sandbox, bot: DiscreetBot) -> None:
    await bot.send_message(LIAISON, "【交办】<b>第23项</b>", parse_mode="HTML", reply_markup=SIGN)

    message = sandbox.world.chat(LIAISON)[-1]
    assert message.text == "【交办】第23项"
    assert message.entities == [{"type": "bold", "offset": 4, "length": 4}]
    assert message.buttons == [[Button("签收", "sign/23")]]
    assert message.date == int(sandbox.world.clock().timestamp())


async def test_the_bot_reads_what_a_person_typed(sandbox: Sandbox, bot: DiscreetBot) -> None:
    letter = await bot.send_message(LIAISON, "第23项进展如何")
    sandbox.world.says(LIAISON, "已完成 https://www.example.gov.cn/a", reply_to=letter.message_id)

    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "已完成 https://www.example.gov.cn/a"
    assert update.message.from_user is not None
    assert update.message.from_user.id == LIAISON
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.message_id == letter.message_id


async def test_an_edited_message_comes_as_an_edit(sandbox: Sandbox, bot: DiscreetBot) -> None:
    typed = sandbox.world.says(LIAISON, "12 已完成")

    sandbox.world.edits(LIAISON, typed.message_id, "12 办理中")

    _, update = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "12 办理中"


async def test_a_press_is_answered_with_a_toast(sandbox: Sandbox, bot: DiscreetBot) -> None:
    letter = await bot.send_message(LIAISON, "第23项", reply_markup=SIGN)
    sandbox.world.presses(LIAISON, letter.message_id, "sign/23")

    [update] = await bot.get_updates(allowed_updates=["callback_query"])
    assert update.callback_query is not None
    await update.callback_query.answer("已签收", show_alert=True)
    await update.callback_query.edit_message_text("第23项 已签收")

    [toast] = sandbox.world.toasts(LIAISON)
    assert (toast.answer, toast.alert) == ("已签收", True)
    assert sandbox.world.chat(LIAISON)[-1].text == "第23项 已签收"
    assert sandbox.world.chat(LIAISON)[-1].edited
    assert sandbox.world.chat(LIAISON)[-1].buttons == []


async def test_only_a_forger_presses_what_is_not_there(sandbox: Sandbox, bot: DiscreetBot) -> None:
    letter = await bot.send_message(LIAISON, "第23项", reply_markup=SIGN)

    with pytest.raises(LookupError):
        sandbox.world.presses(LIAISON, letter.message_id, "approve/1")
    with pytest.raises(LookupError):
        sandbox.world.presses(OFFICE, letter.message_id, "sign/23", forge=True)
    sandbox.world.presses(LIAISON, letter.message_id, "approve/1", forge=True)

    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "approve/1"


async def test_a_press_on_a_deleted_message_names_only_its_place(sandbox: Sandbox, bot: DiscreetBot) -> None:
    letter = await bot.send_message(LIAISON, "第23项", reply_markup=SIGN)
    await bot.delete_message(LIAISON, letter.message_id)
    sandbox.world.presses(LIAISON, letter.message_id, "sign/23", forge=True)

    [update] = await bot.get_updates()

    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
    assert sandbox.world.chat(LIAISON)[-1].message_id != letter.message_id


async def test_an_album_comes_as_separate_updates_with_one_group(sandbox: Sandbox, bot: DiscreetBot) -> None:
    photos = [(f"{n}.png", PNG, "image/png") for n in range(3)]
    sandbox.world.sends_album(LIAISON, photos, "23 已完成")

    updates = await bot.get_updates()

    messages = [update.message for update in updates if update.message]
    assert len(messages) == 3
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["23 已完成", None, None]


async def test_the_largest_size_of_a_photo_is_the_photo(sandbox: Sandbox, bot: DiscreetBot) -> None:
    content = b"\xff\xd8 a picture of a notice board"
    sandbox.world.sends_photo(LIAISON, [("board.jpg", content, "image/jpeg")])

    [update] = await bot.get_updates()

    assert update.message is not None
    small, large = update.message.photo
    assert bytes(await (await large.get_file()).download_as_bytearray()) == content
    assert bytes(await (await small.get_file()).download_as_bytearray()) == PNG


async def test_a_document_keeps_its_name_and_kind(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.world.sends_document(LIAISON, [("佐证.pdf", b"%PDF-1.7", "application/pdf")], "第12项", chat_id=LIAISON)

    [update] = await bot.get_updates()

    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("佐证.pdf", "application/pdf", 8)
    assert update.message.caption == "第12项"


async def test_the_bot_sends_an_album(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sent = await bot.send_media_group(LIAISON, [InputMediaPhoto(PNG), InputMediaPhoto(PNG, caption="进展")])
    again = await bot.send_media_group(
        LIAISON, [InputMediaDocument(b"a", filename="甲.txt"), InputMediaDocument(b"b", filename="乙.txt")]
    )

    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == [None, "进展"]
    assert [message.document.file_name for message in again if message.document] == ["甲.txt", "乙.txt"]


async def test_a_file_already_on_the_server_is_sent_by_its_id(sandbox: Sandbox, bot: DiscreetBot) -> None:
    first = await bot.send_document(LIAISON, b"content", filename="台账.xlsx")
    assert first.document is not None

    again = await bot.send_document(OFFICE, first.document.file_id)
    await bot.edit_message_caption(
        OFFICE, again.message_id, caption="<i>台账</i>", parse_mode="HTML", reply_markup=SIGN
    )
    await bot.edit_message_reply_markup(OFFICE, again.message_id, reply_markup=None)

    message = sandbox.world.chat(OFFICE)[-1]
    assert message.files[0].content == b"content"
    assert (message.text, message.buttons) == ("台账", [])


async def test_commands_and_menu_are_kept(sandbox: Sandbox, bot: DiscreetBot) -> None:
    await bot.set_my_commands([BotCommand("digest", "摘要")])
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    assert await bot.get_my_commands() == (BotCommand("digest", "摘要"),)
    assert sandbox.world.menu == {"type": "commands"}


async def test_a_chat_can_be_looked_up(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.world.add_group(-50, "联络员群", [LIAISON, OFFICE])

    assert (await bot.get_chat(LIAISON)).username == "qinghe"
    assert (await bot.get_chat(-50)).title == "联络员群"
    assert await bot.send_chat_action(LIAISON, "typing")


async def test_a_group_is_written_to_and_read(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.world.add_group(-50, "联络员群", [LIAISON, OFFICE])
    letter = await bot.send_message(-50, "请各单位反馈", reply_markup=SIGN)
    sandbox.world.says(LIAISON, "收到", chat_id=-50)
    sandbox.world.presses(OFFICE, letter.message_id, "sign/23")

    said, pressed = await bot.get_updates()

    assert said.effective_chat is not None
    assert said.effective_chat.title == "联络员群"
    assert pressed.effective_user is not None
    assert pressed.effective_user.id == OFFICE


async def test_blocking_and_coming_back_are_told(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.world.blocks(LIAISON)
    sandbox.world.unblocks(LIAISON)
    sandbox.world.unblocks(LIAISON)

    gone, back = await bot.get_updates()

    assert gone.my_chat_member is not None
    assert gone.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member is not None
    assert back.my_chat_member.new_chat_member.status == "member"


async def test_time_in_the_chat_is_the_office_s(bot: DiscreetBot, sandbox: Sandbox) -> None:
    clock = sandbox.world.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(weeks=11))

    letter = await bot.send_message(LIAISON, "催办")

    assert letter.date == clock.instant


async def test_waiting_ends_when_something_changes(sandbox: Sandbox, bot: DiscreetBot) -> None:
    waiting = asyncio.create_task(sandbox.world.wait_for(lambda: sandbox.world.accepted[:], 5))
    await bot.send_message(LIAISON, "您好")

    assert [message.text for message in await waiting] == ["您好"]
    with pytest.raises(TimeoutError):
        await sandbox.world.wait_for(lambda: sandbox.world.chat(STRANGER), 0.01)


async def test_a_whole_ptb_application_runs_against_it(sandbox: Sandbox) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(f"欢迎 {context.args}", reply_markup=SIGN)

    async def sign(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("已签收")

    bot = DiscreetBot(
        sandbox.token,
        base_url=f"{sandbox.url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(1),
    )
    application = Application.builder().bot(bot).job_queue(None).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(sign))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=1)
        await application.start()
        sandbox.world.says(STRANGER, "/start CODE")
        welcome = await sandbox.world.wait_for(lambda: sandbox.world.accepted[-1:])
        sandbox.world.presses(STRANGER, welcome[0].message_id, "sign/23")
        await sandbox.world.wait_for(lambda: sandbox.world.toasts(STRANGER))
        await application.updater.stop()
        await application.stop()

    assert welcome[0].text == "欢迎 ['CODE']"
