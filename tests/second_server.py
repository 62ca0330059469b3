"""Run the suite on another PostgreSQL: python -m tests.second_server FOLDER_OF_ITS_PROGRAMS [pytest words]."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from chomchom.site.embedded import EmbeddedServer


def main(tools: Path, *words: str) -> int:
    """Start a server with those programs, run every test that needs no process of its own, stop it."""
    with (
        tempfile.TemporaryDirectory(prefix="chomchom-second-") as folder,
        EmbeddedServer(Path(folder) / "db", durable=False, tools=tools) as server,
    ):
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "not long and not chaos and not browser", *words],
            env={**os.environ, "CHOMCHOM_TEST_SERVER": server.admin_dsn},
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), *sys.argv[2:]))
