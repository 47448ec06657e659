"""From an HTTP request to the parameters of a call."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import web

from bot.sandbox.params import Params, Upload
from bot.sandbox.refusals import Refusal, bad_request

_ESCAPED = re.compile(rb"(?:%[0-9a-fA-F]{2})+")


async def read_params(request: web.Request) -> Params:
    """Query string and body together; raises Refusal where the body is too large or cannot be read."""
    values: dict[str, Any] = read_form(request.raw_path.partition("?")[2].encode())
    if not request.can_read_body:
        return Params(values)
    try:
        return await _with_body(request, values)
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None


async def _with_body(request: web.Request, values: dict[str, Any]) -> Params:
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.read()
    if kind == "application/json":
        return Params(values | _object(body))
    return Params(values | read_form(body))


def read_form(body: bytes) -> dict[str, str]:
    """Names and values of an urlencoded form. Chinese is long runs of %XX, each decoded in one go.

    >>> read_form(b"text=%E7%9D%A3+%E5%8A%9E%21&empty=")
    {'text': '督 办!', 'empty': ''}
    """
    pairs = (field.partition(b"=") for field in body.split(b"&") if field)
    return {_unquoted(name): _unquoted(value) for name, _, value in pairs}


def _unquoted(text: bytes) -> str:
    spaced = text.replace(b"+", b" ")
    plain = _ESCAPED.sub(_bytes_of, spaced) if b"%" in spaced else spaced
    return plain.decode("utf-8", "surrogateescape")


def _bytes_of(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match.group().replace(b"%", b"").decode())


def _object(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise bad_request("can't parse JSON object")
    return parsed


async def _multipart(request: web.Request, values: dict[str, Any]) -> Params:
    files: dict[str, Upload] = {}
    try:
        form = await request.post()
    except ValueError:
        raise bad_request("can't parse multipart/form-data") from None
    for name, field in form.items():
        if isinstance(field, web.FileField):
            files[name] = Upload(field.filename, field.file.read(), field.content_type)
        else:
            values[name] = field
    return Params(values, files)
