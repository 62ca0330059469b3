"""What indicators, targets and results write into the ledger."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Event
from chomchom.planning.rules.definitions import DataSource, FigureKind
from chomchom.planning.rules.results import ResultState


class IndicatorDrafted(Event):
    """An indicator was asked for; it waits for its definition."""

    tag: ClassVar[str] = "planning:indicator:drafted"

    indicator_id: UUID
    project_id: UUID
    decision_id: UUID | None = None


class IndicatorDropped(Event):
    """An indicator is no longer used; its figures stay."""

    tag: ClassVar[str] = "planning:indicator:dropped"

    indicator_id: UUID


class DefinitionWritten(Event):
    """A version of what an indicator means was written."""

    tag: ClassVar[str] = "planning:definition:written"

    indicator_id: UUID
    no: int
    kind: FigureKind
    source: DataSource


class DefinitionApproved(Event):
    """Another person approved a definition; from now on it never changes."""

    tag: ClassVar[str] = "planning:definition:approved"

    indicator_id: UUID
    no: int
    valid_from: int


class TargetSet(Event):
    """A target of one year was set or changed; `easier` says that it asks for less than before."""

    tag: ClassVar[str] = "planning:target:set"

    indicator_id: UUID
    target_id: UUID
    year: int
    changes: bool
    easier: bool
    decision_id: UUID | None = None


class StageReached(Event):
    """A stage of a milestone indicator was reached."""

    tag: ClassVar[str] = "planning:stage:reached"

    indicator_id: UUID
    stage: int
    reached_on: date


class ResultRecorded(Event):
    """A figure was counted and kept, or entered with its evidence."""

    tag: ClassVar[str] = "planning:result:recorded"

    result_id: UUID
    indicator_id: UUID
    year: int
    month: int
    computed: bool
    entries: int


class ResultMoved(Event):
    """A result was checked, approved or published by somebody else than who recorded it."""

    tag: ClassVar[str] = "planning:result:moved"

    result_id: UUID
    before: ResultState
    after: ResultState


class TableMade(Event):
    """An office named a table that formulas can count."""

    tag: ClassVar[str] = "planning:table:made"

    table_id: UUID
    columns: int


class TableFileBrought(Event):
    """A file of rows went into a table."""

    tag: ClassVar[str] = "planning:table:file-brought"

    table_id: UUID
    file_id: UUID
    rows: int


class TableFileWithdrawn(Event):
    """A file of rows counts no longer; it stays where it is."""

    tag: ClassVar[str] = "planning:table:file-withdrawn"

    table_id: UUID
    file_id: UUID
