"""Projects that serve a second strategy besides the one they stand in, from both sides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.codes import as_shown, numeral
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.models import CrossLink
from chomchom.planning.rules.tree import ProjectState


@dataclass(frozen=True, slots=True)
class Crossings:
    """Project → signs of the strategies it also serves (Ⅱ, Ⅳ); strategy → projects of others that serve it."""

    also: dict[UUID, tuple[str, ...]]
    served_by: dict[UUID, tuple[tuple[UUID, str], ...]]


def crossings(deed: Deed, term_id: UUID) -> Crossings:
    """The cross-strategy links of a plan; closed projects serve nothing. One query."""
    rows = CrossLink.objects.filter(project__in=access.visible_to(deed).filter(term_id=term_id))
    rows = rows.exclude(project__state=ProjectState.CLOSED).select_related("project", "strategy")
    also: dict[UUID, list[str]] = defaultdict(list)
    served_by: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in rows.order_by("strategy__number", "project__code_sort", "project__name"):
        also[row.project_id].append(numeral(row.strategy.number))
        served_by[row.strategy_id].append((row.project_id, f"{as_shown(row.project.code)} {row.project.name}".strip()))
    return Crossings(
        also={key: tuple(some) for key, some in also.items()},
        served_by={key: tuple(some) for key, some in served_by.items()},
    )
