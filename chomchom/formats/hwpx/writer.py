"""The document tree as HWPX: the same tree gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import assert_never
from xml.sax.saxutils import escape

from PIL import Image

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
    Place,
    Table,
    plain,
)  # fmt: skip
from chomchom.formats.hwpx.head import (
    DECLARATION,
    GRID_BORDER,
    HEAD_BORDER,
    ROOT_NAMES,
    content_xml,
    fixed_parts,
    header_xml,
    paragraph_id,
)  # fmt: skip
from chomchom.formats.hwpx.words import (
    CONTENT,
    HEADER,
    MARGIN,
    MIMETYPE,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PREVIEW,
    SECTION,
    STYLES,
    TEXT_WIDTH,
    Look,
)  # fmt: skip

_LOOKS = {style.look: (number, style) for number, style in enumerate(STYLES)}
_HEADINGS = {1: Look.TITLE, 2: Look.PART, 3: Look.ITEM}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STAMP = (1980, 1, 1, 0, 0, 0)
_ROW, _SIGNATURE, _BOX = 2000, 3400, 5200
_PREVIEW_LETTERS = 2000


@dataclass(slots=True)
class _Paper:
    """Running numbers and pictures of the paper that is being written."""

    next_id: int = 1
    pictures: list[Picture] = field(default_factory=list)
    opening: str = ""
    breaks: bool = False

    def id(self) -> int:
        self.next_id += 1
        return self.next_id


def write_hwpx(document: Document) -> bytes:
    """A package that Hangul opens; header rows of tables come again on each page."""
    paper = _Paper(opening=_section_head())
    body = "".join(_block(block, paper, width=TEXT_WIDTH) for block in document.blocks)
    if paper.opening or paper.breaks:
        body += _paragraph("", Look.BODY, paper)
    section = f"{DECLARATION}<hs:sec {ROOT_NAMES}>{body}</hs:sec>"
    images = [
        (f"BinData/image{n}.{_suffix(one)}", f"image/{one.kind}") for n, one in enumerate(paper.pictures, start=1)
    ]
    content = content_xml(
        title=_printable(document.title), creator=_printable(document.creator), day=document.day,
        language=document.language, pictures=images,
    )  # fmt: skip
    parts: dict[str, str | bytes] = {**fixed_parts(), CONTENT: content, HEADER: header_xml(), SECTION: section}
    parts[PREVIEW] = plain(document.blocks)[:_PREVIEW_LETTERS]
    parts.update({href: one.content for (href, _), one in zip(images, paper.pictures, strict=True)})
    return _packed(parts)


def _packed(parts: dict[str, str | bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in {"mimetype": MIMETYPE, **parts}.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content if isinstance(content, bytes) else content.encode(), compresslevel=6)
    return held.getvalue()


def _suffix(picture: Picture) -> str:
    return "jpg" if picture.kind == "jpeg" else picture.kind


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _block(block: Block, paper: _Paper, *, width: int, inside: Look = Look.BODY) -> str:
    match block:
        case Heading(text=text, level=level):
            return _paragraph(text, _HEADINGS.get(level, Look.ITEM), paper)
        case Paragraph(text=text, align=align, strong=strong):
            return _paragraph(text, Look.STRONG if strong else inside, paper, align=align)
        case Bullets(items=items, mark=mark):
            return "".join(_paragraph(f"{mark} {item}", Look.BULLET, paper) for item in items)
        case Picture():
            return _framed(_picture(block, paper), paper, align="CENTER")
        case Approval():
            return _framed(_approval(block, paper), paper, align="RIGHT")
        case PageBreak():
            paper.breaks = True
            return ""
        case Table():
            return _framed(_table(block, paper, width=width), paper)
    assert_never(block)


def _opening(paper: _Paper, look: Look, align: str) -> str:
    """The start of a paragraph; the very first one carries the page's size and margins."""
    number, _ = _LOOKS[look]
    head, paper.opening = paper.opening, ""
    new_page, paper.breaks = int(paper.breaks), False
    return (
        f'<hp:p id="{paper.id()}" paraPrIDRef="{paragraph_id(number, align)}" styleIDRef="{number}" '
        f'pageBreak="{new_page}" columnBreak="0" merged="0">{head}'
    )


