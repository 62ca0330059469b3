"""A discovery round: which column is what, which row is new, known or faulty, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.words import RoundState, RowGroup


class Field(StrEnum):
    """What a column of a discovery file can mean."""

    KEY = "key"
    NAME = "name"
    BIRTH = "birth"
    PHONE = "phone"
    DONG = "dong"
    ADDRESS = "address"
    HOUSEHOLD = "household"
    ITEMS = "items"
    SKIP = "skip"


REQUIRED = (Field.NAME, Field.DONG, Field.ADDRESS)

# Korean data: words as files of offices write them
GUESSES: dict[Field, tuple[str, ...]] = {
    Field.KEY: ("관리번호", "발굴번호", "연번키", "대상자번호", "key"),
    Field.NAME: ("성명", "이름", "대상자명", "대상자", "name"),
    Field.BIRTH: ("생년월일", "생일", "출생일", "birth"),
    Field.PHONE: ("연락처", "전화번호", "휴대전화", "휴대폰", "전화", "phone"),
    Field.DONG: ("행정동", "동명", "읍면동", "동", "dong"),
    Field.ADDRESS: ("주소", "거주지", "도로명주소", "실거주지", "address"),
    Field.HOUSEHOLD: ("가구유형", "가구형태", "가구구분"),
    Field.ITEMS: ("위기정보", "위기사유", "발굴사유", "변동사유", "위기항목"),
}

# Korean data: words as files of offices write them
RRN_HEADER = re.compile(r"주민\s*(등록)?\s*번호|주민번호|rrn", re.IGNORECASE)

# Korean data: words as files of offices write them
ITEM_CODES: dict[str, str] = {
    "단전": "power_cut",
    "전기료체납": "power_arrears",
    "단수": "water_cut",
    "수도료체납": "water_arrears",
    "단가스": "gas_cut",
    "가스료체납": "gas_arrears",
    "건강보험료체납": "health_insurance_arrears",
    "건보료체납": "health_insurance_arrears",
    "국민연금체납": "pension_arrears",
    "금융연체": "loan_arrears",
    "카드연체": "card_arrears",
    "통신비체납": "telecom_arrears",
    "임대료체납": "rent_arrears",
    "공공임대임대료체납": "rent_arrears",
    "관리비체납": "maintenance_arrears",
    "월세취약": "rent_burden",
    "기초수급탈락": "livelihood_stopped",
    "기초탈락": "livelihood_stopped",
    "긴급탈락": "emergency_refused",
    "복지시설퇴소": "left_facility",
    "시설퇴소": "left_facility",
    "학교위기학생": "school_crisis",
    "실업": "unemployed",
    "휴폐업": "business_closed",
    "산재": "industrial_accident",
    "의료위기": "medical_crisis",
    "자살고위험": "self_harm_risk",
    "영양결핍": "malnutrition",
    "세대주사망": "head_died",
}
"""Names of crisis items as files write them; the list is a code table, an unknown name is kept as `other`."""

# Korean data: words as files of offices write them
HOUSEHOLD_WORDS = {
    "1인": "single",
    "1인가구": "single",
    "독거": "single",
    "부부": "couple",
    "한부모": "single_parent",
    "조손": "grandparent",
    "기타": "other",
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot go in: the column as the file calls it and a code with its sentence."""

    column: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryRow:
    """One row as it is understood. Texts are cleaned; `faults` is empty for a row that may go in."""

    number: int
    key: str
    name: str
    birth: date | None
    phone: str
    dong: str
    address: str
    household: str
    items: tuple[str, ...]
    faults: tuple[RowFault, ...]


def squeeze(text: str) -> str:
    """A heading without blanks, brackets and case, for comparing."""
    return re.sub(r"[\s()\[\]·_\-*.]", "", text).lower()


def check_no_resident_number(headers: list[str]) -> None:
    """A column of resident registration numbers stops the whole file (practice.md 3)."""
    for header in headers:
        if RRN_HEADER.search(header):
            raise Refused("resident-number-column", column=header)


def guess_mapping(headers: list[str], remembered: Mapping[str, str]) -> dict[str, Field]:
    """Header → meaning: what was chosen last time, else by its usual names, each meaning once."""
    mapping: dict[str, Field] = {}
    taken: set[Field] = set()
    for header in headers:
        chosen = remembered.get(squeeze(header))
        field = Field(chosen) if chosen in set(Field) else Field.SKIP
        if field not in taken and field is not Field.SKIP:
            mapping[header] = field
            taken.add(field)
    for field, names in GUESSES.items():
        plain = [squeeze(name) for name in names]
        free = [h for h in headers if h not in mapping and squeeze(h) not in remembered]
        match = next((h for name in plain for h in free if squeeze(h) == name), None)
        match = match or next((h for name in plain for h in free if len(name) > 1 and name in squeeze(h)), None)
        if match and field not in taken:
            mapping[match] = field
            taken.add(field)
    return {header: mapping.get(header, Field.SKIP) for header in headers}


