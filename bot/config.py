"""Settings: config.toml, then the environment, then flags; the later wins. Each section sits with its user."""

from __future__ import annotations

import os
import re
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pendulum
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from bot import offices
from bot.links.settings import LinkSettings
from bot.nightly import KeepSettings
from bot.watching.settings import WatchSettings
from messages.assessment import AssessmentRules
from messages.phrases import STANDARD, Wording, WordingUnusable
from scheduler.escalation import Ladder
from scheduler.plan import Rules
from scheduler.timetable import Times
from scheduler.workdays import Workdays, load_overrides
from storage.tables.limits import Limits

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.ASCII | re.IGNORECASE)
_IPV4 = re.compile(r"[\d.]+", re.ASCII)
_PROXY = re.compile(r"(?:https?|socks(?:4a?|5h?))://", re.ASCII)
_REASONS = {
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "string_type": "应为文字，请加引号",
    "bool_parsing": "应为 true 或 false",
    "greater_than": "应大于{gt}",
    "greater_than_equal": "不应小于{ge}",
    "less_than_equal": "不应大于{le}",
    "literal_error": "应为 {expected} 之一",
    "model_type": "应为一节，写作 [名称]，其下每行一项",
    "time_parsing": "应为时刻，例如 09:00:00",
    "time_type": "应为时刻，例如 09:00:00",
    "tuple_type": "应为列表，例如 [7, 3, 1]",
}


def _host(url: str) -> str:
    """The host in an address; "" where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _port(url: str) -> int | None:
    """The port in an address; None where there is none that can be."""
    try:
        return urlsplit(url).port
    except ValueError:
        return None


class ConfigUnusable(Exception):
    """Settings that cannot be used. The message is one Chinese line: place, reason, way out."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficeSettings(_Section):
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


class DatabaseSettings(_Section):
    """Where everything is kept."""

    url: str = Field(default="sqlite:///var/duban.db", repr=False)  # may hold a password


class TelegramSettings(_Section):
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
        if not url.startswith(("http://", "https://")) or not _host(url):
            raise ValueError("应为以 http:// 或 https:// 开头的地址")
        return url.rstrip("/")

    @field_validator("webhook")
    @classmethod
    def _is_reachable(cls, url: str) -> str:
        if url and not (url.startswith("https://") or (url.startswith("http://") and _is_loopback(url))):
            raise ValueError("应为以 https:// 开头、Telegram 可以访问的地址，不用时留空")
        return url

    @field_validator("webhook_listen")
    @classmethod
    def _is_place(cls, place: str) -> str:
        if not _port(f"http://{place}"):
            raise ValueError("应为 主机:端口，例如 127.0.0.1:8443")
        return place

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, proxy: str) -> str:
        if proxy and not (_PROXY.match(proxy) and _host(proxy) and _port(proxy)):
            raise ValueError("应为 http://主机:端口 或 socks5://主机:端口，不用时留空")
        return proxy

    @model_validator(mode="after")
    def _is_of_the_family(self) -> TelegramSettings:
        """An address that is written as a number has its family already."""
        written = "ipv6" if ":" in _host(self.url) else "ipv4" if _IPV4.fullmatch(_host(self.url)) else self.family
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


class CalendarSettings(_Section):
    """The operator's own working days."""

    overrides: str = ""


class EvidenceSettings(_Section):
    """Where the bytes of photos and documents, and copies of linked pages, are kept."""

    folder: str = "var/evidence"


class DocumentSettings(_Section):
    """How much a document may ask of us; everything else is fixed in storage/tables/limits.py."""

    max_bytes: int = Field(default=20_000_000, gt=0)
    max_rows: int = Field(default=20_000, gt=0)
    seconds: float = Field(default=8, gt=0)
    memory_mb: int = Field(default=240, gt=0)

    def limits(self) -> Limits:
        """The limits in force."""
        return replace(Limits(), **self.model_dump())


