"""Fetch the front-end packages named in vendor.lock.json and lay their files where we serve them from.

Run when a package changes, never when the product is installed: the result is committed.
`python tools/vendor.py` fetches all, `python tools/vendor.py echarts` one; npm is needed.
Every archive must have the integrity the lock file names, otherwise nothing is written.
"""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "package/"


def fetch(name: str, version: str, folder: Path) -> Path:
    """The archive of one exact version, from the npm registry."""
    subprocess.run(
        ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = folder.glob("*.tgz")
    return archive


def integrity(archive: Path) -> str:
    """The archive's hash in the registry's own form."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return "sha512-" + base64.b64encode(digest).decode()


def place(archive: Path, into: Path, files: dict[str, str]) -> int:
    """Copy the named files (a pattern ends in a folder) out of an archive; returns how many."""
    shutil.rmtree(into, ignore_errors=True)
    placed = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            source = member.name.removeprefix(PREFIX)
            target = next((to for pattern, to in files.items() if fnmatch.fnmatchcase(source, pattern)), None)
            content = tar.extractfile(member) if target is not None and member.isfile() else None
            if content is None or target is None:
                continue
            path = into / target / Path(source).name if target.endswith("/") else into / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
            placed += 1
    return placed


def main(names: list[str]) -> None:
    """Fetch, verify and place the packages named, or all."""
    packages = json.loads((ROOT / "vendor.lock.json").read_text())["packages"]
    for package in packages:
        if names and package["name"] not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            archive = fetch(package["name"], package["version"], Path(folder))
            if integrity(archive) != package["integrity"]:
                raise SystemExit(f"{package['name']}: the archive is not the one in vendor.lock.json")
            count = place(archive, ROOT / package["into"], package["files"])
        print(f"{package['name']} {package['version']}: {count} files")


if __name__ == "__main__":
    main(sys.argv[1:])
