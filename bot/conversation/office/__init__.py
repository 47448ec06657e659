"""What the office says, by subject; here is only which function answers what."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation import files, importing
from bot.conversation.office import (
    asking,
    changing,
    escalating,
    finding,
    looking,
    nudging,
    ordering,
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
from storage.states import ErrandKind

_ANSWERED: dict[str, Typed] = (
    reviewing.TYPED | ticking.TYPED | finding.TYPED | settling.TYPED | escalating.TYPED | changing.TYPED
)


def typed(turn: Turn) -> None:
    """A typed line: the answer to what was just asked for, or a word on what can be done."""
    asked = turn.asked_for(*_ANSWERED)
    if turn.incoming.files:
        _take_files(turn)
    elif not turn.incoming.text.strip():
        turn.say(intake_texts.how_to_import())
    elif ordering.ordered(turn) or nudging.typed(turn):
        return
    elif asked:
        _ANSWERED[asked["what"]](turn, asked)
    elif asking.is_answered(turn):
        return
    else:
        turn.say(instructions.help_office())


def _take_files(turn: Turn) -> None:
    """A document to import: fetched and read beside the conversation; a photo is no document."""
    for file in turn.incoming.files:
        if file.is_photo:
            turn.say(intake_texts.how_to_import())
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
    | settling.BUTTONS
    | nudging.BUTTONS
    | escalating.BUTTONS
    | changing.BUTTONS
    | reporting.BUTTONS
    | yearly.BUTTONS
)
