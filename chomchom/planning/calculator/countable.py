"""What can be counted now: the entities of the ledger and the tables an office brought in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from uuid import UUID

# Their events are registered when the rooms are imported; a command without web pages would lack them otherwise.
import chomchom.cases.public
import chomchom.council.public
import chomchom.enrolment.public
import chomchom.network.public
import chomchom.outreach.public
import chomchom.referrals.public
import chomchom.wellbeing.public  # noqa: F401
from chomchom.kernel.events import Event
from chomchom.planning.models import ImportedTable
from chomchom.planning.rules.formula.catalogue import Entity, Kind, TableColumn, of_table, read
from chomchom.planning.rules.formula.checking import Checked, check
from chomchom.planning.rules.formula.parsing import parse
from chomchom.rulebook.dongs import dongs


@cache
def of_the_ledger() -> dict[str, Entity]:
    """The entities of the ledger by name."""
    return read(Event.registry)


class Known(Mapping[str, Entity]):
    """Everything that can be counted, by name: one object as long as no table changes, so that it can be a key."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities

    def __getitem__(self, name: str) -> Entity:
        return self._entities[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


_Said = tuple[str, str, UUID, tuple[tuple[str, str, str], ...]]


def columns_of(table: ImportedTable) -> list[TableColumn]:
    """The columns of an imported table as they were named."""
    return _columns(table.columns)


def _columns(columns: Iterable[Iterable[str]]) -> list[TableColumn]:
    return [TableColumn(name=name, kind=Kind(kind), says=says) for name, kind, says in columns]


@lru_cache(maxsize=8)
def _known(tables: tuple[_Said, ...]) -> Known:
    return Known(of_the_ledger() | {one[0]: of_table(one[0], one[1], one[2], _columns(one[3])) for one in tables})


def catalogue() -> Known:
    """Everything that can be counted, by name; one query."""
    tables = ImportedTable.objects.order_by("name")
    return _known(tuple((one.name, one.says, one.pk, tuple(map(tuple, one.columns))) for one in tables))


def dong_codes() -> dict[str, str]:
    """Dong name → code, as formulas write them."""
    return {one.name: one.code for one in dongs()}


@lru_cache(maxsize=4096)
def _checked(text: str, known: Known) -> Checked:
    """A formula means the same whenever it is read; sixty projects have two hundred of them."""
    return check(parse(text), known, dongs=dong_codes())


def read_formula(text: str, known: Known | None = None) -> Checked:
    """A text as a formula that can be counted. Raises what `parse` and `check` raise."""
    return _checked(text, known if known is not None else catalogue())
