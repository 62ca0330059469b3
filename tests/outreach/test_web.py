"""Pages of outreach: the whole way without JavaScript, refusals as sentences, nothing personal in addresses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chomchom.accounts import public as accounts
from chomchom.accounts.models import Account
from chomchom.kernel.roles import Role
from chomchom.notices.models import Notice
from chomchom.outreach import public as outreach
from chomchom.outreach.models import Activity, Deficit, DiscoveryRound, Episode, GoodsLink, Report, SiteCheck
from chomchom.outreach.public import CheckResult, Door, VisitorKind
from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.conftest import ILDONG, id_of
from tests.outreach.test_receive import storm_of
from tests.outreach.test_rounds import csv_of, rows_of_s2

pytestmark = pytest.mark.django_db
PASSWORD = "파란 하늘에 연을 날리던 그날 7번"
POSTS = {
    "팀장": (Role.TEAM_HEAD, {"whole_city": True}),
    "관제": (Role.DESK, {"whole_city": True}),
    "최지우": (Role.COUNCIL_OFFICE, {"whole_city": True}),
}


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def enter(db, deeds, freeze, staff, client, settings):
    """Log somebody in; 김하늘 and 이도윤 are posted by `staff`."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    freeze(deeds.at)
    machine = deeds.machine("setup")
    with acting(machine):
        for n, (name, (role, more)) in enumerate(POSTS.items()):
            accounts.create_account(
                machine, login=f"web{n}", display_name=name, with_password=False, account_id=id_of(name)
            )
            accounts.give_posting(machine, account_id=id_of(name), role=role, from_on=date(2026, 1, 1), **more)
        accounts.create_account(
            machine, login="centre", display_name="박서연", with_password=False, account_id=id_of("박서연")
        )
        accounts.give_posting(
            machine,
            account_id=id_of("박서연"),
            role=Role.AGENCY_WORKER,
            from_on=date(2026, 1, 1),
            agency_id=staff["centre"],
        )

    def come_in(name: str):
        account = Account.objects.get(pk=id_of(name))
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        client.cookies.clear()
        answer = client.post("/login/", {"login": account.login, "password": PASSWORD})
        assert answer.status_code == 302, text(answer)
        return client

    return come_in


@pytest.fixture
def opened(deeds, homes, alert):
    with acting(deeds.machine()) as deed:
        return outreach.receive_signal(deed, alert(homes["ildong"])).episode_id


# --- report ----------------------------------------------------------------------------------------------------


def test_a_report_in_three_steps_without_login(client, db, freeze, deeds) -> None:
    freeze(deeds.at)
    first = client.get("/report/")
    assert "어디인가요?" in text(first)
    assert "119" in text(first)
    second = client.post("/report/", {"step": "place", "place": "공원 옆 파란 대문", "dong": ILDONG})
    assert "무엇을 보셨나요?" in text(second)
    third = client.post(
        "/report/",
        {"step": "seen", "place": "공원 옆 파란 대문", "dong": ILDONG, "seen": ["mail", "light"], "memo": ""},
    )
    assert "연락 받으시겠어요?" in text(third)
    key = re.search(r'name="idem_key" value="([0-9a-f-]+)"', text(third))[1]
    sent = client.post(
        "/report/",
        {
            "step": "send",
            "place": "공원 옆 파란 대문",
            "dong": ILDONG,
            "seen": ["mail", "light"],
            "wants_answer": "on",
            "phone": "010-0000-0099",
            "idem_key": key,
        },
    )
    assert sent.status_code == 302
    page = client.get(sent["Location"])
    report = Report.objects.get()
    assert report.number in text(page)
    assert "확인되면 알려 드립니다. 내용은 알려 드릴 수 없습니다." in text(page)
    code = re.search(r"\b(\d{6})\b(?!-)", text(page).split("확인 숫자")[0][-400:])
    assert code or "확인 숫자" in text(page)
    assert Episode.objects.get().place == "공원 옆 파란 대문"


