"""The document tree as a tagged PDF: PDF/UA-1 for readers, with a title, a language and a day."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, assert_never

from chomchom.formats import fonts
from chomchom.formats.documents import (
    Approval,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from chomchom.kernel.verdicts import Refused

_TEMPLATE = Path(__file__).with_name("paper.typ")


class Standard(StrEnum):
    """What the file promises: to be read aloud, or to be kept for good."""

    ACCESSIBLE = "ua-1"
    ARCHIVE = "a-2a"


def write_pdf(
    document: Document, *, standard: Standard = Standard.ACCESSIBLE, font_folder: Path | None = None
) -> bytes:
    """A PDF of A4 pages; the same document gives the same bytes.

    Raises Refused "pdf-needs-day" for an archive copy of a document without a day, "pdf-font-missing" where the
    folder holds no Korean typeface, "pdf-not-written" where the tree breaks a rule of the standard.
    """
    if standard is Standard.ARCHIVE and document.day is None:
        raise Refused("pdf-needs-day")
    folder = font_folder or fonts.folder()
    if not any(folder.glob("PretendardGOV-Regular.[ot]tf")):
        raise Refused("pdf-font-missing", folder=str(folder))
    day = [document.day.year, document.day.month, document.day.day] if document.day else None
    tree = {
        "title": document.title or "-",
        "creator": document.creator,
        "language": document.language,
        "day": day,
        "blocks": [_block(block) for block in document.blocks],
    }
    try:
        written = _typeset(json.dumps(tree, ensure_ascii=False), standard, folder)
    except (RuntimeError, ValueError) as broken:
        raise Refused("pdf-not-written", why=str(broken).splitlines()[0][:200]) from broken
    return written


def _typeset(tree: str, standard: Standard, folder: Path) -> bytes:
    # Loaded only where a PDF is written: it is large, and every command passes by here.
    import typst

    typeset: Any = typst.compile
    written: bytes = typeset(
        _TEMPLATE.read_bytes(),
        root=str(_TEMPLATE.parent),
        font_paths=_typefaces(folder),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[str(standard)],
        sys_inputs={"tree": tree},
    )
    return written


@cache
def _typefaces(folder: Path) -> Any:
    """The typefaces of a folder, looked through once: to do so again costs four times a short paper."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text=text, align=align, strong=strong):
            return {"kind": "paragraph", "text": text, "align": align, "strong": strong}
        case Bullets(items=items, mark=mark):
            return {"kind": "bullets", "items": list(items), "mark": mark}
        case Picture():
            content = list(block.content)
            return {
                "kind": "picture",
                "content": content,
                "format": block.kind,
                "alt": block.alt,
                "width": block.width_mm,
            }
        case Approval(boxes=boxes):
            return {"kind": "approval", "boxes": list(boxes), "signed": list(block.below())}
        case PageBreak():
            return {"kind": "break"}
        case Table():
            columns = block.columns
            widths = list(block.widths) if len(block.widths) == columns else [1] * columns
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "rows": rows, "head": block.head_rows, "widths": widths}
    assert_never(block)


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "blocks": [_block(block) for block in cell.blocks],
        "columns": cell.columns,
        "rows": cell.rows,
        "head": cell.head,
    }
