"""Inventing people and places. Nothing here is copied from anybody: names and addresses are dealt from small decks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍문양손배백허남심노하"
FIRST = {
    "old_f": ["순", "영", "정", "옥", "말", "복", "춘", "금", "분", "명"],
    "old_m": ["영", "병", "종", "재", "상", "용", "광", "기", "덕", "만"],
    "mid_f": ["미", "은", "경", "혜", "현", "선", "지", "수"],
    "mid_m": ["성", "동", "진", "승", "태", "준", "창", "현"],
}
SECOND = {
    "old_f": ["자", "숙", "순", "희", "례", "녀", "임", "심", "월", "애"],
    "old_m": ["수", "식", "호", "철", "길", "근", "섭", "배", "석", "구"],
    "mid_f": ["정", "영", "희", "주", "경", "진", "숙", "아"],
    "mid_m": ["호", "훈", "수", "민", "석", "우", "환", "식"],
}
BUILDINGS = ["햇살", "새봄", "한울", "은하", "솔잎", "가람", "다온", "미루", "여울", "참빛", "늘봄", "보람"]
HOUSING = ["빌라", "빌라", "연립", "주택", "원룸", "고시원", "아파트"]
AGE_WEIGHTS = ((45, 8), (52, 14), (58, 18), (63, 16), (68, 12), (74, 12), (79, 11), (84, 7), (90, 2))
"""Where the middle of a home's age band lies, and how often: check-in homes are middle-aged and old people alone."""


@dataclass(frozen=True, slots=True)
class Resident:
    """An invented person with an invented home."""

    name: str
    sex: str
    birth_date: date
    phone: str
    dong: str
    address: str
    household_kind: str


class Inventor:
    """Deals names, homes and numbers; the same seed deals the same cards."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._numbers = 0

    def name(self, *, sex: str, age: int) -> str:
        """A name that fits the sex and the generation."""
        deck = f"{'old' if age >= 62 else 'mid'}_{sex}"
        surname = self.random.choice(SURNAMES)
        return surname + self.random.choice(FIRST[deck]) + self.random.choice(SECOND[deck])

    def phone(self) -> str:
        """A number from a block that no carrier gives out (010-0…)."""
        self._numbers += 1
        return f"010-0{self._numbers // 10000 % 1000:03d}-{self._numbers % 10000:04d}"

    def address(self, dong_name: str) -> str:
        """A road of the dong's own name, a house number and an invented building."""
        road = f"{dong_name.removesuffix('동') or dong_name}마을로"
        house = f"{self.random.choice(BUILDINGS)}{self.random.choice(HOUSING)}"
        room = self.random.randint(1, 5) * 100 + self.random.randint(1, 12)
        return f"{road} {self.random.randint(1, 240)}, {house} {self.random.randint(1, 9)}동 {room}호"

    def resident(self, *, dong: str, dong_name: str, today: date) -> Resident:
        """A person living in the dong, three times of four alone."""
        middles, weights = zip(*AGE_WEIGHTS, strict=True)
        age = self.random.choices(middles, weights)[0] + self.random.randint(-2, 2)
        sex = self.random.choice("fm")
        born = today - timedelta(days=age * 365 + self.random.randint(1, 364))
        kind = self.random.choices(("single", "couple", "single_parent", "grandparent"), (76, 14, 6, 4))[0]
        return Resident(
            name=self.name(sex=sex, age=age),
            sex=sex,
            birth_date=born,
            phone=self.phone(),
            dong=dong,
            address=self.address(dong_name),
            household_kind=kind,
        )
