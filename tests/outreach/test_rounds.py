"""S2: a discovery round of 214 rows, and hostile files. All names are invented."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest

from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import public as outreach
from chomchom.outreach.actions import rounds
from chomchom.outreach.models import ColumnMemory, DiscoveryRound, DiscoveryRow, Episode, Signal
from chomchom.outreach.reads.episodes import episode as episode_of
from chomchom.outreach.reads.registers import fault_table, round_page
from chomchom.outreach.rules.discovery import Purpose
from chomchom.people.models import Person
from chomchom.store.acting import acting
from tests.outreach.conftest import make_home

pytestmark = pytest.mark.django_db

PURPOSE = Purpose("복지정책과-1234", "사회보장급여법 제12조", date(2026, 9, 30))
HEADERS = ["연번", "관리번호", "성명", "생년월일", "연락처", "행정동", "주소", "가구유형", "위기정보"]
SYLLABLES = "가나다라마바사아자차카타파하"


def rows_of_s2() -> list[list[str]]:
    """206 new homes, 6 known ones, 2 without a valid dong."""
    rows = []
    for n in range(206):
        name = f"새{SYLLABLES[n % 14]}{SYLLABLES[n // 14 % 14]}"
        items = "단전, 건강보험료체납" if n % 10 == 0 else "통신비체납"
        rows.append(
            [str(n), f"K{n}", name, "1960-01-02", "010-0000-0000", "일동", f"성호로 {n + 100} 1호", "1인가구", items]
        )
    for n in range(6):
        rows.append(
            [
                str(n),
                f"E{n}",
                f"헌{SYLLABLES[n]}{SYLLABLES[n]}",
                "1950-01-02",
                "",
                "일동",
                f"성호로 {n + 1} 9호",
                "",
                "카드연체",
            ]
        )
    rows.append(["213", "F1", "별가나", "1970-01-01", "", "없는동", "어디길 1", "", "단수"])
    rows.append(["214", "F2", "별다라", "1970-01-01", "", "", "어디길 2", "", "단수"])
    return rows


def workbook(rows: list[list[str]], headers: list[str] = HEADERS) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(headers)
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(rows: list[list[str]], encoding: str = "utf-8", headers: list[str] = HEADERS) -> bytes:
    quoted = [",".join(f'"{cell}"' for cell in row) for row in [headers, *rows]]
    return "\r\n".join(quoted).encode(encoding)


@pytest.fixture
def known_homes(deeds, db) -> None:
    with acting(deeds.machine()) as deed:
        for n in range(6):
            make_home(deed, f"옛{SYLLABLES[n]}{SYLLABLES[n]}", address=f"성호로 {n + 1} 9호")


def upload(deeds, content: bytes, *, name: str = "발굴.xlsx", code: str = "2026-3", **more) -> UUID:
    with acting(more.pop("who", deeds.haneul())) as deed:
        return rounds.upload_round(
            deed, code=code, purpose=more.pop("purpose", PURPOSE), filename=name, content=content
        )


def confirm(deeds, round_id: UUID, *, who=None) -> DiscoveryRound:
    with acting(who or deeds.haneul()) as deed:
        rounds.confirm_round(deed, round_id=round_id)
    return DiscoveryRound.objects.get(pk=round_id)


def test_s2_two_hundred_and_fourteen_rows(deeds, known_homes) -> None:
    content = workbook(rows_of_s2())
    round_id = upload(deeds, content)
    dry = DiscoveryRound.objects.get()
    assert (dry.total, dry.new_count, dry.known_count, dry.faulty_count) == (214, 206, 6, 2)
    assert not Signal.objects.exists()
    before = Person.objects.count()

    confirm(deeds, round_id)
    assert Person.objects.count() - before == 206
    assert Signal.objects.count() == 212
    assert Episode.objects.count() == 212
    assert ledger.facts(tags=["outreach:round:confirmed"]).get().payload == {
        "round_id": str(round_id), "new": 206, "known": 6, "faulty": 2, "repeated": 0,
    }  # fmt: skip
    sectors = set(ledger.facts(tags=["outreach:signal:received"]).values_list("sector", flat=True))
    assert sectors == {"public"}

    again = upload(deeds, content)
    dry = DiscoveryRound.objects.get(pk=again)
    assert (dry.new_count, dry.known_count, dry.faulty_count, dry.repeated_count) == (0, 212, 2, 212)
    confirm(deeds, again)
    assert Person.objects.count() - before == 206
    assert Signal.objects.count() == 212


def test_the_error_file_says_row_column_and_reason_and_no_name(deeds, known_homes) -> None:
    round_id = upload(deeds, workbook(rows_of_s2()))
    with acting(deeds.haneul()) as deed:
        columns, rows = fault_table(deed, round_id)
    assert columns == ["행", "열", "이유"]
    assert rows == [[214, "행정동", "우리 시에 없는 동입니다."], [215, "행정동", "동이 없습니다."]]
    confirm(deeds, round_id)
    with acting(deeds.haneul()) as deed:
        assert fault_table(deed, round_id)[1] == rows


def test_rows_lose_their_personal_text_when_they_are_in(deeds, known_homes) -> None:
    confirm(deeds, upload(deeds, workbook(rows_of_s2())))
    assert not any(row.content for row in DiscoveryRow.objects.all())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_encodings_of_offices_are_read(deeds, db, encoding) -> None:
    upload(deeds, csv_of(rows_of_s2()[:3], encoding), name="발굴.csv")
    assert DiscoveryRound.objects.get().new_count == 3


def test_the_meaning_of_a_heading_is_remembered(deeds, db) -> None:
    headers = [*HEADERS[:2], "누구", *HEADERS[3:]]
    first = upload(deeds, csv_of(rows_of_s2()[:2], headers=headers), name="a.csv")
    with pytest.raises(Refused, match="column-missing"):
        confirm(deeds, first)
    with acting(deeds.haneul()) as deed:
        mapping = dict(DiscoveryRound.objects.get().mapping)
        rounds.remap_round(deed, round_id=first, mapping={**mapping, "누구": "name"})
    assert DiscoveryRound.objects.get().new_count == 2
    confirm(deeds, first)
    assert ColumnMemory.objects.get(heading="누구").field == "name"
    second = upload(deeds, csv_of(rows_of_s2()[2:4], headers=headers), name="b.csv", code="2026-4")
    assert DiscoveryRound.objects.get(pk=second).new_count == 2


def test_the_same_home_in_the_next_round_is_a_further_signal(deeds, db) -> None:
    rows = rows_of_s2()[:1]
    confirm(deeds, upload(deeds, csv_of(rows), name="a.csv"))
    confirm(deeds, upload(deeds, csv_of(rows), name="b.csv", code="2026-4"))
    assert Episode.objects.get().signal_count == 2
    assert Person.objects.count() == 1


def test_a_person_written_twice_is_a_fault_of_the_second_row(deeds, db) -> None:
    rows = rows_of_s2()[:1] * 2
    round_id = upload(deeds, csv_of(rows), name="a.csv")
    with acting(deeds.haneul()) as deed:
        assert [f.reason for f in round_page(deed, round_id).faults] == ["같은 사람이 위에 이미 있습니다."]


def test_crisis_items_are_for_public_officers_only(deeds, db) -> None:
    confirm(deeds, upload(deeds, csv_of(rows_of_s2()[:1]), name="a.csv"))
    found = Episode.objects.get().pk
    for who, items in ((deeds.haneul(), ("power_cut", "health_insurance_arrears")), (deeds.desk(), ())):
        with acting(who) as deed:
            assert episode_of(deed, found).signals[0].items == items


def test_a_round_is_destroyed_on_its_day(deeds, db) -> None:
    from dataclasses import replace

    confirm(deeds, upload(deeds, csv_of(rows_of_s2()[:3]), name="a.csv"))
    machine = deeds.machine()
    with acting(machine) as deed:
        assert outreach.destroy_rounds(deed) == 0
    with acting(replace(machine, at=deeds.at + timedelta(days=101))) as deed:
        assert outreach.destroy_rounds(deed) == 1
        assert outreach.destroy_rounds(deed) == 0
    assert not DiscoveryRow.objects.exists()
    assert all(signal.items == [] for signal in Signal.objects.all())
    assert ledger.facts(tags=["outreach:round:destroyed"]).get().payload["signals"] == 3


def test_a_dry_run_nobody_decided_on_does_not_stay_overnight(deeds, db) -> None:
    from dataclasses import replace

    upload(deeds, csv_of(rows_of_s2()[:3]), name="a.csv")
    with acting(replace(deeds.machine(), at=deeds.at + timedelta(days=1))) as deed:
        assert outreach.destroy_rounds(deed) == 1
    assert not DiscoveryRow.objects.exists()


# --- who, and hostile files ------------------------------------------------------------------------------------


def test_who_may_bring_in_a_round(deeds, db) -> None:
    content = csv_of(rows_of_s2()[:1])
    for who in (deeds.desk(), deeds.seoyeon(), deeds.jiu()):
        with pytest.raises(Refused, match="import-not-your-part"):
            upload(deeds, content, name="a.csv", who=who)
    round_id = upload(deeds, content, name="a.csv")
    with pytest.raises(Refused, match="round-not-found"):
        confirm(deeds, round_id, who=deeds.doyun())
    confirm(deeds, round_id, who=deeds.head())
    with pytest.raises(Refused, match="round-already-decided"):
        confirm(deeds, round_id)


def test_rows_of_another_officers_dong_are_faults(deeds, db) -> None:
    rows = rows_of_s2()[:2]
    rows[1][5] = "이동"
    upload(deeds, csv_of(rows), name="a.csv")
    assert DiscoveryRow.objects.get(group="faulty").faults[0]["code"] == "dong-elsewhere"


def test_a_discarded_round_leaves_nothing(deeds, db) -> None:
    round_id = upload(deeds, csv_of(rows_of_s2()[:2]), name="a.csv")
    with acting(deeds.haneul()) as deed:
        rounds.discard_round(deed, round_id=round_id)
    assert not DiscoveryRow.objects.exists()
    with pytest.raises(Refused, match="round-already-decided"):
        confirm(deeds, round_id)


def hostile() -> dict[str, tuple[bytes, str]]:
    good = rows_of_s2()[:1]
    with_rrn = [[*good[0][:8], "900101-1234567"]]
    return {
        "rrn-column": (csv_of(good, headers=[*HEADERS[:8], "주민등록번호"]), "resident-number-column"),
        "rrn-cell": (csv_of(with_rrn), "resident-number-cell"),
        "empty": (b"", "file-empty"),
        "picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "file-not-a-table"),
        "hwp": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "file-"),
        "page": (b"<html><table></table></html>", "file-not-a-table"),
    }


@pytest.mark.parametrize("kind", hostile())
def test_hostile_files_are_refused_whole(deeds, db, kind) -> None:
    content, code = hostile()[kind]
    with pytest.raises(Refused, match=code):
        upload(deeds, content, name="a.csv")
    assert not DiscoveryRound.objects.exists()


def test_a_formula_cell_is_a_fault_and_the_good_rows_go_in(deeds, db) -> None:
    rows = rows_of_s2()[:2]
    rows[1][2] = "=HYPERLINK(1)"
    round_id = upload(deeds, workbook(rows))
    found = DiscoveryRound.objects.get(pk=round_id)
    assert (found.new_count, found.faulty_count) == (1, 1)
    confirm(deeds, round_id)
    assert Signal.objects.count() == 1


def test_nothing_is_half_in(deeds, db, alert, monkeypatch) -> None:
    round_id = upload(deeds, csv_of(rows_of_s2()[:5]), name="a.csv")
    with pytest.raises(RuntimeError):
        with acting(deeds.haneul()) as deed:
            rounds.confirm_round(deed, round_id=round_id)
            raise RuntimeError("the machine stopped")
    assert not Signal.objects.exists()
    assert not Person.objects.exists()
    assert DiscoveryRound.objects.get().state == "checked"
