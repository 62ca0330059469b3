"""Writes of the candidate register: propose, change, judge by the criteria, decide, and mark the themes they serve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.access.standing import criteria_on, criterion_facts, themes_on
from chomchom.planning.events.reviews import CandidateJudged, CandidateMoved, CandidateProposed
from chomchom.planning.models import (
    Candidate,
    CandidateMove,
    CriterionAnswer,
    Project,
    ThemeMark,
)
from chomchom.planning.rules import candidates as rules
from chomchom.planning.rules import reviews as review_rules
from chomchom.planning.rules.candidates import (
    CandidateState,
    CriteriaList,
    Decided,
    Judgement,
    Proposer,
)
from chomchom.planning.rules.reviews import RoundState
from chomchom.planning.rules.tree import Placement
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateIn:
    """What a candidate says. `origin_id` is the proposal it came from, where it came by a link."""

    name: str
    purpose: str
    target_group: str = ""
    problem: str = ""
    means: str = ""
    proposer: Proposer = Proposer.DEPARTMENT
    proposer_name: str = ""
    department: str = ""
    strategy_id: UUID | None = None
    origin_id: UUID | None = None


def propose(deed: Deed, *, term: int, given: CandidateIn) -> UUID:
    """Enter a candidate into the register of a plan.

    Raises `may-not-propose`, `term-not-found`, `candidate-needs-name`, `candidate-needs-purpose`,
    `candidate-proposed-already`, `candidate-strategy-unknown`.
    """
    require(deed)
    access.check_may_propose(deed)
    rules.check_candidate(name=given.name, purpose=given.purpose)
    found = plan.load_term(deed, term)
    with refusing("one_candidate_a_proposal", "candidate-proposed-already"):
        made = Candidate.objects.create(
            term=found, proposed_by=deed.actor_id, proposed_at=deed.at, origin_id=given.origin_id,
            proposer=given.proposer, proposer_name=given.proposer_name.strip(), **_said(deed, given, term_id=found.pk),
        )  # fmt: skip
    event = CandidateProposed(
        candidate_id=made.pk, term_id=found.pk, proposer=Proposer(given.proposer), origin_id=given.origin_id
    )
    record(deed, event, stream=made.pk)
    return made.pk


def candidate_from(
    deed: Deed,
    *,
    term: int,
    proposal_id: UUID,
    name: str,
    purpose: str,
    target_group: str = "",
    problem: str = "",
    means: str = "",
    proposer: str = Proposer.AGENCY,
    proposer_name: str = "",
    department: str = "",
    criteria: dict[str, str] | None = None,
) -> UUID:
    """A candidate from a proposal that came by a link: the same proposal gives one candidate, however often it is asked.

    `criteria` are the proposer's own words by the code of a criterion of the entry list; they stand as open answers
    until the office judges them. Raises what `propose` raises but for `candidate-proposed-already`.
    """
    standing = access.candidates_visible_to(deed).filter(origin_id=proposal_id).first()
    if standing is not None:
        return standing.pk
    given = CandidateIn(
        name=name, purpose=purpose, target_group=target_group, problem=problem, means=means,
        proposer=Proposer(proposer), proposer_name=proposer_name, department=department, origin_id=proposal_id,
    )  # fmt: skip
    candidate_id = propose(deed, term=term, given=given)
    in_force = {one.code: one for one in criteria_on(CriteriaList.ENTRY, deed.day)}
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            criterion=in_force[code], candidate_id=candidate_id, judgement=Judgement.OPEN, text=words.strip()[:500],
            answered_by=deed.actor_id, answered_at=deed.at,
        )
        for code, words in (criteria or {}).items()
        if code in in_force and words.strip()
    )  # fmt: skip
    return candidate_id


def _said(deed: Deed, given: CandidateIn, *, term_id: UUID) -> dict[str, object]:
    if given.strategy_id and not plan.visible_strategies(deed).filter(pk=given.strategy_id, term_id=term_id).exists():
        raise Refused("candidate-strategy-unknown")
    return {
        "name": given.name.strip(),
        "purpose": given.purpose.strip(),
        "target_group": given.target_group.strip(),
        "problem": given.problem.strip(),
        "means": given.means.strip(),
        "department": given.department.strip(),
        "strategy_id": given.strategy_id,
    }


def change_candidate(deed: Deed, *, candidate_id: UUID, given: CandidateIn, seen_version: int) -> None:
    """Change what a candidate says; who proposed it and from where stays.

    Raises `may-not-judge-candidate`, `candidate-not-found`, `candidate-changed`, `candidate-needs-name`,
    `candidate-needs-purpose`, `candidate-strategy-unknown`.
    """
    require(deed)
    access.check_may_judge(deed)
    found = _seen(deed, candidate_id, seen_version)
    rules.check_candidate(name=given.name, purpose=given.purpose)
    for column, value in _said(deed, given, term_id=found.term_id).items():
        setattr(found, column, value)
    found.version += 1
    found.save()


def _seen(deed: Deed, candidate_id: UUID, seen_version: int) -> Candidate:
    found = access.load_candidate(deed, candidate_id, lock=True)
    if found.version != seen_version:
        raise Refused("candidate-changed")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIn:
    """What is said of one criterion."""

    criterion: str
    judgement: Judgement
    text: str = ""
    evidence_id: UUID | None = None
    open_question: str = ""


def judge(deed: Deed, *, candidate_id: UUID, given: AnswerIn) -> None:
    """Judge one criterion of the entry list for a candidate; the answer before is kept.

    Raises `may-not-judge-candidate`, `candidate-not-found`, `criterion-unknown`, `criterion-needs-words`,
    `criterion-needs-question`, `evidence-not-found`.
    """
    require(deed)
    access.check_may_judge(deed)
    found = access.load_candidate(deed, candidate_id, lock=True)
    _answer(deed, CriteriaList.ENTRY, given, candidate=found.pk)


def consider(deed: Deed, *, card_id: UUID, given: AnswerIn) -> None:
    """Answer one consideration of the review list on a card.

    Raises `may-not-fill-card`, `review-card-not-found`, `review-round-closed`, `criterion-unknown`,
    `criterion-needs-words`, `criterion-needs-question`, `evidence-not-found`.
    """
    require(deed)
    access.check_may_fill(deed)
    card = access.load_card(deed, card_id, lock=True)
    review_rules.check_round_open(RoundState(card.round.state))
    _answer(deed, CriteriaList.REVIEW, given, card=card.pk)


def _answer(deed: Deed, kind: CriteriaList, given: AnswerIn, **subject: UUID) -> None:
    rules.check_judgement(given.judgement, text=given.text, open_question=given.open_question)
    criterion = next((one for one in criteria_on(kind, deed.day) if one.code == given.criterion), None)
    if criterion is None:
        raise Refused("criterion-unknown")
    if given.evidence_id is not None:
        access.load_evidence(deed, given.evidence_id)
    about = {f"{name}_id": row_id for name, row_id in subject.items()}
    CriterionAnswer.objects.filter(criterion=criterion, current=True, **about).update(current=False)
    CriterionAnswer.objects.create(
        criterion=criterion, judgement=given.judgement, text=given.text.strip(), evidence_id=given.evidence_id,
        open_question=given.open_question.strip(), answered_by=deed.actor_id, answered_at=deed.at, **about,
    )  # fmt: skip
    subject_id = next(iter(subject.values()))
    event = CandidateJudged(
        subject_id=subject_id, criterion=Code(criterion.code), judgement=given.judgement, evidence_id=given.evidence_id
    )
    record(deed, event, stream=subject_id)


def move_candidate(
    deed: Deed, *, candidate_id: UUID, move: str, seen_version: int, decided: Decided | None = None
) -> CandidateState:
    """Take a candidate up, ask for more, put it off, adopt, merge or exclude it, or open a decision again.

    Raises `may-not-judge-candidate`, `candidate-not-found`, `candidate-changed`, `project-not-found` and what
    `rules.check_candidate_move` refuses.
    """
    require(deed)
    access.check_may_judge(deed)
    found = _seen(deed, candidate_id, seen_version)
    on = decided or Decided()
    if on.placed_in is not None:
        plan.load_project(deed, on.placed_in)
    criteria = criterion_facts(criteria_on(CriteriaList.ENTRY, deed.day), found.answers.all())
    in_plan = Project.objects.filter(candidate_id=found.pk).exists()
    target = rules.check_candidate_move(
        move, CandidateState(found.state), decided=on, criteria=criteria, in_plan=in_plan
    )
    _place(found, move, on, deed.day)
    found.state, found.version = target, found.version + 1
    found.save()
    CandidateMove.objects.create(
        candidate=found, move=move, state=target, reason=on.reason.strip(), decision_id=on.decision_id,
        decided_in=on.decided_in.strip(), by=deed.actor_id, at=deed.at,
    )  # fmt: skip
    event = CandidateMoved(
        candidate_id=found.pk, move=Code(move), state=target, decision_id=on.decision_id, placed_in=found.placed_in_id
    )
    record(deed, event, stream=found.pk)
    return target


def _place(found: Candidate, move: str, on: Decided, day: date) -> None:
    """Where the work goes and on what that rests; a decision that is opened again leaves nothing behind but its trace."""
    if move in rules.DECIDING:
        placement = Placement.PART_OF if move == "merge" else on.placement
        found.placement = str(placement or "")
        found.placed_in_id, found.placed_area = on.placed_in, on.placed_area.strip()
        found.decision_id, found.decided_in, found.decided_on = on.decision_id, on.decided_in.strip(), day
    elif move == "reopen":
        found.placement, found.placed_in_id, found.placed_area = "", None, ""
        found.decision_id, found.decided_in, found.decided_on = None, "", None


def mark_themes(
    deed: Deed, *, themes: Iterable[str], project_id: UUID | None = None, candidate_id: UUID | None = None
) -> None:
    """Say which themes of its plan a project or a candidate serves: exactly these.

    Raises `may-not-edit-lists`, `project-not-found`, `candidate-not-found`, `theme-unknown`.
    """
    require(deed)
    access.check_may_edit_lists(deed)
    if candidate_id is not None:
        term_id = access.load_candidate(deed, candidate_id, lock=True).term_id
    else:
        term_id = plan.load_project(deed, project_id or UUID(int=0), lock=True).term_id
    known = {one.code: one.pk for one in themes_on(term_id, deed.day)}
    wanted = set(themes)
    if not wanted <= set(known):
        raise Refused("theme-unknown")
    about = {"candidate_id": candidate_id} if candidate_id is not None else {"project_id": project_id}
    # A theme that ended keeps its marks: they say what was so while it stood.
    gone = [pk for code, pk in known.items() if code not in wanted]
    ThemeMark.objects.filter(**about, theme_id__in=gone).delete()
    standing = set(ThemeMark.objects.filter(**about).values_list("theme_id", flat=True))
    ThemeMark.objects.bulk_create(
        ThemeMark(theme_id=known[code], **about) for code in sorted(wanted) if known[code] not in standing
    )