def check_mapping(mapping: Mapping[str, Field]) -> None:
    """Name, dong and address must each be one column."""
    chosen = [field for field in mapping.values() if field is not Field.SKIP]
    for field in REQUIRED:
        if field not in chosen:
            raise Refused("column-missing", field=field.value)
    if len(chosen) != len(set(chosen)):
        raise Refused("column-twice")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What binds a round: approval, legal basis, delete date."""

    approval: str
    legal_basis: str
    delete_on: date


def check_purpose(purpose: Purpose, *, today: date, most_days: int) -> None:
    """A discovery list is held for one purpose and not longer than the city allows."""
    if not purpose.approval.strip():
        raise Refused("round-needs-approval")
    if not purpose.legal_basis.strip():
        raise Refused("round-needs-legal-basis")
    if purpose.delete_on <= today:
        raise Refused("due-in-the-past")
    if (purpose.delete_on - today).days > most_days:
        raise Refused("delete-date-too-late", days=most_days)


def read_row(
    number: int,
    cells: Mapping[str, str],
    mapping: Mapping[str, Field],
    *,
    dong_of: Callable[[str], tuple[str, str]],
    today: date,
) -> DiscoveryRow:
    """Understand one row; `dong_of` gives for a written dong its code, or an empty code and the fault's code."""
    column: dict[Field, str] = {field: header for header, field in mapping.items() if field is not Field.SKIP}

    def cell(field: Field) -> str:
        return cells.get(column.get(field, ""), "").strip()

    faults: list[RowFault] = []
    name, address = cell(Field.NAME), cell(Field.ADDRESS)
    for field, value in ((Field.NAME, name), (Field.ADDRESS, address)):
        if not value:
            faults.append(RowFault(column.get(field, ""), f"{field.value}-missing"))
    dong, dong_fault = dong_of(cell(Field.DONG)) if cell(Field.DONG) else ("", "dong-missing")
    if dong_fault:
        faults.append(RowFault(column.get(Field.DONG, ""), dong_fault))
    birth, birth_fault = read_birth(cell(Field.BIRTH), today=today)
    if birth_fault:
        faults.append(RowFault(column.get(Field.BIRTH, ""), birth_fault))
    phone = re.sub(r"\D", "", cell(Field.PHONE))
    if phone and not re.fullmatch(r"0?\d{8,10}", phone):
        faults.append(RowFault(column.get(Field.PHONE, ""), "phone-impossible"))
    if phone.startswith("10") and len(phone) == 10:
        phone = "0" + phone  # spreadsheets eat the leading zero
    return DiscoveryRow(
        number=number,
        key=cell(Field.KEY),
        name=name,
        birth=birth,
        phone=phone,
        dong=dong,
        address=address,
        household=HOUSEHOLD_WORDS.get(squeeze(cell(Field.HOUSEHOLD)), "other"),
        items=read_items(cell(Field.ITEMS)),
        faults=tuple(faults),
    )


def read_birth(text: str, *, today: date) -> tuple[date | None, str]:
    """A birth date as offices write it; empty is fine, a wrong one is a fault."""
    if not text:
        return None, ""
    # Korean data: dates as offices write them
    match = re.match(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})", text)
    if not match:
        return None, "birth-invalid"
    try:
        birth = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None, "birth-invalid"
    if not 0 <= today.year - birth.year <= 125 or birth > today:
        return None, "birth-invalid"
    return birth, ""


def read_items(text: str) -> tuple[str, ...]:
    """Crisis items as codes, each once, in order; unknown names count as `other`."""
    codes = [ITEM_CODES.get(squeeze(word), "other") for word in re.split(r"[,;/|\n·]", text) if word.strip()]
    return tuple(dict.fromkeys(codes))


def group_of(*, faulty: bool, seen_before: bool, household_known: bool) -> RowGroup:
    """The three groups: faulty, already known (this round or this home), new."""
    if faulty:
        return RowGroup.FAULTY
    return RowGroup.KNOWN if seen_before or household_known else RowGroup.NEW


def check_round_may_go_in(*, state: RoundState, rows: int) -> None:
    """A dry run goes in once, and only with a row that can."""
    if state is not RoundState.CHECKED:
        raise Refused("round-already-decided")
    if rows == 0:
        raise Refused("no-row-can-go-in")
