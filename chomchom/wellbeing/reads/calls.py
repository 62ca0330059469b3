"""The desk's list of people to be asked, and what the machine's calls are at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.store.paging import Page, page
from chomchom.wellbeing import access
from chomchom.wellbeing.models import Call, Home, Ringing
from chomchom.wellbeing.rules.words import MACHINE_MODES, CallResult, ContactMode
from chomchom.wellbeing.sentences import CALL_RESULTS, CONTACT_MODES, LANGUAGES


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody who is to be asked by a person today."""

    id: UUID
    person_id: UUID
    enrolment_id: UUID
    name: str
    age: int | None
    dong_name: str
    phone_masked: str
    mode: ContactMode
    mode_word: str
    language_word: str
    hours_wanted: str
    asked_at: datetime
    ringing: str  # who rings just now, "" where nobody does
    mine: bool


@dataclass(frozen=True, slots=True)
class MachineFigures:
    """What the machine's contacts are at: waiting, on the line, and the results of the last seven days."""

    waiting: int
    on_line: int
    results: tuple[tuple[str, int], ...]


def contacts(deed: Deed, *, after: str = "") -> Page[ContactRow]:
    """The desk's list, the longest waiting first. Five queries, however many rows."""
    rows = access.calls_visible_to(deed).filter(alert=None, result="").exclude(mode__in=MACHINE_MODES)
    found = page(rows.select_related("home"), order=("asked_at", "pk"), after=after)
    cards = people.cards(deed, [call.home.person_id for call in found.rows if call.home])
    ringing = ringing_of(deed, list(cards))
    out = [_row(call, call.home, cards, ringing, deed) for call in found.rows if call.home]
    return Page(tuple(row for row in out if row is not None), found.next)


def _row(
    call: Call, home: Home, cards: dict[UUID, people.PersonCard], ringing: dict[UUID, tuple[str, bool]], deed: Deed
) -> ContactRow | None:
    card = cards.get(home.person_id)
    if card is None:
        return None
    mode = ContactMode(call.mode)
    hours = f"{home.ring_from:%H:%M}–{home.ring_until:%H:%M}" if home.ring_from and home.ring_until else ""
    who, mine = ringing.get(home.person_id, ("", False))
    return ContactRow(
        id=call.pk, person_id=home.person_id, enrolment_id=home.enrolment_id, name=card.masked_name, age=card.age,
        dong_name=card.dong_name, phone_masked=card.phone_masked, mode=mode, mode_word=str(CONTACT_MODES[mode]),
        language_word=str(LANGUAGES[home.language]) if home.language != "ko" else "", hours_wanted=hours,
        asked_at=call.asked_at, ringing=who, mine=mine,
    )  # fmt: skip


def ringing_of(deed: Deed, person_ids: list[UUID]) -> dict[UUID, tuple[str, bool]]:
    """Who rings these persons just now: a name ("" for the machine) and whether it is the asker. Two queries."""
    rows = list(Ringing.objects.filter(person_id__in=person_ids, until__gt=deed.at))
    names = accounts.accounts_named([row.by for row in rows if not row.machine])
    return {
        row.person_id: (
            str(CONTACT_MODES[ContactMode.AI_CALL]) if row.machine else names.get(row.by, ""),
            not row.machine and row.by == deed.actor_id,
        )
        for row in rows
    }


def machine_figures(deed: Deed) -> MachineFigures:
    """The machine's side in three numbers and a table. Three queries."""
    rows = access.calls_visible_to(deed)
    waiting = rows.filter(result="", mode__in=MACHINE_MODES).count()
    on_line = Ringing.objects.filter(machine=True, until__gt=deed.at).count()
    week = rows.filter(mode__in=MACHINE_MODES, result_at__gt=deed.at - timedelta(days=7)).exclude(result="").order_by()
    counted = dict(week.values_list("result").annotate(n=Count("pk")))
    results = tuple((str(CALL_RESULTS[one]), counted[one]) for one in CallResult if one in counted)
    return MachineFigures(waiting, on_line, results)
