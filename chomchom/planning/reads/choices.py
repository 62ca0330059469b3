"""What the forms of the plan offer to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.kernel.codes import as_shown, numeral
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.models import CrossLink, Priority
from chomchom.planning.reads.tree import ProjectLine
from chomchom.planning.rules.tree import ProjectKind, ProjectState

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """Strategies, priorities and projects of one plan."""

    strategies: tuple[Choice, ...]
    priorities: tuple[Choice, ...]
    projects: tuple[Choice, ...]


def of_plan(deed: Deed, number: int, *, but: UUID | None = None) -> Offered:
    """What stands in one plan; three queries. `but` leaves one project out."""
    strategies = list(access.visible_strategies(deed).filter(term__number=number).order_by("number"))
    priorities = Priority.objects.filter(strategy__in=[one.pk for one in strategies]).select_related("strategy")
    return Offered(
        tuple((str(one.pk), f"{numeral(one.number)} {one.name}") for one in strategies),
        tuple(
            (str(one.pk), f"{numeral(one.strategy.number)}-{one.number} {one.name}")
            for one in priorities.order_by("strategy__number", "number")
        ),
        _projects(deed, number, but),
    )


def _projects(deed: Deed, number: int, but: UUID | None) -> tuple[Choice, ...]:
    rows = access.visible_to(deed).filter(term__number=number, kind=ProjectKind.PROJECT)
    rows = rows.exclude(state=ProjectState.CLOSED).order_by("code_sort", "name")
    found = rows.values_list("pk", "code", "name")
    return tuple((str(pk), f"{as_shown(code)} {name}".strip()) for pk, code, name in found if pk != but)


def terms_from(deed: Deed, number: int) -> list[tuple[int, str]]:
    """This plan and those after it, the next one first."""
    rows = list(access.visible_terms(deed).filter(number__gte=number).order_by("number"))
    later = [(one.number, one.name) for one in rows if one.number > number]
    return later + [(one.number, _("%(name)s 안에서") % {"name": one.name}) for one in rows if one.number == number]


def targets(deed: Deed, line: ProjectLine) -> list[Choice]:
    """Projects another one may be led into: of the same plan and of the later ones."""
    rows = access.visible_to(deed).filter(term__number__gte=line.term_number, kind=ProjectKind.PROJECT)
    rows = rows.exclude(pk=line.id).exclude(state=ProjectState.CLOSED).select_related("term")
    return [
        (
            str(one.pk),
            _("%(n)d기 %(project)s") % {"n": one.term.number, "project": f"{as_shown(one.code)} {one.name}".strip()},
        )
        for one in rows.order_by("-term__number", "code_sort", "name")
    ]


def other_strategies(deed: Deed, line: ProjectLine) -> list[tuple[str, str, bool]]:
    """The strategies of a project's plan but its own, and whether it serves each already; two queries."""
    rows = access.visible_strategies(deed).filter(term__number=line.term_number)
    if line.strategy_id is not None:
        rows = rows.exclude(pk=line.strategy_id)
    served = set(CrossLink.objects.filter(project_id=line.id).values_list("strategy_id", flat=True))
    return [(str(one.pk), f"{numeral(one.number)} {one.name}", one.pk in served) for one in rows.order_by("number")]
