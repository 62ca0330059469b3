"""The forms of a case as data: which fields, since when, which of them are needed or sealed; and the scales.

A form is a file, not code. Each has versions with a first day, so that what was filled in stays readable as it was
asked. Words stand in Korean and English beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.dated import RulebookFault, read_yaml

FOLDER = Path(__file__).resolve().parent.parent / "definitions"
KINDS = frozenset({"text", "long", "date", "number", "won", "yes", "choice", "choices", "level"})
TAKEN = frozenset(
    {"action", "elements", "id", "length", "method", "name", "reset", "submit", "target", "title", "version"}
)
"""What a browser's form calls its own; a field of that name would hide it from the page's scripts."""
LEVELS = 3  # a need is 0 none, 1 slight, 2 clear, 3 urgent
LONGEST = {"text": 200, "long": 2000}
MOST_NUMBER = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Korean and English."""

    ko: str
    en: str

    def said(self, language: str) -> str:
        """In the language of the reader."""
        return self.en if language == "en" else self.ko


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a form asks."""

    code: str
    kind: str
    label: Words
    need: bool = False
    sealed: bool = False
    most: int = MOST_NUMBER
    options: tuple[tuple[str, Words], ...] = ()
    area: str = ""

    @property
    def longest(self) -> int:
        """How many letters a text may have."""
        return LONGEST.get(self.kind, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields under one heading; `area` where it is an area of need."""

    name: Words
    hint: Words | None
    area: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A form as it is asked from a day on."""

    code: str
    name: Words
    first_day: date
    source: str
    sections: tuple[Section, ...]
    scales: Mapping[str, str]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order."""
        return tuple(one for section in self.sections for one in section.fields)

    @property
    def areas(self) -> tuple[tuple[str, Words], ...]:
        """The areas of need it asks, in order."""
        return tuple((section.area, section.name) for section in self.sections if section.area)

    def field(self, code: str) -> Field:
        """One field by its code. Raises `case-form-no-such-field`."""
        for one in self.fields:
            if one.code == code:
                return one
        raise Refused("case-form-no-such-field")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleVersion:
    """Cut points of a scale for a region from a day on; each opens a half-open interval."""

    first_day: date
    region: str
    most: int
    cuts: tuple[tuple[str, int], ...]
    raised: Mapping[str, Any]
    source: str

    def level(self, score: int) -> str:
        """The level a score falls into. Raises `case-score-impossible`."""
        if not 0 <= score <= self.most:
            raise Refused("case-score-impossible", most=self.most)
        return [level for level, cut in self.cuts if cut <= score][-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale with its levels in words and its versions."""

    code: str
    name: Words
    levels: Mapping[str, Words]
    versions: tuple[ScaleVersion, ...]

    def at(self, on: date, *, dong: str) -> ScaleVersion:
        """The version of a dong's region on a day: the narrowest region, and of it the newest."""
        fits = [one for one in self.versions if one.first_day <= on and dong.startswith(one.region)]
        if not fits:
            raise Refused("case-scale-not-in-force")
        return max(fits, key=lambda one: (len(one.region), one.first_day))


def _words(said: Mapping[str, Any]) -> Words:
    return Words(said["ko"], said["en"])


def _field(said: Mapping[str, Any], where: str) -> Field:
    if said["kind"] not in KINDS:
        raise RulebookFault(f"{where}: {said['code']} is of no known kind")
    if said["code"] in TAKEN:
        raise RulebookFault(f"{where}: a field may not be called {said['code']}")
    options = tuple((str(code), Words(*both)) for code, both in (said.get("options") or {}).items())
    if bool(options) != (said["kind"] in ("choice", "choices")):
        raise RulebookFault(f"{where}: {said['code']} needs options, or may have none")
    return Field(
        code=said["code"], kind=said["kind"], label=_words(said), need=said.get("need", False),
        sealed=said.get("sealed", False), most=said.get("most", MOST_NUMBER), options=options,
    )  # fmt: skip


def _area_fields(area: str) -> tuple[Field, ...]:
    made = (_field(one, "areas.yaml") for one in read_yaml(FOLDER / "areas.yaml"))
    return tuple(
        replace(one, code=f"{area}_{one.code}", area=area, most=LEVELS if one.kind == "level" else one.most)
        for one in made
    )


def _section(said: Mapping[str, Any], where: str) -> Section:
    area = said.get("area", "")
    own = tuple(_field(one, where) for one in said["fields"])
    hint = _words(said["hint"]) if "hint" in said else None
    return Section(name=_words(said), hint=hint, area=area, fields=(own + _area_fields(area)) if area else own)


def _definition(code: str, form: Mapping[str, Any], said: Mapping[str, Any]) -> Definition:
    where = f"{code} of {said['from']}"
    made = Definition(
        code=code, name=_words(form), first_day=said["from"], source=said["source"],
        sections=tuple(_section(one, where) for one in said["sections"]), scales=form.get("scales", {}),
    )  # fmt: skip
    codes = [one.code for one in made.fields]
    if len(codes) != len(set(codes)) or "on" not in codes:
        raise RulebookFault(f"{where}: a field is written twice, or the day is missing")
    return made


@cache
def definitions() -> dict[str, tuple[Definition, ...]]:
    """Every form that is filled in on a case, by code, its versions oldest first. Raises RulebookFault."""
    found: dict[str, tuple[Definition, ...]] = {}
    for path in sorted(FOLDER.glob("f*.yaml")):
        for code, form in read_yaml(path).items():
            versions = [_definition(code, form, said) for said in form["versions"]]
            found[code] = tuple(sorted(versions, key=lambda one: one.first_day))
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


@cache
def kept_elsewhere() -> dict[str, Mapping[str, Any]]:
    """The forms whose facts have tables of their own: field → where it is kept."""
    return dict(read_yaml(FOLDER / "elsewhere.yaml"))


@cache
def scales() -> dict[str, Scale]:
    """Every scale by code. Raises RulebookFault where a lowest cut is not 0 or the cuts do not rise."""
    found = {}
    for code, said in read_yaml(FOLDER / "scales.yaml").items():
        levels = {name: Words(*both) for name, both in said["levels"].items()}
        versions = tuple(_scale_version(code, one) for one in said["versions"])
        found[code] = Scale(code=code, name=_words(said), levels=levels, versions=versions)
    return found


def _scale_version(code: str, said: Mapping[str, Any]) -> ScaleVersion:
    cuts = tuple((str(level), int(cut)) for level, cut in said["cuts"].items())
    numbers = [cut for _, cut in cuts]
    if numbers[0] != 0 or numbers != sorted(set(numbers)) or numbers[-1] > said["most"]:
        raise RulebookFault(f"{code} of {said['from']}: cuts begin at 0 and rise")
    return ScaleVersion(
        first_day=said["from"], region=str(said["region"]), most=said["most"], cuts=cuts,
        raised=said.get("raised", {}), source=said["source"],
    )  # fmt: skip


def definition(code: str, *, on: date) -> Definition:
    """The form as it is asked on a day. Raises `case-no-such-form`."""
    fits = [one for one in definitions().get(code, ()) if one.first_day <= on]
    if not fits:
        raise Refused("case-no-such-form")
    return fits[-1]
