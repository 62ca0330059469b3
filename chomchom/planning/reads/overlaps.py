"""Overlaps as pages show them: the five most alike with reasons, what was said, what a person judged, and the two held together."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.linkage.programmes import Concept, Corpus, Facet, Likeness, Programme
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.models import FacetWord, PairJudgement, StatedOverlap, Term
from chomchom.planning.reads.candidates import named
from chomchom.planning.rules import pairs as rules
from chomchom.planning.rules.candidates import CandidateState
from chomchom.planning.rules.pairs import Agreement, Agreements, PairVerdict, Thing, ThingKind
from chomchom.planning.rules.tree import ProjectState
from chomchom.planning.sentences import overlaps as sentences
from chomchom.store.acting import require
from chomchom.ui.times import Said, past

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingLine:
    """One side of a pair as people know it."""

    kind: ThingKind
    id: UUID
    kind_label: str
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeLine:
    """One programme that is like another: how much, why, and what a person said of the two."""

    other: ThingLine
    percent: int | None
    why: str
    stated: bool
    agreement: Agreement | None
    agreement_label: str
    verdict: str
    verdict_label: str
    reason: str
    judged: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """What somebody said, in their words."""

    other_name: str
    known: bool
    words: str
    said_in: str
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapPage:
    """One project or candidate against everything else."""

    thing: ThingLine
    concepts: tuple[tuple[str, str], ...]
    alike: tuple[AlikeLine, ...]
    stated: tuple[StatedLine, ...]
    may_judge: bool
    compared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapLine:
    """One project or candidate in the list: its nearest, how many were stated, how many judged."""

    thing: ThingLine
    nearest: str
    percent: int | None
    why: str
    stated: int
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapList:
    """All of a plan, and how what was said and what was computed agree."""

    lines: tuple[OverlapLine, ...]
    agreements: Agreements
    compared: int


_kept: tuple[object, Corpus, dict[str, ThingLine]] | None = None
_making = threading.Lock()


def lexicon(deed: Deed) -> list[Concept]:
    """The lexicon as it stands today."""
    living = Q(until_on__isnull=True) | Q(until_on__gte=deed.day)
    rows = FacetWord.objects.filter(living, from_on__lte=deed.day).order_by("facet", "label", "pk")
    return [
        Concept(
            code=str(row.pk), facet=Facet(row.facet), label=row.label, words=tuple(row.words),
            weight=row.weight_percent / 100,
        )
        for row in rows
    ]  # fmt: skip


def _all(deed: Deed, term: Term) -> tuple[Corpus, dict[str, ThingLine]]:
    """Everything that is compared, made once for a state of the tables: projects, candidates, existing programmes.

    Whoever may see one of the three may see all of them, so that what is kept is the same for every reader.
    """
    global _kept
    words = lexicon(deed)
    state = (term.pk, tuple((w.code, w.label, w.words, w.weight) for w in words), *_fingerprint(deed, term))
    with _making:
        if _kept is None or _kept[0] != state:
            things, programmes = _gathered(deed, term)
            _kept = (state, Corpus(programmes, words), things)
        return _kept[1], _kept[2]


def _fingerprint(deed: Deed, term: Term) -> tuple[object, ...]:
    projects = (
        plan.visible_to(deed).filter(term=term).aggregate(n=Count("pk"), v=Sum("version"), last=Max("created_at"))
    )
    waiting = access.candidates_visible_to(deed).filter(term=term).aggregate(n=Count("pk"), v=Sum("version"))
    existing = access.existing_visible_to(deed).aggregate(n=Count("pk"), last=Max("last_seen_at"))
    return (*projects.values(), *waiting.values(), *existing.values())


def _gathered(deed: Deed, term: Term) -> tuple[dict[str, ThingLine], list[Programme]]:
    things: dict[str, ThingLine] = {}
    programmes: list[Programme] = []

    def hold(kind: ThingKind, row_id: UUID, name: str, shown: str, about: str, *text: str) -> None:
        thing = Thing(kind, row_id)
        label = str(sentences.THINGS[kind])
        things[thing.key] = ThingLine(kind=kind, id=row_id, kind_label=label, name=shown, about=about)
        programmes.append(Programme(key=thing.key, name=name, text=" ".join(filter(None, text))))

    projects = plan.visible_to(deed).filter(term=term).exclude(state=ProjectState.CLOSED)
    for p in projects.order_by("code_sort", "pk"):
        hold(ThingKind.PROJECT, p.pk, p.name, named(p.code, p.name), p.department, p.summary, p.target_group)
    waiting = access.candidates_visible_to(deed).filter(term=term).exclude(state=CandidateState.EXCLUDED)
    for c in waiting.order_by("proposed_at", "pk"):
        hold(ThingKind.CANDIDATE, c.pk, c.name, c.name, c.department, c.purpose, c.target_group, c.problem, c.means)
    for e in access.existing_visible_to(deed).order_by("organisation_key", "name_key", "pk"):
        hold(ThingKind.EXISTING, e.pk, e.name, e.name, e.organisation, e.target_group, e.problem, e.means)
    return things, programmes


def overlap_page(deed: Deed, *, thing: Thing, term: Term) -> OverlapPage | None:
    """One thing against all others, with what a person said of each pair; None where it is not compared any more.

    The same number of queries however many programmes there are.
    """
    require(deed)
    corpus, things = _all(deed, term)
    if thing.key not in things:
        return None
    found = corpus.like(thing.key, most=len(things))
    rank = {one.key: place for place, one in enumerate(found, start=1)}
    said = _stated([thing])
    named_others = {f"{row.other_kind}:{row.other_id}" for row in said if row.other_id}
    judged = _judgements([thing])
    shown = found[:MOST_ALIKE]
    # What was said stays in sight, also where the words are not alike at all.
    shown += [one for one in found[MOST_ALIKE:] if one.key in named_others]
    there = {one.key for one in shown}
    shown += [corpus.likeness(thing.key, key) for key in sorted(named_others - there) if key in things]
    return OverlapPage(
        thing=things[thing.key],
        concepts=tuple((str(sentences.FACETS[one.facet]), one.label) for one in corpus.concepts(thing.key)),
        alike=tuple(
            _alike(deed, thing, one, things[one.key], named_others, judged, near=rank.get(one.key, 0)) for one in shown
        ),
        stated=tuple(
            StatedLine(
                other_name=row.other_name, known=bool(row.other_id), words=row.words, said_in=row.said_in,
                rank=rank.get(f"{row.other_kind}:{row.other_id}") if row.other_id else None,
            )
            for row in said
        ),
        may_judge=bool(verdict(access.check_may_judge_overlap, deed)), compared=len(things) - 1,
    )  # fmt: skip


def _stated(things: Sequence[Thing]) -> list[StatedOverlap]:
    ids = [thing.id for thing in things]
    rows = StatedOverlap.objects.filter(Q(candidate_id__in=ids) | Q(project_id__in=ids))
    return list(rows.order_by("-entered_at", "-pk"))


def _judgements(things: Sequence[Thing]) -> dict[tuple[Thing, Thing], PairJudgement]:
    ids = [thing.id for thing in things]
    rows = PairJudgement.objects.filter(Q(one_id__in=ids) | Q(other_id__in=ids), current=True)
    return {
        (Thing(ThingKind(row.one_kind), row.one_id), Thing(ThingKind(row.other_kind), row.other_id)): row
        for row in rows
    }


def _alike(
    deed: Deed,
    thing: Thing,
    one: Likeness,
    other: ThingLine,
    stated: set[str],
    judged: dict[tuple[Thing, Thing], PairJudgement],
    *,
    near: int,
) -> AlikeLine:
    judgement = judged.get(rules.pair_of(thing, Thing(other.kind, other.id)))
    agreed = rules.agreement(stated=one.key in stated, computed=0 < near <= MOST_ALIKE)
    return AlikeLine(
        other=other, percent=round(100 * one.score) if one.score else None, why=sentences.why_alike(one),
        stated=one.key in stated, agreement=agreed,
        agreement_label=str(sentences.AGREEMENTS[agreed]) if agreed else "",
        verdict=judgement.verdict if judgement else "",
        verdict_label=str(sentences.VERDICTS[PairVerdict(judgement.verdict)]) if judgement else "",
        reason=judgement.reason if judgement else "",
        judged=past(judgement.judged_at, at=deed.at) if judgement else None,
    )  # fmt: skip


def overlap_list(deed: Deed, term: Term) -> OverlapList:
    """Every project and candidate of a plan with its nearest neighbour. The same number of queries however many."""
    require(deed)
    corpus, things = _all(deed, term)
    ours = [Thing(one.kind, one.id) for one in things.values() if one.kind is not ThingKind.EXISTING]
    said: dict[UUID, list[str]] = defaultdict(list)
    for row in _stated(ours):
        said[row.candidate_id or row.project_id or row.pk].append(
            f"{row.other_kind}:{row.other_id}" if row.other_id else ""
        )
    judged: dict[UUID, int] = defaultdict(int)
    for one, other in _judgements(ours):
        judged[one.id] += 1
        judged[other.id] += 1
    lines, found = [], []
    for thing in ours:
        near = corpus.like(thing.key, most=MOST_ALIKE)
        keys = {one.key for one in near}
        found += list(_compared(keys, said[thing.id]))
        best = near[0] if near else None
        lines.append(
            OverlapLine(
                thing=things[thing.key], nearest=things[best.key].name if best else "",
                percent=round(100 * best.score) if best else None, why=sentences.why_alike(best) if best else "",
                stated=len(said[thing.id]), judged=judged[thing.id],
            )
        )  # fmt: skip
    return OverlapList(lines=tuple(lines), agreements=rules.agreements(found), compared=len(things))


def _compared(computed: set[str], stated: Iterable[str]) -> Iterable[Agreement]:
    """What was said against the five most alike; what was said of something without a record is only stated."""
    spoken = list(stated)
    for key in spoken:
        yield Agreement.BOTH if key in computed else Agreement.STATED_ONLY
    for _key in computed - set(spoken):
        yield Agreement.COMPUTED_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """One concept of the lexicon."""

    word_id: UUID
    facet_label: str
    label: str
    words: str
    weight: str


def words(deed: Deed) -> tuple[WordLine, ...]:
    """The lexicon for the page that edits it."""
    require(deed)
    if not verdict(access.check_may_edit_lists, deed):
        return ()
    return tuple(
        WordLine(
            word_id=UUID(one.code), facet_label=str(sentences.FACETS[one.facet]), label=one.label,
            words=", ".join(one.words), weight=f"{one.weight:g}",
        )
        for one in sorted(lexicon(deed), key=lambda one: (list(Facet).index(one.facet), one.label))
    )  # fmt: skip
