"""What is to be done for a plan now, and by whom: cards, definitions, results, data, steps, and what waits for a release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.council import public as council
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.access import reviews as reviewing
from chomchom.planning.models import CardEntry, DataRequest, Definition, Indicator, Result, ReviewCard, Term
from chomchom.planning.reads.candidates import named
from chomchom.planning.reads.steps import calendar
from chomchom.planning.rules.asks import DataState
from chomchom.planning.rules.calendar import Standing, Step
from chomchom.planning.rules.definitions import (
    COUNTED,
    WITHOUT_FORMULA,
    DefinitionState,
    IndicatorState,
)
from chomchom.planning.rules.desk import Work, Worker, is_theirs, order
from chomchom.planning.rules.results import ResultState
from chomchom.planning.rules.reviews import CardState, RoundState
from chomchom.planning.rules.tree import ProjectState
from chomchom.planning.sentences import desk as words
from chomchom.store.acting import require
from chomchom.ui.times import Said, due_day

MOST = 200
MOST_ALIKE = 3
NEXT_STATE = {ResultState.DRAFT: "check", ResultState.CHECKED: "approve", ResultState.APPROVED: "publish"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to do: what, about what, until when, where it is done, and whether it is this reader's own."""

    work: Work
    what: str
    about: str
    path: str
    mine: bool
    due_on: date | None = None
    due: Said | None = None
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The work of whoever looks, and what lies with others."""

    mine: tuple[Todo, ...]
    others: tuple[Todo, ...]

    @property
    def late(self) -> int:
        """How much of the own work is past its day."""
        return sum(one.due is not None and one.due.overdue for one in self.mine)


def desk(deed: Deed) -> Desk:
    """Everything to be done, one's own apart; late things first. A bounded number of queries however much there is."""
    require(deed)
    me = _worker(deed)
    office = deed.has(*access.WRITERS)
    found = [*_cards(deed), *_data(deed)]
    if deed.has(*access.DEFINERS):
        found += [*_definitions(deed, me), *_results(deed, me)]
    if deed.has(*access.APPROVERS):
        found += [*_approvals(deed), *_releases(deed)]
    if office:
        found += [*_steps(deed), *_waiting_cards(deed), *_decisions(deed)]
    found.sort(key=lambda one: (*order(due=one.due_on, work=one.work, today=deed.day), one.about))
    return Desk(
        mine=tuple(one for one in found if one.mine)[:MOST], others=tuple(one for one in found if not one.mine)[:MOST]
    )


def _worker(deed: Deed) -> Worker:
    name = accounts.accounts_named([deed.actor_id]).get(deed.actor_id, "")
    body = accounts.agency(deed.agency_id) if deed.agency_id else None
    return Worker(name, body.name if body else "")


def _due(deed: Deed, day: date | None) -> Said | None:
    return due_day(day, today=deed.day) if day else None


def _cards(deed: Deed) -> list[Todo]:
    """Cards with a row that waits for this very person, and those that are written but not handed in."""
    rows = CardEntry.objects.filter(
        card__in=reviewing.cards_visible_to(deed), card__state=CardState.WRITING, card__round__state=RoundState.OPEN,
        card__entries__assignee_id=deed.actor_id,
    )  # fmt: skip
    held: dict[UUID, dict[UUID, CardEntry]] = defaultdict(dict)
    for row in rows.select_related("row", "card__project").order_by("card__project__code_sort", "row__position"):
        held[row.card_id][row.pk] = row
    found = [todo for entries in held.values() if (todo := _card(deed, list(entries.values()))) is not None]
    together: dict[tuple[str, date | None], list[Todo]] = defaultdict(list)
    for one in found:
        together[one.what, one.due_on].append(one)
    return [one for some in together.values() for one in (some if len(some) <= MOST_ALIKE else [_alike(some)])]


