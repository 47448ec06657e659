"""Which hosts count as what, and how long and how much a look may take."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.links.addresses import ascii_name


class LinkSettings(BaseModel):
    """Section [links] of config.toml. `*.gov.cn` means every name under gov.cn, not gov.cn itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    government: tuple[str, ...] = ("*.gov.cn",)
    platforms: tuple[str, ...] = ("mp.weixin.qq.com", "weibo.com", "*.weibo.com", "weibo.cn", "*.weibo.cn")
    redirects: int = Field(default=3, ge=0, le=3)
    seconds: float = Field(default=10, gt=0, le=10)  # for everything: names, connections, redirects, reading
    kilobytes: int = Field(default=256, ge=1, le=256)  # as sent and as unpacked

    @field_validator("government", "platforms")
    @classmethod
    def _are_hosts(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_pattern(pattern) for pattern in patterns)

    def is_government(self, host: str) -> bool:
        """Whether an ASCII host name is a government website's."""
        return any(_matches(host, pattern) for pattern in self.government)

    def is_platform(self, host: str) -> bool:
        """Whether an ASCII host name is one of the named platforms."""
        return any(_matches(host, pattern) for pattern in self.platforms)


def _pattern(text: str) -> str:
    star = "*." if text.startswith("*.") else ""
    name = ascii_name(text.removeprefix("*."))
    if name is None:
        raise ValueError(f"「{text}」不是域名，应写作 www.example.gov.cn 或 *.gov.cn")
    return star + name


def _matches(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern
