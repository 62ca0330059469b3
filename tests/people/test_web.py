"""Pages of people: the whole way without JavaScript, refusals as sentences, nothing personal in addresses."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from chomchom.accounts import public as accounts
from chomchom.accounts.models import Account
from chomchom.kernel.roles import Role
from chomchom.people import actions
from chomchom.people import public as people
from chomchom.people.models import Consent, DataRequest, DestructionProposal, Hazard, Person
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY, id_of
from tests.people.conftest import AGENCY

PASSWORD = "파란 하늘에 연을 날리던 그날 7번"
POSTS = {
    "김하늘": (Role.DONG_OFFICER, {"areas": [ILDONG]}),
    "이도윤": (Role.DONG_OFFICER, {"areas": [IDONG]}),
    "팀장": (Role.TEAM_HEAD, {"whole_city": True}),
    "박서연": (Role.AGENCY_WORKER, {"agency_id": AGENCY}),
    "최지우": (Role.COUNCIL_OFFICE, {"whole_city": True}),
    "보호책임자": (Role.PRIVACY_OFFICER, {"whole_city": True}),
}


@pytest.fixture
def enter(db, deeds, freeze, agencies_known, client, settings):
    """Log somebody in; everybody is posted."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    freeze(MONDAY)
    machine = deeds.machine("setup")
    with acting(machine):
        for n, (name, (role, more)) in enumerate(POSTS.items()):
            accounts.create_account(
                machine, login=f"user{n}", display_name=name, with_password=False, account_id=id_of(name)
            )
            accounts.give_posting(
                machine, account_id=id_of(name), role=role, from_on=date(2026, 1, 1), **{"agency_id": AGENCY, **more}
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


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_two_syllables_find_a_person_masked_and_the_look_is_logged(enter, sunja):
    page = enter("김하늘")
    assert page.get("/people/").status_code == 200
    answer = page.post("/people/", {"name": "순자"})
    assert answer.status_code == 200
    assert "박○자" in text(answer)
    for secret in ("박순자", "010-1234-5678", "203호"):
        assert secret not in text(answer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT purpose FROM accounts_accesslog WHERE subject_id = %s", [sunja])
        assert cursor.fetchall() == [("search",)]


def test_the_results_come_as_a_fragment_too(enter, sunja):
    page = enter("김하늘")
    answer = page.post("/people/", {"name": "순자"}, headers={"HX-Request": "true"})
    assert "<html" not in text(answer)
    assert 'id="found"' in text(answer)
    assert "박○자" in text(answer)


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"name": "순"}, "두 글자 이상"), ({}, "이름이나 전화번호를"), ({"phone": "01"}, "전화번호를 읽을 수")],
)
def test_a_search_that_says_too_little_is_told_what_is_missing(enter, asked, said):
    answer = enter("김하늘").post("/people/", {"name": "", "phone": "", "birth_date": "", **asked})
    assert answer.status_code == 422
    assert said in text(answer)


def test_the_officer_next_door_finds_nobody(enter, sunja):
    answer = enter("이도윤").post("/people/", {"name": "순자"})
    assert "찾은 사람이 없습니다" in text(answer)
    assert "박○자" not in text(answer)


NEW = {
    "name": "정다움", "birth_date": "1951-02-03", "phone": "010-3333-4444", "sex": "male", "dong": ILDONG,
    "address": "새빛빌라 301호", "household_kind": "single", "contact_first": "text", "contact_hours": "any",
    "language": "", "contact_note": "",
}  # fmt: skip


def test_a_person_is_registered_on_a_page_without_scripts(enter):
    page = enter("김하늘")
    assert "일동" in text(page.get("/people/new/"))
    answer = page.post("/people/new/", NEW, follow=True)
    assert answer.status_code == 200
    assert "정○움" in text(answer)
    assert "등록했습니다" in text(answer)
    assert "정다움" not in text(answer)


def test_a_likely_same_person_is_shown_first_and_can_be_told_apart(enter, sunja):
    page = enter("김하늘")
    again = NEW | {"name": "박순자", "birth_date": "1944-03-02"}
    answer = page.post("/people/new/", again)
    assert answer.status_code == 409
    assert "같은 분일 수 있는 기록이 1건" in text(answer)
    assert "박○자" in text(answer)
    assert Person.objects.count() == 1
    answer = page.post("/people/new/", again | {"not_same": [str(sunja), "nonsense"]})
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_somebody_registered_in_another_dong_is_not_shown(enter, sunja):
    answer = enter("이도윤").post("/people/new/", NEW | {"dong": IDONG, "name": "박순자", "birth_date": "1944-03-02"})
    assert answer.status_code == 409
    assert "다른 동에 등록된 분이 있습니다" in text(answer)
    assert "박○자" not in text(answer)


def test_a_resident_number_is_refused_with_a_sentence(enter):
    answer = enter("김하늘").post("/people/new/", NEW | {"contact_note": "주민번호 900101-1234567"})
    assert answer.status_code == 422
    assert "주민등록번호는 받지 않습니다" in text(answer)
    assert not Person.objects.exists()


def test_a_name_is_shown_once_with_a_purpose(enter, sunja):
    page = enter("김하늘")
    url = f"/people/{sunja}/data/"
    assert "박순자" not in text(page.get(url))
    answer = page.post(f"/people/{sunja}/reveal/", {"purpose": "call"})
    assert "박순자" in text(answer)
    assert "010-1234-5678" in text(answer)
    assert "박순자" not in text(page.get(url))
    fragment = page.post(f"/people/{sunja}/reveal/", {"purpose": "visit"}, headers={"HX-Request": "true"})
    assert "박순자" in text(fragment)
    assert "<html" not in text(fragment)
    assert page.post(f"/people/{sunja}/reveal/", {"purpose": ""}).status_code == 422
    opened = text(page.get(f"/people/{sunja}/opened/"))
    assert "하늘종합사회복지관" in opened  # the body the test posted everybody to
    assert "김하늘" not in opened.split("<main")[1]


def test_not_yours_and_not_there_read_alike(enter, sunja):
    page = enter("이도윤")
    known, unknown = page.get(f"/people/{sunja}/data/"), page.get(f"/people/{uuid4()}/data/")
    assert known.status_code == unknown.status_code == 404

    def main(answer) -> str:
        return re.sub(r'id="[^"]*"|value="[^"]*"|"X-CSRFToken": "[^"]*"|[0-9a-f-]{36}', "", text(answer))

    assert main(known) == main(unknown)


def test_data_are_corrected_in_the_browser(enter, sunja):
    page = enter("김하늘")
    form = text(page.post(f"/people/{sunja}/correct/"))
    assert 'value="박순자"' in form
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    good = {"name": "박숙자", "birth_date": "1944-03-02", "phone": "010-1234-5678", "sex": "female", "version": version}
    assert page.post(f"/people/{sunja}/correct/save/", good | {"name": ""}).status_code == 422
    assert page.post(f"/people/{sunja}/correct/save/", good).status_code == 302
    answer = page.post(f"/people/{sunja}/correct/save/", good)
    assert answer.status_code == 409
    assert "그사이 다른 사람이 고쳤습니다" in text(answer)


def test_contacts_hazards_and_rules_are_kept_on_the_data_page(enter, sunja):
    page = enter("김하늘")
    contact = {"kind": "guardian", "relation": "child", "name": "최민호", "phone": "010-5555-6666"}
    answer = page.post(f"/people/{sunja}/contacts/", contact, follow=True)
    assert "최○호" in text(answer)
    contact_id = re.search(r"contacts/([0-9a-f-]{36})/call", text(answer))[1]
    assert "01055556666" in text(page.post(f"/people/{sunja}/contacts/{contact_id}/call/"))
    assert "최○호" not in text(page.post(f"/people/{sunja}/contacts/{contact_id}/remove/", follow=True))
    assert "개가 있음 (2026-06 확인)" in text(
        page.post(f"/people/{sunja}/hazards/", {"kind": "dog", "note": ""}, follow=True)
    )
    hazard_id = Hazard.objects.get().pk
    assert "개가 있음 (2026" not in text(page.post(f"/people/{sunja}/hazards/{hazard_id}/clear/", follow=True))
    rule = {"contact_first": "call", "contact_hours": "afternoon", "language": "vi", "interpreter": "on", "note": ""}
    answer = page.post(f"/people/{sunja}/contact-rule/", rule, follow=True)
    assert "전화 먼저, 오후만, 음성 메시지 남기지 않기, 베트남어 통역 필요" in text(answer)
    home = {"kind": "couple", "dong": ILDONG, "address": "새빛빌라 1호"}
    assert "새빛빌라 1호" in text(page.post(f"/people/{sunja}/household/", home, follow=True))
    for wrong in ("contacts", "hazards", "contact-rule", "household", "requests", "end"):
        assert page.post(f"/people/{sunja}/{wrong}/", {}).status_code == 422, wrong


