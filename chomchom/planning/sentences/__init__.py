"""Every Korean sentence of the plan, one file a subject: refusals and events are gathered here, labels are asked there."""

from __future__ import annotations

from django.utils.functional import Promise

from chomchom.planning.sentences import (
    budget,
    formulas,
    indicators,
    library,
    lineage,
    overlaps,
    papers,
    reviews,
    steps,
    tree,
)

SUBJECTS = (budget, formulas, indicators, library, lineage, overlaps, papers, reviews, steps, tree)

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    code: sentence for subject in SUBJECTS for code, sentence in subject.REFUSALS.items()
}
EVENTS: dict[str, str | Promise] = {tag: words for subject in SUBJECTS for tag, words in subject.EVENTS.items()}
