"""Writes about overlaps: what somebody said, what a person judged, and the lexicon by which words are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.linkage.programmes import Facet
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.events.reviews import OverlapJudged, OverlapStated
from chomchom.planning.models import FacetWord, PairJudgement, StatedOverlap
from chomchom.planning.rules import pairs as rules
from chomchom.planning.rules.pairs import PairVerdict, Thing, ThingKind
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def check_thing(deed: Deed, thing: Thing) -> None:
    """Whether a thing is there for this deed; raises `overlap-thing-not-found`."""
    rows = {
        ThingKind.PROJECT: plan.visible_to,
        ThingKind.CANDIDATE: access.candidates_visible_to,
        ThingKind.EXISTING: access.existing_visible_to,
    }[thing.kind](deed)
    if not rows.filter(pk=thing.id).exists():
        raise Refused("overlap-thing-not-found")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedIn:
    """An overlap somebody spoke of: with what, in which words, where and when."""

    other_name: str
    words: str
    other: Thing | None = None
    said_in: str = ""
    said_on: date | None = None
    meeting_id: UUID | None = None


def state_overlap(deed: Deed, *, subject: Thing, given: StatedIn) -> UUID:
    """Write down that a project or a candidate was said to overlap with something.

    Raises `may-not-judge-overlap`, `overlap-thing-not-found`, `stated-needs-words`, `pair-with-itself`.
    """
    require(deed)
    access.check_may_judge_overlap(deed)
    if subject.kind is ThingKind.EXISTING:
        raise Refused("overlap-thing-not-found")
    check_thing(deed, subject)
    if given.other is not None:
        check_thing(deed, given.other)
        rules.pair_of(subject, given.other)
    rules.check_stated(other_name=given.other_name, words=given.words)
    made = StatedOverlap.objects.create(
        candidate_id=subject.id if subject.kind is ThingKind.CANDIDATE else None,
        project_id=subject.id if subject.kind is ThingKind.PROJECT else None,
        other_kind=given.other.kind if given.other else "",
        other_id=given.other.id if given.other else None,
        other_name=given.other_name.strip(),
        words=given.words.strip(),
        said_in=given.said_in.strip(),
        said_on=given.said_on,
        meeting_id=given.meeting_id,
        entered_by=deed.actor_id,
        entered_at=deed.at,
    )
    event = OverlapStated(overlap_id=made.pk, subject_id=subject.id, other_id=made.other_id)
    record(deed, event, stream=subject.id)
    return made.pk


def judge_pair(
    deed: Deed, *, one: Thing, other: Thing, verdict: PairVerdict, reason: str, score_percent: int | None = None
) -> UUID:
    """Say of two things that they are the same, different or joined; what was said before is kept.

    `score_percent` is the likeness the person saw. Raises `may-not-judge-overlap`, `overlap-thing-not-found`,
    `pair-with-itself`, `pair-needs-reason`.
    """
    require(deed)
    access.check_may_judge_overlap(deed)
    rules.check_verdict(reason)
    first, second = rules.pair_of(one, other)
    for thing in (first, second):
        check_thing(deed, thing)
    pair = {
        "one_kind": str(first.kind), "one_id": first.id, "other_kind": str(second.kind), "other_id": second.id,
    }  # fmt: skip
    # Two who judge one pair at once wait for each other: the rows before are changed under lock.
    list(PairJudgement.objects.select_for_update().filter(**pair).values_list("pk"))
    PairJudgement.objects.filter(**pair, current=True).update(current=False)
    with refusing("one_standing_judgement_a_pair", "request-changed"):
        made = PairJudgement.objects.create(
            **pair, verdict=verdict, reason=reason.strip(), score_percent=score_percent, judged_by=deed.actor_id,
            judged_at=deed.at,
        )  # fmt: skip
    event = OverlapJudged(
        one_kind=first.kind, one_id=first.id, other_kind=second.kind, other_id=second.id, verdict=verdict,
        score_percent=score_percent,
    )  # fmt: skip
    record(deed, event, stream=first.id)
    return made.pk


def add_word(deed: Deed, *, facet: Facet, label: str, words: list[str], weight_percent: int = 100) -> UUID:
    """Add a concept to the lexicon. Raises `may-not-edit-lists`, `lexicon-needs-words`, `lexicon-weight-wrong`, `lexicon-word-taken`."""
    require(deed)
    access.check_may_edit_lists(deed)
    forms = [word.strip() for word in words if word.strip()]
    if not label.strip() or not forms:
        raise Refused("lexicon-needs-words")
    if not 1 <= weight_percent <= 500:
        raise Refused("lexicon-weight-wrong")
    with refusing("one_living_facet_word", "lexicon-word-taken", label=label.strip()):
        made = FacetWord.objects.create(
            facet=facet, label=label.strip(), words=forms, weight_percent=weight_percent, from_on=deed.day
        )
    return made.pk


def end_word(deed: Deed, *, word_id: UUID) -> None:
    """Take a concept out of the lexicon from today; judgements that saw it stay. Raises `may-not-edit-lists`."""
    require(deed)
    access.check_may_edit_lists(deed)
    for word in FacetWord.objects.select_for_update().filter(pk=word_id, until_on__isnull=True):
        word.until_on = max(word.from_on, deed.day) - timedelta(days=1)
        word.save(update_fields=["until_on"])