def test_a_consent_is_given_shown_and_withdrawn(enter, sunja):
    page = enter("김하늘")
    given = {
        "recipient": str(AGENCY), "purpose": "referral", "fields_shared": ["contact"], "until_on": "2027-03-31",
        "way": "paper", "signed_by": "self",
    }  # fmt: skip
    answer = page.post(f"/people/{sunja}/consents/give/", given, follow=True)
    assert "하늘종합사회복지관에 연락처 제공: 2027-03-31까지 동의" in text(answer)
    assert page.post(f"/people/{sunja}/consents/give/", given | {"fields_shared": []}).status_code == 422
    refused = page.post(f"/people/{sunja}/consents/give/", given | {"fields_shared": ["contact", "health"]})
    assert (refused.status_code, "따로 동의를" in text(refused)) == (422, True)
    consent_id = Consent.objects.get().pk
    answer = page.post(f"/people/{sunja}/consents/{consent_id}/withdraw/", follow=True)
    assert "지금은 누구에게도 제공하지 않습니다" in text(answer)
    assert "동의를 철회함" in text(answer)


def test_a_legal_basis_is_claimed_with_words(enter, sunja):
    page = enter("김하늘")
    claim = {
        "claim-recipient": "neighbour", "claim-purpose": "site_check", "claim-fields_shared": ["address"],
        "claim-ground": "life_in_danger", "claim-note": "이틀째 불이 켜져 있음",
    }  # fmt: skip
    assert "동의 없이 제공" in text(page.post(f"/people/{sunja}/consents/claim/", claim, follow=True))
    assert page.post(f"/people/{sunja}/consents/claim/", claim | {"claim-note": ""}).status_code == 422


def test_an_agency_sees_the_agreed_fields_on_its_page(enter, sunja, consent, deeds):
    officer = deeds.haneul()
    page = enter("박서연")
    assert page.get(f"/people/{sunja}/data/").status_code == 404
    with acting(officer):
        people.open_to(officer, person_id=sunja, holder=AGENCY, purpose="referral")
    seen = text(page.get(f"/people/{sunja}/data/"))
    assert "010-****-5678" in seen
    assert "203호" not in seen
    assert "고치기" not in seen.split("<main")[1]
    with acting(officer):
        people.withdraw_consent(officer, consent_id=consent)
    assert page.get(f"/people/{sunja}/data/").status_code == 404


def test_a_hidden_record_leaves_the_officers_pages(enter, sunja):
    head = enter("팀장")
    assert "숨긴 기록입니다" in text(head.post(f"/people/{sunja}/restrict/", {"because": "violence"}, follow=True))
    officer = enter("김하늘")
    assert officer.get(f"/people/{sunja}/data/").status_code == 404
    assert "찾은 사람이 없습니다" in text(officer.post("/people/", {"name": "순자"}))
    assert officer.post(f"/people/{sunja}/unrestrict/").status_code == 403
    assert "숨긴 기록" not in text(officer.get("/people/"))
    head = enter("팀장")
    assert head.post(f"/people/{sunja}/readers/", {"account_id": "nobody"}).status_code == 422
    assert head.post(f"/people/{sunja}/readers/", {"account_id": str(id_of("김하늘"))}).status_code == 302
    officer = enter("김하늘")
    assert "박○자" in text(officer.get("/people/"))
    assert officer.get(f"/people/{sunja}/data/").status_code == 200
    head = enter("팀장")
    assert head.post(f"/people/{sunja}/unrestrict/").status_code == 302


