"""A town with case managers, a home in 일동 with an open episode, and one in 이동."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from chomchom.cases import actions
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.outreach import public as outreach
from chomchom.outreach.public import Door, Grade, Reason, SignalIn
from chomchom.store.acting import acting
from tests.browser.town import Town, build
from tests.conftest import IDONG, ILDONG, MONDAY, Deeds, id_of
from tests.outreach.conftest import HomeOf, make_home

YUJIN = id_of("정유진")


@dataclass(frozen=True)
class Silent:
    """A home with an open episode."""

    home: HomeOf
    episode_id: UUID

    @property
    def person_id(self) -> UUID:
        return self.home.person_id


@pytest.fixture
def town(db, freeze) -> Town:
    freeze(MONDAY)
    return build()


@pytest.fixture
def silent(town, deeds: Deeds) -> Callable[..., Silent]:
    """Make a home whose silence opened an episode."""

    def make(name: str = "박샘", *, dong: str = ILDONG, address: str = "성호로 12 101호") -> Silent:
        with acting(deeds.machine()) as deed:
            home = make_home(deed, name, dong=dong, address=address)
            signal = SignalIn(
                door=Door.ALERT,
                source_id=str(uuid4()),
                occurred_at=deeds.at,
                dong=dong,
                person_id=home.person_id,
                household_id=home.household_id,
                grade=Grade.CAUTION,
                reasons=(Reason("silent-electricity", {"hours": 26}),),
            )
            return Silent(home, outreach.receive_signal(deed, signal).episode_id)

    return make


@pytest.fixture
def ildong(silent) -> Silent:
    return silent()


@pytest.fixture
def idong(silent) -> Silent:
    return silent("이든", dong=IDONG, address="충장로 3 202호")


@pytest.fixture
def manager(deeds: Deeds, town: Town) -> Deed:
    """정유진, case manager of the whole city."""
    return deeds(Role.CASE_MANAGER, name="정유진", whole_city=True, agency_id=town.hall)


@pytest.fixture
def taken(ildong: Silent, manager: Deed) -> UUID:
    """박샘's case, taken in by its manager."""
    with acting(manager) as deed:
        return actions.take_in(deed, episode_id=ildong.episode_id, person_id=ildong.person_id)
