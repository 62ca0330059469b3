"""Decisions under a deed: written until approval, resolved by a person, amended afterwards, never edited."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from chomchom.council.access import load_meeting
from chomchom.council.actions import decisions as actions
from chomchom.council.actions import lists, minutes
from chomchom.council.actions.decisions import ChangeIn, DecisionIn
from chomchom.council.actions.lists import KindIn, SourceIn
from chomchom.council.facts import kinds
from chomchom.council.models import Decision, DecisionChange, DecisionKind, OpinionSource
from chomchom.council.rules.deciding import ChangeKind, Coarse, Modifier
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.council.room import Room, approve, build

KITCHEN = Matter(subject=Subject.PROJECT, code="1-2-3", name="마을 부엌")
WALK = Matter(subject=Subject.CANDIDATE, name="함께 걷기")


def said(matter: Matter = KITCHEN, **more: object) -> DecisionIn:
    return DecisionIn(matter=matter, **{"kind": "continue_review", **more})  # type: ignore[arg-type]


def write(deeds, room: Room, decision: DecisionIn):
    with acting(deeds.jiu()) as deed:
        return actions.record_decision(deed, meeting_id=room.meeting, decision=decision)


def test_a_decision_keeps_code_class_and_order_and_the_ledger_hears_of_it(room, deeds):
    first = Decision.objects.get(pk=write(deeds, room, said(modifiers=(Modifier.INDICATORS,))))
    second = Decision.objects.get(pk=write(deeds, room, said(WALK, kind="", label_in_table="후속 검토")))
    assert (first.code, first.key, first.coarse, first.position) == (
        "1-2-3", "code:1-2-3", Coarse.CONTINUE_WITH_BETTER_INDICATORS, 1
    )  # fmt: skip
    assert (second.kind_id, second.coarse, second.position) == ("follow_up_review", Coarse.FURTHER_REVIEW, 2)
    entry = Entry.objects.filter(tag="council:decision:recorded").order_by("seq").first()
    assert entry.payload["kind"] == "continue_review"
    assert "마을" not in str(entry.payload)


def test_every_kind_the_house_comes_with_may_be_decided(room, deeds):
    with acting(deeds.jiu()):
        for number, kind in enumerate(kinds()):
            subject = Subject.PROJECT if Subject.PROJECT in kind.subjects else Subject.CANDIDATE
            matter = Matter(subject=subject, name=f"사업 {number}")
            decision_id = actions.record_decision(
                deeds.jiu(), meeting_id=room.meeting, decision=said(matter, kind=kind.code)
            )
            assert Decision.objects.get(pk=decision_id).coarse == kind.coarse
    assert DecisionKind.objects.count() == 9


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "gold"}, "decision-kind-unknown"),
        ({"matter": WALK}, "decision-kind-not-in-use"),
        ({"matter": Matter(subject=Subject.CANDIDATE), "kind": "hold"}, "subject-needs-a-name"),
        ({"matter": Matter(subject=Subject.ISSUE, name="이슈")}, "subject-needs-a-name"),
        ({"changes": (ChangeIn(kind=ChangeKind.RENAME),)}, "change-needs-a-target"),
    ],
)
def test_one_wrong_field_writes_nothing(room, deeds, change, code):
    with pytest.raises(Refused, match=code):
        write(deeds, room, DecisionIn(**{"matter": KITCHEN, "kind": "continue_review", **change}))
    assert Decision.objects.count() == 0


def test_a_second_decision_of_one_project_is_refused_by_hand_and_joined_from_paper(room, deeds):
    first = write(deeds, room, said(kind="", label_in_table="지속 검토"))
    with pytest.raises(Refused, match="decision-already-there"):
        write(deeds, room, said(Matter(subject=Subject.PROJECT, code="Ⅰ-2-3", name="마을 부엌 운영"), kind="hold"))
    twin = DecisionIn(matter=Matter(subject=Subject.PROJECT, code="I-2-3", name="마을부엌"), label_in_table="보류")
    with acting(deeds.jiu()) as deed:
        assert actions.record_decisions(deed, meeting_id=room.meeting, decisions=[twin]) == [first]
        with pytest.raises(Refused, match="decision-has-two-labels"):
            actions.check_decisions_can_be_approved(load_meeting(deed, room.meeting))


def test_two_labels_wait_for_a_person_and_the_kind_follows_the_one_that_holds(room, deeds):
    decision = said(kind="", label_in_body="보류·지속 검토", label_in_table="지속 검토")
    decision_id = write(deeds, room, decision)
    assert Decision.objects.get(pk=decision_id).kind_id == "continue_review"
    with acting(deeds.jiu()) as deed:
        actions.resolve_label(deed, decision_id=decision_id, label="보류·지속 검토")
        row = Decision.objects.get(pk=decision_id)
        assert (row.kind_id, row.coarse, row.resolved_by) == ("hold", Coarse.HOLD, deed.actor_id)
        actions.check_decisions_can_be_approved(load_meeting(deed, room.meeting))
        with pytest.raises(Refused, match="decision-has-one-label"):
            actions.resolve_label(deed, decision_id=decision_id, label="지속 검토")
        # The same printed labels keep what was resolved; other ones have to be looked at again.
        actions.rewrite_decision(deed, decision_id=decision_id, version=row.version, decision=decision)
        assert Decision.objects.get(pk=decision_id).resolved_label == "보류·지속 검토"
        again = said(kind="hold", label_in_body="후속 검토", label_in_table="지속 검토")
        actions.rewrite_decision(deed, decision_id=decision_id, version=row.version + 1, decision=again)
        assert Decision.objects.get(pk=decision_id).resolved_label == ""


def test_better_indicators_block_approval_until_each_has_owner_and_date(room, deeds):
    draft = ChangeIn(kind=ChangeKind.ADD_INDICATOR, to="신청률", owner_name="복지정책과")
    decision_id = write(deeds, room, said(modifiers=(Modifier.INDICATORS,)))

    def trouble() -> str:
        with acting(deeds.jiu()) as deed:
            try:
                actions.check_decisions_can_be_approved(load_meeting(deed, room.meeting))
            except Refused as no:
                return no.code
        return ""

    def rewrite(version: int, *changes: ChangeIn) -> None:
        with acting(deeds.jiu()) as deed:
            decision = said(modifiers=(Modifier.INDICATORS,), changes=changes)
            actions.rewrite_decision(deed, decision_id=decision_id, version=version, decision=decision)

    assert trouble() == "decision-needs-draft-indicators"
    rewrite(1, draft)
    assert trouble() == "draft-indicator-needs-owner-and-date"
    rewrite(2, ChangeIn(kind=ChangeKind.ADD_INDICATOR, to="신청률", owner_name="복지정책과", due_event="다음 회의"))
    assert trouble() == ""
    assert DecisionChange.objects.count() == 1


@pytest.mark.parametrize(
    "who",
    [
        lambda d: d(Role.COUNCIL_MEMBER, name="윤새론", whole_city=True),
        lambda d: d.head(),
        lambda d: d(Role.PROGRAMME_OFFICER, whole_city=True),
        lambda d: d(Role.RESEARCHER, whole_city=True),
        lambda d: d.machine(),
        lambda d: d.jiu(link_id=uuid4()),
    ],
    ids=["a member", "the team head", "a programme officer", "a researcher", "a machine", "the office by a link"],
)
def test_nearest_misses_write_resolve_and_amend_nothing(room, deeds, who):
    decision_id = write(deeds, room, said(kind="", label_in_body="보류", label_in_table="지속 검토"))
    deed = who(deeds)
    with pytest.raises(Refused, match="council-office-only"), acting(deed):
        actions.record_decision(deed, meeting_id=room.meeting, decision=said(WALK, kind="hold"))
    with pytest.raises(Refused, match="council-office-only"), acting(deed):
        actions.resolve_label(deed, decision_id=decision_id, label="보류")
    with pytest.raises(Refused, match="council-office-only"), acting(deed):
        minutes.amend_decision(deed, decision_id=decision_id, decision=said(), reason="까닭")
    assert Decision.objects.get().resolved_label == ""


def test_the_office_knows_of_a_planned_meeting_and_nobody_else_sees_its_decisions(room, deeds):
    from chomchom.council.access.decisions import visible_decisions

    with acting(deeds.jiu()) as deed:
        hidden = actions.record_decision(deed, meeting_id=room.planned, decision=said())
    shown = write(deeds, room, said())
    for deed, sees in (
        (deeds.jiu(), {hidden, shown}),
        (deeds(Role.CITY_OFFICER, whole_city=True), {hidden, shown}),
        (deeds(Role.COUNCIL_MEMBER, whole_city=True), {shown}),
        (deeds.privacy(), {shown}),
        (deeds.desk(), {shown}),
        (deeds.haneul(), {shown}),
        (deeds(Role.PAYMENT_RELEASER, whole_city=True), set()),
        (deeds.seoyeon(), set()),
        (deeds(Role.OPERATOR, whole_city=True), set()),
        (deeds(Role.COUNCIL_MEMBER, link_id=uuid4()), set()),
    ):
        with acting(deed):
            assert set(visible_decisions(deed).values_list("pk", flat=True)) == sees, deed.roles


def test_an_approved_decision_is_amended_and_both_stay(room, deeds):
    decision_id = write(deeds, room, said())
    with pytest.raises(Refused, match="decision-not-approved-yet"), acting(deeds.jiu()) as deed:
        minutes.amend_decision(deed, decision_id=decision_id, decision=said(kind="hold"), reason="잘못 옮김")
    approve(room.meeting)
    with pytest.raises(Refused, match="decision-is-approved"), acting(deeds.jiu()) as deed:
        actions.rewrite_decision(deed, decision_id=decision_id, version=1, decision=said(kind="hold"))
    with pytest.raises(Refused, match="decision-is-approved"):
        write(deeds, room, said(WALK, kind="hold"))
    rename = ChangeIn(kind=ChangeKind.RENAME, to="동네 부엌")
    with acting(deeds.jiu()) as deed:
        newer = minutes.amend_decision(
            deed, decision_id=decision_id, decision=said(WALK, kind="hold", changes=(rename,)), reason="잘못 옮김"
        )
        with pytest.raises(Refused, match="decision-already-amended"):
            minutes.amend_decision(deed, decision_id=decision_id, decision=said(kind="close"), reason="또")
    row = Decision.objects.get(pk=newer)
    assert (row.amends_id, row.name, row.kind_id) == (decision_id, "마을 부엌", "hold")
    assert Decision.objects.get(pk=decision_id).kind_id == "continue_review"
    assert Entry.objects.filter(tag="council:decision:amended").count() == 1
    assert Entry.objects.get(tag="council:decision:asks-change").payload["kind"] == "rename"


def test_an_amendment_meets_the_same_conditions_as_an_approval(room, deeds):
    decision_id = write(deeds, room, said())
    approve(room.meeting)
    with pytest.raises(Refused, match="decision-needs-draft-indicators"), acting(deeds.jiu()) as deed:
        minutes.amend_decision(
            deed, decision_id=decision_id, decision=said(modifiers=(Modifier.INDICATORS,)), reason="까닭"
        )
    assert Decision.objects.count() == 1


def test_approval_announces_what_is_to_change_and_the_plan_says_it_did_once(room, deeds):
    rename = ChangeIn(kind=ChangeKind.RENAME, to="동네 부엌")
    overlap = ChangeIn(kind=ChangeKind.CHECK_OVERLAP)
    write(deeds, room, said(modifiers=(Modifier.RENAME, Modifier.OVERLAP), changes=(rename, overlap)))
    first = DecisionChange.objects.get(kind="rename").pk
    with pytest.raises(Refused, match="decision-not-approved-yet"), acting(deeds.jiu()) as deed:
        actions.mark_change_applied(deed, change_id=first)
    approve(room.meeting)
    made = uuid4()
    with acting(deeds.jiu()) as deed:
        actions.announce_decisions(deed, load_meeting(deed, room.meeting))
        actions.mark_change_applied(deed, change_id=first, applied_to=made)
        with pytest.raises(Refused, match="change-already-applied"):
            actions.mark_change_applied(deed, change_id=first)
    assert DecisionChange.objects.get(pk=first).applied_to == made
    assert [e.payload["kind"] for e in Entry.objects.filter(tag="council:decision:asks-change").order_by("seq")] == [
        "rename",
        "check_overlap",
    ]
    with pytest.raises(Refused, match="council-office-only"), acting(deeds.head()) as deed:
        actions.mark_change_applied(deed, change_id=DecisionChange.objects.get(kind="check_overlap").pk)


def test_an_older_page_cannot_write_over_a_newer_one(room, deeds):
    decision_id = write(deeds, room, said())
    with acting(deeds.jiu()) as deed:
        actions.rewrite_decision(deed, decision_id=decision_id, version=1, decision=said(kind="hold"))
        with pytest.raises(Refused, match="decision-changed-meanwhile"):
            actions.rewrite_decision(deed, decision_id=decision_id, version=1, decision=said(kind="close"))
    assert Decision.objects.get().kind_id == "hold"


def _at_once(*steps) -> list[object]:
    """Run steps in threads of their own, starting together; each gives its result or the code of its refusal."""
    barrier, results = threading.Barrier(len(steps)), []

    def work(step) -> None:
        try:
            barrier.wait(timeout=10)
            results.append(step())
        except Refused as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(step,)) for step in steps]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    return results


@pytest.mark.usefixtures("real_db")
def test_two_secretaries_resolve_one_decision_at_once_and_one_of_them_is_told(deeds, freeze):
    freeze(MONDAY)
    room = build()
    decision_id = write(deeds, room, said(kind="", label_in_body="보류", label_in_table="지속 검토"))

    def resolve(name: str, label: str):
        def step() -> str:
            with acting(deeds(Role.COUNCIL_OFFICE, name=name, whole_city=True)) as deed:
                actions.resolve_label(deed, decision_id=decision_id, label=label)
            return label

        return step

    results = _at_once(resolve("최지우", "보류"), resolve("나린별", "지속 검토"))
    assert results.count("decision-has-one-label") == 1
    assert Decision.objects.get().resolved_label in results
    assert Entry.objects.filter(tag="council:decision:label-resolved").count() == 1


@pytest.mark.usefixtures("real_db")
def test_one_project_gets_one_decision_however_many_write_at_once(deeds, freeze):
    freeze(MONDAY)
    room = build()
    results = _at_once(*[lambda: write(deeds, room, said()) for _ in range(3)])
    assert results.count("decision-already-there") == 2
    assert Decision.objects.count() == 1


# The city's own lists --------------------------------------------------------------------------------------------


def test_the_city_adds_a_kind_and_ends_one_and_what_was_decided_stays(room, deeds):
    decision_id = write(deeds, room, said(kind="hold"))
    with acting(deeds.jiu()) as deed:
        both = frozenset({Subject.PROJECT, Subject.CANDIDATE})
        code = lists.add_kind(
            deed, KindIn(label="시범 운영", coarse=Coarse.CONTINUE, subjects=both, from_on=date(2026, 6, 1))
        )
        lists.end_row(deed, of=lists.KINDS, code="hold", until_on=MONDAY.date() - timedelta(days=1))
        with pytest.raises(Refused, match="list-row-already-there"):
            lists.add_kind(
                deed, KindIn(label=" 시범 운영 ", coarse=Coarse.HOLD, subjects=both, from_on=date(2026, 6, 1))
            )
        with pytest.raises(Refused, match="list-row-not-found"):
            lists.end_row(deed, of=lists.KINDS, code="gold", until_on=MONDAY.date())
    assert Decision.objects.get(pk=decision_id).kind_id == "hold"
    with pytest.raises(Refused, match="decision-kind-not-in-use"):
        write(deeds, room, said(WALK, kind="hold"))
    assert write(deeds, room, said(WALK, kind=code))
    assert Entry.objects.filter(tag="council:list:set").count() == 2


def test_a_source_of_the_citys_own_is_chosen_by_its_label(room, deeds):
    with acting(deeds.jiu()) as deed:
        wanted = SourceIn(label="주민 의견", expected=frozenset({Subject.PROJECT}), from_on=MONDAY.date())
        code = lists.add_source(deed, wanted)
        with pytest.raises(Refused, match="list-row-already-there"):
            lists.add_source(deed, wanted)
    assert OpinionSource.objects.get(pk=code).expected == ["project"]
    with pytest.raises(Refused, match="council-office-only"), acting(deeds.head()) as deed:
        lists.end_row(deed, of=lists.SOURCES, code=code, until_on=MONDAY.date())


def test_the_reference_page_says_what_the_lists_hold(room):
    from pathlib import Path

    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "decision-kinds.md").read_text()
    for kind in DecisionKind.objects.all():
        assert f"| `{kind.code}` | {kind.label_ko} | {', '.join(sorted(kind.subjects))} | `{kind.coarse}` |" in page
    for source in OpinionSource.objects.all():
        assert f"| `{source.code}` | {source.label_ko} | {', '.join(sorted(source.expected)) or 'nobody'} |" in page