class Config(_Section):
    """All settings, joined."""

    office: OfficeSettings = OfficeSettings()
    database: DatabaseSettings = DatabaseSettings()
    telegram: TelegramSettings = TelegramSettings()
    timetable: Times = Times()
    rules: Rules = Rules()
    escalation: Ladder = Ladder()
    assessment: AssessmentRules = AssessmentRules()
    calendar: CalendarSettings = CalendarSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    links: LinkSettings = LinkSettings()
    documents: DocumentSettings = DocumentSettings()
    watch: WatchSettings = WatchSettings()
    keep: KeepSettings = KeepSettings()
    key: str = ""  # of several offices in one deployment
    token: SecretStr | None = None
    alarm_addresses: tuple[SecretStr, ...] = ()  # DUBAN_ALARM_URLS
    starts_at: datetime | None = None  # DUBAN_NOW

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.office.zone)

    def wording(self) -> Wording:
        """What the office's own file says instead of the defaults; raises ConfigUnusable."""
        path = self.office.wording
        if not path:
            return STANDARD
        try:
            return Wording(tomllib.loads(Path(path).read_text(encoding="utf-8")))
        except OSError as error:
            raise ConfigUnusable(f"措辞文件 {path} 无法读取（{error.strerror}），请检查 office.wording") from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, WordingUnusable) as error:
            raise ConfigUnusable(f"措辞文件 {path}：{error}") from None

    def workdays(self) -> Workdays:
        """Working days with the operator's overrides; raises ConfigUnusable."""
        path = self.calendar.overrides
        if not path:
            return Workdays()
        try:
            return Workdays(load_overrides(Path(path).read_text(encoding="utf-8")))
        except OSError as error:
            raise ConfigUnusable(f"工作日文件 {path} 无法读取（{error.strerror}），请检查 calendar.overrides") from None
        except ValueError as error:
            raise ConfigUnusable(f"工作日文件 {path}：{error}") from None