def test_a_request_goes_from_the_dong_to_its_answer(enter, sunja):
    officer = enter("김하늘")
    asked = {"kind": "view", "asked_by": "self", "way": "phone", "note": "전화로"}
    assert officer.post(f"/people/{sunja}/requests/", asked).status_code == 302
    assert officer.get("/people/requests/").status_code == 403
    privacy = enter("보호책임자")
    assert "10일 남음" in text(privacy.get("/people/requests/"))
    url = f"/people/requests/{DataRequest.objects.get().pk}/"
    assert "2026. 7. 2.까지 답해야" in text(privacy.get(url))
    assert privacy.post(url + "extend/", {"why": ""}).status_code == 422
    assert "2026. 7. 13.까지" in text(privacy.post(url + "extend/", {"why": "기록이 많음"}, follow=True))
    assert privacy.post(url + "answer/", {"move": "nonsense"}).status_code == 422
    assert "들어드림" in text(privacy.post(url + "answer/", {"move": "grant"}, follow=True))
    assert "기다리는 요구가 없습니다" in text(privacy.get("/people/requests/"))
    assert "들어드림" in text(privacy.get("/people/requests/?all=1"))


def test_the_privacy_officer_finds_a_mask_and_takes_in_a_request(enter, sunja):
    privacy = enter("보호책임자")
    assert privacy.get(f"/people/{sunja}/data/").status_code == 403
    answer = privacy.post("/people/requests/find/", {"name": "박순자", "birth_date": "1944-03-02"})
    assert "박○자 · 일동" in text(answer)
    assert privacy.post("/people/requests/find/", {"name": "", "birth_date": ""}).status_code == 422
    asked = {"kind": "stop", "asked_by": "self", "way": "paper", "note": ""}
    assert privacy.post(f"/people/{sunja}/requests/officer/", asked).status_code == 302
    assert privacy.get(f"/people/{sunja}/consents/").status_code == 200
    assert privacy.get(f"/people/{sunja}/opened/").status_code == 200


def test_a_stop_can_be_lifted_and_an_end_undone(enter, sunja, deeds):
    officer = enter("김하늘")
    officer.post(f"/people/{sunja}/requests/", {"kind": "stop", "asked_by": "self", "way": "phone", "note": ""})
    officer.post(f"/people/{sunja}/end/", {"because": "moved_away", "ended_on": ""})
    assert officer.post(f"/people/{sunja}/end/undo/").status_code == 302
    assert Person.objects.get().ended_on is None
    privacy = enter("보호책임자")
    url = f"/people/requests/{DataRequest.objects.get().pk}/"
    assert "처리정지 풀기" in text(privacy.post(url + "answer/", {"move": "grant"}, follow=True))
    assert Person.objects.get().stopped_on is not None
    assert privacy.post(f"/people/{sunja}/resume/").status_code == 302
    assert Person.objects.get().stopped_on is None


def test_destruction_takes_two_people(enter, sunja, deeds):
    officer = enter("김하늘")
    assert officer.post(f"/people/{sunja}/end/", {"because": "died", "ended_on": "2021-06-21"}).status_code == 302
    assert officer.post("/people/destruction/propose/", {"kind": "person"}).status_code == 302
    proposal = DestructionProposal.objects.get()
    assert officer.post(f"/people/destruction/{proposal.pk}/", {"move": "approve"}).status_code == 403
    privacy = enter("보호책임자")
    assert "승인하기" in text(privacy.get("/people/destruction/"))
    url = f"/people/destruction/{proposal.pk}/"
    assert "파기하기" in text(privacy.post(url, {"move": "approve"}, follow=True))
    assert "1건을 파기했습니다" in text(privacy.post(url, {"move": "carry_out"}, follow=True))
    assert not Person.objects.exists()


def test_nothing_is_proposed_when_nothing_is_due(enter):
    privacy = enter("보호책임자")
    answer = privacy.post("/people/destruction/propose/", {"kind": "household"})
    assert (answer.status_code, "파기할 기록을" in text(answer)) == (422, True)


