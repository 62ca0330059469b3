"""Who was destroyed, remembered outside the database: a restore must not bring a person back.

The file holds ids that point to nobody, and days; it is read back after a restore.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from chomchom.ledger import public as ledger
from chomchom.people import public as people
from chomchom.store.acting import machine_acting

FILE = "destructions.log"
TAGS = ("people:person:destroyed",)


def remember_destructions(data: Path) -> int:
    """Add every destruction the ledger knows and the file does not; returns how many were added."""
    path = data / FILE
    last = 0
    if path.exists():
        lines = path.read_text().split("\n")
        last = max((int(line.split()[0]) for line in lines if line.strip()), default=0)
    with machine_acting("destructions"):
        found = list(
            ledger.facts(tags=TAGS).filter(seq__gt=last).order_by("seq").values_list("seq", "stream", "occurred_on")
        )
    if not found:
        return 0
    data.mkdir(parents=True, exist_ok=True)
    with path.open("a") as log:
        log.writelines(f"{seq} {stream} {day:%Y-%m-%d}\n" for seq, stream, day in found)
        log.flush()
        os.fsync(log.fileno())
    return len(found)


def noted_destructions(data: Path) -> list[UUID]:
    """The ids in the file, oldest first; empty where nobody was destroyed yet."""
    path = data / FILE
    if not path.exists():
        return []
    return [UUID(line.split()[1]) for line in path.read_text().splitlines() if len(line.split()) >= 2]


def destroy_again(data: Path) -> int:
    """After a restore: destroy whoever was destroyed after the backup was made; returns how many had come back."""
    noted = noted_destructions(data)
    if not noted:
        return 0
    with machine_acting("destructions") as deed:
        head, _digest = ledger.head()
        again = people.replay_destructions(deed, noted)
    _forget_lost_numbers(data / FILE, after=head)
    return again


def _forget_lost_numbers(path: Path, *, after: int) -> None:
    """Numbers of entries that the restored ledger does not have will be given again; in the file they become 0."""
    lines = [line.split(maxsplit=1) for line in path.read_text().splitlines() if line.strip()]
    kept = [f"{0 if int(seq) > after else int(seq)} {rest}\n" for seq, rest in lines]
    draft = path.with_suffix(".new")
    draft.write_text("".join(kept))
    draft.replace(path)