def _paragraph(text: str, look: Look, paper: _Paper, *, align: str = "left") -> str:
    number, style = _LOOKS[look]
    side = style.align if align == "left" else align.upper()
    words = f"<hp:t>{_words(text)}</hp:t>" if text else ""
    return f'{_opening(paper, look, side)}<hp:run charPrIDRef="{number}">{words}</hp:run></hp:p>'


def _words(text: str) -> str:
    """Text with tabs and line breaks as the elements the format has for them."""
    tab = '<hp:tab width="4000" leader="0" type="1"/>'
    return escape(_printable(text)).replace("\n", "<hp:lineBreak/>").replace("\t", tab)


def _framed(element: str, paper: _Paper, *, align: str = "LEFT") -> str:
    """A paragraph that holds a table or a picture; nested ones were numbered before it opens."""
    return f'{_opening(paper, Look.BODY, align)}<hp:run charPrIDRef="0">{element}<hp:t/></hp:run></hp:p>'


def _sized(width: int, height: int, *, inline: bool) -> str:
    return (
        f'<hp:sz width="{width}" widthRelTo="ABSOLUTE" height="{height}" heightRelTo="ABSOLUTE" protect="0"/>'
        f'<hp:pos treatAsChar="{int(inline)}" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
        'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        '<hp:outMargin left="0" right="0" top="141" bottom="141"/>'
    )


