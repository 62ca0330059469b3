"""Likely same persons among many: Splink over DuckDB, in memory alone, with the weights of `persons`.

Nothing is written to the disk: the database has no file, and a table that does not fit into memory is an error, not a
temporary file. The same records in any order give the same pairs.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

from chomchom.linkage.births import LUNAR_FARTHEST, LUNAR_NEAREST, BirthLevel, moon_day
from chomchom.linkage.hangul import keystrokes, plain_name, southern
from chomchom.linkage.persons import (
    BIRTH_WEIGHS,
    LONG_ENOUGH,
    NAME_WEIGHS,
    PHONE_WEIGHS,
    PLACE_WEIGHS,
    PRIOR,
    SEX_WEIGHS,
    Agreement,
    NameLevel,
    PhoneLevel,
    Record,
    SexLevel,
)
from chomchom.linkage.places import PlaceLevel

USUAL_SHARE, LIKE_SO_MANY = 0.0006, 2000
"""A name is at first as common as names are (u of `NameLevel.SAME`); that opinion counts like so many persons."""

_NAME = {
    NameLevel.SAME: "name_l = name_r",
    NameLevel.SOUND: "sound_l = sound_r",
    NameLevel.ORDER: "words_l = words_r",
    NameLevel.ONE_KEY: "damerau_levenshtein(keys_l, keys_r) = 1",
    NameLevel.TWO_KEYS: "damerau_levenshtein(keys_l, keys_r) = 2"
    f" AND least(length(keys_l), length(keys_r)) >= {LONG_ENOUGH}",
    NameLevel.SYLLABLE: "length(name_l) > 2 AND length(name_l) = length(name_r) AND"
    " list_sum(list_transform(list_zip(syllables_l, syllables_r), lambda p: (p[1] <> p[2])::int)) = 1",
}
_LUNAR = (
    f"{{b}} - {{a}} BETWEEN {LUNAR_NEAREST} AND {LUNAR_FARTHEST}"
    " AND least(abs({mb} - {da}), 30 - abs({mb} - {da})) <= 1"
)
_BIRTH = {
    BirthLevel.UNKNOWN: "born_l = '' OR born_r = ''",
    BirthLevel.SAME: "born_l = born_r",
    BirthLevel.SWAPPED: "(born_year_l = born_year_r AND left(born_md_l, 2) = right(born_md_r, 2)"
    " AND right(born_md_l, 2) = left(born_md_r, 2)) OR"
    " (hamming(born_l, born_r) = 2 AND damerau_levenshtein(born_l, born_r) = 1)",
    BirthLevel.DIGIT: "hamming(born_l, born_r) = 1",
    BirthLevel.LUNAR: f"({_LUNAR.format(a='born_n_l', b='born_n_r', mb='moon_r', da='born_day_l')}) OR"
    f" ({_LUNAR.format(a='born_n_r', b='born_n_l', mb='moon_l', da='born_day_r')})",
    BirthLevel.YEAR_SLIP: "born_md_l = born_md_r AND abs(born_year_l - born_year_r) <= 2",
    BirthLevel.YEAR_ONLY: "born_year_l = born_year_r AND (born_md_l = '0101' OR born_md_r = '0101')",
}
_PHONE = {
    PhoneLevel.UNKNOWN: "phone_l = '' OR phone_r = ''",
    PhoneLevel.SAME: "phone_l = phone_r",
    PhoneLevel.DIGIT: "damerau_levenshtein(phone_l, phone_r) = 1",
}
_SAME_HOUSE = (
    "dong_l = dong_r AND ((road_l <> '' AND road_l = road_r) OR (lot_l <> '' AND lot_l = lot_r)"
    " OR (building_l <> '' AND building_l = building_r))"
)
_PLACE = {
    PlaceLevel.DOOR: "(household_l <> '' AND household_l = household_r) OR (spelling_l <> '' AND spelling_l = spelling_r)",
    PlaceLevel.UNIT: f"unit_l <> '' AND unit_l = unit_r AND {_SAME_HOUSE}",
    PlaceLevel.BUILDING: _SAME_HOUSE,
    PlaceLevel.UNKNOWN: "dong_l = '' OR dong_r = ''",
    PlaceLevel.DONG: "dong_l = dong_r",
}
_SEX = {
    SexLevel.UNKNOWN: "sex_l IN ('', 'unknown') OR sex_r IN ('', 'unknown')",
    SexLevel.SAME: "sex_l = sex_r",
}
_READ = (
    "unique_id_l", "unique_id_r", "match_weight", "gamma_name", "gamma_birth", "gamma_phone", "gamma_place", "gamma_sex",
)  # fmt: skip
BLOCKS = (
    ("sound", "born_year"), ("sound", "born_md"), ("sound", "dong"), ("born",), ("phone",), ("household",),
    ("spelling",), ("building", "unit", "dong"), ("road", "unit"), ("lot", "unit", "dong"),
    ("surname", "born_year", "dong"), ("given", "born_md"),
)  # fmt: skip
"""Two records are compared where all columns of one of these agree and none is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that are likely one person: their keys in order, the match weight in bits, and why."""

    one: str
    other: str
    bits: float
    agreement: Agreement


def find_pairs(records: Iterable[Record], *, least: float, memory: str = "2GB", threads: int = 2) -> list[Pair]:
    """All pairs that are one person at least with this probability, the likeliest first."""
    rows = sorted(records, key=lambda record: record.key)
    if len(rows) < 2:
        return []
    with quiet_database(memory=memory, threads=threads) as con:
        found = linker_over(con, rows).inference.predict(threshold_match_probability=least)
        frame = found.as_duckdbpyrelation().project(", ".join(_READ))
        ordered = frame.order("match_weight DESC, unique_id_l, unique_id_r").fetchall()
        return [_pair(dict(zip(_READ, row, strict=True))) for row in ordered]


class quiet_database:
    """A DuckDB without a file, without temporary files and without extensions from outside."""

    def __init__(self, *, memory: str, threads: int) -> None:
        self._con = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": memory, "threads": threads, "temp_directory": "", "max_temp_directory_size": "0B",
                "autoinstall_known_extensions": False, "autoload_known_extensions": False,
            },
        )  # fmt: skip
        self._con.execute("SET enable_external_access = false")

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        return self._con

    def __exit__(self, *_: object) -> None:
        self._con.close()


def linker_over(con: duckdb.DuckDBPyConnection, rows: Sequence[Record]) -> Linker:
    """Splink with our comparisons over these records, names weighed by how rare they are among them."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    con.register("records", pa.Table.from_pylist(list(_columns(rows))))
    con.execute("CREATE TABLE persons AS SELECT * FROM records")
    con.unregister("records")
    api = DuckDBAPI(connection=con)
    linker = Linker(api.register("persons"), settings(), log_level=logging.ERROR)
    counts = Counter(row.replace(" ", "") for row in (plain_name(record.name) for record in rows))
    total = len(rows) + LIKE_SO_MANY
    shares = [
        {"name": name, "tf_name": (max(count - 1, 0) + LIKE_SO_MANY * USUAL_SHARE) / total}
        for name, count in sorted(counts.items())
    ]
    con.register("shares", pa.Table.from_pylist(shares))
    con.execute("CREATE TABLE name_shares AS SELECT * FROM shares")
    con.unregister("shares")
    linker.table_management.register_term_frequency_lookup(api.register("name_shares"), "name")
    return linker


