"""The printed rulebook is the one in use."""

from __future__ import annotations

from pathlib import Path

from chomchom.rulebook.reference import pages, write

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "rulebook"


def test_the_pages_are_current() -> None:
    """When this fails: python -m chomchom.rulebook.reference docs/reference/rulebook."""
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == pages()


def test_writing_removes_the_page_of_a_file_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(pages())
