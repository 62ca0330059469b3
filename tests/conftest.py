"""The test city: an embedded PostgreSQL of its own, the four roles, a frozen clock and people who stay the same.

Tests act as the `app` role, like the pages do. Outside `store.acting` a test's own look at the tables reaches
everything; inside it, row security holds as in production.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.signals import connection_created
from psycopg.conninfo import conninfo_to_dict

from chomchom.kernel.deeds import Deed, Sector, machine_deed
from chomchom.kernel.roles import Role
from tests import outside

# pytest-django reads the settings before this file runs, so the folder of the tests is laid over them here.
DATA = Path(os.environ["CHOMCHOM_DATA"])
settings.DATA_DIR = DATA
settings.KEYRING_PATH = DATA / "secrets" / "keyring.json"
settings.LEDGER_HEADS = DATA / "ledger-heads.log"
settings.OUTBOX_DIR = DATA / "outbox"
settings.FILES_DIR = DATA / "files"
settings.STATIC_ROOT = DATA / "static"
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)

PEOPLE = UUID("5a3f6f0e-9f0b-4c58-8b3a-0d6c1f6b7a10")
MONDAY = datetime(2026, 6, 22, 0, 0, tzinfo=UTC)  # Monday 2026-06-22 09:00 in Seoul
ILDONG, IDONG = "4127151000", "4127151500"
KEPT = (
    "django_migrations", "django_content_type", "auth_permission", "store_city", "network_needkind", "insight_mark",
    "council_decisionkind", "council_opinionsource",
    "planning_rowkind", "planning_criterion", "planning_facetword",
)  # fmt: skip


def _aim(dsn: str) -> None:
    """Point Django's connection at another role or server."""
    parts = conninfo_to_dict(dsn)
    connection.close()
    connection.settings_dict.update(
        NAME=parts["dbname"], USER=parts["user"], PASSWORD=parts["password"], HOST=parts["host"],
        PORT=str(parts["port"]),
    )  # fmt: skip


@pytest.fixture(scope="session")
def addresses() -> Iterator[dict[str, str]]:
    """Role → address of a fresh test database, on an embedded server or on the one CHOMCHOM_TEST_SERVER names."""
    from chomchom.site import databases
    from chomchom.site.embedded import EmbeddedServer

    name = f"test_chomchom_{os.getpid()}"
    passwords = dict.fromkeys(databases.ROLES, "test")
    server_address = outside.server_of_developer()
    if server_address:
        yield outside.prepare(server_address, name, passwords)
        outside.drop(server_address, name)
        return
    folder = Path(tempfile.mkdtemp(prefix="chomchom-pg-"))
    server = EmbeddedServer(folder, durable=False)
    server.start()
    try:
        yield databases.prepare(server.admin_dsn, name, passwords)
    finally:
        connection.close()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(addresses: dict[str, str], django_db_blocker) -> Iterator[None]:
    """Migrate as the owner, then serve as the app."""
    with django_db_blocker.unblock():
        _aim(addresses["owner"])
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        if outside.server_of_developer():
            outside.keep(outside.server_of_developer(), connection.settings_dict["NAME"])
        _aim(addresses["app"])
        connection_created.connect(_rest_wide, dispatch_uid="tests")
    yield
    with django_db_blocker.unblock():
        connection.close()


def _rest_wide(connection, **_) -> None:
    """A test's own queries, outside any deed, see everything."""
    connection.chomchom_resting = "all"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('chomchom.reach', 'all', false)")


@pytest.fixture
def owner(addresses: dict[str, str]) -> Iterator[psycopg.Connection]:
    """A connection as the migrating role, for what the app may not do."""
    with psycopg.connect(addresses["owner"], autocommit=True) as found:
        yield found


@pytest.fixture
def real_db(django_db_setup, django_db_blocker, owner: psycopg.Connection) -> Iterator[None]:
    """Real, committed transactions (races, processes); everything is emptied afterwards by the owner."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connection.close()
            tables = owner.execute(
                "select tablename from pg_tables where schemaname = 'public' and tablename <> all(%s)", [list(KEPT)]
            ).fetchall()
            owner.execute("truncate " + ", ".join(f'"{t}"' for (t,) in tables) + " restart identity cascade")
            owner.execute("update insight_mark set seq = 0")
            owner.execute(
                "update store_city set frozen_at = null, clock_offset = interval '0', demo = false, muted_until = null"
            )


@pytest.fixture
def freeze(owner: psycopg.Connection) -> Iterator[Callable[[datetime], None]]:
    """Freeze the city's clock at a moment; it runs again after the test."""

    def to(moment: datetime) -> None:
        owner.execute("update store_city set frozen_at = %s", [moment])

    yield to
    owner.execute("update store_city set frozen_at = null")


