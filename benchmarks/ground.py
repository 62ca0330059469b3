"""The ground of a run: a durable database server of its own in a folder that goes when the run ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def open_city() -> Iterator[dict[str, str]]:
    """Start a server, make roles and tables, mark the city as a demo, and aim Django at it as the app role.

    Gives role → address. Waits for the disk are on: the figures are those of an installation.
    """
    folder = Path(tempfile.mkdtemp(prefix="chomchom-bench-"))
    os.environ.update(
        CHOMCHOM_DATA=str(folder), CHOMCHOM_DB_ROLE="app", DJANGO_SETTINGS_MODULE="chomchom.site.settings"
    )
    from chomchom.site import databases
    from chomchom.site.embedded import EmbeddedServer

    server = EmbeddedServer(folder / "postgres")
    server.start()
    try:
        addresses = databases.prepare(server.admin_dsn, databases.DEFAULT_DATABASE, databases.passwords_of({}))
        databases.write_addresses(folder, addresses)
        _migrate(addresses)
        with psycopg.connect(addresses["owner"]) as owner:
            owner.execute("update store_city set demo = true, name = '안산시 (시연)'")
        yield addresses
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _migrate(addresses: dict[str, str]) -> None:
    """Tables are made as the owner; everything after that is done as the app."""
    import django
    from django.core.management import call_command
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    django.setup()
    for role in ("owner", "app"):
        parts = conninfo_to_dict(addresses[role])
        connection.close()
        connection.settings_dict.update(
            NAME=parts["dbname"], USER=parts["user"], PASSWORD=parts["password"], HOST=parts["host"],
            PORT=str(parts["port"]),
        )  # fmt: skip
        if role == "owner":
            call_command("migrate", verbosity=0, interactive=False)


def settle(addresses: dict[str, str]) -> None:
    """What autovacuum would have done by the next morning, done now; the run does not depend on when it wakes."""
    with psycopg.connect(addresses["owner"], autocommit=True) as owner:
        owner.execute("vacuum analyze")
