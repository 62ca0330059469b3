"""The versions of a plan, each with what it altered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.models import PlanVersion
from chomchom.planning.models.contents import contents_of
from chomchom.planning.rules.versions import Difference, DifferenceKind, Held, VersionKind, differences
from chomchom.planning.sentences import lineage as words
from chomchom.planning.sentences import tree as tree_words


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One project that differs."""

    kind_label: str
    code: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version; the first has no differences."""

    number: int
    kind: VersionKind
    kind_label: str
    decided_on: date
    reason: str
    projects: int
    digest: str
    differences: tuple[DifferenceRow, ...]


def versions(deed: Deed, number: int) -> list[VersionRow]:
    """The versions of a plan, the newest first; raises `term-not-found`."""
    term = access.load_term(deed, number)
    before: list[Held] = []
    found = []
    for row in PlanVersion.objects.filter(term=term).order_by("number"):
        held = [Held(**one) for one in row.contents]
        changes = differences(before, held) if before else []
        found.append(
            VersionRow(
                number=row.number, kind=VersionKind(row.kind), kind_label=str(words.VERSIONS[row.kind]),
                decided_on=row.decided_on, reason=row.reason, projects=len(held), digest=row.digest,
                differences=tuple(_row(one) for one in changes),
            )
        )  # fmt: skip
        before = held
    return found[::-1]


def unkept(deed: Deed, number: int) -> tuple[DifferenceRow, ...]:
    """What differs between the newest version and the plan as it stands; nothing where none is kept."""
    term = access.load_term(deed, number)
    last = PlanVersion.objects.filter(term=term).order_by("-number").first()
    if last is None:
        return ()
    found = differences([Held(**one) for one in last.contents], contents_of(term.pk))
    return tuple(_row(one) for one in found)


def _row(one: Difference) -> DifferenceRow:
    before, after = one.before, one.after
    if one.kind is DifferenceKind.RENUMBERED:
        before, after = as_shown(before), as_shown(after)
    elif one.kind is DifferenceKind.PLACED:
        before, after = (str(tree_words.PLACEMENTS[word]) for word in (before, after))
    elif one.kind is DifferenceKind.BUDGET:
        before, after = f"{int(before):,}", f"{int(after):,}"
    return DifferenceRow(str(words.DIFFERENCES[one.kind]), as_shown(one.code), one.name, before, after)
