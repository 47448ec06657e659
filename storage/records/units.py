"""The roster: units, their other names, and the groups they belong to."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Unit(SQLModel, table=True):
    """A body of the roster; items belong to it, whoever its liaison is."""

    __table_args__ = (UniqueConstraint("office_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    name: str
    kind: str = ""
    from_on: date
    to_on: date | None = None
    stranded_told: int = 0
    """The 交办 of its own that reached nobody, as the office was last told."""


class Alias(SQLModel, table=True):
    """Another name for a unit: an abbreviation, a former name, a misprint the office has resolved."""

    __table_args__ = (UniqueConstraint("office_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str


class Membership(SQLModel, table=True):
    """A unit's dated place in a group such as 各乡镇人民政府."""

    __table_args__ = (UniqueConstraint("office_id", "group", "unit_id"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    group: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    from_on: date
    to_on: date | None = None
