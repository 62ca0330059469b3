"""What was corrected in minutes after their approval, as papers print it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chomchom.council.facts import decision_facts
from chomchom.council.models import Decision, Meeting
from chomchom.council.rules.deciding import label_of
from chomchom.council.rules.meetings import ChangeKind
from chomchom.council.rules.paper import Corrected
from chomchom.council.rules.public_copy import masked_text
from chomchom.council.rules.subjects import said
from chomchom.kernel.deeds import SEOUL

DECIDED = "종합 합의 · {what}"  # Korean data: where a corrected decision stands


def corrections_of(meeting: Meeting) -> tuple[Corrected, ...]:
    """Every correction of a meeting's approved minutes and of its decisions, the oldest first. Three queries."""
    told = [
        (row.at, Corrected(row.at.astimezone(SEOUL).date(), row.place, row.was, row.now))
        for row in meeting.changes.all()
        if row.kind == ChangeKind.AMENDED
    ]
    rows = Decision.objects.filter(meeting=meeting, amends__isnull=False).select_related("kind", "amends__kind")
    for row in rows.prefetch_related("changes", "amends__changes"):
        day = row.recorded_at.astimezone(SEOUL).date()
        place = DECIDED.format(what=said(row.code, row.name))
        told.append((row.recorded_at, Corrected(day, place, _words(row.amends), _words(row))))
    return tuple(one for _, one in sorted(told, key=lambda pair: pair[0]))


def _words(row: Decision | None) -> str:
    """A decision in the words of the table: its label and direction."""
    if row is None:
        return ""
    label = label_of(decision_facts(row))
    return f"{label}. {row.direction}".strip(" .") if label else row.direction


def public_corrections(rows: Iterable[Corrected], *, guests: Iterable[str], smallest: int) -> tuple[Corrected, ...]:
    """Corrections as everybody may read them: by the rule of the public copy."""
    names = sorted({name for name in guests if len(name) > 1}, key=len, reverse=True)

    def shown(text: str) -> str:
        return masked_text(text, names=names, smallest=smallest)[0]

    return tuple(replace(one, place=shown(one.place), was=shown(one.was), now=shown(one.now)) for one in rows)
