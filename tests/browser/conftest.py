"""A real Chromium against a real server on the test database.

Everything a browser does is committed, so these tests stand on `real_db` and the owner empties the tables after each.
"""

from __future__ import annotations

import os
import shutil
import threading
import traceback
from collections.abc import Iterator

import psycopg
import pytest

# Playwright keeps an event loop in this thread; Django must not refuse the database because of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.signals import got_request_exception
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Playwright, sync_playwright

from tests.browser.eye import FAULTS, NOTE_VIOLATIONS, Eye
from tests.browser.town import Town, build
from tests.conftest import MONDAY

CHROMIUM = os.environ.get("CHOMCHOM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker("browser")
            # Building the test database counts for nobody: on a busy machine it alone takes minutes.
            item.add_marker(pytest.mark.timeout(240, func_only=True))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def large_type(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose reader has set the text to twice its size."""
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--blink-settings=defaultFontSize=32"])
    yield opened
    opened.close()


def _note_fault(**_: object) -> None:
    FAULTS.append(traceback.format_exc(limit=-6))


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """A test's server says nothing."""


@pytest.fixture
def server(real_db, settings, owner: psycopg.Connection) -> Iterator[str]:
    """The product on a port of its own, in a city marked as a demo; its address."""
    owner.execute("update store_city set demo = true, name = %s", ["안산시 (시연)"])
    connection.settings_dict["CONN_MAX_AGE"] = 0
    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    httpd = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    httpd.daemon_threads = True
    httpd.set_app(WSGIHandler())
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    FAULTS.clear()
    got_request_exception.connect(_note_fault)
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    got_request_exception.disconnect(_note_fault)
    httpd.shutdown()
    httpd.server_close()
    thread.join(timeout=5)


def open_eye(browser: Browser, server: str, width: int) -> Eye:
    """A fresh window of a width, in Korean, with its errors noted."""
    phone = width < 768
    context = browser.new_context(
        viewport={"width": width, "height": 800 if phone else 900},
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        has_touch=phone,
        is_mobile=phone,
        base_url=server,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)  # how long a fault takes to be told, on a busy machine too
    page.add_init_script(NOTE_VIOLATIONS)
    eye = Eye(page, server, width)

    def note(message: ConsoleMessage) -> None:
        # A refusal is an answer: the browser calls its status an error, we do not.
        if message.type == "error" and "status of 4" not in message.text:
            eye.said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: eye.said.append(str(error)))
    return eye


@pytest.fixture
def town(server: str, freeze) -> Town:
    """The small city, on a Monday morning at nine."""
    freeze(MONDAY)
    return build()


@pytest.fixture(params=[1280, 360])
def eye(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Eye]:
    """A desk and a phone: every test runs on both."""
    opened = open_eye(browser, server, request.param)
    yield opened
    opened.page.context.close()


@pytest.fixture
def another(browser: Browser, server: str) -> Iterator:
    """Further windows, for whoever acts meanwhile: `another(360)`."""
    opened: list[Eye] = []

    def window(width: int) -> Eye:
        opened.append(open_eye(browser, server, width))
        return opened[-1]

    yield window
    for one in opened:
        one.page.context.close()
