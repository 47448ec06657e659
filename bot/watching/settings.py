"""What is watched, and where it is shown; `[watch]` in config.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator


class WatchSettings(BaseModel):
    """Seconds, unless a name says otherwise. Where alarms go is a secret and comes from the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)  # 0: no /healthz, /readyz, /metrics
    heartbeat: str = ""
    heartbeat_every: float = Field(default=60, ge=1)
    look_every: float = Field(default=30, gt=0)
    poll_silent: float = Field(default=180, gt=0)
    answer_late: float = Field(default=1800, gt=0)
    disk_free_mb: int = Field(default=500, ge=0)
    remind_every: float = Field(default=21_600, gt=0)

    @field_validator("heartbeat")
    @classmethod
    def _is_web(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("应为以 http:// 或 https:// 开头的地址，不用时留空")
        return url
