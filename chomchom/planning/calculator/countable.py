"""What can be counted now: the entities of the ledger and the tables an office brought in."""

from __future__ import annotations

from functools import cache, lru_cache

# Their events are registered when the rooms are imported; a command without web pages would lack them otherwise.
import chomchom.cases.public
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
from chomchom.planning.rules.formula.words import Formula
from chomchom.rulebook.dongs import dongs


@cache
def of_the_ledger() -> dict[str, Entity]:
    """The entities of the ledger by name."""
    return read(Event.registry)


def columns_of(table: ImportedTable) -> list[TableColumn]:
    """The columns of an imported table as they were named."""
    return [TableColumn(name=name, kind=Kind(kind), says=says) for name, kind, says in table.columns]


def catalogue() -> dict[str, Entity]:
    """Everything that can be counted, by name; one query."""
    tables = ImportedTable.objects.order_by("name")
    return of_the_ledger() | {one.name: of_table(one.name, one.says, one.pk, columns_of(one)) for one in tables}


def dong_codes() -> dict[str, str]:
    """Dong name → code, as formulas write them."""
    return {one.name: one.code for one in dongs()}


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Formula:
    """A formula is the same whenever it is read; sixty projects have two hundred of them."""
    return parse(text)


def read_formula(text: str, known: dict[str, Entity] | None = None) -> Checked:
    """A text as a formula that can be counted. Raises what `parse` and `check` raise."""
    return check(_parsed(text), known if known is not None else catalogue(), dongs=dong_codes())
