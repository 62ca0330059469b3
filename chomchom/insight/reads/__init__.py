"""What the pages of figures need."""

from __future__ import annotations

from chomchom.insight.reads.counting import Counts, Medians, count_period, freshness
from chomchom.insight.reads.entries import EntryPage, EntryRow, entries_behind
from chomchom.insight.reads.figures import Cell, FigurePage, Headline, Table, TableRow, figure_page
from chomchom.insight.reads.sheets import Sheet, sheets_of

__all__ = [
    "Cell",
    "Counts",
    "EntryPage",
    "EntryRow",
    "FigurePage",
    "Headline",
    "Medians",
    "Sheet",
    "Table",
    "TableRow",
    "count_period",
    "entries_behind",
    "figure_page",
    "freshness",
    "sheets_of",
]
