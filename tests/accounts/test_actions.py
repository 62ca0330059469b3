"""Accounts, postings, keys, logs and emergencies in the database."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from chomchom.accounts import access, actions, reads
from chomchom.accounts.models import AccessLog, Account, ApiKey, BreakGlass, ExportLog, Posting
from chomchom.accounts.rules import AgencyKind, GlassFinding, GlassReason
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import of_streams
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY, id_of


def operator(deeds, **more):
    return deeds(Role.OPERATOR, name="운영자", whole_city=True, **more)


def lead(deeds, office, **more):
    return deeds(Role.AGENCY_LEAD, name="한지민", agency_id=office.centre, sector=Sector.PRIVATE, **more)


def test_an_account_grants_nothing_until_a_posting_does(office, deeds):
    with acting(operator(deeds)) as deed:
        made = actions.create_account(deed, login="New.Person", display_name="새사람")
    assert reads.standing_of(made.account_id).postings == ()
    with acting(operator(deeds)) as deed:
        actions.give_posting(deed, account_id=made.account_id, role=Role.DESK)
    found = reads.standing_of(made.account_id)
    assert [row.role for row in found.postings] == [Role.DESK]
    assert found.postings[0].whole_city
    assert found.now == MONDAY


def test_names_are_sealed_and_the_first_password_has_to_be_changed(office, deeds):
    with acting(operator(deeds)) as deed:
        made = actions.create_account(deed, login="new", display_name="새사람")
    with connection.cursor() as cursor:
        cursor.execute("select display_name from accounts_account where id = %s", [made.account_id])
        assert "새사람".encode() not in bytes(cursor.fetchone()[0])
    account = Account.objects.get(pk=made.account_id)
    assert account.password_is_first
    assert account.check_password(made.first_password)
    assert len(made.first_password) >= 15


def test_one_login_name_is_one_account(office, deeds):
    with acting(operator(deeds)) as deed, pytest.raises(Refused, match="login-taken"):
        actions.create_account(deed, login="HANEUL", display_name="다른 하늘")


def test_a_posting_ends_and_stays_in_the_history(office, deeds):
    posting = Posting.objects.get(account_id=id_of("김하늘"))
    with acting(operator(deeds)) as deed:
        actions.end_posting(deed, posting_id=posting.pk, ends_on=deed.day - timedelta(days=1))
    assert reads.standing_of(id_of("김하늘")).postings == ()
    with acting(operator(deeds)) as deed:
        view = reads.account_view(deed, id_of("김하늘"))
    assert [row.holds for row in view.postings] == [False]


def test_a_moved_officer_keeps_nothing_of_the_old_place(office, deeds):
    posting = Posting.objects.get(account_id=id_of("김하늘"))
    with acting(operator(deeds)) as deed:
        actions.end_posting(deed, posting_id=posting.pk, ends_on=deed.day - timedelta(days=1))
        actions.give_posting(
            deed, account_id=id_of("김하늘"), role=Role.DONG_OFFICER, agency_id=office.hall, areas=[IDONG]
        )
    found = reads.standing_of(id_of("김하늘"))
    assert [row.areas for row in found.postings] == [frozenset({IDONG})]


def test_the_application_may_only_end_a_posting(office):
    posting = Posting.objects.get(account_id=id_of("김하늘"))
    for change in ("role = 'team_head'", "areas = '{}'", "from_on = '2020-01-01'", "account_id = account_id"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update accounts_posting set {change} where id = %s", [posting.pk])
    with pytest.raises(DatabaseError), transaction.atomic():
        posting.delete()


@pytest.mark.parametrize(
    ("role", "more", "code"),
    [
        (Role.TEAM_HEAD, {}, "role-not-yours-to-give"),
        (Role.AGENCY_LEAD, {}, "role-not-yours-to-give"),
        (Role.AGENCY_WORKER, {"agency": "hall"}, "role-not-yours-to-give"),
    ],
)
def test_a_lead_gives_only_lower_roles_of_the_own_body(office, deeds, role, more, code):
    agency_id = getattr(office, more.get("agency", "centre"))
    with acting(lead(deeds, office)) as deed:
        made = actions.create_account(deed, login="newbie", display_name="새사람")
        with pytest.raises(Refused, match=code):
            actions.give_posting(deed, account_id=made.account_id, role=role, agency_id=agency_id)
        actions.give_posting(deed, account_id=made.account_id, role=Role.AGENCY_WORKER, agency_id=office.centre)


def test_a_lead_sees_and_changes_only_people_of_the_own_body(office, deeds):
    with acting(lead(deeds, office)) as deed:
        assert {row.login for row in reads.account_list(deed).rows} == {"seoyeon", "jimin"}
        with pytest.raises(Refused, match="account-not-there"):
            actions.disable_account(deed, account_id=id_of("김하늘"))
        with pytest.raises(Refused, match="own-account"):
            actions.reset_password(deed, account_id=deed.actor_id)
        actions.disable_account(deed, account_id=id_of("박서연"))
    assert reads.standing_of(id_of("박서연")).postings == ()


def test_a_lead_does_not_shut_somebody_who_also_works_elsewhere(office, deeds):
    with acting(office.deed):
        actions.give_posting(office.deed, account_id=id_of("박서연"), role=Role.COUNCIL_MEMBER, agency_id=office.hall)
    with acting(lead(deeds, office)) as deed, pytest.raises(Refused, match="account-works-elsewhere-too"):
        actions.disable_account(deed, account_id=id_of("박서연"))


@pytest.mark.parametrize("who", ["haneul", "desk", "jiu", "seoyeon", "privacy"])
def test_nobody_else_makes_accounts(office, deeds, who):
    with acting(getattr(deeds, who)()) as deed, pytest.raises(Refused, match="not-your-accounts"):
        actions.create_account(deed, login="new", display_name="새사람")


def test_nobody_posts_themselves(office, deeds):
    with acting(operator(deeds)) as deed:
        with pytest.raises(Refused, match="own-posting"):
            actions.give_posting(deed, account_id=deed.actor_id, role=Role.PRIVACY_OFFICER)
        own = Posting.objects.get(account_id=deed.actor_id)
        with pytest.raises(Refused, match="own-posting"):
            actions.end_posting(deed, posting_id=own.pk, ends_on=deed.day)


def test_the_same_posting_is_not_given_twice(office, deeds):
    with acting(operator(deeds)) as deed:
        with pytest.raises(Refused, match="same-posting-runs"):
            actions.give_posting(
                deed, account_id=id_of("김하늘"), role=Role.DONG_OFFICER, agency_id=office.ildong, areas=[ILDONG]
            )
        actions.give_posting(
            deed, account_id=id_of("김하늘"), role=Role.DONG_OFFICER, agency_id=office.hall, areas=[IDONG]
        )
    assert len(reads.standing_of(id_of("김하늘")).postings) == 2


def test_people_of_a_closed_body_stand_nowhere(office, deeds):
    with acting(operator(deeds)) as deed:
        actions.close_agency(deed, agency_id=office.centre)
    assert reads.standing_of(id_of("박서연")).postings == ()
    assert reads.agency(office.centre).active is False


def test_every_change_is_in_the_ledger_without_a_name(office, deeds):
    with acting(operator(deeds)) as deed:
        made = actions.create_account(deed, login="new", display_name="새사람")
        actions.give_posting(deed, account_id=made.account_id, role=Role.DESK)
        actions.disable_account(deed, account_id=made.account_id)
        tags = [entry.tag for entry in of_streams(deed, [made.account_id])]
    assert sorted(tags) == ["accounts:account:created", "accounts:account:disabled", "accounts:posting:given"]


def test_who_holds_a_role_over_a_dong(office, deeds):
    day = date(2026, 6, 22)
    assert [one.name for one in reads.who_holds(Role.DONG_OFFICER, ILDONG, day)] == ["김하늘"]
    assert [one.name for one in reads.who_holds(Role.TEAM_HEAD, IDONG, day)] == ["팀장"]
    assert reads.who_holds(Role.DONG_OFFICER, ILDONG, date(2025, 12, 31)) == ()
    assert reads.accounts_named([id_of("김하늘"), uuid4()]) == {id_of("김하늘"): "김하늘"}


def test_bodies_say_when_they_are_open(office, deeds):
    row = reads.agency(office.centre)
    assert row.hours == "월-금 09:00-18:00"
    assert row.open_at(MONDAY)
    assert not row.open_at(MONDAY + timedelta(hours=9))
    assert not row.open_at(MONDAY - timedelta(days=1))
    with acting(operator(deeds)) as deed, pytest.raises(Refused, match="agency-name-taken"):
        actions.found_agency(deed, name="복지정책과", kind=AgencyKind.CITY_HALL, sector=Sector.PUBLIC)


# --- the access log -----------------------------------------------------------------------------------


def opened_by(deed, subject, **more):
    actions.note_access(
        deed, subject_id=subject, record_kind="person", record_id=subject, purpose=more.get("purpose", "see-card")
    )


def test_an_opened_file_is_in_the_log_with_who_where_and_why(office, deeds):
    subject = uuid4()
    with acting(deeds.haneul(address="192.0.2.7", agency_id=office.ildong)) as deed:
        opened_by(deed, subject)
    line = AccessLog.objects.get()
    assert (line.account_id, line.address, line.subject_id) == (id_of("김하늘"), "192.0.2.7", subject)
    assert (line.role, line.purpose, line.at, line.emergency) == ("dong_officer", "see-card", MONDAY, False)


def test_the_council_office_writes_a_line_it_cannot_read(office, deeds):
    with acting(deeds.jiu()) as deed:
        actions.note_access(deed, subject_id=None, record_kind="figures", purpose="see-page")
        assert AccessLog.objects.count() == 0
    assert AccessLog.objects.count() == 1


def test_an_agency_reads_only_its_own_lines_whatever_is_asked(office, deeds):
    with acting(deeds.haneul()) as deed:
        opened_by(deed, uuid4())
    with acting(deeds.seoyeon(agency_id=office.centre)) as deed:
        opened_by(deed, uuid4())
    with acting(lead(deeds, office)):
        assert [line.account_id for line in AccessLog.objects.all()] == [id_of("박서연")]


@pytest.mark.parametrize(
    "statement",
    [
        "update accounts_accesslog set purpose = 'x'",
        "delete from accounts_accesslog",
        "truncate accounts_accesslog",
        "delete from accounts_exportlog",
        "update accounts_exportlog set row_count = 0",
        "delete from accounts_loginevent",
        "drop policy reach on accounts_accesslog",
        "alter table accounts_accesslog disable row level security",
        "alter table accounts_accesslog disable trigger all",
        "select * from accounts_accesslog_rest",
        "select accounts_accesslog_drop('2100-01-01')",
    ],
)
def test_the_application_cannot_touch_the_log(office, deeds, statement):
    with acting(deeds.haneul()) as deed:
        opened_by(deed, uuid4())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AccessLog.objects.count() == 1


def test_months_lie_apart_and_are_made_ahead(office, owner: psycopg.Connection):
    owner.execute("select accounts_accesslog_ready('2031-01-01', 2)")
    assert owner.execute("select accounts_accesslog_ready('2031-01-01', 2)").fetchone() == (0,)
    owner.execute(
        "insert into accounts_accesslog (at, account_id, record_kind, purpose)"
        " values ('2031-02-28 23:59:59+09', gen_random_uuid(), 'person', 'x')"
    )
    found = owner.execute("select tableoid::regclass::text from accounts_accesslog where at > '2031-01-01'")
    assert found.fetchone() == ("accounts_accesslog_2031_02",)
    owner.execute("delete from accounts_accesslog_2031_02")
    owner.execute("drop table accounts_accesslog_2031_01, accounts_accesslog_2031_02")


def test_a_download_needs_a_reason(office, deeds):
    with acting(deeds.haneul()) as deed:
        with pytest.raises(Refused, match="export-needs-a-reason"):
            actions.note_export(deed, what="board", rows=7, reason=" ", personal=True)
        actions.note_export(deed, what="board", rows=7, reason="정전 대비 인쇄", personal=True)
    line = ExportLog.objects.get()
    assert (line.row_count, line.reason, line.personal) == (7, "정전 대비 인쇄", True)


def test_the_month_is_reviewed_once_after_it_ended(office, deeds):
    with acting(deeds.haneul(at=MONDAY - timedelta(days=30))) as deed:
        opened_by(deed, uuid4())
        opened_by(deed, uuid4())
    with acting(deeds.privacy()) as deed:
        page = reads.review(deed, month_on=date(2026, 5, 1))
        assert (page.opened, page.people, page.subjects, page.after_hours) == (2, 1, 2, 2)  # a Saturday
        assert [(one.name, one.busiest_hour, one.over_limit) for one in page.standing_out] == [("김하늘", 2, False)]
        with pytest.raises(Refused, match="month-not-over"):
            actions.review_log(deed, month_on=date(2026, 6, 1))
        actions.review_log(deed, month_on=date(2026, 5, 20), note="이상 없음")
        with pytest.raises(Refused, match="month-already-reviewed"):
            actions.review_log(deed, month_on=date(2026, 5, 1))
        assert reads.review(deed, month_on=date(2026, 5, 1)).reviewed_at == MONDAY


@pytest.mark.parametrize("who", ["haneul", "desk", "head", "jiu", "seoyeon"])
def test_only_reviewers_read_the_log(office, deeds, who):
    with acting(getattr(deeds, who)()) as deed:
        assert not access.visible_log(deed).exists()
        for ask in (reads.review, reads.log_page, reads.exports):
            with pytest.raises(Refused, match="review-is-the-privacy-officers"):
                ask(deed, month_on=date(2026, 6, 1))


def test_a_person_learns_who_opened_the_file_but_not_which_colleague(office, deeds):
    subject = uuid4()
    with acting(deeds.seoyeon(agency_id=office.centre)) as deed:
        opened_by(deed, subject, purpose="reveal-phone")
    citizen = deeds(Role.CITIZEN, name="시민", sector=Sector.CITIZEN)
    with acting(citizen):
        (row,) = reads.opened_by(citizen, subject)
        assert (row.agency_name, row.purpose) == ("하늘종합사회복지관", "전화번호를 봄")
        assert AccessLog.objects.count() == 0  # the wider reach ended with the answer


def test_somebody_is_asked_why_and_answers_once(office, deeds):
    with acting(deeds.privacy()) as deed:
        question = actions.ask_explanation(
            deed, account_id=id_of("김하늘"), about_kind="access", about_on=date(2026, 6, 1), question="토요일 밤에 왜?"
        )
    with acting(deeds.doyun()) as deed, pytest.raises(Refused, match="explanation-not-there"):
        actions.answer_explanation(deed, question_id=question, answer="대신 답합니다")
    with acting(deeds.haneul()) as deed:
        actions.answer_explanation(deed, question_id=question, answer="당직이었습니다")
        with pytest.raises(Refused, match="answered-already"):
            actions.answer_explanation(deed, question_id=question, answer="다시 답합니다")
        assert [(row.answer, row.own) for row in reads.questions(deed)] == [("당직이었습니다", True)]


# --- emergencies --------------------------------------------------------------------------------------


def test_an_emergency_opens_for_three_hours_and_marks_every_line(office, deeds):
    subject = uuid4()
    with acting(deeds.haneul()) as deed:
        actions.open_emergency(
            deed, subject_id=subject, because=GlassReason.RESCUE_ASKED, note="119가 동거인을 물어 옴"
        )
        assert reads.open_emergencies(deed) == {subject}
        opened_by(deed, subject)
        opened_by(deed, uuid4())
    later = deeds.haneul(at=MONDAY + timedelta(hours=3))
    with acting(later) as deed:
        assert reads.open_emergencies(deed) == frozenset()
        opened_by(deed, subject)
    marks = list(AccessLog.objects.order_by("id").values_list("record_kind", "emergency"))
    assert marks == [("emergency", True), ("person", True), ("person", False), ("person", False)]


@pytest.mark.parametrize("who", ["seoyeon", "jiu", "privacy"])
def test_not_everybody_opens_in_an_emergency(office, deeds, who):
    with acting(getattr(deeds, who)()) as deed, pytest.raises(Refused, match="emergency-not-for-you"):
        actions.open_emergency(deed, subject_id=uuid4(), because=GlassReason.NIGHT_COVER, note="야간 당직입니다")


def test_the_privacy_officer_judges_it_after_it_ended(office, deeds):
    with acting(deeds.haneul()) as deed:
        glass = actions.open_emergency(
            deed, subject_id=uuid4(), because=GlassReason.OWN_RELATIVE, note="이모의 기록입니다"
        )
    with acting(deeds.privacy()) as deed, pytest.raises(Refused, match="emergency-still-open"):
        actions.review_emergency(deed, glass_id=glass, finding=GlassFinding.JUSTIFIED)
    after = MONDAY + timedelta(hours=4)
    with acting(deeds.head(at=after)) as deed, pytest.raises(Refused, match="review-is-the-privacy-officers"):
        actions.review_emergency(deed, glass_id=glass, finding=GlassFinding.JUSTIFIED)
    with acting(deeds.privacy(at=after)) as deed:
        actions.review_emergency(deed, glass_id=glass, finding=GlassFinding.NOT_JUSTIFIED)
        assert [row.finding for row in reads.emergencies(deed)] == ["정당하지 않음"]
    with pytest.raises(DatabaseError), transaction.atomic():
        BreakGlass.objects.update(because=GlassReason.LIFE_IN_DANGER)


# --- machine keys -------------------------------------------------------------------------------------


def test_a_key_is_its_posting_and_only_its_hash_is_kept(office, deeds):
    with acting(operator(deeds)) as deed:
        robot = actions.create_account(deed, login="province-api", display_name="경기도 연계", with_password=False)
        posting = actions.give_posting(deed, account_id=robot.account_id, role=Role.PROVINCE, agency_id=office.centre)
        key = actions.make_key(deed, posting_id=posting, label="일일 결과", until_on=None)
    from chomchom.accounts.actions.keys import digest_of

    assert key.encode() not in bytes(ApiKey.objects.get().digest)
    assert [row.role for row in reads.standing_of_key(digest_of(key)).postings] == [Role.PROVINCE]
    assert reads.standing_of_key(digest_of(key + "x")).postings == ()
    with acting(operator(deeds)) as deed:
        actions.revoke_key(deed, key_id=ApiKey.objects.get().pk)
    assert reads.standing_of_key(digest_of(key)).postings == ()


def test_keys_are_for_machines_roles_and_made_by_the_operator(office, deeds):
    posting = Posting.objects.get(account_id=id_of("팀장")).pk
    with acting(operator(deeds)) as deed, pytest.raises(Refused, match="key-role-not-possible"):
        actions.make_key(deed, posting_id=posting, label="x")
    with acting(deeds.head()) as deed, pytest.raises(Refused, match="keys-are-the-operators"):
        actions.make_key(deed, posting_id=posting, label="x")


def test_lists_cost_the_same_for_few_and_for_many(office, deeds, django_assert_num_queries):
    with acting(operator(deeds)) as deed, django_assert_num_queries(2):
        assert len(reads.account_list(deed).rows) == 8
    with acting(office.deed) as deed:
        for number in range(30):
            made = actions.create_account(deed, login=f"many{number}", display_name="여럿", with_password=False)
            actions.give_posting(deed, account_id=made.account_id, role=Role.DESK, agency_id=office.hall)
    with acting(operator(deeds)) as deed, django_assert_num_queries(2):
        assert len(reads.account_list(deed).rows) == 38
