"""Minutes that come in: read at once, decided about line by line, thrown away. `recording` makes records of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from chomchom.council import access
from chomchom.council.access.papers import load_reading, visible_readings
from chomchom.council.events.papers import MinutesBroughtIn, MinutesDiscarded
from chomchom.council.models import Reading
from chomchom.council.papers import minutes_of, paper_of
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.readings import (
    READING_STATES,
    Decided,
    ReadingState,
    check_line,
    offers,
    proposals,
    roles_of_offer,
)
from chomchom.documents import public as documents
from chomchom.formats.documents import Picture
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.store.acting import require
from chomchom.store.columns import insert_new

ORIGINAL, PHOTO = "minutes-original", "minutes-photo"
MOST_PHOTOS = 40


def owner_of(reading: Reading) -> documents.Owner:
    """The record the file of a reading belongs to."""
    return documents.Owner("council", reading.pk)


def bring_in(deed: Deed, *, filename: str, content: bytes) -> tuple[UUID, bool]:
    """Read a file of minutes; (its reading, whether it was there already). Nothing is recorded yet.

    The same file read twice changes nothing. Raises `council-office-only`, what `paper_of` and `minutes_of` refuse,
    and what keeping refuses (a resident number); then nothing is kept.
    """
    require(deed)
    access.check_office(deed)
    digest = hashlib.sha256(content).digest()
    if earlier := _earlier(deed, digest):
        return earlier, True
    paper = paper_of(content, filename=filename)
    minutes = minutes_of(paper)
    pictures = [one for one in paper.pictures if one.content][:MOST_PHOTOS]
    made = Reading(
        digest=digest, name=filename[:200], creator=paper.creator[:120], photos=len(pictures),
        lines=json.dumps([line.cells for line in paper.lines], ensure_ascii=False),
        brought_by=deed.actor_id, brought_at=deed.at,
    )  # fmt: skip
    if not insert_new([made]):  # somebody brought the same in at this moment
        return _earlier(deed, digest) or made.pk, True
    _keep(deed, made, filename=filename, content=content, pictures=pictures)
    event = MinutesBroughtIn(
        reading_id=made.pk, lines=len(paper.lines), findings=len(minutes.findings), unread=len(minutes.unread)
    )
    ledger.record(deed, event, stream=made.pk)
    return made.pk, False


def _earlier(deed: Deed, digest: bytes) -> UUID | None:
    standing = visible_readings(deed).exclude(state=ReadingState.DISCARDED)
    return standing.filter(digest=digest).values_list("pk", flat=True).first()


def _keep(deed: Deed, made: Reading, *, filename: str, content: bytes, pictures: list[Picture]) -> None:
    owner = owner_of(made)
    file_id = documents.keep(deed, owner=owner, purpose=ORIGINAL, filename=filename, content=content)
    Reading.objects.filter(pk=made.pk).update(file_id=file_id)
    for number, one in enumerate(pictures, start=1):
        # A picture inside minutes is a photograph of the meeting; somebody chose it for a paper everybody gets.
        name = f"{number}.{one.kind}"
        documents.keep(deed, owner=owner, purpose=PHOTO, filename=name, content=one.content, covered=True)


# --- decisions ------------------------------------------------------------------------------------------------


def decide(deed: Deed, *, reading_id: UUID, names: Mapping[str, bool | None]) -> int:
    """Accept proposals (True), leave them as printed (False), or open them again (None); how many are settled now.

    Raises `reading-not-found`, `reading-already-recorded`, `correction-not-found`, `correction-needs-a-hand`.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    decided = reading.choices()
    offered = {one.name: one for one in proposals(reading.minutes()[0].corrections)}
    for name, accept in names.items():
        if name not in offered:
            raise Refused("correction-not-found")
        if accept and not offered[name].can_be_taken:
            raise Refused("correction-needs-a-hand", raw=offered[name].correction.raw)
        decided.accepted.discard(name)
        decided.left.discard(name)
        if accept is not None:
            (decided.accepted if accept else decided.left).add(name)
    _write(reading, decided)
    return len((decided.accepted | decided.left) & set(offered))


