"""Settings: config.toml, then the environment, then flags; the later wins. Each section sits with its user."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError

from bot import offices
from bot.environment import alarm_addresses_in, start, token_in
from bot.links.settings import LinkSettings
from bot.nightly import KeepSettings
from bot.settings import (
    CalendarSettings,
    DatabaseSettings,
    DocumentSettings,
    EvidenceSettings,
    OfficeSettings,
    Section,
    TelegramSettings,
)
from bot.unusable import ConfigUnusable, faults
from bot.watching.settings import WatchSettings
from messages.assessment import AssessmentRules
from messages.phrases import STANDARD, Wording, WordingUnusable
from scheduler.escalation import Ladder
from scheduler.rules import Rules
from scheduler.timetable import Times
from scheduler.workdays import Workdays, load_overrides
from storage.reasons import reason


class Config(Section):
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
            return Wording(tomllib.loads(Path(path).read_text(encoding="utf-8-sig")))
        except OSError as error:
            raise ConfigUnusable(f"措辞文件 {path} 无法读取（{reason(error)}），请检查 office.wording") from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, WordingUnusable) as error:
            raise ConfigUnusable(f"措辞文件 {path}：{_fault(error)}") from None

    def workdays(self) -> Workdays:
        """Working days with the operator's overrides; raises ConfigUnusable."""
        path = self.calendar.overrides
        if not path:
            return Workdays()
        try:
            return Workdays(load_overrides(Path(path).read_text(encoding="utf-8-sig")))
        except OSError as error:
            raise ConfigUnusable(f"工作日文件 {path} 无法读取（{reason(error)}），请检查 calendar.overrides") from None
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
    secrets = {"token": token_in(one.environment(environment)), "alarm_addresses": alarm_addresses_in(environment)}
    try:
        config = Config.model_validate(said | secrets | {"key": one.key})
    except ValidationError as error:
        raise ConfigUnusable(f"{path}：{faults(error)}") from None
    now = environment.get("DUBAN_NOW")
    if not now:
        return config
    return config.model_copy(update={"starts_at": start(now, config.telegram.url, config.office.zone)})


def _read(path: Path, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigUnusable(f"找不到配置文件 {path}，请检查 DUBAN_CONFIG") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigUnusable(f"配置文件 {path} 无法读取：{_fault(error)}") from None


def _fault(error: Exception) -> str:
    """Why a file of settings cannot be read, and where."""
    if isinstance(error, OSError):
        return reason(error)
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码的文本文件"
    if not isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    where = f"第{place[1]}行第{place[2]}列" if place else "文件末尾"
    is_twice = str(error).startswith(("Cannot overwrite", "Cannot declare"))
    return f"{where}{'：同一项写了两次' if is_twice else '写法有误，文字须加引号'}"


def _override(said: dict[str, Any], section: str, key: str, value: str | None) -> None:
    if value and isinstance(said.setdefault(section, {}), dict):
        said[section] = {**said[section], key: value}
