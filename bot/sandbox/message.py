"""A message and a file as the server keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.refusals import Json


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server; photos have a size in pixels."""

    file_id: str
    unique_id: str
    path: str
    name: str
    media_type: str
    content: bytes
    width: int = 0
    height: int = 0

    def as_document(self) -> Json:
        """As Telegram's Document."""
        return {"file_name": self.name, "mime_type": self.media_type, **self._file()}

    def as_photo_size(self) -> Json:
        """As Telegram's PhotoSize."""
        return {"width": self.width, "height": self.height, **self._file()}

    def as_file(self) -> Json:
        """As Telegram's File, ready for download."""
        return {**self._file(), "file_path": self.path}

    def _file(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, as a person sees it."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Message:
    """A message as it stands now. With files, `text` is their caption."""

    message_id: int
    chat: Json
    sender: Json
    date: int  # seconds since 1970, by the office's clock
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    photo: list[StoredFile] = field(default_factory=list)  # sizes of one photo, the largest last
    document: StoredFile | None = None
    media_group_id: str | None = None
    reply_to: Message | None = None
    markup: Json | None = None
    edited_at: int | None = None
    deleted: bool = False
    service: Json = field(default_factory=dict)  # fields of a service message

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return int(self.chat["id"])

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender["is_bot"])

    @property
    def edited(self) -> bool:
        """Whether its text was changed after it was sent."""
        return self.edited_at is not None

    @property
    def files(self) -> list[StoredFile]:
        """What is attached, the photo in its largest size."""
        return [*self.photo[-1:], *([self.document] if self.document else [])]

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows]

    def json(self, *, with_reply: bool = True) -> Json:
        """As Telegram's Message; what it answers is shown without what that one answered."""
        body: Json = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat,
            "date": self.date,
            **self._content(),
            **self.service,
        }
        if self.edited_at is not None:
            body["edit_date"] = self.edited_at
        if self.media_group_id:
            body["media_group_id"] = self.media_group_id
        if with_reply and self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.json(with_reply=False)
        if self.markup and self.markup.get("inline_keyboard"):
            body["reply_markup"] = self.markup
        return body

    def _content(self) -> Json:
        words, marks = ("caption", "caption_entities") if self.files else ("text", "entities")
        content: Json = {}
        if self.text:
            content[words] = self.text
        if self.entities:
            content[marks] = list(self.entities)
        if self.photo:
            content["photo"] = [size.as_photo_size() for size in self.photo]
        if self.document:
            content["document"] = self.document.as_document()
        return content