def _card(deed: Deed, entries: list[CardEntry]) -> Todo | None:
    empty = [one for one in entries if not (one.text or one.excuse)]
    own = [one for one in empty if one.assignee_id == deed.actor_id]
    if own:
        what, work, due = (
            words.fill_card([one.row.label for one in own]),
            Work.FILL_CARD,
            min(one.row.due_on for one in own),
        )
    elif not any(one.row.required for one in empty):
        what, work, due = words.submit_card(), Work.SUBMIT_CARD, max(one.row.due_on for one in entries)
    else:
        return None
    card = entries[0].card
    return Todo(
        work=work, what=what, about=named(card.project.code, card.project.name), mine=True, due_on=due,
        path=reverse("planning:review_card", args=[card.pk]), due=_due(deed, due),
    )  # fmt: skip


def _alike(some: list[Todo]) -> Todo:
    """Many cards with the same rows due on one day are one line; the page of reviews lists them."""
    about = words.cards_about(some[0].about, len(some) - 1)
    return replace(some[0], about=about, path=reverse("planning:reviews"))


def _data(deed: Deed) -> Iterator[Todo]:
    """Data this person was asked to bring."""
    rows: list[DataRequest] = list(
        reviewing.data_requests_visible_to(deed).filter(owner_id=deed.actor_id, state=DataState.ASKED)
        .select_related("project", "candidate").order_by("due_on", "pk")[:MOST]
    )  # fmt: skip
    for row in rows:
        about = (
            named(row.project.code, row.project.name) if row.project else row.candidate.name if row.candidate else ""
        )
        yield Todo(
            work=Work.ANSWER_DATA, what=words.answer_data(row.what), about=about, mine=True, due_on=row.due_on,
            path=reverse("planning:data_request", args=[row.pk]), due=_due(deed, row.due_on),
        )  # fmt: skip


def _indicators(deed: Deed) -> list[Indicator]:
    rows = access.visible_indicators(deed).exclude(state=IndicatorState.DROPPED)
    rows = rows.exclude(project__state=ProjectState.CLOSED).select_related("project__term")
    return list(rows.order_by("project__code_sort", "position", "code"))


def _definitions(deed: Deed, me: Worker) -> Iterator[Todo]:
    """Indicators that somebody wants and nobody has defined yet."""
    written = Definition.objects.filter(state=DefinitionState.DRAFT).values_list("indicator_id", flat=True)
    ids = set(written)
    for row in _indicators(deed):
        if row.state != IndicatorState.DRAFT or row.pk in ids:
            continue
        named_for_it = (row.owner_name,) if row.owner_name else (row.project.owner_name, row.project.department)
        yield Todo(
            work=Work.DEFINE, what=words.define(row.name), about=named(row.project.code, row.project.name),
            mine=is_theirs(me, *named_for_it), due_on=row.due_on, who=next((one for one in named_for_it if one), ""),
            path=reverse("planning:definition", args=[row.pk]), due=_due(deed, row.due_on),
        )  # fmt: skip


def _results(deed: Deed, me: Worker) -> Iterator[Todo]:
    """Last year's figures that nobody has kept yet, until the day the yearly report is due."""
    year = deed.day.year - 1
    term = Term.objects.filter(first_year__lte=year, last_year__gte=year).order_by("-number").first()
    if term is None:
        return
    due = next(
        (row.due for row in calendar(deed, term.number).rows if (row.step, row.year) == (Step.RESULT_REPORT, year)),
        None,
    )
    there = set(Result.objects.filter(year=year, month=0, dong="").values_list("definition__indicator_id", flat=True))
    valid = Definition.objects.filter(state=DefinitionState.APPROVED, valid_from__lte=year).order_by("no")
    meaning = {one.indicator_id: one for one in valid}
    for row in _indicators(deed):
        said = meaning.get(row.pk)
        if said is None or row.pk in there or row.project.term_id != term.pk or said.kind in WITHOUT_FORMULA:
            continue
        people = (said.collector, row.owner_name, row.project.owner_name)
        names = people if any(people) else (said.department, row.project.department)
        yield Todo(
            work=Work.ENTER_RESULT, what=words.enter_result(year, row.name, counted=said.source in COUNTED),
            about=named(row.project.code, row.project.name), mine=is_theirs(me, *names), due_on=due,
            who=next((one for one in names if one), ""), due=_due(deed, due),
            path=reverse("planning:indicator", args=[row.pk]) + "#results",
        )  # fmt: skip


