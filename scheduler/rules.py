"""When people are reminded: what the office may set."""

from __future__ import annotations

from datetime import time

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Rules(BaseModel):
    """When people are reminded; `[rules]` in config.toml. Counts are working days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    advance: tuple[int, ...] = (30, 14, 7, 3, 1)
    overdue_weekday: int = 1  # 1 = Monday … 5 = Friday
    second_post_from_ping: int = 2
    due_soon: int = 7  # from here on the light is yellow
    progress_kept_fresh: int = 5  # a report this recent is not asked for again
    progress_asked_late: int = 10  # a check-in missed for longer is let go
    returned_due_in: int = 5
    updates_kept_for: int = Field(default=180, ge=3)  # days; the last two are needed for edited messages
    office_opens: time = time(9, 0)
    office_closes: time = time(17, 30)

    @field_validator("advance")
    @classmethod
    def _descending(cls, marks: tuple[int, ...]) -> tuple[int, ...]:
        if any(mark < 1 for mark in marks):
            raise ValueError("临期提醒的天数应为正整数")
        return tuple(sorted(set(marks), reverse=True))

    @field_validator("overdue_weekday")
    @classmethod
    def _is_weekday(cls, weekday: int) -> int:
        if not 1 <= weekday <= 5:
            raise ValueError("催办日应为 1（星期一）至 5（星期五）")
        return weekday

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Rules:
        if self.office_opens >= self.office_closes:
            raise ValueError("office_opens 应早于 office_closes，否则提醒无时可发")
        return self
