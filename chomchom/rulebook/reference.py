"""The rulebook as pages to read: one page a file, so that every number can be checked against its source.

`python -m chomchom.rulebook.reference docs/reference/rulebook` writes them; a test says when they are old.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from chomchom.rulebook import holidays, incomes
from chomchom.rulebook.dated import DatedValue, read_folder
from chomchom.rulebook.values import FOLDER


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_words(item) for item in value)
    if hasattr(value, "items"):
        return ", ".join(f"{key} {_words(item)}" for key, item in value.items())
    return str(value)


def _row(name: str, row: DatedValue) -> str:
    until = row.last_day or ""
    value = f"{_words(row.value)} {row.unit}".strip()
    return f"| `{name}` | {row.first_day} | {until} | {value} | {row.source} | {row.certainty} |"


def _table(title: str, head: tuple[str, ...], rows: list[str]) -> str:
    lines = [f"# {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *rows, ""]
    return "\n".join(lines)


def _parameter_pages() -> dict[str, str]:
    pages: dict[str, list[str]] = {}
    for name, parameter in sorted(read_folder(FOLDER).items()):
        pages.setdefault(name.partition(".")[0], []).extend(_row(name, row) for row in parameter.rows)
    head = ("name", "from", "until", "value", "source", "certainty")
    return {f"{stem}.md": _table(f"Rulebook: {stem}", head, rows) for stem, rows in pages.items()}


def _holiday_page() -> str:
    rows = [
        f"| {day.day} | {day.name} | {day.kind} | {day.source} | {day.certainty} |"
        for day in holidays.read_table(holidays.TABLE).holidays
    ]
    return _table("Public holidays", ("day", "name", "kind", "source", "certainty"), rows)


def _income_page() -> str:
    shipped = incomes.read_tables(incomes.TABLE)
    years = [
        f"| {year.first_day} – {year.last_day} | {', '.join(f'{won:,}' for won in year.sizes)} | {year.source} | {year.certainty} |"
        for year in shipped.median
    ]
    lines = [
        f"| `{row.code}` | {row.name} | {row.first_day} | {row.percent} % | {row.rounding} to {row.to} won | {row.source} | {row.certainty} |"
        for row in shipped.criteria
    ]
    first = _table(
        "Median income, won a month by household size", ("days", "1, 2, 3 … persons", "source", "certainty"), years
    )
    second = _table(
        "Lines drawn from it", ("code", "name", "from", "share", "rounding", "source", "certainty"), lines
    ).replace("# ", "## ", 1)
    return f"{first}\n{second}"


def pages() -> dict[str, str]:
    """Every page by file name, as it should stand in docs/reference/rulebook."""
    return _parameter_pages() | {"holidays.md": _holiday_page(), "incomes.md": _income_page()}


def write(folder: Path) -> None:
    """Write every page into `folder` and remove pages of files that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
