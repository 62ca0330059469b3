"""Names of the format: namespaces, parts of the package, and the styles we write and know again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MIMETYPE = "application/hwp+zip"
HANCOM = "http://www.hancom.co.kr/hwpml"
NAMESPACES = {
    "ha": f"{HANCOM}/2011/app",
    "hp": f"{HANCOM}/2011/paragraph",
    "hp10": f"{HANCOM}/2016/paragraph",
    "hs": f"{HANCOM}/2011/section",
    "hc": f"{HANCOM}/2011/core",
    "hh": f"{HANCOM}/2011/head",
    "hhs": f"{HANCOM}/2011/history",
    "hm": f"{HANCOM}/2011/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf/",
    "epub": "http://www.idpf.org/2007/ops",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
NONE = 4294967295  # an id that refers to nothing
CONTENT, HEADER, SECTION = "Contents/content.hpf", "Contents/header.xml", "Contents/section0.xml"
SETTINGS, VERSION, CONTAINER = "settings.xml", "version.xml", "META-INF/container.xml"
MANIFEST, PREVIEW = "META-INF/manifest.xml", "Preview/PrvText.txt"
MM = 7200 / 25.4  # HWPUNIT in a millimetre
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 59528, 84186, 5669  # A4, 20 mm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN


class Look(StrEnum):
    """What a paragraph is, by the name of its style."""

    BODY = "바탕글"
    TITLE = "제목"
    PART = "큰제목"
    ITEM = "작은제목"
    BULLET = "글머리"
    TABLE_HEAD = "표머리"
    TABLE_TEXT = "표내용"
    APPROVAL = "결재란"
    STRONG = "굵은글"


@dataclass(frozen=True, slots=True)
class Style:
    """How a look is printed: letters in hundredths of a point, spaces in HWPUNIT."""

    look: Look
    english: str
    size: int = 1000
    bold: bool = False
    before: int = 0
    after: int = 0
    hanging: int = 0
    keep: bool = False
    align: str = "JUSTIFY"


STYLES = (
    Style(Look.BODY, "Normal"),
    Style(Look.TITLE, "Title", 1600, True, 0, 600, align="CENTER", keep=True),
    Style(Look.PART, "Part", 1300, True, 900, 300, keep=True),
    Style(Look.ITEM, "Item", 1150, True, 500, 200, keep=True),
    Style(Look.BULLET, "Bullet", hanging=1000, after=100),
    Style(Look.TABLE_HEAD, "Table Head", bold=True, align="CENTER"),
    Style(Look.TABLE_TEXT, "Table Text", align="LEFT"),
    Style(Look.APPROVAL, "Approval", align="CENTER"),
    Style(Look.STRONG, "Strong", bold=True),
)
ALIGNS = ("JUSTIFY", "LEFT", "CENTER", "RIGHT")
