"""What a definition that is being written would count, before anybody keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import head
from chomchom.planning import access
from chomchom.planning.calculator.compiling import Span
from chomchom.planning.calculator.countable import read_formula
from chomchom.planning.calculator.counting import count
from chomchom.planning.rules.definitions import COUNTED, WITHOUT_FORMULA, DefinitionIn, check_definition
from chomchom.planning.rules.formula.printing import to_text
from chomchom.planning.rules.formula.reckoning import reckon
from chomchom.planning.rules.spans import Period, days_of
from chomchom.planning.sentences import indicators as words
from chomchom.ui.refusals import sentence


def preview(deed: Deed, indicator_id: UUID, said: DefinitionIn) -> dict[str, Any]:
    """The formulas in canonical form with their values of last year and this one, or why they cannot be read.

    Whole numbers of the city that are small are hidden from who may not open them, like everywhere. Raises
    `indicator-not-found`.
    """
    indicator = access.load_indicator(deed, indicator_id)
    return preview_in(deed, said, first_year=indicator.project.term.first_year)


def preview_in(deed: Deed, said: DefinitionIn, *, first_year: int) -> dict[str, Any]:
    """The same for a definition of a plan that begins in `first_year`, before there is an indicator."""
    found: dict[str, Any] = {"lines": []}
    for part in ("numerator", "denominator"):
        text = getattr(said, part)
        if not text.strip() or said.source not in COUNTED or said.kind in WITHOUT_FORMULA:
            continue
        try:
            formula = read_formula(text)
        except Refused as no:
            return {"part": part, "refused": sentence(no.code, no.facts), "text": text, **no.facts}
        values = []
        for period in (Period(deed.day.year - 1), Period(deed.day.year)):
            first, last = days_of(period, said.period_rule, plan_first=date(first_year, 1, 1))
            numbers = count(deed, [formula], Span(first=first, last=last, head=head()[0]))
            value = reckon(formula.formula, numbers.of(formula), lambda _ref: None)
            small = (
                access.open_dongs(deed) is not None and value.value is not None and 0 < value.value < said.minimum_cell
            )
            shown = words.hidden() if small else words.number(value.value) or words.why_label(value.why)
            values.append((words.year_label(period.year), shown))
        found["lines"].append({"part": part, "text": to_text(formula.formula), "values": values})
    try:
        check_definition(said)
    except Refused as no:
        found["refused"] = sentence(no.code, no.facts)
    return found
