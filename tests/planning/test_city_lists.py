"""The city's own lists: entries begin today and end on a day; what was written under them keeps its label."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import lists
from chomchom.planning.actions.candidates import mark_themes
from chomchom.planning.models import RowKind, Theme, ThemeMark
from chomchom.planning.rules.candidates import CityList, ThemeKind
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.planning.reviewing import PEOPLE, card_of, deed_of, make_plan, open_small_round
from tests.planning.test_review_pages import text_of

TODAY = MONDAY.date()


@pytest.fixture
def plan(db, freeze):
    freeze(MONDAY)
    return make_plan()


@pytest.fixture
def office(come_in, settings):
    settings.SECOND_FACTOR = False
    return come_in(PEOPLE["최지우"], name="최지우")


def theme(label: str) -> Theme:
    with acting(deed_of("최지우")) as deed:
        made = lists.add_theme(deed, term=5, kind=ThemeKind.THEME, code="", label=label, from_on=deed.day)
    return Theme.objects.get(pk=made)


def test_a_theme_ends_on_its_day_and_keeps_its_marks_when_others_are_set(plan, office, freeze):
    housing, lonely = theme("주거"), theme("고립가구")
    assert (housing.code, lonely.code) == ("theme_1", "theme_2"), "nobody has to invent a code"
    office.post(f"/plan/matrix/{plan.housing}/", {"theme": [housing.code]})
    url = f"/plan/lists/theme/{housing.pk}/end/"
    assert office.post(url, {"until_on": str(TODAY - timedelta(days=1))}).status_code == 422
    assert office.post(url, {"until_on": "언젠가"}).status_code == 422
    assert office.post(f"/plan/lists/other/{housing.pk}/end/").status_code == 404
    assert office.post(url, {"until_on": str(TODAY)}).status_code == 302
    assert ">주거<" in office.get("/plan/matrix/").content.decode(), "today it still stands"
    freeze(MONDAY + timedelta(days=1))
    matrix = office.get("/plan/matrix/").content.decode()
    assert ">고립가구<" in matrix
    assert ">주거<" not in matrix
    assert office.post(f"/plan/matrix/{plan.housing}/", {"theme": [lonely.code]}).status_code == 302
    assert set(ThemeMark.objects.values_list("theme__label", flat=True)) == {"주거", "고립가구"}


def test_a_kind_of_row_ends_and_the_cards_that_have_it_keep_it(plan, office, freeze):
    kind = RowKind.objects.get(code="field_issue")
    card = card_of(open_small_round(), plan.calls)
    assert office.post(f"/plan/lists/row/{kind.pk}/end/", {}).status_code == 302, "without a day: today"
    freeze(MONDAY + timedelta(days=1))
    assert kind.label not in text_of(office.get("/plan/reviews/new/"))
    assert kind.label in text_of(office.get(f"/plan/reviews/cards/{card}/"))
    assert kind.label not in text_of(office.get("/plan/lists/"))


@pytest.mark.parametrize("name", ["남가온", "팀장", "윤새론"])
def test_only_the_office_ends_an_entry(plan, name):
    kind = RowKind.objects.get(code="field_issue")
    with pytest.raises(Refused, match="may-not-edit-lists"), acting(deed_of(name)) as deed:
        lists.end_entry(deed, which=CityList.ROW, entry_id=kind.pk, until_on=TODAY)
    with acting(deed_of("최지우")) as deed:
        lists.end_entry(deed, which=CityList.ROW, entry_id=kind.pk, until_on=TODAY)
        mark_themes(deed, themes=[], project_id=plan.calls)
