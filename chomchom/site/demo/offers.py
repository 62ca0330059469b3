"""What the demo's agencies offer, and the neighbours who look after a few streets each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.network import public as network
from chomchom.network.public import Capacity, NeighbourIn, NeighbourKind, ServiceIn
from chomchom.rulebook import dongs
from chomchom.site.demo.bodies import BODIES, Body, codes, id_of
from chomchom.site.demo.invent import Inventor


@dataclass(frozen=True, slots=True)
class Offer:
    """One service as the demo tells it; `age` is how many days ago the capacity was said (None: never)."""

    body: str
    name: str
    need: str
    summary: str
    places: int | None
    waiting: int | None
    age: int | None
    over: bool = False
    alone: bool = False
    age_from: int | None = None


OFFERS = (
    Offer(
        "푸른언덕종합사회복지관",
        "밑반찬 나눔",
        "meals",
        "매주 두 번 반찬을 문 앞까지 가져다드립니다.",
        4,
        0,
        3,
        over=True,
        alone=True,
    ),
    Offer(
        "푸른언덕종합사회복지관", "이웃 말벗 방문", "company", "주 1회 찾아가 이야기를 나눕니다.", 2, 1, 10, over=True
    ),
    Offer(
        "푸른언덕종합사회복지관",
        "긴급 생활비 후원",
        "money",
        "월세·공과금이 밀린 가구에 후원금을 잇습니다.",
        3,
        0,
        1,
        over=True,
    ),
    Offer(
        "너른들종합사회복지관",
        "따뜻한 도시락",
        "meals",
        "평일 점심 도시락을 배달합니다.",
        0,
        6,
        2,
        over=True,
        age_from=60,
    ),
    Offer(
        "너른들종합사회복지관", "집안 정리 지원", "housing", "쌓인 물건을 함께 치우고 소독합니다.", 1, 2, 20, over=True
    ),
    Offer("달빛노인복지관", "노인 맞춤 돌봄", "care", "안부 확인과 가사, 외출을 돕습니다.", 5, 0, 5, age_from=65),
    Offer(
        "마음고리정신건강복지센터",
        "마음 상담",
        "mental_health",
        "우울·불안·중독을 상담하고 병원을 잇습니다.",
        6,
        0,
        7,
        over=True,
    ),
    Offer("두레지역자활센터", "자활 첫걸음", "work", "일 경험과 자활사업 참여를 돕습니다.", 8, 0, 45),
    Offer(
        "온새미재가돌봄",
        "방문 요양 상담",
        "care",
        "장기요양 신청을 돕고 방문 요양을 잇습니다.",
        None,
        None,
        None,
        age_from=65,
    ),
    Offer("나눔곳간 먹거리은행", "먹거리 꾸러미", "goods", "쌀·라면·통조림 꾸러미를 드립니다.", 20, 0, 1, over=True),
    Offer(
        "안산시 주거상담소 (시연)",
        "주거 상담",
        "housing",
        "이사, 임대주택, 주거급여를 상담합니다.",
        10,
        0,
        4,
        over=True,
    ),
)


def open_services(deed: Deed) -> None:
    """Enter every offer with its capacity, some of it old."""
    known = {need.code for need in network.needs()}
    by_name = {body.name: body for body in BODIES}
    places = _open_places(deed, by_name)
    for offer in OFFERS:
        served = by_name[offer.body].dongs
        network.register_service(
            deed,
            ServiceIn(
                agency_id=id_of(offer.body),
                name=offer.name,
                need=offer.need if offer.need in known else "other",
                summary=offer.summary,
                dongs=frozenset(codes(served)) if served else frozenset(),
                whole_city=not served,
                over_criteria_ok=offer.over,
                only_alone=offer.alone,
                age_from=offer.age_from,
                application="전화로 먼저 물어보시면 방문 날짜를 잡아 드립니다.",
                papers=("신분증",) if offer.need in ("money", "goods") else (),
                languages=("ko", "zh", "ru") if not served else ("ko",),
                public_phone="031-000-0000",
                places=(places[offer.body],),
                contact_phone="031-000-0000",
                capacity=_capacity(offer),
                places_free=offer.places,
                waiting=offer.waiting,
                capacity_as_of=None if offer.age is None else deed.at - timedelta(days=offer.age),
            ),
        )


HOURS = ("평일 09:00-18:00", "평일 09:00-18:00\n토 10:00-14:00", "월·수·금 10:00-17:00\n쉼 2026-12-24~2026-12-31")
"""How the invented places are open, by turns."""


def _open_places(deed: Deed, by_name: dict[str, Body]) -> dict[str, UUID]:
    """An address for every body that offers something, in the first dong it serves."""
    found = {}
    for number, name in enumerate(dict.fromkeys(offer.body for offer in OFFERS)):
        dong = codes(by_name[name].dongs or ("고잔동",))[0]
        found[name] = network.open_place(
            deed,
            network.PlaceIn(
                agency_id=id_of(name),
                name=name,
                address=f"느티로 {20 + number}",
                dong=dong,
                phone="031-000-0000",
                way_there="정류장에서 걸어서 5분",
                aids=("step_free", "lift", "toilet") if number % 2 else ("step_free",),
                hours=network.parse_hours(HOURS[number % len(HOURS)]),
            ),
        )
    return found


def _capacity(offer: Offer) -> Capacity:
    if offer.places is None:
        return Capacity.UNKNOWN
    return Capacity.FREE if offer.places else Capacity.WAITLIST


def appoint_neighbours(deed: Deed, inventor: Inventor, *, each: int = 2) -> None:
    """Some honorary officers and tongjang in every dong, with numbers nobody has."""
    kinds = (NeighbourKind.HONORARY, NeighbourKind.TONGJANG)
    wanted = []
    for dong in dongs.dongs():
        for number in range(each):
            wanted.append(
                NeighbourIn(
                    kind=kinds[number % len(kinds)],
                    name=inventor.name(sex=inventor.random.choice("fm"), age=58),
                    phone=inventor.phone(),
                    areas=[(dong.code, None if number % 2 == 0 else number)],
                    active_from=deed.day - timedelta(days=400),
                )
            )
    network.register_neighbours(deed, wanted)
