"""What we write is never taken for a command (H01)."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.formats.tables import csv_lines, read_table, write_csv, write_xlsx
from chomchom.formats.written import is_command

COMMANDS = [
    "=cmd",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    " =1",
    "\x01=1",
    "﹦1",
]


def back(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_becomes_text_in_csv(text: str) -> None:
    head, row = back(write_csv([text], [[text]]))
    for cell in (*head, *row):
        assert cell.startswith("'")
        assert not is_command(cell)
        assert "\x00" not in cell


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_becomes_text_in_a_workbook(text: str) -> None:
    page = openpyxl.load_workbook(BytesIO(write_xlsx([text], [[text]]))).active
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s"
        assert cell.quotePrefix or not is_command(str(cell.value))
        assert "\x00" not in str(cell.value)


def test_numbers_days_and_moments_keep_their_kind() -> None:
    row = [-5, 2.5, date(2026, 5, 29), datetime(2026, 5, 29, 15, 30, tzinfo=UTC), None, True, "가"]
    assert back(write_csv(["a"] * 7, [row]))[1] == ["-5", "2.5", "2026-05-29", "2026-05-30 00:30", "", "True", "가"]
    page = openpyxl.load_workbook(BytesIO(write_xlsx(["a"] * 7, [row], sheet="동/별*표", notes=["일부 가림"]))).active
    assert page.title == "동 별 표"
    assert page["A1"].value == "일부 가림"
    assert [cell.value for cell in page[3]] == [
        -5,
        2.5,
        datetime(2026, 5, 29),
        datetime(2026, 5, 30, 0, 30),
        None,
        True,
        "가",
    ]


def test_a_link_stays_text() -> None:
    page = openpyxl.load_workbook(BytesIO(write_xlsx(["a"], [["http://example.com"]]))).active
    assert (page["A2"].hyperlink, page["A2"].data_type) == (None, "s")


def test_csv_is_written_in_pieces() -> None:
    pieces = list(csv_lines(["a", "b"], (["가" * 100, n] for n in range(2_000))))
    assert len(pieces) > 10
    assert len(back(b"".join(pieces))) == 2_001


def test_the_same_rows_and_moment_give_the_same_workbook() -> None:
    made = datetime(2026, 5, 29, tzinfo=UTC)
    assert write_xlsx(["a"], [["b"]], made_at=made) == write_xlsx(["a"], [["b"]], made_at=made)


@given(
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20),
        min_size=2,
        max_size=5,
    )
)
def test_no_written_cell_is_a_command_and_nothing_else_is_lost(row: list[str]) -> None:
    cells = back(write_csv(row, [row]))[1]
    for before, after in zip(row, cells, strict=True):
        assert not is_command(after)
        assert before in after


def test_what_we_write_we_read_back() -> None:
    rows = [["가나다", "일동"], ["라마바", "=1+1"]]
    for content in (write_csv(["이름", "동"], rows), write_xlsx(["이름", "동"], rows)):
        table = read_table(content, filename="x")
        assert [row.cells["이름"] for row in table.rows] == ["가나다", "라마바"]
        assert table.faults == []
