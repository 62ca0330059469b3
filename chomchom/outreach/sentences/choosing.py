"""Labels as choices for a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise

from chomchom.outreach.rules.words import (
    AttemptResult,
    Channel,
    CheckResult,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    NextStep,
    Outcome,
)
from chomchom.outreach.sentences.words import (
    CHANNELS,
    CHECK_RESULTS,
    DOORS,
    DROPOUTS,
    FINDERS,
    GRADES,
    HOW_KNOWN,
    NEXT_STEPS,
    OUTCOMES,
    RESULTS,
    STATES,
)


def choices(labels: Mapping, only: Iterable | None = None) -> list[tuple[str, str]]:
    """Value and label for a form, in the order of the list."""
    wanted = list(labels) if only is None else list(only)
    return [(str(value), str(labels[value])) for value in wanted]


_LABELS: dict[type, dict[Any, str | Promise]] = {
    Grade: GRADES,
    EpisodeState: STATES,
    Door: DOORS,
    FinderKind: FINDERS,
    Channel: CHANNELS,
    AttemptResult: RESULTS,
    CheckResult: CHECK_RESULTS,
    Outcome: OUTCOMES,
    HowKnown: HOW_KNOWN,
    DropoutReason: DROPOUTS,
    NextStep: NEXT_STEPS,
}


def labels(kind: type, *, only: Iterable[Any] | None = None) -> list[tuple[str, str | Promise]]:
    """Value and label of each word of a closed list, for the choices of a form; `only` picks some in their order."""
    table = _LABELS[kind]
    return [(str(word), table[word]) for word in (only if only is not None else table)]
