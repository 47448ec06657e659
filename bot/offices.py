"""Several offices in one deployment: `[[offices]]` in config.toml, each with its key and whatever it has of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Said = dict[str, Any]

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Part:
    """What one office's settings say, the common ones included."""

    key: str
    said: Said
    token_file: str = ""

    def environment(self, environment: Mapping[str, str]) -> Mapping[str, str]:
        """Where this office's token is, the environment's word over the file's: of several, each has one of its own."""
        name = "DUBAN_TELEGRAM_TOKEN" + (f"_{self.key.upper().replace('-', '_')}" if self.key else "")
        own = {"DUBAN_TELEGRAM_TOKEN": environment.get(name, "")}
        return own | {"DUBAN_TELEGRAM_TOKEN_FILE": environment.get(f"{name}_FILE") or self.token_file}


def part(said: Said) -> list[Part] | str:
    """The settings of each office; or in one line what is wrong with how they are written."""
    if "key" in said:
        return "key 不是已知的配置项，请写在 [[offices]] 之下"
    token_file = said.get("token_file", "")
    if not isinstance(token_file, str):
        return "token_file：应为文字，请加引号"
    common = {name: value for name, value in said.items() if name not in ("offices", "token_file")}
    if "offices" not in said:
        return [Part("", common, token_file)]
    if token_file:
        return "各办公室的令牌各不相同，token_file 请写在各自的 [[offices]] 之下"
    listed = said["offices"]
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        return "offices 应写作 [[offices]]，每个办公室一节"
    faults = [fault for one in listed if (fault := _fault(one))]
    keys = [str(one.get("key")) for one in listed]
    if len(set(keys)) < len(keys):
        faults.append("offices.key 不能重复")
    return "；".join(faults) or _several(common, listed)


def _several(common: Said, listed: list[Said]) -> list[Part] | str:
    parts = [Part(one["key"], _over(common, one), one.get("token_file", "")) for one in listed]
    ports = [port for one in parts if (port := _port(one.said))]
    return parts if len(set(ports)) == len(ports) else "各办公室的 watch.port 不能相同，请分别写在 [offices.watch] 之下"


def _fault(one: Said) -> str:
    key = one.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return '每个 [[offices]] 须有 key，由小写字母、数字和连字符组成，例如 key = "yunchuan"'
    if not isinstance(one.get("token_file", ""), str):
        return f"offices.{key}.token_file：应为文字，请加引号"
    if "database" in one:
        return f"offices.{key}：各办公室共用一个数据库，请将 database 写在文件开头"
    return ""


def _over(common: Said, own: Said) -> Said:
    """The common settings, an office's own over them, section by section."""
    said = {name: dict(value) if isinstance(value, dict) else value for name, value in common.items()}
    for name, value in own.items():
        if name not in ("key", "token_file"):
            merged = isinstance(value, dict) and isinstance(said.get(name), dict)
            said[name] = {**said[name], **value} if merged else value
    return said


def _port(said: Said) -> object:
    watch = said.get("watch")
    return watch.get("port") if isinstance(watch, dict) else None