def test_each_step_says_what_is_missing(client, db, freeze, deeds) -> None:
    freeze(deeds.at)
    assert client.post("/report/", {"step": "place", "place": ""}).status_code == 422
    assert client.post("/report/", {"step": "seen", "place": "공원 옆"}).status_code == 422
    answer = client.post(
        "/report/",
        {"step": "send", "place": "공원 옆", "seen": "mail", "wants_answer": "on", "idem_key": str(uuid4())},
    )
    assert answer.status_code == 422
    assert "전화번호를 적어 주세요" in text(answer)
    assert not Report.objects.exists()


def test_a_wrong_code_says_nothing_and_is_counted(client, db, freeze, deeds) -> None:
    freeze(deeds.at)
    for _ in range(10):
        answer = client.post("/report/status/", {"number": "260622-00000", "code": "000000"})
        assert answer.status_code == 422
    assert client.post("/report/status/", {"number": "260622-00000", "code": "000000"}).status_code == 429


# --- visits ----------------------------------------------------------------------------------------------------


def asked(deeds, staff, episode_id, kind=VisitorKind.OFFICER, visitor="김하늘"):
    with acting(deeds.haneul()) as deed:
        return outreach.ask_site_check(deed, episode_id=episode_id, visitor_kind=kind, visitor_id=staff[visitor])


def test_an_officer_answers_from_the_page(enter, deeds, staff, opened) -> None:
    check_id = asked(deeds, staff, opened)
    page = enter("김하늘")
    listed = page.get("/visits/")
    assert reverse("outreach:visit", args=[check_id]) in text(listed)
    shown = page.get(f"/visits/{check_id}/")
    assert "안부 확인 부탁드립니다" in text(shown)
    assert "전기 26시간 변화 없음" in text(shown)
    assert "박샘" not in text(shown)
    revealed = page.post(f"/visits/{check_id}/reveal/")
    assert "박샘" in text(revealed)
    assert page.post(f"/visits/{check_id}/set-out/").status_code == 302
    wrong = page.post(f"/visits/{check_id}/answer/", {"idem_key": str(uuid4())})
    assert wrong.status_code == 422
    done = page.post(f"/visits/{check_id}/answer/", {"idem_key": str(uuid4()), "result": "met_ok"}, follow=True)
    assert "보냈습니다" in text(done)
    assert SiteCheck.objects.get().result == CheckResult.MET_OK


def token_of(check_id) -> str:
    return re.search(r"/v/([^/\s]+)/", Notice.objects.get(template="site-check-asked", about_id=check_id).secret)[1]


def test_a_neighbour_answers_by_link_and_119_needs_no_code(client, freeze, deeds, homes, staff, opened) -> None:
    freeze(deeds.at)
    with acting(deeds.haneul()) as deed:
        people.give_consent(
            deed,
            person_id=homes["ildong"].person_id,
            purpose="site_check",
            recipient="neighbour",
            fields=("name", "address"),
            until_on=date(2027, 1, 1),
        )
    check_id = asked(deeds, staff, opened, VisitorKind.NEIGHBOUR, "tongjang")
    token = token_of(check_id)
    shown = client.get(f"/v/{token}/")
    assert shown.status_code == 200
    assert "성호로" in text(shown)
    assert "박" not in text(shown).split("<main")[1].split("확인 번호")[0].replace("박자", "")
    assert "전기" not in text(shown)
    assert shown["Cache-Control"].startswith("no-store")
    assert SiteCheck.objects.get().state == "asked"  # looking changes nothing
    assert client.post(f"/v/{token}/reveal/").status_code == 403
    key = str(uuid4())
    for _ in range(2):
        client.post(f"/v/{token}/119/", {"e-idem_key": key})
    assert SiteCheck.objects.get().state == "emergency"
    after = client.post(f"/v/{token}/answer/", {"idem_key": str(uuid4()), "result": "hospital"}, follow=True)
    assert "답을 받았습니다" in text(after)
    assert client.get("/v/wrong-token/").status_code == 404


def test_an_offline_answer_carries_its_own_time(enter, deeds, staff, opened, freeze) -> None:
    check_id = asked(deeds, staff, opened)
    page = enter("김하늘")
    freeze(deeds.at + timedelta(hours=3))
    page.post(
        f"/visits/{check_id}/answer/",
        {
            "idem_key": str(uuid4()),
            "result": "nobody_home",
            "occurred_at": (deeds.at + timedelta(hours=1)).isoformat(),
        },
    )
    assert Episode.objects.get().first_door_at == deeds.at + timedelta(hours=1)


