"""Tables from strangers: right Hangul, sound rows, and a clear word for everything else."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.formats.faults import FILE_REFUSALS, Fault, FaultCode, fault
from chomchom.formats.tables import Limits, Table, read_table
from chomchom.kernel.verdicts import Refused

TEXT = "이름,동,생년\r\n가나다,일동,1944\r\n뷁똠방,이동,1951\r\n"


def read(content: bytes, **options: object) -> Table:
    return read_table(content, filename="round.csv", **options)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in table.rows]


def refused(content: bytes, **options: object) -> str:
    with pytest.raises(Refused) as refusal:
        read(content, **options)
    assert refusal.value.code in FILE_REFUSALS
    return refusal.value.code


def workbook(*rows: list[object], change=None) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    if change:
        change(book, page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rebuilt(content: bytes, *, change: dict[str, bytes] | None = None, add: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, (change or {}).get(name, old.read(name)))
        for name, body in (add or {}).items():
            new.writestr(name, body)
    return out.getvalue()


PLAIN = workbook(["이름", "동"], ["가나다", "일동"])
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp949", "cp949"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_hangul_is_right_in_every_encoding_an_office_sends(encoding: str, seen: str) -> None:
    table = read(TEXT.encode(encoding))
    assert table.encoding == seen
    assert table.columns == ("이름", "동", "생년")
    assert cells(table) == [("가나다", "일동", "1944"), ("뷁똠방", "이동", "1951")]
    assert [row.number for row in table.rows] == [2, 3]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("名前,町\r\n山田太郎,東京都\r\n".encode("shift_jis"), "file-encoding-unknown"),
        ("prénom,rue\r\nélève,été\r\n".encode("latin-1"), "file-encoding-unknown"),
        (TEXT.encode("utf-8").decode("latin-1").encode("utf-8"), "file-text-broken"),
        (TEXT.encode("cp949") + b"\xff\xff", "file-encoding-unknown"),
        (TEXT.encode("utf-16")[:-1], "file-encoding-unknown"),
    ],
)
def test_another_encoding_is_refused_and_never_guessed(content: bytes, code: str) -> None:
    assert refused(content) == code


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(sign: str) -> None:
    assert cells(read(f"이름{sign}동\n가,일동\n".replace("가,", f"가{sign}").encode())) == [("가", "일동")]


def test_titles_blank_lines_and_quotes_keep_the_file_row_numbers() -> None:
    table = read('2026년 3차 발굴 명단\r\n\r\n이름,메모\r\n가,"두 줄\r\n메모"\r\n\r\n나,끝\r\n'.encode())
    assert [(row.number, row.cells["메모"]) for row in table.rows] == [(4, "두 줄\r\n메모"), (7, "끝")]


def test_names_from_a_mac_are_put_together_again() -> None:
    import unicodedata

    table = read(unicodedata.normalize("NFD", TEXT).encode())
    assert cells(table)[0] == ("가나다", "일동", "1944")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("가\x00나", FaultCode.CONTROL_CHARACTER),
        ("가\x1b[31m", FaultCode.CONTROL_CHARACTER),
        ("가\ufffd", FaultCode.BROKEN_CHARACTER),
        ("가" * 4001, FaultCode.CELL_TOO_LONG),
        ("440311-2123456", FaultCode.RESIDENT_NUMBER),
        ("일동,남는 칸", FaultCode.TOO_MANY_CELLS),
    ],
)
def test_a_wrong_cell_costs_its_row_and_no_other(cell: str, code: FaultCode) -> None:
    table = read(f"이름,동\n가,일동\n나,{cell}\n다,이동\n".encode())
    assert [(one.code, one.row) for one in table.faults] == [(code, 3)]
    assert [row.number for row in table.rows] == [2, 4]
    assert table.faulty_rows == 1


def test_a_fault_shows_its_value_short_and_without_a_resident_number() -> None:
    assert fault(FaultCode.NOT_A_NUMBER, row=3, column="동", value="440311-2123456").value == "440311-*******"
    shown = fault(FaultCode.NOT_A_NUMBER, row=3, value="긴" * 100 + "\x00\u202e").value
    assert (len(shown), shown[-1]) == (40, "…")


def test_a_column_named_twice_is_reported_and_both_are_kept() -> None:
    table = read("이름,동,동\n가,일동,이동\n".encode())
    assert table.columns == ("이름", "동", "동 (C)")
    assert [one.code for one in table.faults] == [FaultCode.COLUMN_TWICE]
    assert cells(table) == [("가", "일동", "이동")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"  \n\n", "file-empty"),
        ("이름,동\n".encode(), "file-has-no-rows"),
        ('이름,동\n가,"열림\n나,일동\n'.encode(), "file-quote-open"),
        (b"%PDF-1.7 ...", "file-not-a-table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file-not-a-table"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", "file-not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file-old-excel"),
        (b"PK\x03\x04 broken", "workbook-broken"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_hwp_is_told_apart_from_old_excel() -> None:
    with pytest.raises(Refused) as refusal:
        read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, filename="명단.HWP")
    assert refusal.value.code == "file-hwp"


def test_a_file_of_200_mb_is_refused_at_once_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    started = time.perf_counter()
    with pytest.raises(Refused) as refusal:
        read_table(path, filename=path.name)
    assert refusal.value.code == "file-too-large"
    assert time.perf_counter() - started < 0.5


def test_too_many_rows_or_columns_are_refused() -> None:
    few = Limits(rows=10, columns=3)
    assert refused(b"a,b\n" + b"1,2\n" * 11, limits=few) == "sheet-too-long"
    assert len(read(b"a,b\n" + b"1,2\n" * 10, limits=few).rows) == 10
    assert refused(b"a,b,c,d\n1,2,3,4\n", limits=few) == "sheet-too-wide"


def test_a_workbook_gives_plain_text() -> None:
    content = workbook(
        ["이름", "생일", "금액", "연락처", "시각", "참"],
        ["가나다", date(1944, 3, 11), 1500000, "01012345678", datetime(2026, 5, 29, 9, 30), True],
        [None, None, 2.5, None, None, None],
    )
    table = read(content)
    assert table.sheet == "Sheet"
    assert cells(table) == [
        ("가나다", "1944-03-11", "1500000", "01012345678", "2026-05-29T09:30:00", "TRUE"),
        ("", "", "2.5", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=1+1", FaultCode.FORMULA_CELL),
        ('=HYPERLINK("http://x")', FaultCode.FORMULA_CELL),
        ("#N/A", FaultCode.ERROR_CELL),
        (12345678901234567890, FaultCode.NUMBER_TOO_LONG),
        (4403112123456, FaultCode.RESIDENT_NUMBER),
        ("가_x0000_나", FaultCode.CONTROL_CHARACTER),
    ],
)
def test_a_wrong_cell_of_a_workbook_costs_its_row(value: object, code: FaultCode) -> None:
    table = read(workbook(["이름", "값"], ["가", "1"], ["나", value], ["다", "2"]))
    assert [(one.code, one.row, one.column) for one in table.faults] == [(code, 3, "값")]
    assert [row.number for row in table.rows] == [2, 4]


def test_text_that_begins_with_an_equals_sign_stays_text() -> None:
    def change(_book, page) -> None:
        page["B2"].value = "=1+1"
        page["B2"].data_type = "s"

    assert cells(read(workbook(["이름", "값"], ["가", ""], change=change))) == [("가", "=1+1")]


def test_merged_cells_cost_the_rows_they_touch_and_a_merged_title_costs_nothing() -> None:
    def change(_book, page) -> None:
        page.merge_cells("A1:C1")
        page.merge_cells("A4:A5")

    content = workbook(
        ["명단"],
        ["이름", "동", "값"],
        ["가", "일동", 1],
        ["나", "일동", 2],
        ["다", "일동", 3],
        ["라", "이동", 4],
        change=change,
    )
    table = read(content)
    assert [(one.code, one.row, one.column) for one in table.faults] == [
        (FaultCode.MERGED_CELL, 4, "이름"),
        (FaultCode.MERGED_CELL, 5, "이름"),
    ]
    assert [row.number for row in table.rows] == [3, 6]


def test_the_sheet_asked_for_is_read_and_a_hidden_one_never_by_itself() -> None:
    def change(book, page) -> None:
        page.sheet_state = "hidden"
        for name in ("둘째", "셋째"):
            other = book.create_sheet(name)
            other.append(["열", "값"])
            other.append([name, 1])

    content = workbook(["이름", "동"], ["가", "일동"], change=change)
    assert read(content).sheet == "둘째"
    assert read(content, sheet="셋째").sheet == "셋째"
    assert refused(content, sheet="없음") == "file-has-no-rows"


# ---- hostile workbooks (G01, G03, G05 – G08, G15)


def xml(body: str) -> bytes:
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{body}</worksheet>'.encode()


def lone_cell(ref: str) -> bytes:
    row = "".join(char for char in ref if char.isdigit())
    return xml(f'<sheetData><row r="{row}"><c r="{ref}"><v>1</v></c></row></sheetData>')


def lying_size(content: bytes, claimed: int) -> bytes:
    """The same archive whose first part claims another unpacked size, in both its headers."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        real = archive.infolist()[0].file_size
    before = real.to_bytes(4, "little")
    changed = bytearray(content)
    changed[22:26] = claimed.to_bytes(4, "little")
    central = content.index(b"PK\x01\x02")
    assert content[central + 24 : central + 28] == before
    changed[central + 24 : central + 28] = claimed.to_bytes(4, "little")
    return bytes(changed)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;">]>'