def _table(table: Table, paper: _Paper, *, width: int) -> str:
    columns = table.columns
    shares = list(table.widths) if len(table.widths) == columns else [1] * columns
    unit = max(width // max(sum(shares), 1), 1)
    edges = [unit * sum(shares[:n]) for n in range(columns + 1)]
    outside, paper.opening = paper.opening, ""
    new_page, paper.breaks = paper.breaks, False
    rows: list[list[str]] = [[] for _ in table.rows]
    for place in table.places():
        size = edges[place.column + place.cell.columns] - edges[place.column]
        rows[place.row].append(_cell(place, paper, width=size, head=place.row < table.head_rows))
    paper.opening, paper.breaks = outside, new_page
    return _grid(["".join(row) for row in rows], columns, edges[-1], paper, repeat=table.head_rows > 0)


def _grid(rows: list[str], columns: int, width: int, paper: _Paper, *, repeat: bool, inline: int = 0) -> str:
    """A table of finished rows; `inline` is its height where it stands in the line like a letter."""
    written = "".join(f"<hp:tr>{row}</hp:tr>" for row in rows)
    return (
        f'<hp:tbl id="{paper.id()}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" '
        f'lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="{int(repeat)}" rowCnt="{len(rows)}" '
        f'colCnt="{columns}" cellSpacing="0" borderFillIDRef="{GRID_BORDER}" noAdjust="0">'
        f"{_sized(width, inline or _ROW * len(rows), inline=inline > 0)}"
        f'<hp:inMargin left="510" right="510" top="200" bottom="200"/>{written}</hp:tbl>'
    )


def _cell(place: Place, paper: _Paper, *, width: int, head: bool, height: int = _ROW) -> str:
    cell = place.cell
    look = Look.TABLE_HEAD if cell.head else Look.TABLE_TEXT
    body = "".join(_block(block, paper, width=max(width - 1100, 1000), inside=look) for block in cell.blocks)
    return _boxed(body or _paragraph("", look, paper), place, width=width, height=height, head=head, shaded=cell.head)


def _boxed(body: str, place: Place, *, width: int, height: int, head: bool, shaded: bool) -> str:
    cell = place.cell
    return (
        f'<hp:tc name="" header="{int(head)}" hasMargin="0" protect="0" editable="0" dirty="0" '
        f'borderFillIDRef="{HEAD_BORDER if shaded else GRID_BORDER}">'
        '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" '
        f'linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">{body}</hp:subList>'
        f'<hp:cellAddr colAddr="{place.column}" rowAddr="{place.row}"/>'
        f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/>'
        f'<hp:cellSz width="{width}" height="{height}"/>'
        '<hp:cellMargin left="510" right="510" top="200" bottom="200"/></hp:tc>'
    )


def _approval(approval: Approval, paper: _Paper) -> str:
    boxes = approval.boxes
    outside, paper.opening = paper.opening, ""
    rows = []
    for number, (words, height) in enumerate(((boxes, _ROW), (approval.below(), _SIGNATURE))):
        row = ""
        for column, word in enumerate(words):
            place = Place(number, column, Cell(head=number == 0))
            body = _paragraph(word, Look.APPROVAL, paper)
            row += _boxed(body, place, width=_BOX, height=height, head=False, shaded=number == 0)
        rows.append(row)
    paper.opening = outside
    return _grid(rows, len(boxes), _BOX * len(boxes), paper, repeat=False, inline=_ROW + _SIGNATURE)


def _picture(picture: Picture, paper: _Paper) -> str:
    paper.pictures.append(picture)
    number = len(paper.pictures)
    with Image.open(BytesIO(picture.content)) as opened:
        pixels_wide, pixels_high = opened.size
    wide = min(round(picture.width_mm * MM), TEXT_WIDTH)
    high = max(round(wide * pixels_high / max(pixels_wide, 1)), 1)
    corners = "".join(
        f'<hc:pt{n} x="{x}" y="{y}"/>' for n, (x, y) in enumerate(((0, 0), (wide, 0), (wide, high), (0, high)))
    )
    still = "".join(
        f'<hc:{name} e1="1" e2="0" e3="0" e4="0" e5="1" e6="0"/>' for name in ("transMatrix", "scaMatrix", "rotMatrix")
    )
    return (
        f'<hp:pic id="{paper.id()}" zOrder="0" numberingType="PICTURE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" '
        f'lock="0" dropcapstyle="None" href="" groupLevel="0" instid="{number}" reverse="0">'
        f'<hp:offset x="0" y="0"/><hp:orgSz width="{wide}" height="{high}"/><hp:curSz width="0" height="0"/>'
        '<hp:flip horizontal="0" vertical="0"/>'
        f'<hp:rotationInfo angle="0" centerX="{wide // 2}" centerY="{high // 2}" rotateimage="1"/>'
        f"<hp:renderingInfo>{still}</hp:renderingInfo><hp:imgRect>{corners}</hp:imgRect>"
        f'<hp:imgClip left="0" right="{pixels_wide * 75}" top="0" bottom="{pixels_high * 75}"/>'
        '<hp:inMargin left="0" right="0" top="0" bottom="0"/>'
        f'<hp:imgDim dimwidth="{pixels_wide * 75}" dimheight="{pixels_high * 75}"/>'
        f'<hc:img binaryItemIDRef="image{number}" bright="0" contrast="0" effect="REAL_PIC" alpha="0"/><hp:effects/>'
        f"{_sized(wide, high, inline=True)}<hp:shapeComment>{_words(picture.alt)}</hp:shapeComment></hp:pic>"
    )


def _section_head() -> str:
    """Page size, margins, notes, one column and page numbers, as the first run of the first paragraph."""
    note = (
        '<hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
        '<hp:noteLine length="{length}" type="SOLID" width="0.12 mm" color="#000000"/>'
        '<hp:noteSpacing betweenNotes="{between}" belowLine="567" aboveLine="850"/>'
        '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/>'
    )
    foot = note.format(length=-1, between=283, place="EACH_COLUMN")
    end = note.format(length=14692344, between=0, place="END_OF_DOCUMENT")
    border = "".join(
        f'<hp:pageBorderFill type="{kind}" borderFillIDRef="1" textBorder="PAPER" headerInside="0" footerInside="0" '
        'fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>'
        for kind in ("BOTH", "EVEN", "ODD")
    )
    return (
        '<hp:run charPrIDRef="0"><hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" '
        'tabStopVal="4000" tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" '
        'masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
        '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
        '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
        'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
        '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
        f'<hp:pagePr landscape="WIDELY" width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" gutterType="LEFT_ONLY">'
        f'<hp:margin header="2835" footer="2835" gutter="0" left="{MARGIN}" right="{MARGIN}" top="{MARGIN}" '
        f'bottom="{MARGIN}"/></hp:pagePr><hp:footNotePr>{foot}</hp:footNotePr><hp:endNotePr>{end}</hp:endNotePr>'
        f"{border}</hp:secPr>"
        '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
        '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl></hp:run>'
    )
