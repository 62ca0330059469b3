"""The frame: a menu by role, messages that also reach fragments, a gallery for demo cities only."""

from __future__ import annotations

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from chomchom.kernel.roles import Role
from chomchom.store.city import CityRow
from chomchom.ui import navigation
from chomchom.ui.middleware import messages_after_fragment
from chomchom.ui.said import tell

TABLE = (
    navigation.Entry("부품", "ui:gallery"),
    navigation.Entry("관제", "ui:gallery", frozenset({Role.DESK})),
    navigation.Entry("없는 곳", "nowhere:at-all"),
)


def demo() -> CityRow:
    return CityRow("안산시 (시연)", True, None)


def real() -> CityRow:
    return CityRow("안산시", False, None)


def test_a_menu_shows_what_the_role_may_open_and_exists() -> None:
    shown = navigation.menu(TABLE, roles={"desk"}, view_name="ui:gallery")
    assert [item.label for item in shown] == ["부품", "관제"]
    assert all(item.current for item in shown)
    assert [item.label for item in navigation.menu(TABLE, roles={"researcher"}, view_name="")] == ["부품"]


def request_with_message(**headers: str):
    request = RequestFactory().get("/", headers=headers)
    request._messages = CookieStorage(request)
    request.user = None
    tell(request, "<b>됐습니다", then="내일까지 기다립니다")
    return request


def test_a_message_is_appended_to_a_fragment_and_escaped() -> None:
    request = request_with_message(**{"HX-Request": "true"})
    answer = messages_after_fragment(lambda _: HttpResponse("<p>x</p>"))(request)
    text = answer.content.decode()
    assert text.startswith("<p>x</p>")
    assert "hx-swap-oob" in text
    assert "&lt;b&gt;됐습니다" in text
    assert "내일까지 기다립니다" in text


def test_a_whole_page_is_left_alone() -> None:
    request = request_with_message()
    answer = messages_after_fragment(lambda _: HttpResponse("<p>x</p>"))(request)
    assert answer.content == b"<p>x</p>"
    assert len(messages.get_messages(request)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_gallery_shows_every_component_in_a_demo_city(settings, language: str) -> None:
    settings.SHELL_CITY = f"{__name__}.demo"
    answer = Client(headers={"Accept-Language": language}).get("/gallery")
    text = answer.content.decode()
    assert answer.status_code == 200
    for part in ("cc-workitem", "cc-evidence", "cc-figure", "cc-steps", "cc-tabs", "cc-table", "cc-map", "cc-chart"):
        assert part in text
    assert f'lang="{language}"' in text


@pytest.mark.django_db
def test_there_is_no_gallery_in_a_real_city(settings) -> None:
    settings.SHELL_CITY = f"{__name__}.real"
    assert Client().get("/gallery").status_code == 404
