"""An invented paper with everything a document can hold."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image

from chomchom.formats.documents import (
    Approval,
    Bullets,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    text_cell,
)


def png(width: int = 40, height: int = 20) -> bytes:
    held = BytesIO()
    Image.new("RGB", (width, height), "teal").save(held, "PNG")
    return held.getvalue()


def paper() -> Document:
    """Headings, both alignments, lists, a table with spans in both directions and a table inside a cell."""
    inner = Table(((text_cell("안"), text_cell("밖")),))
    spans = Table(
        (
            (text_cell("구분", head=True), text_cell("주요 내용", head=True, columns=2)),
            (text_cell("두 줄", rows=2), text_cell("가 & 나 <다>"), Cell((Bullets(("하나", "둘")),))),
            (text_cell("넓게"), Cell()),
            (Cell((Paragraph("앞말"), inner, Paragraph("뒷말")), columns=3),),
        ),
        widths=(1, 3, 2),
        head_rows=1,
    )
    return Document(
        title='회의록 "시험" & <본>',
        creator="달맞이시",
        day=date(2027, 3, 4),
        blocks=(
            Heading("실무분과 회의록(2027년 2차)", 1),
            Approval(("담당", "국장")),
            Paragraph("앞줄\n뒷줄"),
            Heading("1. 첫째 안건"),
            Paragraph("오른쪽", "right"),
            Paragraph("가운데", "center"),
            Paragraph("굵은 글", strong=True),
            spans,
            Bullets(("할 일 하나", "할 일 둘"), "○"),
            Bullets(("다른 표시",), "-"),
            PageBreak(),
            Heading("□ 사업", 3),
            Picture(png(), "png", "회의하는 모습 & 사람들", 60),
        ),
    )
