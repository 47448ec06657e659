"""Sections of config.toml that have no other home: the office, the database, Telegram, and where things are kept."""

from __future__ import annotations

import re
import ssl
from dataclasses import replace
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.addresses import host_of, is_loopback, port_of
from storage.tables.limits import Limits

_IPV4 = re.compile(r"[\d.]+", re.ASCII)
_PROXY = re.compile(r"(?:https?|socks(?:4a?|5h?))://", re.ASCII)


class Section(BaseModel):
    """A part of the settings: it does not change, and knows every name in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficeSettings(Section):
    """Who the office is and whose clock it lives by."""

    name: str = "政务公开办"
    zone: str = "Asia/Shanghai"
    wording: str = ""

    @field_validator("zone")
    @classmethod
    def _exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"没有名为「{zone}」的时区，例如 Asia/Shanghai") from None
        return zone


class DatabaseSettings(Section):
    """Where everything is kept."""

    url: str = Field(default="sqlite:///var/duban.db", repr=False)  # may hold a password


class TelegramSettings(Section):
    """How Telegram is reached. The token never comes from the file."""

    url: str = "https://api.telegram.org"
    proxy: str = Field(default="", repr=False)  # may hold a password
    ca_file: str = ""
    family: Literal["any", "ipv4", "ipv6"] = "any"
    answer: float = Field(default=20, gt=0)
    long_poll: int = Field(default=30, ge=1, le=50)
    webhook: str = ""
    webhook_listen: str = "127.0.0.1:8443"
    rate: int = Field(default=30, ge=0)
    chat: float = Field(default=1.0, ge=0)
    group_per_minute: int = Field(default=20, ge=0)

    def rest(self, chat_id: int) -> timedelta:
        """How long a chat is left alone after a letter where several processes write to it."""
        per_second = self.chat if chat_id > 0 else self.group_per_minute / 60
        return timedelta(seconds=1 / per_second) if per_second else timedelta(0)

    @field_validator("url")
    @classmethod
    def _is_web(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")) or not host_of(url):
            raise ValueError("应为以 http:// 或 https:// 开头的地址")
        return url.rstrip("/")

    @field_validator("webhook")
    @classmethod
    def _is_reachable(cls, url: str) -> str:
        if url and not (url.startswith("https://") or (url.startswith("http://") and is_loopback(url))):
            raise ValueError("应为以 https:// 开头、Telegram 可以访问的地址，不用时留空")
        return url

    @field_validator("webhook_listen")
    @classmethod
    def _is_place(cls, place: str) -> str:
        if not port_of(f"http://{place}"):
            raise ValueError("应为 主机:端口，例如 127.0.0.1:8443")
        return place

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, proxy: str) -> str:
        if proxy and not (_PROXY.match(proxy) and host_of(proxy) and port_of(proxy)):
            raise ValueError("应为 http://主机:端口 或 socks5://主机:端口，不用时留空")
        return proxy

    @model_validator(mode="after")
    def _is_of_the_family(self) -> TelegramSettings:
        """An address that is written as a number has its family already."""
        written = "ipv6" if ":" in host_of(self.url) else "ipv4" if _IPV4.fullmatch(host_of(self.url)) else self.family
        if self.family not in ("any", written):
            raise ValueError(f"family 与地址 {self.url} 不符，请改为 any")
        return self

    @field_validator("ca_file")
    @classmethod
    def _is_certificate(cls, path: str) -> str:
        try:
            if path:
                ssl.create_default_context(cafile=path)
        except OSError:  # ssl.SSLError is one
            raise ValueError(f"证书文件 {path} 无法读取，或不是 PEM 格式的证书") from None
        return path


class CalendarSettings(Section):
    """The operator's own working days."""

    overrides: str = ""


class EvidenceSettings(Section):
    """Where the bytes of photos and documents, and copies of linked pages, are kept."""

    folder: str = "var/evidence"


class DocumentSettings(Section):
    """How much a document may ask of us; everything else is fixed in storage/tables/limits.py."""

    max_bytes: int = Field(default=20_000_000, gt=0)
    max_rows: int = Field(default=20_000, gt=0)
    seconds: float = Field(default=8, gt=0)
    memory_mb: int = Field(default=240, gt=0)

    def limits(self) -> Limits:
        """The limits in force."""
        return replace(Limits(), **self.model_dump())