def test_who_may_see_a_visit(enter, deeds, staff, opened) -> None:
    check_id = asked(deeds, staff, opened)
    for name in ("이도윤", "박서연", "최지우"):
        assert enter(name).get(f"/visits/{check_id}/").status_code == 404, name
        answer = {"idem_key": str(uuid4()), "result": "met_ok"}
        assert enter(name).post(f"/visits/{check_id}/answer/", answer).status_code == 404
    assert SiteCheck.objects.get().state == "asked"


# --- rounds ----------------------------------------------------------------------------------------------------


def test_a_round_from_upload_to_the_error_file(enter) -> None:
    page = enter("김하늘")
    file = SimpleUploadedFile("발굴.csv", csv_of([*rows_of_s2()[:3], rows_of_s2()[-1]], "cp949"))
    given = {"code": "2026-3", "approval": "복지정책과-1", "legal_basis": "법 제12조", "delete_on": "2026-09-30"}
    went = page.post("/rounds/", {**given, "file": file})
    assert went.status_code == 302
    shown = page.get(went["Location"])
    assert "2026-3 회차 4행을 들일까요?" in text(shown)
    assert "동이 없습니다." in text(shown)
    assert "새가가" not in text(shown)
    faults = page.get(went["Location"] + "faults.csv")
    assert "동이 없습니다." in faults.content.decode("utf-8-sig")
    assert page.get(went["Location"] + "faults.xlsx").status_code == 200
    again = page.post(went["Location"] + "columns/", {f"column-{n}": "skip" for n in range(9)})
    assert again.status_code == 422
    done = page.post(went["Location"] + "confirm/", follow=True)
    assert "새 가구 3" in text(done)
    assert Episode.objects.count() == 3
    assert page.post(went["Location"] + "confirm/").status_code == 409
    assert "2026-3" in text(page.get("/rounds/"))


def test_a_file_with_resident_numbers_is_refused_in_a_sentence(enter) -> None:
    page = enter("김하늘")
    file = SimpleUploadedFile("a.csv", "성명,동,주소,주민등록번호\n가나다,일동,성호로 1,900101-1234567".encode())
    given = {"code": "2026-3", "approval": "복지정책과-1", "legal_basis": "법 제12조", "delete_on": "2026-09-30"}
    answer = page.post("/rounds/", {**given, "file": file})
    assert answer.status_code == 422
    assert "주민등록번호가 있습니다" in text(answer)
    assert not DiscoveryRound.objects.exists()


def test_rounds_are_for_those_who_import(enter) -> None:
    for name in ("관제", "박서연", "최지우"):
        assert enter(name).get("/rounds/").status_code == 403, name


# --- registers -------------------------------------------------------------------------------------------------


def test_staff_take_a_signal(enter, homes) -> None:
    page = enter("김하늘")
    assert page.get("/signals/new/").status_code == 200
    shown = page.get(f"/signals/new/?person={homes['ildong'].person_id}")
    assert "박○" in text(shown)
    key = str(uuid4())
    given = {"door": "hospital", "dong": ILDONG, "address": "공원 옆", "note": "퇴원 뒤 연락 없음", "idem_key": key}
    for _ in range(2):
        answer = page.post("/signals/new/", given)
        assert answer.status_code == 302
    assert Episode.objects.get().doors == [Door.HOSPITAL]
    missing = page.post("/signals/new/", {**given, "address": "", "idem_key": str(uuid4())})
    assert missing.status_code == 422


def test_an_agency_hands_in_a_signal_and_stays_outside(enter) -> None:
    page = enter("박서연")
    given = {"door": "agency", "dong": ILDONG, "address": "공원 옆", "idem_key": str(uuid4())}
    assert page.post("/signals/new/", given)["Location"] == "/signals/new/"
    assert page.post("/signals/new/", {**given, "door": "police"}).status_code == 422


