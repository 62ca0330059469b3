"""The page as plain tables for a file: exactly what is on the screen, with the day, the rules and the word for hidden."""

from __future__ import annotations

from dataclasses import dataclass

from chomchom.insight import sentences
from chomchom.insight.reads.figures import Cell, FigurePage


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: a title, columns, and rows of numbers or words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int | str | None, ...], ...]


def _value(cell: Cell) -> int | str:
    """A counted number as a number; a length of time, a share or a hidden number in the screen's words."""
    return cell.number if cell.number is not None and cell.text == f"{cell.number:,}" else cell.text


def sheets_of(page: FigurePage) -> tuple[Sheet, ...]:
    """Headlines first, then every table; a hidden number is the same word as on the screen."""
    headlines = Sheet(
        sentences.sheet_of_headlines(),
        (sentences.figure_column(), sentences.value_column(), sentences.unit_column(), sentences.share_column()),
        tuple(
            (
                one.label,
                _value(one.cell),
                one.unit,
                one.percent,
            )
            for one in page.headlines
        ),
    )
    tables = tuple(
        Sheet(
            table.title,
            (table.first_column, *table.columns),
            tuple(
                (
                    ("  " * max(0, row.level - 1)) + row.label,
                    *(_value(cell) for cell in row.cells),
                )
                for row in table.rows
            ),
        )
        for table in page.tables
    )
    return (headlines, *tables)


def rows_in(sheets: tuple[Sheet, ...]) -> int:
    """How many rows a file of these sheets holds; the export log has the same number."""
    return sum(len(sheet.rows) for sheet in sheets)
