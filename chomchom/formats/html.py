"""The document tree as one HTML file that needs nothing else, and back again."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import Any

from chomchom.formats.documents import (
    Align,
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
)  # fmt: skip
from chomchom.kernel.verdicts import Refused

_STYLE = """
body{font-family:"Pretendard GOV","Noto Sans KR",sans-serif;line-height:1.6;max-width:48rem;margin:2rem auto;padding:0 1rem;
word-break:keep-all;overflow-wrap:break-word}
table{border-collapse:collapse;width:100%;margin:.5rem 0}td,th{border:1px solid #555;padding:.3rem .5rem;vertical-align:top;text-align:left}
th{background:#eef1f6}thead{display:table-header-group}.approval{width:auto;margin-left:auto}.approval td{height:3.5rem;min-width:4.5rem}
.approval th{text-align:center}
@media screen and (max-width:40rem){td,th{overflow-wrap:anywhere;padding:.2rem}.approval td{min-width:3rem}}
ul{list-style:none;padding-left:1.2rem;margin:.2rem 0}li::before{content:attr(data-mark) " ";margin-left:-1.2rem}
.center{text-align:center}.right{text-align:right}.break{break-before:page;border:0;margin:0}img{max-width:100%;height:auto}h1{text-align:center}
@page{size:A4;margin:20mm}
"""
_DEEPEST = 60
_KINDS = {"image/png": "png", "image/jpeg": "jpeg"}


def write_html(document: Document) -> bytes:
    """A whole page in UTF-8; the same document gives the same bytes."""
    day = f'<meta name="date" content="{document.day.isoformat()}">' if document.day else ""
    creator = f'<meta name="author" content="{escape(document.creator)}">' if document.creator else ""
    head = (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">{creator}{day}'
        f'<meta name="viewport" content="width=device-width"><title>{escape(document.title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body><main>\n"
    )
    return (head + "\n".join(map(_block, document.blocks)) + "\n</main></body>\n</html>\n").encode()


def _block(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"<h{level}>{_text(text)}</h{level}>"
        case Paragraph(text=text, align=align, strong=strong):
            words = f"<strong>{_text(text)}</strong>" if strong else _text(text)
            return f"<p{_class(align)}>{words}</p>"
        case Bullets(items=items, mark=mark):
            listed = "".join(f'<li data-mark="{escape(mark)}">{_text(item)}</li>' for item in items)
            return f"<ul>{listed}</ul>"
        case Picture():
            coded = base64.b64encode(block.content).decode()
            source = f"data:image/{block.kind};base64,{coded}"
            return f'<p><img alt="{escape(block.alt)}" data-mm="{block.width_mm}" src="{source}"></p>'
        case Approval(boxes=boxes):
            signed = "".join(f"<td>{_text(one)}</td>" for one in block.below())
            names = "".join(f'<th scope="col">{_text(box)}</th>' for box in boxes)
            return f'<table class="approval"><tr>{names}</tr><tr>{signed}</tr></table>'
        case PageBreak():
            return '<hr class="break">'
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    rows = [
        "".join(_cell(cell, scope="col" if n < table.head_rows else "row") for cell in r)
        for n, r in enumerate(table.rows)
    ]
    lines = [f"<tr>{row}</tr>" for row in rows]
    head, body = lines[: table.head_rows], lines[table.head_rows :]
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{width * 100 // total}%" data-width="{width}">' for width in table.widths)
    thead = f"<thead>{''.join(head)}</thead>" if head else ""
    return f"<table><colgroup>{columns}</colgroup>{thead}<tbody>{''.join(body)}</tbody></table>"


def _cell(cell: Cell, *, scope: str) -> str:
    name = "th" if cell.head else "td"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' scope="{scope}"' if cell.head else ""
    return f"<{name}{spans}>{''.join(map(_block, cell.blocks))}</{name}>"


def _class(align: Align) -> str:
    return f' class="{align}"' if align != "left" else ""


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>").replace("\t", "&#9;")


# --- reading ------------------------------------------------------------------------------------------


def read_html(text: str) -> Document:
    """The tree of an HTML page; scripts, styles and what asks another host are left out. Raises Refused "document-broken"."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except RecursionError as deep:
        raise Refused("document-broken") from deep
    reader.end_paragraph()
    return Document(
        title=" ".join(reader.title.split()),
        creator=reader.creator,
        day=reader.day,
        language=reader.language,
        blocks=tuple(reader.floors[0].blocks),
    )


@dataclass(slots=True)
class _Floor:
    """What is open: the page itself, or a cell of a table."""

    blocks: list[Block] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    head_rows: int = 0
    widths: list[int] = field(default_factory=list)
    cell: dict[str, Any] | None = None
    approval: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.floors: list[_Floor] = [_Floor()]
        self.words: list[str] = []
        self.kind = ""
        self.given: dict[str, str] = {}
        self.strong = False
        self.items: list[tuple[str, str]] = []
        self.skipping = ""
        self.title = self.creator = ""
        self.day: date | None = None
        self.language = "ko"
        self.thead = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style", "title") and not self.skipping:
            self.skipping = tag
        elif tag == "html":
            self.language = given.get("lang") or "ko"
        elif tag == "meta":
            self._meta(given)
        elif tag == "br":
            self.words.append("\n")
        elif tag == "strong":
            self.strong = not "".join(self.words).strip()
        elif tag == "img":
            self._picture(given)
        elif tag == "hr" and given.get("class") == "break":
            self._end_with(PageBreak())
        elif re.fullmatch(r"h[1-6]|p|div|li", tag):
            self.end_paragraph()
            self.kind, self.given = tag, given
        elif tag in ("table", "thead", "tr", "td", "th", "col"):
            self._open(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipping:
            self.skipping = ""
        elif re.fullmatch(r"h[1-6]|p|div|li|ul|ol|body", tag):
            self.end_paragraph()
            if tag in ("ul", "ol", "body", "div"):
                self._end_items()
        elif tag == "thead":
            self.floors[-1].head_rows, self.thead = len(self.floors[-1].rows), False
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag == "table" and len(self.floors) > 1:
            self._close_table()

    def handle_data(self, data: str) -> None:
        if self.skipping == "title":
            self.title += data
        elif not self.skipping:
            self.words.append(re.sub(r"[ \r\n\f\u00a0]+", " ", data))

    def _meta(self, given: dict[str, str]) -> None:
        if given.get("name") == "author":
            self.creator = given.get("content", "")
        elif given.get("name") == "date":
            try:
                self.day = date.fromisoformat(given.get("content", ""))
            except ValueError:
                self.day = None

    def _open(self, tag: str, given: dict[str, str]) -> None:
        floor = self.floors[-1]
        if tag == "table":
            self._end_with(None)
            if len(self.floors) > _DEEPEST:
                raise Refused("document-broken")
            self.floors.append(_Floor(approval=given.get("class") == "approval"))
        elif tag == "tr":
            self._close_cell()
            floor.rows.append([])
        elif tag == "col":
            floor.widths.append(_number(given.get("data-width", ""), 0, 10_000))
        elif tag in ("td", "th"):
            self._close_cell()
            self.end_paragraph()
            floor.cell, floor.blocks = {"head": tag == "th", **given}, []

    def _close_cell(self) -> None:
        floor = self.floors[-1]
        if floor.cell is None:
            return
        self._end_with(None)
        given, floor.cell = floor.cell, None
        if not floor.rows:
            floor.rows.append([])
        spans = (_number(given.get("colspan", ""), 1, 200), _number(given.get("rowspan", ""), 1, 2_000))
        floor.rows[-1].append(Cell(tuple(floor.blocks), *spans, bool(given["head"])))
        floor.blocks = []

    def _close_table(self) -> None:
        self._close_cell()
        self._end_with(None)
        floor = self.floors.pop()
        rows = tuple(tuple(row) for row in floor.rows if row)
        if floor.approval and rows:
            names, *below = (tuple(_words(cell) for cell in row) for row in rows)
            signed = below[0] if below and any(below[0]) else ()
            self.floors[-1].blocks.append(Approval(names, signed))
        elif rows:
            widths = tuple(floor.widths) if all(floor.widths) else ()
            self.floors[-1].blocks.append(Table(rows, widths, floor.head_rows))

    def _picture(self, given: dict[str, str]) -> None:
        found = re.match(r"data:(image/(?:png|jpeg));base64,(.*)", given.get("src", ""), re.DOTALL)
        content = b""
        if found:
            try:
                content = base64.b64decode(found[2], validate=False)
            except ValueError:
                content = b""
        kind: Any = _KINDS[found[1]] if found else "png"
        self._end_with(Picture(content, kind, given.get("alt", ""), _number(given.get("data-mm", ""), 120, 1_000)))

    def _end_with(self, block: Block | None) -> None:
        self.end_paragraph()
        self._end_items()
        if block is not None:
            self.floors[-1].blocks.append(block)

    def end_paragraph(self) -> None:
        """Close what is being written and put it where it belongs."""
        text = "\n".join(line.strip(" ") for line in "".join(self.words).strip(" \n").split("\n"))
        kind, given, strong = self.kind, self.given, self.strong
        self.words, self.kind, self.given, self.strong = [], "", {}, False
        if not text:
            return
        if kind == "li":
            self.items.append((given.get("data-mark", "·"), text))
            return
        self._end_items()
        level = int(kind[1]) if re.fullmatch(r"h[1-6]", kind) else 0
        block = Heading(text, min(level, 3)) if level else Paragraph(text, _align(given), strong)
        self.floors[-1].blocks.append(block)

    def _end_items(self) -> None:
        if self.items:
            marks = [mark for mark, _ in self.items]
            self.floors[-1].blocks.extend(_grouped(marks, [text for _, text in self.items]))
            self.items = []


def _words(cell: Cell) -> str:
    return "\n".join(block.text for block in cell.blocks if isinstance(block, Paragraph))


def _grouped(marks: list[str], items: list[str]) -> Iterable[Bullets]:
    start = 0
    for place in range(1, len(marks) + 1):
        if place == len(marks) or marks[place] != marks[start]:
            yield Bullets(tuple(items[start:place]), marks[start])
            start = place


def _number(text: str, default: int, most: int) -> int:
    return min(max(int(text), 1), most) if text.isdigit() and len(text) < 8 else default


def _align(given: dict[str, Any]) -> Align:
    word = str(given.get("class", ""))
    return "center" if word == "center" else "right" if word == "right" else "left"
