"""What is printed of a case: its summary, and the letter that goes with a referral."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts.public import note_access
from chomchom.cases import access, papers
from chomchom.cases.reads.pages import CasePage, case_page
from chomchom.cases.reads.plans import Plans, plans_of
from chomchom.documents.public import FileRow, Owner, content_of, files_of
from chomchom.formats.documents import Document
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.referrals import public as referrals


def owner(case_id: UUID) -> Owner:
    """Whose the papers of a case are."""
    return Owner("cases", case_id)


def summary(deed: Deed, case_id: UUID) -> Document:
    """A case on paper: facts, goals, services, referrals, what happened. The name stays masked.

    Raises `case-not-found`, `case-not-yours-to-read`.
    """
    case = access.load_case(deed, case_id)
    access.check_may_read(deed, case)
    found = case_page(deed, case_id)
    plans = plans_of(deed, case)
    sent = referrals.of_person(deed, case.person_id)
    return papers.summary(
        title=_("사례 요약 %(number)s") % {"number": found.row.number},
        facts=_facts(found),
        parts=(
            *_plan_parts(plans),
            papers.Part(
                _("의뢰와 연계"),
                (_("서비스"), _("기관"), _("상태")),
                tuple((row.service_name, row.agency_name, row.shown) for row in sent),
            ),
            papers.Part(_("공적 기준"), lines=tuple(check.sentence for check in found.criteria)),
            papers.Part(
                _("지나온 단계"),
                (_("날짜"), _("단계"), _("까닭"), _("적은 분")),
                tuple((papers.day(step.on), step.what, step.reason, step.by) for step in found.steps if step.what),
            ),
        ),
        on=deed.day,
    )


def _facts(found: CasePage) -> tuple[tuple[str, str], ...]:
    row = found.row
    said = (
        (_("대상자"), f"{row.name} {row.age if row.age is not None else ''}".strip()),
        (_("동"), row.dong_name),
        (_("담당"), row.owner),
        (_("접수한 날"), papers.day(row.taken_in_on)),
        (_("단계"), row.state_label),
        (_("사례 구분"), row.grade_label),
        (_("다음 기한"), found.stage_note),
    )
    return tuple((name, words) for name, words in said if words)


def _plan_parts(plans: Plans) -> tuple[papers.Part, ...]:
    plan = plans.current or plans.making
    goals = plan.goals if plan is not None else ()
    services = plan.services if plan is not None else ()
    return (
        papers.Part(
            _("목표"),
            (_("목표"), _("재는 법"), _("처음 → 목표"), _("지금 값"), _("언제까지"), _("상태")),
            tuple(
                (
                    one.text,
                    one.measure,
                    f"{one.start or '–'} → {one.target}",
                    one.value,
                    papers.day(one.due_on),
                    one.state_label,
                )
                for one in goals
            ),
        ),
        papers.Part(
            _("서비스"),
            (_("서비스"), _("제공기관"), _("양과 기간")),
            tuple((f"{one.name} ({one.kind})", one.provider, one.amount) for one in services),
        ),
    )


def letter(deed: Deed, case_id: UUID, referral_id: UUID) -> Document:
    """The letter that goes with a referral: what is asked, for whom (masked), until when. Name and number are read on the
    referral itself, behind its code.

    Raises `case-not-found`, `case-not-yours-to-read`, `case-no-such-referral`.
    """
    case = access.load_case(deed, case_id)
    access.check_may_read(deed, case)
    row = next((one for one in referrals.of_person(deed, case.person_id) if one.id == referral_id), None)
    if row is None:
        raise Refused("case-no-such-referral")
    found = case_page(deed, case_id)
    facts = (
        (_("받는 기관"), row.agency_name),
        (_("부탁하는 서비스"), row.service_name),
        (_("대상자"), found.row.name),
        (_("동"), found.row.dong_name),
        (_("사례번호"), found.row.number),
        (_("담당"), found.row.owner),
        (_("급한 정도"), row.urgency_label),
        (_("답할 기한"), row.due.text if row.due is not None else ""),
    )
    lines = (
        _("아래 분에게 서비스를 부탁드립니다. 맡으실 수 있는지 의뢰 화면에서 답해 주세요."),
        _("이름과 연락처는 본인이 동의한 만큼만 의뢰 화면에서 확인하실 수 있습니다."),
    )
    return papers.summary(
        title=_("의뢰서"),
        facts=tuple((name, words) for name, words in facts if words),
        parts=(papers.Part(_("부탁드리는 말씀"), lines=lines),),
        on=deed.day,
    )


def case_files(deed: Deed, case_id: UUID) -> tuple[FileRow, ...]:
    """The papers kept on a case somebody reads. Raises `case-not-found`, `case-not-yours-to-read`."""
    access.check_may_read(deed, access.load_case(deed, case_id))
    return files_of(deed, owner(case_id))


def case_file(deed: Deed, case_id: UUID, file_id: UUID) -> tuple[FileRow, bytes]:
    """One paper of a case; opening it is written into the access log. Raises as `case_files`, and `file-not-found`."""
    case = access.load_case(deed, case_id)
    access.check_may_read(deed, case)
    note_access(deed, subject_id=case.person_id, record_kind="case", record_id=case.pk, purpose="see-case")
    return content_of(deed, file_id, owner=owner(case_id))