def load(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of the one office, or of that which DUBAN_OFFICE names. Raises ConfigUnusable, in one line."""
    configs = load_all(environment)
    if len(configs) > 1:
        keys = "、".join(config.key for config in configs)
        raise ConfigUnusable(f"配置了多个办公室（{keys}），请用 duban --office 名称 或环境变量 DUBAN_OFFICE 指明")
    return configs[0]


def load_all(environment: Mapping[str, str] = os.environ) -> list[Config]:
    """The settings of every office of the deployment, or of the one that DUBAN_OFFICE names."""
    path = Path(environment.get("DUBAN_CONFIG") or "config.toml")
    said = _read(path, must_exist=bool(environment.get("DUBAN_CONFIG")))
    parted = offices.part(said)
    if isinstance(parted, str):
        raise ConfigUnusable(f"{path}：{parted}")
    wanted = environment.get("DUBAN_OFFICE")
    chosen = [one for one in parted if not wanted or one.key == wanted]
    if not chosen:
        raise ConfigUnusable(f"{path} 中没有名为「{wanted}」的办公室，请检查 DUBAN_OFFICE")
    return [_joined(path, one, environment) for one in chosen]


def _joined(path: Path, one: offices.Part, environment: Mapping[str, str]) -> Config:
    """One office's settings, the environment's word over the file's."""
    said = one.said
    if any("token" in section for section in (said, *said.values()) if isinstance(section, dict)):
        raise ConfigUnusable(
            f"{path} 中不得写入令牌，请存入 token_file 指明的文件，或改用环境变量 DUBAN_TELEGRAM_TOKEN"
        )
    _override(said, "database", "url", environment.get("DUBAN_DATABASE_URL"))
    _override(said, "telegram", "url", environment.get("DUBAN_TELEGRAM_URL"))
    _override(said, "telegram", "proxy", environment.get("DUBAN_TELEGRAM_PROXY"))
    _override(said, "watch", "host", environment.get("DUBAN_WATCH_HOST"))
    _override(said, "watch", "port", environment.get("DUBAN_WATCH_PORT"))
    for key, instead in (("starts_at", "DUBAN_NOW"), ("alarm_addresses", "DUBAN_ALARM_URLS")):
        if key in said:
            raise ConfigUnusable(f"{path}：{key} 不是配置项，请改用环境变量 {instead}")
    secrets = {"token": _token(one.environment(environment)), "alarm_addresses": _alarms(environment)}
    try:
        config = Config.model_validate(said | secrets | {"key": one.key})
    except ValidationError as error:
        raise ConfigUnusable(f"{path}：{_faults(error)}") from None
    start = environment.get("DUBAN_NOW")
    return config.model_copy(update={"starts_at": _start(start, config)}) if start else config


def _read(path: Path, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigUnusable(f"找不到配置文件 {path}，请检查 DUBAN_CONFIG") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigUnusable(f"配置文件 {path} 无法读取：{error}") from None


def _override(said: dict[str, Any], section: str, key: str, value: str | None) -> None:
    if value and isinstance(said.setdefault(section, {}), dict):
        said[section] = {**said[section], key: value}


def _token(environment: Mapping[str, str]) -> str | None:
    token = _secret(environment, "DUBAN_TELEGRAM_TOKEN", "令牌文件", "token_file 或 ")
    if token and not _TOKEN.fullmatch(token):
        raise ConfigUnusable(
            "机器人令牌的格式不对，应为 @BotFather 给出的 数字:字母数字 一行，"
            "请检查 DUBAN_TELEGRAM_TOKEN 或 DUBAN_TELEGRAM_TOKEN_FILE"
        )
    return token or None


def _alarms(environment: Mapping[str, str]) -> list[str]:
    """Where alarms go, parted by white space: each holds a password or a key."""
    addresses = _secret(environment, "DUBAN_ALARM_URLS", "告警地址文件").split()
    if not all(_ADDRESS.fullmatch(address) for address in addresses):
        raise ConfigUnusable(
            "告警地址的格式不对，应为 mailto://…、wecombot://… 一类的地址，多个之间用空格或换行分开，"
            "请检查 DUBAN_ALARM_URLS 或 DUBAN_ALARM_URLS_FILE"
        )
    return addresses


def _secret(environment: Mapping[str, str], name: str, what: str, or_in: str = "") -> str:
    """A secret from the environment, or from the file that `…_FILE` names; "" where there is none."""
    path = environment.get(f"{name}_FILE")
    said = environment.get(name, "").strip()
    try:
        return said or (Path(path).read_text(encoding="utf-8").strip() if path else "")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "不是文本文件"
        raise ConfigUnusable(f"{what} {path} 无法读取（{why}），请检查 {or_in}{name}_FILE") from None


def _start(text: str, config: Config) -> datetime:
    if not _is_loopback(config.telegram.url):
        raise ConfigUnusable("DUBAN_NOW 只能在 Bot API 服务器位于本机时使用，请先取消该环境变量")
    try:
        instant = pendulum.parse(text, tz=config.office.zone)  # without an offset it is the office's time
    except ValueError:
        instant = None
    if not isinstance(instant, pendulum.DateTime):
        raise ConfigUnusable(f"DUBAN_NOW「{text}」不是有效的时间，例如 2022-09-19T08:55:00+08:00")
    return instant


def _is_loopback(url: str) -> bool:
    host = _host(url)
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _faults(error: ValidationError) -> str:
    """Every fault as 「place：reason」."""
    found = []
    for fault in error.errors(include_url=False, include_input=False):
        place = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            found.append(f"{place} 不是已知的配置项，请核对拼写或删除")
        else:
            known = _REASONS.get(fault["type"])
            said = known.format(**fault.get("ctx", {})) if known else fault["msg"].removeprefix("Value error, ")
            found.append(f"{place}：{said}")
    return "；".join(found)