def id_of(name: str) -> UUID:
    """The lasting id of a test person or body."""
    return uuid5(PEOPLE, name)


class Deeds:
    """Deeds of the people every test knows; `at` is Monday 2026-06-22 09:00 in Seoul unless said otherwise."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self, role: Role, *, name: str = "", **more) -> Deed:
        """A deed in one role; the actor's id follows from the name."""
        more.setdefault("at", self.at)
        return Deed(actor_id=id_of(name or role), roles=frozenset({role}), **more)

    def haneul(self, **more) -> Deed:
        """김하늘, officer of 일동."""
        return self(Role.DONG_OFFICER, name="김하늘", areas=frozenset({ILDONG}), **more)

    def doyun(self, **more) -> Deed:
        """이도윤, officer of 이동: the nearest miss in area."""
        return self(Role.DONG_OFFICER, name="이도윤", areas=frozenset({IDONG}), **more)

    def seoyeon(self, **more) -> Deed:
        """박서연, worker of a welfare centre."""
        more.setdefault("agency_id", id_of("하늘종합사회복지관"))
        return self(Role.AGENCY_WORKER, name="박서연", sector=Sector.PRIVATE, **more)

    def jiu(self, **more) -> Deed:
        """최지우 of the council office, who never sees a name."""
        return self(Role.COUNCIL_OFFICE, name="최지우", whole_city=True, **more)

    def desk(self, **more) -> Deed:
        """The wellbeing desk."""
        return self(Role.DESK, name="관제", whole_city=True, **more)

    def head(self, **more) -> Deed:
        """The head of the city's case-management team."""
        return self(Role.TEAM_HEAD, name="팀장", whole_city=True, **more)

    def privacy(self, **more) -> Deed:
        """The privacy officer."""
        return self(Role.PRIVACY_OFFICER, name="보호책임자", whole_city=True, **more)

    def machine(self, name: str = "test") -> Deed:
        """A background machine."""
        return machine_deed(name, at=self.at)


@pytest.fixture
def deeds() -> Deeds:
    """Deeds on Monday 2026-06-22 09:00."""
    return Deeds()


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """English is there to be asked for."""
    from chomchom.site.messages import compile_all

    compile_all()


@pytest.fixture(autouse=True)
def _fresh_city() -> None:
    """What the frame remembers of the city belongs to the test before."""
    from chomchom.site import shell

    shell.forget_city()


@pytest.fixture
def come_in(db, client) -> Callable[..., object]:
    """Log a test person in: `come_in(Role.DONG_OFFICER, name="김하늘", areas=[ILDONG])` gives the client.

    The account's id is `id_of(name)`, so that it is the same person as in `deeds`.
    """
    from chomchom.accounts.models import Account, Agency, Posting

    def enter(role: Role, *, name: str = "", areas=(), agency_id: UUID | None = None, sector: Sector | None = None):
        person = id_of(name or role)
        account, _ = Account.objects.get_or_create(
            id=person, defaults={"login": f"t{person.hex[:20]}", "display_name": name or role, "created_at": MONDAY}
        )
        if agency_id is not None and not Agency.objects.filter(pk=agency_id).exists():
            Agency.objects.create(
                id=agency_id, name=f"기관 {agency_id.hex[:8]}", kind="other", sector=sector or Sector.PRIVATE,
                created_at=MONDAY,
            )  # fmt: skip
        Posting.objects.get_or_create(
            account=account, role=role, agency_id=agency_id, areas=list(areas),
            defaults={"whole_city": not areas and agency_id is None, "from_on": MONDAY.date() - timedelta(days=365),
                      "given_by": person, "given_at": MONDAY},
        )  # fmt: skip
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


class Undefined(str):
    """What Django puts where a template names something nobody gave it: here it is a fault, not an empty place."""

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        # A page about a broken page is drawn without its request.
        if str(name) in ("csrf_token", "city_name", "request.get_full_path"):
            return ""
        raise AssertionError(f"a template names {name}, which nobody gave it")


@pytest.fixture(autouse=True)
def _templates_know_all_they_name() -> Iterator[None]:
    from django.template import engines

    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, Undefined("undefined")
    yield
    engine.string_if_invalid = before


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a test leaves the machine; the database and the servers a test starts itself are on it."""
    import socket

    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        outside = isinstance(address, tuple) and str(address[0]) not in ("127.0.0.1", "::1", "localhost", "0.0.0.0")
        if outside:
            raise AssertionError(f"a test wants to talk to {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _in_korean() -> Iterator[None]:
    from django.utils import translation

    with translation.override("ko"):
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings) -> None:
    """Mail, messages and uploads of a test stay in its own folder."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.FILES_DIR = tmp_path / "files"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox" / "mail"


assert settings.configured
