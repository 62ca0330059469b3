"""Finding the home a signal is about: by person, household, address, or only the described place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.outreach.rules.arrivals import SignalIn
from chomchom.people import public as people
from chomchom.store.sealing import blind


@dataclass(frozen=True, slots=True)
class Home:
    """Where a signal belongs. A place nobody is linked to has only words and their blind key."""

    household_id: UUID | None
    person_id: UUID | None
    dong: str
    place: str = ""
    place_key: bytes | None = None

    @property
    def key(self) -> object:
        """What two signals on the same home share."""
        return self.household_id or self.person_id or self.place_key


def place_key(dong: str, place: str) -> bytes:
    """The blind key under which the same place, written the same way, is found again."""
    return blind("place", f"{dong}|{place}")


def homes_of(deed: Deed, signals: Sequence[SignalIn]) -> list[Home]:
    """The home of each signal, in order; `people` is asked once for all, however many there are."""
    lone = {s.person_id for s in signals if s.person_id and (s.household_id is None or not s.dong)}
    cards = people.cards(deed, lone) if lone else {}
    places = {_place(s) for s in signals if s.dong and s.address and not s.household_id and not s.person_id}
    known = people.households_at(deed, places=places) if places else {}
    found = [_home_of(signal, cards, known) for signal in signals]
    nameless = {home.household_id for home in found if home.household_id and not home.person_id}
    members = only_members(deed, nameless) if nameless else {}
    return [replace(home, person_id=home.person_id or members.get(home.household_id)) for home in found]


def _place(signal: SignalIn) -> tuple[str, str]:
    return signal.dong, signal.address.strip()


def _home_of(signal: SignalIn, cards: dict, known: dict) -> Home:
    card = cards.get(signal.person_id)
    dong = signal.dong or (card.dong if card else "")
    household_id = signal.household_id or (card.household_id if card else None) or known.get(_place(signal))
    if household_id or signal.person_id:
        return Home(household_id, signal.person_id, dong)
    place = signal.address.strip()
    return Home(None, None, dong, place, place_key(dong, place))


def only_members(deed: Deed, households: set[UUID]) -> dict[UUID | None, UUID]:
    """The persons of households of one; homes where several live together or nobody is known are left out."""
    cards = people.household_cards(deed, households)
    return {pk: card.member_ids[0] for pk, card in cards.items() if len(card.member_ids) == 1}