def accept_all(deed: Deed, *, reading_id: UUID) -> int:
    """Accept every proposal nobody decided on that has a word to put in; how many were accepted now."""
    require(deed)
    reading = load_open(deed, reading_id)
    decided = reading.choices()
    open_ones = [
        one.name
        for one in proposals(reading.minutes()[0].corrections)
        if one.can_be_taken and one.name not in decided.accepted | decided.left
    ]
    decided.accepted.update(open_ones)
    _write(reading, decided)
    return len(open_ones)


def rewrite_line(deed: Deed, *, reading_id: UUID, line: int, text: str) -> None:
    """Read a line as somebody wrote it, its cells apart by `|`; an empty text gives the printed line back.

    Raises `reading-not-found`, `reading-already-recorded`, `correction-not-found`, `line-too-long`.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    if line not in {one.no for one in reading.printed()}:
        raise Refused("correction-not-found")
    decided, plain = reading.choices(), check_line(text)
    if plain:
        decided.by_hand[line] = plain
    else:
        decided.by_hand.pop(line, None)
    _write(reading, decided)


def choose_body(deed: Deed, *, reading_id: UUID, body_id: UUID) -> None:
    """Say which body met. Raises `reading-not-found`, `reading-already-recorded`, `body-not-found`."""
    require(deed)
    reading = load_open(deed, reading_id)
    reading.body = access.load_body(deed, body_id)
    reading.save(update_fields=["body"])


def choose_roles(deed: Deed, *, reading_id: UUID, roles: Mapping[int, SeatRole]) -> None:
    """Say who of the table is a member and who is not, by their place in it.

    Raises `reading-not-found`, `reading-already-recorded`.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    decided = reading.choices()
    decided.roles = {place: role for place, role in roles.items() if role is not SeatRole.MEMBER}
    _write(reading, decided)


def agree_to_offer(deed: Deed, *, reading_id: UUID, number: int) -> None:
    """Agree that the n-th offered way of leaving bodies out is how it was counted (from 0).

    Raises `reading-not-found`, `reading-already-recorded`, `correction-not-found`.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    minutes = reading.minutes()[1]
    ways = offers(minutes)
    if not 0 <= number < len(ways):
        raise Refused("correction-not-found")
    decided = reading.choices()
    decided.roles = roles_of_offer(minutes.attendance.rows, ways[number].excluded)
    _write(reading, decided)


def discard(deed: Deed, *, reading_id: UUID) -> None:
    """Throw a reading away with its file; nothing of its words stays. Raises as the others."""
    require(deed)
    reading = load_open(deed, reading_id)
    target = READING_STATES.target("discard", ReadingState(reading.state))
    for one in documents.files_of(deed, owner_of(reading)):
        documents.destroy(deed, file_id=one.id, owner=owner_of(reading))
    reading.state, reading.ended_by, reading.ended_at = target, deed.actor_id, deed.at
    reading.lines, reading.decided, reading.name, reading.file_id = "[]", "{}", "", None
    reading.save()
    ledger.record(deed, MinutesDiscarded(reading_id=reading.pk), stream=reading.pk)


def load_open(deed: Deed, reading_id: UUID) -> Reading:
    """A reading that may still be decided about, locked.

    Raises `reading-not-found`, `reading-already-recorded`, `reading-discarded`.
    """
    reading = load_reading(deed, reading_id, lock=True)
    if reading.state == ReadingState.RECORDED:
        raise Refused("reading-already-recorded")
    if reading.state == ReadingState.DISCARDED:
        raise Refused("reading-discarded")
    return reading


def _write(reading: Reading, decided: Decided) -> None:
    reading.decided = json.dumps(decided.as_plain(), ensure_ascii=False)
    reading.save(update_fields=["decided"])
