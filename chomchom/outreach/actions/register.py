"""Work beside the episodes: activities in batches, one-off goods and money, needs without a resource, income lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.network import public as network
from chomchom.outreach import access
from chomchom.outreach.actions.attempts import about_episode
from chomchom.outreach.actions.receive import about_all, reasons_of
from chomchom.outreach.events import ActivityEntered, DeficitEntered, GoodsLinked, IncomeHeldAgainstLine
from chomchom.outreach.models import Activity, Consultation, Deficit, Episode, GoodsLink
from chomchom.outreach.rules.register import (
    SECTOR_OF_ACTOR,
    ActivityLine,
    LinkResult,
    Payer,
    Resource,
    check_activity,
    check_goods,
)
from chomchom.outreach.rules.triage import merge_reasons
from chomchom.outreach.rules.words import Reason
from chomchom.rulebook import incomes
from chomchom.rulebook.dongs import is_dong
from chomchom.rulebook.public import NotInForce, UnknownParameter, whole
from chomchom.store.acting import require
from chomchom.store.ids import new_id


def enter_activities(
    deed: Deed, *, batch_id: UUID, lines: Sequence[ActivityLine], agency_id: UUID | None = None
) -> int:
    """Enter the lines of a paper diary, all or none; the same batch again changes nothing. Returns lines written.

    Raises `nothing-to-enter`, `entry-not-your-part`, `entry-elsewhere`, `dong-not-of-city` and the codes of
    `rules.register`.
    """
    require(deed)
    if not lines:
        raise Refused("nothing-to-enter")
    most, back = whole("outreach.activity_most", on=deed.day), whole("outreach.activity_days_back", on=deed.day)
    for line in lines:
        access.check_may_enter(deed, dong=line.dong, agency_id=agency_id)
        if not is_dong(line.dong):
            raise Refused("dong-not-of-city")
        check_activity(line, today=deed.day, most=most, days_back=back)
    if Activity.objects.filter(batch_id=batch_id).exists():
        return 0
    rows = [_activity(deed, batch_id, number, line, agency_id) for number, line in enumerate(lines, start=1)]
    Activity.objects.bulk_create(rows)
    ledger.record_many(
        deed,
        [
            ledger.Item(
                event=ActivityEntered(
                    activity_id=row.pk,
                    kind=line.kind,
                    actor=line.actor,
                    count=line.count,
                    resource=line.resource,
                    agency_id=agency_id,
                ),
                stream=row.pk,
                about=About(dong=line.dong, sector=SECTOR_OF_ACTOR[line.actor]),
                occurred_on=line.occurred_on,
            )
            for row, line in zip(rows, lines, strict=True)
        ],
    )
    return len(rows)


def _activity(deed: Deed, batch_id: UUID, number: int, line: ActivityLine, agency_id: UUID | None) -> Activity:
    return Activity(
        id=new_id(),
        batch_id=batch_id,
        line=number,
        kind=line.kind,
        actor=line.actor,
        agency_id=agency_id,
        dong=line.dong,
        occurred_on=line.occurred_on,
        count=line.count,
        resource=line.resource,
        by=deed.actor_id,
        at=deed.at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsIn:
    """One-off goods or money as the ten-second form sends it."""

    idem_key: UUID
    resource: Resource
    payer: Payer
    amount_won: int
    result: LinkResult
    occurred_on: date
    over_criteria: bool = False
    episode_id: UUID | None = None
    dong: str = ""


def link_goods(deed: Deed, goods: GoodsIn) -> UUID:
    """Record one-off goods or money; the same form again is one record. Figures credit private payers to private.

    Raises `episode-not-found`, `entry-not-your-part`, `entry-elsewhere`, `dong-not-of-city`, `amount-impossible`,
    `money-needs-amount`, `entry-day-in-the-future`.
    """
    require(deed)
    known = GoodsLink.objects.filter(idem_key=goods.idem_key).first()
    if known is not None:
        return known.pk
    episode = access.load_episode(deed, goods.episode_id) if goods.episode_id else None
    dong = episode.dong if episode else goods.dong
    access.check_may_enter(deed, dong=dong)
    if not is_dong(dong):
        raise Refused("dong-not-of-city")
    check_goods(
        amount_won=goods.amount_won,
        resource=goods.resource,
        result=goods.result,
        most_won=whole("outreach.goods_most_won", on=deed.day),
        on=goods.occurred_on,
        today=deed.day,
    )
    over = goods.over_criteria or (episode is not None and _is_over(episode))
    return _write_goods(deed, goods, episode, dong=dong, over=over)


def _write_goods(deed: Deed, goods: GoodsIn, episode: Episode | None, *, dong: str, over: bool) -> UUID:
    row = GoodsLink.objects.create(
        episode=episode,
        person_id=episode.person_id if episode else None,
        dong=dong,
        occurred_on=goods.occurred_on,
        resource=goods.resource,
        payer=goods.payer,
        amount_won=goods.amount_won,
        result=goods.result,
        over_criteria=over,
        idem_key=goods.idem_key,
        by=deed.actor_id,
        at=deed.at,
    )
    event = GoodsLinked(
        goods_id=row.pk,
        resource=goods.resource,
        payer=goods.payer,
        amount_won=goods.amount_won,
        result=goods.result,
        over_criteria=over,
        episode_id=row.episode_id,
    )
    about = about_episode(deed, episode) if episode else About(dong=dong)
    ledger.record(deed, event, stream=row.pk, about=about, occurred_on=goods.occurred_on)
    return row.pk


def _is_over(episode: Episode) -> bool:
    last = Consultation.objects.filter(episode=episode).order_by("-at").first()
    return last is not None and last.over_by_won > 0


def enter_deficit(
    deed: Deed, *, idem_key: UUID, need: str, dong: str, over_criteria: bool, episode_id: UUID | None = None
) -> UUID:
    """Write down a need nobody could meet. Raises `need-unknown`, `entry-not-your-part`, `entry-elsewhere`."""
    require(deed)
    known = Deficit.objects.filter(idem_key=idem_key).first()
    if known is not None:
        return known.pk
    if need not in {row.code for row in network.needs()}:
        raise Refused("need-unknown")
    episode = access.load_episode(deed, episode_id) if episode_id else None
    place = episode.dong if episode else dong
    access.check_may_enter(deed, dong=place)
    if not is_dong(place):
        raise Refused("dong-not-of-city")
    row = Deficit.objects.create(
        need=need,
        dong=place,
        over_criteria=over_criteria,
        occurred_on=deed.day,
        episode=episode,
        idem_key=idem_key,
        by=deed.actor_id,
        at=deed.at,
    )
    event = DeficitEntered(deficit_id=row.pk, need=Code(need), over_criteria=over_criteria)
    about = about_episode(deed, episode) if episode else About(dong=place)
    ledger.record(deed, event, stream=row.pk, about=about)
    return row.pk


def consult(deed: Deed, *, episode_id: UUID, household_size: int, income_won: int, criterion: str) -> incomes.LineTest:
    """Hold a household's monthly income against a public line (모의판정): above it the private route opens.

    Raises `episode-not-found`, `episode-not-your-part`, `income-impossible`, `income-line-unknown`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_try(deed, episode)
    if income_won < 0 or household_size < 1:
        raise Refused("income-impossible")
    try:
        found = incomes.held_against(criterion, size=household_size, income=income_won, on=deed.day)
    except (UnknownParameter, NotInForce) as missing:
        raise Refused("income-line-unknown") from missing
    Consultation.objects.create(
        episode=episode,
        person_id=episode.person_id,
        held_on=deed.day,
        household_size=household_size,
        income_won=str(income_won),
        criterion=criterion,
        line_won=found.line,
        over_by_won=found.over_by,
        by=deed.actor_id,
        at=deed.at,
    )
    if found.over and episode.ended_at is None:
        reason = Reason("over-criteria", {"won": found.over_by})
        episode.reasons = [r.as_json() for r in merge_reasons([reason], reasons_of(episode))]
        episode.version += 1
        episode.save(update_fields=["reasons", "version"])
    event = IncomeHeldAgainstLine(
        episode_id=episode.pk,
        criterion=Code(criterion),
        household_size=household_size,
        over_by_won=found.over_by,
    )
    about = about_all(deed, {episode.person_id}).get(episode.person_id) or About(dong=episode.dong)
    ledger.record(deed, event, stream=episode.pk, about=about)
    return found
