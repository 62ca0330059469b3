"""A small plan with one round, for the tests of reviews, candidates, overlaps and the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chomchom.accounts.models import Account, Posting
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.planning.actions.reviews import RoundIn, open_round
from chomchom.planning.models import Project, ReviewCard, Strategy, Term
from chomchom.store.acting import acting
from tests.conftest import MONDAY, Deeds, id_of

ROWS = ("tf_finding", "subcommittee_opinion", "field_issue", "next_plan_direction")
DUE = MONDAY.date() + timedelta(days=14)
PEOPLE = {
    "배로운": Role.CITY_OFFICER,
    "최지우": Role.COUNCIL_OFFICE,
    "남가온": Role.PROGRAMME_OFFICER,
    "팀장": Role.TEAM_HEAD,
    "윤새론": Role.COUNCIL_MEMBER,
    "강물결": Role.RESEARCHER,
}


def deed_of(name: str, deeds: Deeds | None = None, **more) -> Deed:
    """The deed of one of the people above, on Monday 2026-06-22 unless said otherwise."""
    return (deeds or Deeds())(PEOPLE[name], name=name, whole_city=True, **more)


def employ(*names: str) -> None:
    """Give people an account and a posting, so that they can be asked for something."""
    for name in names:
        account, _ = Account.objects.get_or_create(
            id=id_of(name), defaults={"login": f"r{id_of(name).hex[:18]}", "display_name": name, "created_at": MONDAY}
        )
        Posting.objects.get_or_create(
            account=account, role=PEOPLE[name],
            defaults={"whole_city": True, "from_on": MONDAY.date() - timedelta(days=30), "given_by": account.pk,
                      "given_at": MONDAY},
        )  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """Ids of a small plan: two projects that run and one that is closed."""

    term: UUID
    strategy: UUID
    calls: UUID
    housing: UUID
    closed: UUID


def make_plan() -> Plan:
    """제5기 with one strategy and three projects."""
    term = Term.objects.create(
        number=5, name="제5기 지역사회보장계획", first_year=2023, last_year=2026, created_at=MONDAY
    )
    strategy = Strategy.objects.create(term=term, number=1, name="이웃이 이웃을 돌보는 도시")

    def project(code: str, name: str, **more) -> UUID:
        first, *rest = code.split("-")
        sort = "".join(f"{int(part):04d}" for part in (first, *rest))
        return Project.objects.create(
            term=term, strategy=strategy, code=code, code_sort=sort, name=name, created_at=MONDAY, **more
        ).pk

    return Plan(
        term=term.pk, strategy=strategy.pk,
        calls=project("1-2", "목소리 안부 서비스", target_group="중장년 1인가구", summary="인공지능 전화로 안부를 확인한다"),
        housing=project("1-10", "주거 상담 창구", target_group="주거비가 부담되는 가구", department="주거복지과"),
        closed=project("1-3", "끝난 사업", state="closed", closed_on=MONDAY.date()),
    )  # fmt: skip


def open_small_round(name: str = "상반기 검토") -> UUID:
    """A round of four rows, due in a fortnight, opened by the council office."""
    with acting(deed_of("최지우")) as deed:
        return open_round(deed, RoundIn(term=5, year=2026, name=name, due_on=DUE, rows=ROWS))


def card_of(round_id: UUID, project_id: UUID) -> UUID:
    """The card of a project in a round."""
    return ReviewCard.objects.get(round_id=round_id, project_id=project_id).pk