HOSTILE = {
    "bomb": (rebuilt(PLAIN, change={SHEET: xml("<sheetData/>") + b" " * 60_000_000}), "workbook-too-large-inside"),
    "ratio": (rebuilt(PLAIN, change={SHEET: xml("<sheetData/>") + b" " * 20_000_000}), "workbook-too-large-inside"),
    "nested": (rebuilt(PLAIN, add={"xl/media/a.bin": PLAIN}), "workbook-has-archive"),
    "nested by name": (rebuilt(PLAIN, add={"a.zip": b"x"}), "workbook-has-archive"),
    "lies small": (lying_size(PLAIN, 10), "workbook-broken"),
    "lies large": (lying_size(PLAIN, 40_000), "workbook-broken"),
    "lies huge": (lying_size(PLAIN, 4_000_000_000), "workbook-too-large-inside"),
    "doctype": (rebuilt(PLAIN, change={SHEET: DOCTYPE.encode() + xml("<sheetData/>")}), "workbook-has-doctype"),
    "doctype in UTF-16": (rebuilt(PLAIN, change={SHEET: DOCTYPE.encode("utf-16")}), "workbook-has-doctype"),
    "doctype far in": (rebuilt(PLAIN, change={SHEET: b" " * 65_530 + DOCTYPE.encode()}), "workbook-has-doctype"),
    "laughs": (
        rebuilt(PLAIN, add={"xl/sharedStrings.xml": LAUGHS.encode() + b"<l>&m;</l>"}),
        "workbook-has-doctype",
    ),
    "slip": (rebuilt(PLAIN, add={"../../evil.txt": b"x"}), "workbook-has-strange-names"),
    "absolute": (rebuilt(PLAIN, add={"/etc/evil": b"x"}), "workbook-has-strange-names"),
    "backslash": (rebuilt(PLAIN, add={"xl\\..\\evil": b"x"}), "workbook-has-strange-names"),
    "macro": (rebuilt(PLAIN, add={"xl/vbaProject.bin": b"x"}), "workbook-has-macro"),
    "macro sheet": (rebuilt(PLAIN, add={"xl/macrosheets/sheet1.xml": b"<x/>"}), "workbook-has-macro"),
    "object": (rebuilt(PLAIN, add={"xl/embeddings/oleObject1.bin": b"x"}), "workbook-has-object"),
    "far corner": (rebuilt(PLAIN, change={SHEET: lone_cell("XFD1048576")}), "sheet-too-long"),
    "far row": (rebuilt(PLAIN, change={SHEET: lone_cell("A1048576")}), "sheet-too-long"),
    "far column": (rebuilt(PLAIN, change={SHEET: lone_cell("XFD1")}), "sheet-too-wide"),
    "torn": (rebuilt(PLAIN, change={SHEET: b"<worksheet><sheetData>"}), "workbook-broken"),
    "cut": (PLAIN[:-200], "workbook-broken"),
    "no workbook": (rebuilt(workbook(["a"])).replace(b"xl/workbook.xml", b"xl/workbook.xmm"), "file-not-a-table"),
    "merges": (
        rebuilt(
            PLAIN,
            change={
                SHEET: xml(
                    '<sheetData><row r="40000"><c r="A40000"><v>1</v></c></row></sheetData><mergeCells>'
                    + '<mergeCell ref="A1:B40000"/>' * 30_000
                    + "</mergeCells>"
                )
            },
        ),
        "sheet-has-too-many-cells",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_time(name: str) -> None:
    content, code = HOSTILE[name]
    started = time.perf_counter()
    assert refused(content) == code
    assert time.perf_counter() - started < 2


def test_a_symlink_inside_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(out.getvalue()) == "workbook-has-strange-names"


def test_a_locked_workbook_says_so() -> None:
    changed = bytearray(PLAIN)
    changed[6] |= 1
    changed[PLAIN.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(changed)) == "workbook-locked"


def test_a_sheet_that_lies_about_its_dimension_is_read_by_what_it_holds() -> None:
    body = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    body += '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row></sheetData>'
    assert cells(read(rebuilt(PLAIN, change={SHEET: xml(body)}))) == [("3", "4")]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_refusal(content: bytes) -> None:
    try:
        table = read(content)
        assert all(isinstance(one, Fault) for one in table.faults)
        known = True
    except Refused as refusal:
        known = refusal.code in FILE_REFUSALS
    assert known


@given(st.binary(min_size=1, max_size=20), st.integers(0, len(PLAIN) - 20))
def test_a_workbook_with_any_bytes_changed_gives_a_table_or_a_refusal(noise: bytes, place: int) -> None:
    changed = bytearray(PLAIN)
    changed[place : place + len(noise)] = noise
    try:
        read(bytes(changed))
        known = True
    except Refused as refusal:
        known = refusal.code in FILE_REFUSALS
    assert known