def test_a_list_can_be_refused(enter, sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        people.end_keeping(deed, person_id=sunja, because="died", ended_on=date(2021, 1, 1))
        proposal_id = actions.propose_destruction(deed, kind="person", record_ids=[sunja])
    assert "반려됨" in text(
        enter("보호책임자").post(f"/people/destruction/{proposal_id}/", {"move": "refuse"}, follow=True)
    )


@pytest.mark.parametrize("name", ["최지우", "보호책임자", "박서연"])
@pytest.mark.parametrize(
    "url", ["/people/", "/people/new/", "/people/{}/data/", "/people/requests/", "/people/destruction/"]
)
def test_pages_are_for_their_roles(enter, sunja, name, url):
    allowed = {"보호책임자": {"/people/requests/", "/people/destruction/"}, "박서연": {"/people/", "/people/new/"}}
    answer = enter(name).get(url.format(sunja))
    hidden = name == "박서연" and url == "/people/{}/data/"
    assert answer.status_code == (200 if url in allowed.get(name, set()) else 404 if hidden else 403)


def test_strangers_are_sent_to_the_login_page(client, db):
    answer = client.get("/people/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/")


def test_personal_pages_are_kept_nowhere(enter, sunja):
    assert "no-store" in enter("김하늘").get(f"/people/{sunja}/data/").headers["Cache-Control"]


def test_the_pages_are_whole_in_english(enter, sunja, consent):
    page = enter("김하늘")
    page.cookies["language"] = "en"
    for url in (
        "/people/",
        "/people/new/",
        f"/people/{sunja}/data/",
        f"/people/{sunja}/consents/",
        f"/people/{sunja}/opened/",
    ):
        main = page.get(url).content.decode().split("<main")[1].split("</main")[0]
        main = re.sub(
            r"하늘종합사회복지관|바다종합사회복지관|한빛빌라 203호|한빛빌라|박○자|[가-힣]+동\d?|<input[^>]*>|호수동",
            "",
            main,
        )
        korean = set(re.findall(r"[가-힣]+[가-힣 ]*", re.sub(r"<[^>]+>", " ", main))) - {"호"}
        assert not korean, (url, korean)


# Papers --------------------------------------------------------------------------------------------------------------

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def signed_paper(page, person, consent, **more):
    said = {"scan": SimpleUploadedFile("consent.pdf", PDF, content_type="application/pdf"), "covered": "on", **more}
    return page.post(f"/people/{person}/consents/{consent}/scan/", said, follow=True)


def test_a_signed_paper_is_kept_beside_its_consent_and_opened_with_a_log(enter, sunja, consent):
    page = enter("김하늘")
    answer = signed_paper(page, sunja, consent)
    assert "서명한 종이를 보관했습니다" in text(answer)
    path = re.search(rf"/people/{sunja}/consents/{consent}/scan/[0-9a-f-]+/", text(answer)).group(0)
    opened = page.get(path)
    assert (opened.status_code, opened.content) == (200, PDF)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_accesslog WHERE record_kind = 'consent'")
        assert cursor.fetchone() == (1,)
    assert enter("이도윤").get(path).status_code == 404
    assert enter("박서연").get(path).status_code in (403, 404)


def test_a_scan_nobody_looked_at_or_of_another_kind_is_not_kept(enter, sunja, consent):
    page = enter("김하늘")
    assert "주민등록번호" in text(signed_paper(page, sunja, consent, covered=""))
    wrong = SimpleUploadedFile("virus.exe", b"MZ" + b"0" * 200)
    assert signed_paper(page, sunja, consent, scan=wrong).status_code == 422
    assert "서명한 종이 1" not in text(page.get(f"/people/{sunja}/consents/"))


def test_the_paper_of_who_opened_a_file_is_a_pdf_for_its_readers_only(enter, sunja):
    page = enter("김하늘")
    page.get(f"/people/{sunja}/data/")
    answer = page.get(f"/people/{sunja}/opened/paper/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert enter("이도윤").get(f"/people/{sunja}/opened/paper/").status_code == 404
    assert enter("보호책임자").get(f"/people/{sunja}/opened/paper/").status_code == 200
