"""Minutes out of records: versions kept with their digest, who may read which, and the copy for everybody."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hwp_hwpx_parser import Reader
from PIL import Image

from chomchom.council.actions import minutes as moves
from chomchom.council.actions import papers as acts
from chomchom.council.models import ApprovalStep, Attendance, Decision, Meeting, PaperVersion, Seat
from chomchom.council.papers import minutes_of, paper_of
from chomchom.council.reads.papers import papers_page
from chomchom.council.recorded import records_of
from chomchom.council.rules.public_copy import BLANK, NAMELESS
from chomchom.council.rules.records import to_records
from chomchom.documents.models import StoredFile
from chomchom.documents.public import Owner, content_of
from chomchom.formats.documents import plain as plain_text
from chomchom.formats.hwpx import lint, read_hwpx
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of
from tests.council import twin
from tests.council.test_recording import plain, recorded
from tests.formats.test_forms import form as own_form

pytestmark = pytest.mark.django_db

TEXT = twin.FULL.replace("두 곳의 사례를 들음.", "차오름 님이 설명함. 거절은 2명임.")


def drafted(deeds) -> Meeting:
    """Recorded minutes with one guest, two signers and a member who has an account."""
    meeting = recorded(deeds, TEXT.encode())
    Attendance.objects.filter(name="차오름").update(role="guest", counts_in_rate=False)
    ApprovalStep.objects.filter(meeting=meeting).exclude(no__in=[1, 2]).delete()
    ApprovalStep.objects.filter(meeting=meeting, no=1).update(account_id=id_of("최지우"))
    ApprovalStep.objects.filter(meeting=meeting, no=2).update(account_id=id_of("분과장"))
    seat = Seat.objects.create(
        body=meeting.body, person_name="나도담", kind="appointed", account_id=id_of("나도담"),
        starts_on=MONDAY.date(), created_at=MONDAY,
    )  # fmt: skip
    Attendance.objects.filter(name="나도담").update(seat=seat)
    return meeting


def make(deeds, meeting: Meeting) -> tuple[UUID, bool]:
    with acting(deeds.jiu()) as deed:
        return acts.keep_version(deed, meeting_id=meeting.pk)


def approved(deeds, come_in) -> Meeting:
    meeting = drafted(deeds)
    come_in(Role.COUNCIL_MEMBER, name="분과장")
    come_in(Role.COUNCIL_OFFICE, name="최지우")
    # Which of two labels holds, and which indicators are drafted, is asked elsewhere.
    Decision.objects.update(
        label_in_body="", modifiers=[], kind="continue_review", coarse="continue", subject="project"
    )
    with acting(deeds.jiu()) as deed:
        moves.circulate(deed, meeting_id=meeting.pk)
        moves.approve(deed, meeting_id=meeting.pk)
    with acting(deeds(Role.COUNCIL_MEMBER, name="분과장")) as deed:
        moves.approve(deed, meeting_id=meeting.pk)
    return Meeting.objects.get(pk=meeting.pk)


def file(client, version: PaperVersion, form: str = "hwpx"):
    return client.get(reverse("council:paper_file", args=[version.pk, form]))


def test_minutes_are_written_from_records_and_read_back_as_them(deeds, come_in):
    meeting = drafted(deeds)
    version_id, new = make(deeds, meeting)
    assert new
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    version = PaperVersion.objects.get(pk=version_id)
    answers = {form: file(client, version, form) for form in ("hwpx", "pdf", "html")}
    assert {answer.status_code for answer in answers.values()} == {200}
    written = answers["hwpx"].content
    assert lint(written) == []
    again = minutes_of(paper_of(written, filename="x.hwpx"))
    assert plain(to_records(again)) == plain(records_of(meeting))
    assert again.form.observers == "차오름(나루장애인복지관)"
    text = answers["html"].content.decode()
    assert "참석률 셈 : 명단 9명 − 세지 않는 사람 1명 = 위원 8명" in text
    assert text.count("기록되지 않음") == 3
    assert answers["pdf"].content.startswith(b"%PDF")


def test_a_second_independent_reader_opens_what_records_gave(deeds, tmp_path):
    meeting = drafted(deeds)
    make(deeds, meeting)
    with acting(deeds.jiu()) as deed:
        row = StoredFile.objects.get(purpose="minutes-hwpx")
        content = content_of(deed, row.pk, owner=Owner("council-paper", row.record_id))[1]
    path = tmp_path / "x.hwpx"
    path.write_bytes(content)
    with Reader(str(path)) as reader:
        text = str(reader.extract_text())
    for words in ("이웃 살핌 안부전화", "병원 길 동무", "지속 검토", "나도담"):
        assert words in text


def test_the_same_records_make_the_same_file_and_no_second_version(deeds):
    meeting = drafted(deeds)
    first, _ = make(deeds, meeting)
    again, new = make(deeds, meeting)
    assert (again, new) == (first, False)
    assert StoredFile.objects.filter(room="council-paper").count() == 3
    Meeting.objects.filter(pk=meeting.pk).update(place="다른 곳")
    second, new = make(deeds, meeting)
    assert new
    assert second != first
    Meeting.objects.filter(pk=meeting.pk).update(place="달맞이시청 소회의실")
    third, _ = make(deeds, meeting)
    digests = list(PaperVersion.objects.order_by("no").values_list("digest", flat=True))
    assert bytes(digests[0]) == bytes(digests[2]) != bytes(digests[1])
    with acting(deeds.jiu()) as deed:
        found = papers_page(deed, meeting.pk, compare=(1, 2))
        assert [(row.kind_label, row.fields) for row in found.compared] == [
            ("회의", (("장소", "달맞이시청 소회의실", "다른 곳"),))
        ]
        assert papers_page(deed, meeting.pk, compare=(1, 3)).compared == ()
        with pytest.raises(Refused, match="version-not-found"):
            papers_page(deed, meeting.pk, compare=(1, 9))
    assert third


def test_versions_follow_the_minutes_and_the_box_says_who_and_when(deeds, come_in):
    meeting = approved(deeds, come_in)
    assert list(PaperVersion.objects.values_list("kind", flat=True)) == ["circulated", "approved"]
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    text = file(client, PaperVersion.objects.get(kind="approved"), "html").content.decode()
    assert "<td>최지우<br>2026. 6. 22.</td><td>분과장<br>2026. 6. 22.</td>" in text
    with acting(deeds.jiu()) as deed:
        moves.publish(deed, meeting_id=meeting.pk)
    assert list(PaperVersion.objects.values_list("kind", flat=True))[-1] == "public"


def test_the_form_asks_for_what_records_do_not_hold(deeds, come_in):
    meeting = drafted(deeds)
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    said = {"chair": "나도담", "vote": "이견 없음", "observers": "연구원 1명", "onnara_no": "협의체-12"}
    client.post(reverse("council:paper_fields", args=[meeting.pk]), said)
    make(deeds, meeting)
    text = file(client, PaperVersion.objects.get(), "html").content.decode()
    assert "기록되지 않음" not in text
    for words in said.values():
        assert words in text
    Meeting.objects.filter(pk=meeting.pk).update(state="circulated")
    assert client.post(reverse("council:paper_fields", args=[meeting.pk]), {"chair": "x"}).status_code == 409
    assert Meeting.objects.get(pk=meeting.pk).chair_name == "나도담"


def test_a_photograph_goes_into_the_paper_without_its_camera(deeds, come_in):
    meeting = drafted(deeds)
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "camera of somebody"
    Image.new("RGB", (80, 60), "white").save(out, "JPEG", exif=exif.tobytes())
    where = reverse("council:paper_photo", args=[meeting.pk])
    assert client.post(where, {"photo": SimpleUploadedFile("a.jpg", out.getvalue())}).status_code == 302
    assert client.post(where, {"photo": SimpleUploadedFile("a.jpg", b"no picture")}).status_code == 422
    make(deeds, meeting)
    written = file(client, PaperVersion.objects.get()).content
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        (name,) = [one for one in archive.namelist() if one.startswith("BinData/")]
        assert b"camera of somebody" not in archive.read(name)
    assert minutes_of(paper_of(written, filename="x.hwpx")).photos == 1


# --- who reads what ---------------------------------------------------------------------------------------------


def test_a_member_of_the_meeting_reads_the_draft_without_reasons_and_another_body_reads_nothing(deeds, come_in):
    meeting = drafted(deeds)
    make(deeds, meeting)
    version = PaperVersion.objects.get()
    member = come_in(Role.COUNCIL_MEMBER, name="나도담")
    for form in ("html", "hwpx"):
        answer = file(member, version, form)
        assert answer.status_code == 200
        again = minutes_of(paper_of(answer.content, filename=f"x.{form}"))
        assert {row.absence.reason for row in again.attendance.rows if row.absence} == {BLANK}
    other = come_in(Role.COUNCIL_MEMBER, name="다른 분과 위원")
    assert file(other, version).status_code == 404
    with acting(deeds(Role.COUNCIL_MEMBER, name="다른 분과 위원")) as deed:
        assert papers_page(deed, meeting.pk).versions == ()
    assert file(come_in(Role.RESEARCHER, name="연구원"), version).status_code == 403
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    assert "병가" in file(office, version, "html").content.decode()


def test_only_the_office_makes_minutes(deeds, come_in):
    meeting = drafted(deeds)
    client = come_in(Role.COUNCIL_MEMBER, name="나도담")
    assert client.post(reverse("council:paper_make", args=[meeting.pk])).status_code == 403
    with pytest.raises(Refused, match="council-office-only"), acting(deeds(Role.COUNCIL_MEMBER)) as deed:
        acts.keep_version(deed, meeting_id=meeting.pk)
    Meeting.objects.filter(pk=meeting.pk).update(state="planned")
    with pytest.raises(Refused, match="minutes-not-yet"), acting(deeds.jiu()) as deed:
        acts.keep_version(deed, meeting_id=meeting.pk)


# --- for everybody ----------------------------------------------------------------------------------------------


def test_everybody_reads_the_published_copy_and_never_a_draft(deeds, come_in, client):
    meeting = approved(deeds, come_in)
    client.logout()
    empty = client.get(reverse("council:published")).content.decode()
    assert "아직 공개한 회의록이 없습니다" in empty
    draft = PaperVersion.objects.get(kind="approved")
    assert client.get(reverse("council:published_file", args=[draft.pk, "html"])).status_code == 404
    with acting(deeds.jiu()) as deed:
        moves.publish(deed, meeting_id=meeting.pk)
    public = PaperVersion.objects.get(kind="public")
    assert meeting.title in client.get(reverse("council:published")).content.decode()
    answer = client.get(reverse("council:published_file", args=[public.pk, "html"]))
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline")
    text = answer.content.decode()
    assert "나도담" in text
    assert BLANK in text
    assert NAMELESS in text
    for gone in ("병가", "차오름", "2명임"):
        assert gone not in text
    written = client.get(reverse("council:published_file", args=[public.pk, "hwpx"])).content
    assert lint(written) == []
    assert "차오름".encode() not in b"".join(
        zipfile.ZipFile(io.BytesIO(written)).read(n) for n in zipfile.ZipFile(io.BytesIO(written)).namelist()
    )
    assert client.get(reverse("council:published_file", args=[draft.pk, "hwpx"])).status_code == 404
    assert client.get(reverse("council:paper_file", args=[draft.pk, "hwpx"])).status_code == 302


def test_what_will_be_blank_is_seen_before_publishing(deeds, come_in):
    meeting = drafted(deeds)
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    text = client.get(reverse("council:papers", args=[meeting.pk])).content.decode()
    assert "공개본에서 가려지는 것" in text
    for words in ("병가", "불참 사유", "위원이 아닌 사람의 이름", "작은 수", BLANK, NAMELESS, "5명 미만임"):
        assert words in text


def test_a_citys_own_form_is_filled_and_what_has_no_place_is_told(deeds, come_in):
    meeting = drafted(deeds)
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    where = reverse("council:paper_form", args=[meeting.pk])
    answer = client.post(where, {"form": SimpleUploadedFile("우리 서식.hwpx", own_form())}, follow=True)
    text = answer.content.decode()
    assert "채운 칸: 회의일시, 회의장소, 안건" in text
    assert "서식에 자리가 없는 것: 회의명" in text
    row = StoredFile.objects.get(purpose="minutes-form")
    filled = client.get(reverse("council:paper_filled", args=[meeting.pk, row.pk])).content
    assert lint(filled) == []
    said = plain_text(read_hwpx(filled).blocks)
    assert "2027. 3. 4.(목) 14:00~15:30" in said
    assert "병가" not in said
    assert client.post(where, {"form": SimpleUploadedFile("x.hwpx", b"no form")}).status_code == 422
    member = come_in(Role.COUNCIL_MEMBER, name="나도담")
    assert member.get(reverse("council:paper_filled", args=[meeting.pk, row.pk])).status_code == 403


def test_a_correction_makes_a_new_copy_for_everybody_and_the_one_before_stays(deeds, come_in, client):
    meeting = approved(deeds, come_in)
    with acting(deeds.jiu()) as deed:
        moves.publish(deed, meeting_id=meeting.pk)
    first = PaperVersion.objects.get(kind="public")
    kept = reverse("council:published_file", args=[first.pk, "hwpx"])
    held = client.get(kept).content
    with acting(deeds.jiu()) as deed:
        moves.amend(
            deed, meeting_id=meeting.pk, place="반영 방향", was="2028년에 다시 봄", now="2029년에 다시 봄. 차오름 님이 설명함.",
            reason="잘못 옮김",
        )  # fmt: skip
    client.logout()
    newest = PaperVersion.objects.filter(kind="public").order_by("-no").first()
    assert newest.pk != first.pk
    written = client.get(reverse("council:published_file", args=[newest.pk, "hwpx"])).content
    assert lint(written) == []
    said = plain_text(read_hwpx(written).blocks)
    assert "정정 사항" in said
    assert "2028년에 다시 봄\t2029년에 다시 봄." in said
    assert "차오름" not in said
    listed = client.get(reverse("council:published")).content.decode()
    assert "정정 전 공개본" in listed
    assert "2027. 3. 4.(목) 14:00" in listed
    before = reverse("council:published_file", args=[first.pk, "html"])
    assert before in listed
    assert "정정 사항" not in client.get(before).content.decode()
    assert client.get(kept).content == held
    assert b"<main>" in client.get(reverse("council:published_file", args=[newest.pk, "html"])).content
