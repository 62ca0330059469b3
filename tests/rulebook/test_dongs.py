"""The 25 dong."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from chomchom.rulebook.dated import UnknownParameter
from chomchom.rulebook.dongs import by_name, candidates, dong, dongs, is_dong

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "dong" / "ansan.geojson"


def test_there_are_13_and_12() -> None:
    assert Counter(one.gu for one in dongs()) == {"상록구": 13, "단원구": 12}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("일동", "일동"),
        (" 본오 1동 ", "본오1동"),
        ("본오제1동", "본오1동"),
        ("안산시 상록구 본오1동", "본오1동"),
        ("상록구 안산동", "안산동"),
        ("안산동", "안산동"),
        ("사1동", "사동"),
        ("사2동", "사이동"),
        ("사3동", "해양동"),
        ("고잔1동", "고잔동"),
        ("고잔2동", "중앙동"),
        ("고잔동", "고잔동"),
        ("본오１동", "본오1동"),
    ],
)
def test_a_written_name_finds_its_dong(written: str, name: str) -> None:
    found = by_name(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("written", ["", "없는동", "동", "일", "안산시", "선부동"])
def test_an_unknown_name_finds_nothing(written: str) -> None:
    assert by_name(written) is None


def test_a_name_that_became_two_dong_means_neither_alone() -> None:
    assert by_name("원곡본동") is None
    assert {one.name for one in candidates("원곡본동")} == {"원곡동", "신길동"}


def test_former_names_end_the_day_before_the_renaming() -> None:
    assert {str(old.until) for one in dongs() for old in one.former} == {"2017-06-30"}


def test_a_code_finds_its_dong() -> None:
    assert dong("4127151000").name == "일동"
    assert is_dong("4127151000")
    assert not is_dong("9999999999")
    with pytest.raises(UnknownParameter, match="9999999999"):
        dong("9999999999")


def _centre(geometry: dict) -> tuple[float, float]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]

    def weighed(ring: list) -> tuple[float, float, float]:
        area = east = north = 0.0
        for (x0, y0), (x1, y1) in pairwise(ring):
            cross = x0 * y1 - x1 * y0
            area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
        return abs(area), east / (3 * area), north / (3 * area)

    return max(weighed(part[0]) for part in parts)[1:]


@pytest.mark.skipif(not SHARED.exists(), reason="the boundary file is not beside the repository")
def test_codes_names_and_places_are_those_of_the_boundary_file() -> None:
    features = json.loads(SHARED.read_text(encoding="utf-8"))["features"]
    assert {(f["properties"]["code"], f["properties"]["name"], f["properties"]["gu"]) for f in features} == {
        (one.code, one.name, one.gu) for one in dongs()
    }
    centre = {f["properties"]["code"]: _centre(f["geometry"]) for f in features}
    for one in dongs():
        for other in dongs():
            east, north = (centre[one.code][axis] - centre[other.code][axis] for axis in (0, 1))
            if east > 0.02:
                assert one.tile[0] >= other.tile[0], (one.name, other.name)
            if north > 0.012:
                assert one.tile[1] <= other.tile[1], (one.name, other.name)
