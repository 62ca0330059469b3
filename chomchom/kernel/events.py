"""What an event is, before any database.

Payload fields are ids, codes, numbers and times. Names, numbers to call and free text never enter the ledger: it
cannot forget.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, get_type_hints
from uuid import UUID

from chomchom.kernel.deeds import Sector

CODE = re.compile(r"[A-Za-z0-9_.:-]{1,32}")
TAG = re.compile(r"[a-z]+:[a-z-]+:[a-z-]+")


class Code(str):
    """A word from a code table (dong, programme, service, reason): at most 32 characters, no spaces."""

    __slots__ = ()

    def __new__(cls, value: str) -> Code:
        if not CODE.fullmatch(value):
            raise ValueError(f"not a code: {value!r}")
        return super().__new__(cls, value)


PLAIN: tuple[type, ...] = (UUID, int, bool, date, datetime, Code)


def _may_enter(kind: object) -> bool:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return all(part is type(None) or _may_enter(part) for part in typing.get_args(kind))
    return kind in PLAIN or (isinstance(kind, type) and issubclass(kind, StrEnum))


@typing.dataclass_transform(kw_only_default=True, frozen_default=True)
class Event:
    """Base of all ledger events; a subclass is a frozen keyword-only dataclass with a `tag`."""

    tag: ClassVar[str]  # "<room>:<subject>:<past-tense verb>"
    registry: ClassVar[dict[str, type[Event]]] = {}

    def __init_subclass__(cls) -> None:
        dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        if not TAG.fullmatch(cls.tag) or cls.tag in Event.registry:
            raise TypeError(f"bad or repeated event tag {cls.tag!r}")
        hints = get_type_hints(cls)
        for field in dataclasses.fields(cls):  # type: ignore[arg-type]
            if not _may_enter(hints[field.name]):
                raise TypeError(f"{cls.__name__}.{field.name}: {hints[field.name]} may not enter the ledger")
        Event.registry[cls.tag] = cls

    def payload(self) -> dict[str, Any]:
        """The event as plain JSON values; absent values are left out."""
        return {name: _plain(value) for name, value in vars(self).items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom and what an entry concerns, as figures need it; all optional.

    `person_id` is an id only `people` resolves; `age_band` is a decade code such as `60s`.
    """

    programme: str = ""
    dong: str = ""
    age_band: str = ""
    household_kind: str = ""
    person_id: UUID | None = None
    sector: Sector | None = None  # only where the entry is credited to another sector than the actor's


NOBODY = About()
