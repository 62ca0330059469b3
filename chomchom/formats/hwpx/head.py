"""The parts of the package around the text: fonts, borders, styles, metadata, lists of parts."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from chomchom.formats.hwpx.words import ALIGNS, CONTENT, HEADER, NAMESPACES, SECTION, SETTINGS, STYLES, Style

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
ROOT_NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
_FACES = ("함초롬돋움", "함초롬바탕")
_EACH = tuple(name.lower() for name in _LANGUAGES)
PLAIN_BORDER, GRID_BORDER, HEAD_BORDER = 1, 3, 4


def paragraph_id(style: int, align: str) -> int:
    """The number of the paragraph look for a style in an alignment."""
    return style * len(ALIGNS) + ALIGNS.index(align)


def header_xml() -> str:
    """Fonts, borders, letters, paragraphs and styles that the text refers to by number."""
    lists = _fonts() + _borders() + _letters() + _tabs() + _numberings() + _paragraphs() + _styles()
    return (
        f'{DECLARATION}<hh:head {ROOT_NAMES} version="1.4" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
        f"<hh:refList>{lists}</hh:refList>"
        '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
        '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>'
        '<hh:trackchageConfig flags="56"/></hh:head>'
    )


def _listed(tag: str, items: list[str], count: str = "itemCnt") -> str:
    return f'<hh:{tag} {count}="{len(items)}">{"".join(items)}</hh:{tag}>'


def _fonts() -> str:
    info = (
        '<hh:typeInfo familyType="FCAT_GOTHIC" weight="6" proportion="4" contrast="0" strokeVariation="1" '
        'armStyle="1" letterform="1" midline="1" xHeight="1"/>'
    )
    fonts = "".join(
        f'<hh:font id="{n}" face="{face}" type="TTF" isEmbedded="0">{info}</hh:font>' for n, face in enumerate(_FACES)
    )
    faces = [f'<hh:fontface lang="{name}" fontCnt="{len(_FACES)}">{fonts}</hh:fontface>' for name in _LANGUAGES]
    return _listed("fontfaces", faces)


def _borders() -> str:
    return _listed(
        "borderFills",
        [_border(1, "NONE"), _border(2, "NONE", "none"), _border(3, "SOLID"), _border(4, "SOLID", "#EEF1F6")],
    )


def _border(number: int, line: str, fill: str = "") -> str:
    sides = "".join(
        f'<hh:{side}Border type="{line}" width="0.12 mm" color="#000000"/>'
        for side in ("left", "right", "top", "bottom")
    )
    brush = f'<hc:winBrush faceColor="{fill}" hatchColor="#999999" alpha="0"/>'
    filled = f"<hc:fillBrush>{brush}</hc:fillBrush>" if fill else ""
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{sides}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{filled}</hh:borderFill>'
    )


def _each(tag: str, value: int) -> str:
    return f"<hh:{tag} " + " ".join(f'{name}="{value}"' for name in _EACH) + "/>"


def _letters() -> str:
    return _listed("charProperties", [_letter(number, style) for number, style in enumerate(STYLES)])


def _letter(number: int, style: Style) -> str:
    return (
        f'<hh:charPr id="{number}" height="{style.size}" textColor="#000000" shadeColor="none" useFontSpace="0" '
        'useKerning="0" symMark="NONE" borderFillIDRef="2">'
        + _each("fontRef", 0 if style.bold else 1)
        + _each("ratio", 100)
        + _each("spacing", 0)
        + _each("relSz", 100)
        + _each("offset", 0)
        + ("<hh:bold/>" if style.bold else "")
        + '<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>'
        '<hh:outline type="NONE"/><hh:shadow type="NONE" color="#B2B2B2" offsetX="10" offsetY="10"/></hh:charPr>'
    )


def _tabs() -> str:
    return _listed("tabProperties", ['<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>'])


def _numberings() -> str:
    levels = "".join(
        f'<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" '
        'textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0">'
        f"^{level}.</hh:paraHead>"
        for level in range(1, 8)
    )
    return _listed("numberings", [f'<hh:numbering id="1" start="0">{levels}</hh:numbering>'])


def _paragraphs() -> str:
    return _listed(
        "paraProperties",
        [_paragraph(paragraph_id(n, align), style, align) for n, style in enumerate(STYLES) for align in ALIGNS],
    )


def _paragraph(number: int, style: Style, align: str) -> str:
    # With a negative first indent the first line stands at the left margin and the others behind it.
    margins = {"intent": -style.hanging, "left": 0, "right": 0, "prev": style.before, "next": style.after}
    spaces = "".join(f'<hc:{side} value="{value}" unit="HWPUNIT"/>' for side, value in margins.items())
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
        'suppressLineNumbers="0" checked="0">'
        f'<hh:align horizontal="{align}" vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/>'
        f'<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="1" '
        f'keepWithNext="{int(style.keep)}" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/>'
        f'<hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hh:margin>{spaces}</hh:margin>'
        '<hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/>'
        '<hh:border borderFillIDRef="2" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" '
        'ignoreMargin="0"/></hh:paraPr>'
    )


def _styles() -> str:
    written = [
        f'<hh:style id="{n}" type="PARA" name="{style.look}" engName="{style.english}" '
        f'paraPrIDRef="{paragraph_id(n, style.align)}" charPrIDRef="{n}" nextStyleIDRef="{n}" langID="1042" lockForm="0"/>'
        for n, style in enumerate(STYLES)
    ]
    return _listed("styles", written)


def content_xml(*, title: str, creator: str, day: date | None, language: str, pictures: list[tuple[str, str]]) -> str:
    """The list of parts with title, institution and day; no person is named. `pictures` are (href, media type)."""
    parts = [("header", HEADER, "application/xml"), ("section0", SECTION, "application/xml")]
    parts.append(("settings", SETTINGS, "application/xml"))
    items = "".join(f'<opf:item id="{name}" href="{href}" media-type="{kind}"/>' for name, href, kind in parts)
    items += "".join(
        f'<opf:item id="image{n}" href="{href}" media-type="{kind}" isEmbeded="1"/>'
        for n, (href, kind) in enumerate(pictures, start=1)
    )
    stamp = f"{day.isoformat()}T00:00:00Z" if day else ""
    meta = f'<opf:meta name="creator" content="text">{escape(creator)}</opf:meta>' if creator else ""
    if stamp:
        meta += f'<opf:meta name="CreatedDate" content="text">{stamp}</opf:meta>'
        meta += f'<opf:meta name="ModifiedDate" content="text">{stamp}</opf:meta>'
    return (
        f'{DECLARATION}<opf:package {ROOT_NAMES} version="" unique-identifier="" id="">'
        f"<opf:metadata><opf:title>{escape(title)}</opf:title><opf:language>{escape(language)}</opf:language>{meta}"
        f"</opf:metadata><opf:manifest>{items}</opf:manifest>"
        '<opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )


def fixed_parts() -> dict[str, str]:
    """The parts that are the same in every paper of ours."""
    opendocument = "urn:oasis:names:tc:opendocument:xmlns"
    root_files = (
        f'<ocf:rootfile full-path="{CONTENT}" media-type="application/hwpml-package+xml"/>'
        '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    )
    return {
        "version.xml": (
            f'{DECLARATION}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication='
            '"WORDPROCESSOR" major="5" minor="1" micro="1" buildNumber="0" os="10" xmlVersion="1.5" '
            'application="Chomchom" appVersion="1"/>'
        ),
        "META-INF/container.xml": (
            f'{DECLARATION}<ocf:container xmlns:ocf="{opendocument}:container" '
            f'xmlns:hpf="{NAMESPACES["hpf"]}"><ocf:rootfiles>{root_files}</ocf:rootfiles></ocf:container>'
        ),
        "META-INF/manifest.xml": f'{DECLARATION}<odf:manifest xmlns:odf="{opendocument}:manifest:1.0"/>',
        SETTINGS: (
            f"{DECLARATION}<ha:HWPApplicationSetting {ROOT_NAMES}>"
            '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
        ),
    }
