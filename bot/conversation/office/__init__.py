"""What the office says, by subject; here is only which function answers what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.conversation import files, importing
from bot.conversation.office import (
    asking,
    changing,
    doubts,
    escalating,
    finding,
    granting,
    joining,
    looking,
    nudging,
    on_behalf,
    ordering,
    postponing,
    reporting,
    reviewing,
    settling,
    ticking,
    undoing,
    yearly,
)
from bot.conversation.turn import Act, Turn, Typed
from messages import answers, instructions, intake_texts, restored
from messages.letter import Letter
from messages.reading import agrees, is_courtesy
from storage.states import ErrandKind

_NAMED = re.compile(r"([\u4e00-\u9fff]+)(?:[\s:：]+|(?=[\d第])|[。？！?!~～]*$)(.*)", re.DOTALL)
_TAKEN_IN = re.compile(r"(?:已|都)?(?:收到|知道|明白|了解|知悉)了?[\s。.!！]*")  # it signs for nothing
_CALLED_OFF = re.compile(r"(?:取消|算了|不用了|不要了)[\s。.!！]*")
_SAID_FREELY = frozenset({"任务", "单位", "逾期", "催办"})  # 「任务 12的情况」: what follows is read as a question is
_ANSWERED: dict[str, Typed] = (
    reviewing.TYPED | ticking.TYPED | finding.TYPED | settling.TYPED | escalating.TYPED | changing.TYPED
)

_SAID_PLAINLY: tuple[Callable[[Turn], bool], ...] = (
    doubts.is_settled,
    joining.is_said,
    granting.is_said,
    postponing.is_said,
    on_behalf.is_said,
    asking.is_answered,
)


def typed(turn: Turn) -> None:
    """A typed line: the answer to what was just asked for, or a word on what can be done."""
    asked = turn.asked_for(*_ANSWERED)
    if turn.incoming.files:
        _take_files(turn)
    elif (
        (not asked and doubts.is_answered(turn))
        or ordering.ordered(turn)
        or nudging.typed(turn)
        or _is_command(turn, alone=bool(asked))
    ):
        return
    elif is_courtesy(turn.incoming.text) or _TAKEN_IN.fullmatch(turn.incoming.text):
        _nod(turn, asked)
    elif asked:
        _ANSWERED[asked["what"]](turn, asked)
    elif agrees(turn.incoming.text) is not None or _CALLED_OFF.fullmatch(turn.incoming.text):
        turn.say(instructions.press_the_button())
    elif not any(act(turn) for act in _SAID_PLAINLY):
        doubts.say_not_understood(turn)


def _nod(turn: Turn, asked: dict[str, Any]) -> None:
    """Thanks or a greeting: no reason for a return and no date; what was asked stands."""
    if asked:
        turn.expect(**asked)
    turn.say(instructions.office_courtesy(bool(asked)))


def _is_command(turn: Turn, *, alone: bool) -> bool:
    """A command without its stroke: 「台账」「改期 12 2022-12-20」; `alone` where more may answer what was asked."""
    found = _NAMED.fullmatch(turn.incoming.text.strip())
    act = COMMANDS.get(found[1]) if found else None
    if found is None or act is None or (found[2] and (alone or found[1] in _SAID_FREELY)):
        return False
    act(turn, found[2])
    return True


def _take_files(turn: Turn) -> None:
    """A document to import: fetched and read beside the conversation; a photo is no document."""
    for file in turn.incoming.files:
        if file.is_photo:
            turn.say(intake_texts.nothing_to_read())
        elif file.size > files.LARGEST_FILE:
            turn.say(answers.file_too_big())
        else:
            turn.desk.send_for(ErrandKind.IMPORT, turn.contact, file.file_id, file.name, None)
            turn.say(intake_texts.reading_file(file.name))


def _resend(turn: Turn, _rest: str) -> None:
    """After a backup was put back: what may have gone out is to go out after all."""
    turn.say(restored.let_go(turn.desk.let_go()))


def _always(letter: Callable[[], Letter]) -> Act:
    return lambda turn, _rest: turn.say(letter())


COMMANDS: dict[str, Act] = (
    {
        "导入": _always(intake_texts.how_to_import),
        "import": _always(intake_texts.how_to_import),
        "帮助": _always(instructions.help_office),
        "help": _always(instructions.help_office),
    }
    | looking.COMMANDS
    | reviewing.COMMANDS
    | ordering.COMMANDS
    | undoing.COMMANDS
    | on_behalf.COMMANDS
    | nudging.COMMANDS
    | escalating.COMMANDS
    | changing.COMMANDS
    | reporting.COMMANDS
    | settling.COMMANDS
    | yearly.COMMANDS
)
BUTTONS: dict[str, Act] = (
    {"resend": _resend}
    | importing.BUTTONS
    | looking.BUTTONS
    | reviewing.BUTTONS
    | ticking.BUTTONS
    | ordering.BUTTONS
    | undoing.BUTTONS
    | finding.BUTTONS
    | on_behalf.BUTTONS
    | settling.BUTTONS
    | nudging.BUTTONS
    | escalating.BUTTONS
    | changing.BUTTONS
    | reporting.BUTTONS
    | yearly.BUTTONS
)