def settings() -> SettingsCreator:
    """What Splink compares, blocks by and weighs."""
    name = _comparison("name", _NAME, NAME_WEIGHS)
    name["comparison_levels"][0]["tf_adjustment_column"] = "name"
    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=1 / (1 + 2**-PRIOR),
        comparisons=[
            name,
            _comparison("birth", _BIRTH, BIRTH_WEIGHS),
            _comparison("phone", _PHONE, PHONE_WEIGHS),
            _comparison("place", _PLACE, PLACE_WEIGHS),
            _comparison("sex", _SEX, SEX_WEIGHS),
        ],
        blocking_rules_to_generate_predictions=[_block(columns) for columns in BLOCKS],
        retain_matching_columns=True,
    )


def _block(columns: Sequence[str]) -> Any:
    return block_on(*(f"nullif({column}, '')" if column != "born_year" else column for column in columns))


def _comparison(column: str, conditions: dict[Any, str], weights: dict[Any, tuple[float, float]]) -> dict[str, Any]:
    """One comparison as Splink reads it; the levels stand in the order in which they are tried."""
    levels: list[dict[str, Any]] = []
    for level in [*conditions, *(level for level in weights if level not in conditions)]:
        says_nothing = weights[level] == (1.0, 1.0)
        known: dict[str, Any] = {"sql_condition": conditions.get(level, "ELSE"), "label_for_charts": str(level)}
        if says_nothing:
            known["is_null_level"] = True
        else:
            known["m_probability"], known["u_probability"] = weights[level]
        levels.append(known)
    return {"output_column_name": column, "comparison_levels": levels}


def _columns(rows: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The records as DuckDB compares them."""
    for record in rows:
        words = plain_name(record.name)
        name = words.replace(" ", "")
        sound, born, place = southern(name), record.born, record.place
        yield {
            "unique_id": record.key, "name": name, "sound": sound, "keys": keystrokes(sound),
            "words": " ".join(sorted(words.split())), "syllables": list(name), "surname": sound[:1], "given": sound[1:],
            "born": f"{born:%Y%m%d}" if born else "", "born_md": f"{born:%m%d}" if born else "",
            "born_year": born.year if born else None, "born_day": born.day if born else None,
            "born_n": born.toordinal() if born else None, "moon": moon_day(born) if born else None,
            "phone": record.phone, "sex": record.sex, "household": record.household, "spelling": record.spelling,
            "dong": place.dong, "road": place.road, "lot": place.lot, "building": place.building, "unit": place.unit,
        }  # fmt: skip


def _level(kind: Any, conditions: dict[Any, str], weights: dict[Any, tuple[float, float]], gamma: int) -> Any:
    """The level Splink numbered: −1 where nothing is known, else counted down from the best."""
    if gamma == -1:
        return kind("unknown")
    tried = [*conditions, *(level for level in weights if level not in conditions)]
    ranked = [level for level in tried if weights[level] != (1.0, 1.0)]
    return ranked[len(ranked) - 1 - gamma]


def _pair(row: dict[str, Any]) -> Pair:
    return Pair(
        one=row["unique_id_l"],
        other=row["unique_id_r"],
        bits=float(row["match_weight"]) - PRIOR,
        agreement=Agreement(
            name=_level(NameLevel, _NAME, NAME_WEIGHS, row["gamma_name"]),
            birth=_level(BirthLevel, _BIRTH, BIRTH_WEIGHS, row["gamma_birth"]),
            phone=_level(PhoneLevel, _PHONE, PHONE_WEIGHS, row["gamma_phone"]),
            place=_level(PlaceLevel, _PLACE, PLACE_WEIGHS, row["gamma_place"]),
            sex=_level(SexLevel, _SEX, SEX_WEIGHS, row["gamma_sex"]),
        ),
    )