def _approvals(deed: Deed) -> Iterator[Todo]:
    """Definitions that somebody else wrote."""
    rows = Definition.objects.filter(state=DefinitionState.DRAFT, indicator__in=access.visible_indicators(deed))
    rows = rows.exclude(written_by=deed.actor_id).exclude(indicator__project__state=ProjectState.CLOSED)
    for row in rows.select_related("indicator__project").order_by("written_at", "pk")[:MOST]:
        project = row.indicator.project
        yield Todo(
            work=Work.APPROVE_DEFINITION, what=words.approve_definition(row.name), mine=True,
            about=named(project.code, project.name), path=reverse("planning:indicator", args=[row.indicator_id]) + "#definition",
        )  # fmt: skip


def _releases(deed: Deed) -> Iterator[Todo]:
    """Results on their way: to check, to approve, to publish; never one's own entry."""
    rows = Result.objects.filter(state__in=list(NEXT_STATE), definition__indicator__in=access.visible_indicators(deed))
    rows = rows.exclude(entered_by=deed.actor_id).select_related("definition__indicator__project")
    held: dict[tuple[str, UUID], list[Result]] = defaultdict(list)
    for row in rows.order_by("definition__indicator__project__code_sort", "year", "month", "pk")[:MOST]:
        held[row.state, row.definition.indicator_id].append(row)
    for (state, indicator_id), some in held.items():
        project = some[0].definition.indicator.project
        yield Todo(
            work=Work.RELEASE_RESULT, mine=True, about=named(project.code, project.name),
            what=words.release(NEXT_STATE[ResultState(state)], some[0].definition.name, len(some)),
            path=reverse("planning:indicator", args=[indicator_id]) + "#results",
        )  # fmt: skip


def _steps(deed: Deed) -> Iterator[Todo]:
    """Steps of the law that are late or near, of the plan that runs and of the one being made."""
    terms = access.visible_terms(deed).filter(last_year__gte=deed.day.year).order_by("number")[:2]
    for term in terms:
        for row in calendar(deed, term.number).rows:
            if row.done_on is None and row.standing in (Standing.LATE, Standing.SOON):
                yield Todo(
                    work=Work.STEP, what=row.label, about=term.name, mine=True, due_on=row.due,
                    due=_due(deed, row.due), path=reverse("planning:step", args=[term.number, row.step, row.year]),
                )  # fmt: skip


def _waiting_cards(deed: Deed) -> Iterator[Todo]:
    """Cards handed in that wait for the office, by round."""
    rows = reviewing.cards_visible_to(deed).filter(
        round__state=RoundState.OPEN, state__in=[CardState.SUBMITTED, CardState.REVIEWED]
    )
    held: dict[UUID, list[ReviewCard]] = defaultdict(list)
    for row in rows.select_related("round").order_by("round__due_on", "pk"):
        held[row.round_id].append(row)
    for round_id, cards in held.items():
        yield Todo(
            work=Work.JUDGE_CARDS, what=words.judge_cards(len(cards)), mine=True, due_on=cards[0].round.due_on,
            about=f"{cards[0].round.year} {cards[0].round.name}", due=_due(deed, cards[0].round.due_on),
            path=reverse("planning:review_round", args=[round_id]),
        )  # fmt: skip


def _decisions(deed: Deed) -> Iterator[Todo]:
    """What meetings decided and the plan does not say yet."""
    waiting = council.decision_changes(deed)
    if waiting:
        yield Todo(
            work=Work.APPLY_DECISIONS, what=words.apply_decisions(len(waiting)), mine=True, about=_("협의체 결정"),
            path=reverse("flows:planned"),
        )  # fmt: skip