def test_activities_are_entered_in_a_batch(enter) -> None:
    page = enter("김하늘")
    shown = page.get("/activities/")
    batch = re.search(r'name="batch_id" value="([0-9a-f-]+)"', text(shown))[1]
    given = {
        "form-TOTAL_FORMS": "5", "form-INITIAL_FORMS": "0", "batch_id": batch,
        "form-0-occurred_on": "2026-06-20", "form-0-dong": ILDONG, "form-0-actor": "honorary", "form-0-kind": "visit",
        "form-0-count": "7", "form-0-resource": "food",
    }  # fmt: skip
    for n in range(1, 5):
        given |= {
            f"form-{n}-dong": ILDONG,
            f"form-{n}-actor": "honorary",
            f"form-{n}-kind": "visit",
            f"form-{n}-resource": "none",
        }
    for _ in range(2):
        assert page.post("/activities/", given).status_code == 302
    assert Activity.objects.get().count == 7
    assert page.post("/activities/", {**given, "form-0-count": ""}).status_code == 422


def test_goods_deficits_and_the_public_line(enter, opened) -> None:
    page = enter("김하늘")
    over = page.post(f"/consult/{opened}/", {"household_size": "2", "income_won": "3300000", "criterion": "emergency"})
    assert "150,531" in text(over)
    given = {
        "resource": "rent", "payer": "welfare_centre", "amount_won": "300000", "result": "delivered",
        "occurred_on": "2026-06-22", "episode_id": str(opened), "idem_key": str(uuid4()),
    }  # fmt: skip
    assert page.post("/goods/", given).status_code == 302
    assert GoodsLink.objects.get().over_criteria
    assert "300,000" in text(page.get("/goods/"))
    from chomchom.network import public as network

    need = network.needs()[0].code
    page.post("/deficits/", {"need": need, "dong": ILDONG, "over_criteria": "on", "idem_key": str(uuid4())})
    assert Deficit.objects.count() == 1
    council = enter("최지우")
    assert network.needs()[0].label in text(council.get("/deficits/"))
    council.post("/deficits/", {"need": need, "dong": ILDONG, "idem_key": str(uuid4())})
    assert Deficit.objects.count() == 1


def test_an_incident_is_one_page_with_its_homes(enter, deeds) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_many(deed, storm_of(deeds, 60))
    page = enter("김하늘")
    listed = text(page.get("/incidents/"))
    path = re.search(r'href="(/incidents/[0-9a-f-]+/)"', listed)[1]
    shown = page.get(path)
    assert "일동 60댁이 한꺼번에 조용해졌습니다" in text(shown)
    assert "?after=" in text(shown)
    done = page.post(path + "end/", {"cause": "power_cut", "how_known": "area", "settle": "on"}, follow=True)
    assert "60댁을 함께 마쳤습니다" in text(done)
    assert enter("이도윤").get(path).status_code == 404


def test_every_page_stands_in_english_too(enter, client) -> None:
    page = enter("김하늘")
    page.cookies["language"] = "en"
    for name in (
        "report",
        "report_status",
        "visits",
        "rounds",
        "signal_new",
        "activities",
        "goods",
        "deficits",
        "incidents",
    ):
        answer = page.get(reverse(f"outreach:{name}"))
        assert answer.status_code == 200
        assert not re.search(
            "[가-힣]{2,}",
            re.sub(r"(?s)<(option|select|script|title|header|footer|nav|aside).*?</\1>", "", answer.content.decode())
            .split("<main")[1]
            .split("</main")[0]
            .replace("복지정책과", "")
            .replace("한국어", ""),
        ), name


def test_photos_are_for_those_who_see_the_episode(enter, deeds, staff, opened) -> None:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    check_id = asked(deeds, staff, opened)
    page = enter("김하늘")
    photo = SimpleUploadedFile("p.png", out.getvalue(), content_type="image/png")
    page.post(f"/visits/{check_id}/answer/", {"idem_key": str(uuid4()), "result": "met_ok", "photo": photo})
    answer_id = SiteCheck.objects.get().answers.get().pk
    shown = page.get(f"/visits/photo/{answer_id}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown.content[:2] == b"\xff\xd8"
    assert enter("이도윤").get(f"/visits/photo/{answer_id}/").status_code == 404
