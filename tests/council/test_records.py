"""Records and papers are two sides of one thing: what goes through either comes back."""

from __future__ import annotations

from collections import Counter

import pytest

from chomchom.council.papers import Paper, content_of, minutes_of, paper_of
from chomchom.council.rules.differences import Change, differences, merged
from chomchom.council.rules.lines import from_text
from chomchom.council.rules.paper import FromRecords, write_minutes
from chomchom.council.rules.records import RecordKind, to_minutes, to_records
from chomchom.council.rules.shape import Minutes
from chomchom.formats.documents import Approval
from chomchom.formats.html import read_html, write_html
from chomchom.formats.hwpx import lint, read_hwpx, write_hwpx
from chomchom.formats.pdf import write_pdf
from tests.council import twin
from tests.council.test_papers import VARIANTS, records
from tests.council.test_reading import REAL


def minutes(text: str = twin.FULL) -> Minutes:
    return minutes_of(Paper(from_text(text)))


@pytest.mark.parametrize("variant", VARIANTS)
def test_records_give_the_paper_back(variant):
    before = minutes(getattr(twin, variant))
    assert records(to_minutes(to_records(before))) == records(before)


def test_the_real_paper_becomes_the_records_it_holds():
    if not REAL.exists():
        pytest.skip("the real minutes are not kept with the product")
    before = minutes_of(paper_of(content_of(REAL), filename=REAL.name))
    found = to_records(before)
    assert Counter(str(one.kind) for one in found) == {
        "meeting": 1, "person": 26, "agenda": 5, "opinion": 42 + 2 + 8 + 19, "decision": 8, "action": 2, "next": 1,
    }  # fmt: skip
    assert records(to_minutes(found)) == records(before)
    assert all(one.lines for one in found)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_paper_of_records_says_what_was_not_recorded_and_reads_back_the_same(variant):
    held = to_records(minutes(getattr(twin, variant)))
    form = FromRecords(("가온\n2027. 3. 5.",), "9명 중 7명 = 77.8%")
    document = write_minutes(to_minutes(held), creator="달맞이시", form=form)
    written = write_hwpx(document)
    assert lint(written) == []
    assert written == write_hwpx(document)
    assert write_pdf(document).startswith(b"%PDF")
    for back in (read_hwpx(written), read_html(write_html(document).decode())):
        approval = next(block for block in back.blocks if isinstance(block, Approval))
        assert approval.below() == ("가온\n2027. 3. 5.", "", "", "")
    text = write_html(document).decode()
    assert text.count("기록되지 않음") == (4 if "DECISIONS" in variant or variant in ("FULL", "WITHOUT_REVIEWS") else 3)
    again = minutes_of(paper_of(written, filename="x.hwpx"))
    assert [(one.key, said(one.fields)) for one in to_records(again)] == [(one.key, said(one.fields)) for one in held]


def said(fields: dict) -> dict:
    """Without the headings, which a paper of ours takes from the agenda where none were printed."""
    return {name: value for name, value in fields.items() if name != "headings"}


def test_what_was_recorded_is_printed_instead():
    before = minutes()
    before.form.vote, before.form.observers, before.form.onnara_no = "이견 없음", "연구원 2명", "협의체-12"
    before.meeting.chair = "나도담"
    text = write_html(write_minutes(before, form=FromRecords())).decode()
    assert "기록되지 않음" not in text
    again = minutes_of(paper_of(text.encode(), filename="x.html"))
    assert (again.form, again.meeting.chair) == (before.form, "나도담")
    assert "vote-missing" not in {one.code for one in again.findings}
    assert "vote-missing" in {one.code for one in minutes().findings}


# --- two versions ---------------------------------------------------------------------------------------


def changed() -> Minutes:
    text = twin.FULL.replace("달맞이시청 소회의실\t\t\n분과명", "달맞이시청 큰회의실\t\t\n분과명")
    text = text.replace("홍보물 배포율은 110%임.", "홍보물 배포율은 110%임. · 새로 나온 의견임.")
    text = text.replace("○ 의견을 모아 정리함.", "").replace("안부 전화 방식을 재설계.", "전화 방식을 다시 봄.")
    return minutes(text)


def test_a_second_version_differs_record_by_record():
    found = differences(to_records(minutes()), to_records(changed()))
    said = {(str(one.change), str(one.kind)) for one in found}
    assert said == {
        ("changed", "meeting"), ("added", "opinion"), ("changed", "decision"), ("removed", "action"),
    }  # fmt: skip
    (place,) = [one for one in found if one.kind is RecordKind.MEETING]
    assert place.was == {"place": "달맞이시청 소회의실"}
    assert place.now == {"place": "달맞이시청 큰회의실"}
    assert differences(to_records(minutes()), to_records(minutes())) == []


def test_nothing_is_taken_over_but_what_was_chosen():
    before, after = to_records(minutes()), to_records(changed())
    found = differences(before, after)
    assert merged(before, after, taken=[]) == before
    for one in found:
        left = differences(merged(before, after, taken=[one.key]), after)
        assert {(d.change, d.key) for d in left} == {(d.change, d.key) for d in found if d.key != one.key}
    everything = merged(before, after, taken=[one.key for one in found])
    assert [one.fields for one in everything] == [one.fields for one in after]
    assert to_minutes(everything).reviews == to_minutes(after).reviews


def test_a_new_person_is_added_and_a_lost_one_removed():
    after = minutes(twin.FULL.replace("바다온", "새로이"))
    found = differences(to_records(minutes()), to_records(after))
    assert [(one.change, one.now.get("name"), one.was.get("name")) for one in found] == [
        (Change.ADDED, "새로이", None), (Change.REMOVED, None, "바다온"),
    ]  # fmt: skip
