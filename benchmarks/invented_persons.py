"""Invented people of a city, some of them written down twice by somebody in a hurry. Names and numbers are made up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from chomchom.linkage.births import is_lunar_of
from chomchom.linkage.persons import Record
from chomchom.linkage.places import read_place

# Korean data: how often surnames are borne, per thousand
SURNAMES = {
    "김": 215, "이": 147, "박": 84, "최": 47, "정": 43, "강": 24, "조": 21, "윤": 20, "장": 20, "임": 17, "한": 15,
    "오": 15, "서": 15, "신": 15, "권": 14, "황": 14, "안": 14, "송": 14, "류": 13, "전": 11, "홍": 11, "고": 9, "문": 9,
    "양": 9, "손": 9, "배": 8, "백": 8, "허": 7, "남": 5, "심": 5, "노": 5, "하": 5, "곽": 4, "성": 4, "차": 4, "주": 4,
}  # fmt: skip
# Korean data: syllables of given names, by the half of the century
OLD = (
    "순",
    "영",
    "옥",
    "자",
    "숙",
    "희",
    "정",
    "금",
    "복",
    "말",
    "점",
    "분",
    "춘",
    "길",
    "수",
    "철",
    "호",
    "석",
    "만",
    "용",
)
# Korean data: syllables of given names, by the half of the century
NEW = (
    "지", "민", "서", "준", "현", "우", "하", "은", "윤", "예", "도", "주", "성", "진", "영", "재", "승", "유", "수", "연", "훈", "미",
    "경", "혜", "선", "아", "빈", "원", "태", "규",
)  # fmt: skip
# Korean data: words for houses and roads
HOUSES = ("한빛", "새빛", "햇살", "푸른", "은하", "미래", "무지개", "솔밭", "샛별", "다온", "늘봄", "해오름")
# Korean data: words for houses and roads
KINDS = ("빌라", "아파트", "연립", "주택", "맨션")
DONGS = tuple(f"41271{n:05d}" for n in range(51000, 51025))


@dataclass(frozen=True, slots=True)
class Door:
    """One flat with its three ways to be written."""

    dong: str
    house: str
    road: str
    lot: str
    unit: int

    def written(self, random: Random) -> str:
        """The address as somebody writes it."""
        return random.choice(
            (
                f"{self.house} {self.unit}호", f"{self.road}, {self.unit}호 ({self.house})",
                f"{self.lot}번지 {self.house} {self.unit}호", f"{self.house}{self.unit}", f"{self.road} {self.unit}호",
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invented:
    """One person as they are."""

    name: str
    born: date
    phone: str
    sex: str
    door: Door


def _name(random: Random, born: date, surname: str = "") -> str:
    pool = OLD if born.year < 1970 else NEW
    first = surname or random.choices(tuple(SURNAMES), tuple(SURNAMES.values()))[0]
    return first + random.choice(pool) + (random.choice(pool) if random.random() < 0.96 else "")


def _phone(random: Random) -> str:
    return f"010{random.randrange(20_000_000, 99_999_999)}"


def _born(random: Random) -> date:
    return date(1932, 1, 1) + timedelta(days=int(random.betavariate(2.2, 1.8) * 31_500))


def doors(random: Random, count: int) -> list[Door]:
    """Flats of the city: houses of a dozen flats or of two hundred."""
    found: list[Door] = []
    while len(found) < count:
        dong = random.choice(DONGS)
        house = random.choice(HOUSES) + random.choice(KINDS)
        road = f"{random.choice(HOUSES)}로{random.randrange(1, 60)}길 {random.randrange(1, 90)}"
        lot = f"{random.randrange(1, 990)}-{random.randrange(1, 40)}"
        flats = 200 if "아파트" in house else 12
        found += [Door(dong, house, road, lot, 100 * (n // 4 + 1) + n % 4 + 1) for n in range(flats)]
    random.shuffle(found)
    return found[:count]


def people(random: Random, count: int) -> list[Invented]:
    """True persons: alone, couples that share a number, parents with children, twins."""
    found: list[Invented] = []
    homes = iter(doors(random, count))
    while len(found) < count:
        door, born, sex = next(homes), _born(random), random.choice(("female", "male"))
        head = Invented(_name(random, born), born, _phone(random), sex, door)
        found.append(head)
        kind = random.random()
        if kind < 0.28:
            other = born + timedelta(days=random.randrange(-2500, 2500))
            phone = head.phone if random.random() < 0.25 else _phone(random)
            found.append(Invented(_name(random, other), other, phone, "male" if sex == "female" else "female", door))
        if kind < 0.15 and born.year < 1995:
            child = born + timedelta(days=random.randrange(8000, 13000))
            one = Invented(
                _name(random, child, head.name[0]), child, head.phone, random.choice(("female", "male")), door
            )
            found.append(one)
            if random.random() < 0.02:
                twin = one.name[:-1] + random.choice(NEW)
                found.append(replace(one, name=twin if twin != one.name else one.name[:-1] + "람"))
    return found[:count]


def record(one: Invented, key: str, random: Random) -> Record:
    """The person as a careful clerk writes them down."""
    return Record(
        key=key, name=one.name, born=one.born, phone=one.phone if random.random() < 0.85 else "", sex=one.sex,
        place=read_place(one.door.written(random), dong=one.door.dong),
    )  # fmt: skip


# Korean data: syllables that are mistaken for each other when typed or heard
_HEARD = {
    "희": "히",
    "혜": "해",
    "예": "에",
    "숙": "순",
    "옥": "욱",
    "철": "절",
    "현": "헌",
    "정": "장",
    "영": "엉",
    "재": "제",
}
# Korean data: surnames and their northern spelling
_NORTH = {"이": "리", "류": "유", "임": "림", "노": "로", "양": "량"}


def _misspelt(name: str, random: Random) -> str:
    kind = random.random()
    if kind < 0.25 and name[0] in _NORTH:
        return _NORTH[name[0]] + name[1:]
    if kind < 0.45:
        return f"{name[0]} {name[1:]}"
    for at in range(1, len(name)):
        if name[at] in _HEARD:
            return name[:at] + _HEARD[name[at]] + name[at + 1 :]
    at = random.randrange(1, len(name))
    code = ord(name[at]) - 0xAC00
    slipped = code - code % 28 + random.choice((0, 4, 8, 16, 21))  # another final, or none
    return name[:at] + chr(0xAC00 + slipped) + name[at + 1 :]


def _misdated(born: date, random: Random) -> date | None:
    kind = random.randrange(6)
    if kind == 0:
        return None
    if kind == 1:
        return date(born.year, 1, 1)
    if kind == 2 and born.day <= 12:
        return date(born.year, born.day, born.month)
    if kind == 3:
        return _year(born, random.choice((-1, 1)))
    if kind == 4:
        days = [born - timedelta(days=n) for n in range(18, 53)]
        lunar = [day for day in days if is_lunar_of(day, born)]
        return random.choice(lunar) if lunar else born
    digits = list(f"{born:%Y%m%d}")
    at = random.choice((3, 5, 7))
    digits[at] = str((int(digits[at]) + random.randrange(1, 9)) % 10)
    try:
        return date.fromisoformat("".join(digits))
    except ValueError:
        return _year(born, 1)


def _year(born: date, by: int) -> date:
    return born.replace(year=born.year + by, day=min(born.day, 28))


def again(one: Invented, key: str, random: Random, elsewhere: Door) -> Record:
    """The same person written down a second time, elsewhere, in a hurry."""
    name = _misspelt(one.name, random) if random.random() < 0.2 else one.name
    born = _misdated(one.born, random) if random.random() < 0.2 else one.born
    moved = random.random() < 0.25
    phone = one.phone
    if random.random() < 0.3:
        phone = _phone(random) if random.random() < 0.6 else ""
    elif random.random() < 0.06:
        phone = phone[:-1] + str((int(phone[-1]) + 1) % 10)
    door = elsewhere if moved else one.door
    return Record(
        key=key, name=name, born=born, phone=phone, sex=one.sex if random.random() < 0.9 else "unknown",
        place=read_place(door.written(random), dong=door.dong),
    )  # fmt: skip


def city(count: int, *, seed: int, twice: float = 0.08) -> tuple[list[Record], set[tuple[str, str]]]:
    """So many records and the pairs of them that are one person, the keys of each pair in order."""
    random = Random(seed)
    doubled = int(count * twice)
    persons = people(random, count - doubled)
    records = [record(one, f"p{n:07d}", random) for n, one in enumerate(persons)]
    chosen = random.sample(range(len(persons)), doubled)
    free = doors(random, doubled)
    truth = set()
    for n, (at, elsewhere) in enumerate(zip(chosen, free, strict=True)):
        records.append(again(persons[at], f"q{n:07d}", random, elsewhere))
        truth.add((f"p{at:07d}", f"q{n:07d}"))
    return records, truth
