"""From a file to a delivery of readings: what the columns say, how long an interval is, which clock it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from chomchom.formats.faults import Fault
from chomchom.formats.series import SeriesLimits, SeriesUnit, read_series
from chomchom.formats.tables import Table, read_table
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.ui.sentences import fault_sentence
from chomchom.wellbeing.actions.loading import Delivery, interval_of, shifted
from chomchom.wellbeing.rules.readings import SEOUL_SECONDS
from chomchom.wellbeing.rules.words import Source

SOURCE_OF = {SeriesUnit.WH: Source.ELECTRICITY, SeriesUnit.LITRES: Source.WATER}
USED = {"1": 1, "0": 0, "y": 1, "n": 0, "true": 1, "false": 0}
HEAD = 4096


@dataclass(frozen=True, slots=True)
class GivenFile:
    """What a file holds: the readings that can be believed, and what was wrong with the others."""

    delivery: Delivery
    faults: Sequence[Fault]
    refused: int

    def fault_rows(self) -> Iterator[tuple[int, str]]:
        """Row and reason of each fault, as sentences."""
        for fault in self.faults:
            yield fault.row, fault_sentence(fault)


def from_file(
    content: Path | bytes,
    *,
    filename: str,
    source: Source | None,
    until: datetime,
    shift_to: date | None = None,
    timezone: str = "Asia/Seoul",
) -> GivenFile:
    """Read a file of readings. With `shift_to` its last whole day is moved there, hours of the day kept.

    Raises Refused: source-unknown, resolution-unknown, and whatever the reader of files refuses.
    """
    if source is Source.TELECOM or _says_used(content):
        return _phones(content, filename=filename)
    read = read_series(content, limits=SeriesLimits(until=until))
    kind = SOURCE_OF[read.unit]
    if source is not None and source is not kind:
        raise Refused("source-unknown")
    second = read.at
    if shift_to is not None:
        second = shifted(second, to=shift_to, local=_civil(second, timezone))
    delivery = Delivery(
        source=kind, meters=read.homes, meter=read.home, second=second, value=read.value.astype(np.float64),
        row=read.row, minutes=interval_of(read.at, read.home),
    )  # fmt: skip
    return GivenFile(_whole_days(delivery, shift_to), read.faults, read.faulty)


def _whole_days(delivery: Delivery, shift_to: date | None) -> Delivery:
    """Shifted series end with the day they were shifted to; nothing of a half day stays behind it."""
    if shift_to is None:
        return delivery
    end = int(datetime(shift_to.year, shift_to.month, shift_to.day, tzinfo=SEOUL).timestamp()) + 86_400
    kept = delivery.second < end
    return Delivery(
        delivery.source, delivery.meters, delivery.meter[kept], delivery.second[kept], delivery.value[kept],
        delivery.row[kept], delivery.minutes,
    )  # fmt: skip


def _civil(second: NDArray[np.int64], timezone: str) -> NDArray[np.int64]:
    """The civil clock of a place, as seconds as if UTC; a doubled autumn hour comes twice and is refused later."""
    stamps = pa.array(second, pa.timestamp("s", tz="UTC")).cast(pa.timestamp("s", tz=timezone))
    local = pc.local_timestamp(stamps)  # type: ignore[attr-defined]
    return local.cast(pa.int64()).to_numpy(zero_copy_only=False)


def _says_used(content: Path | bytes) -> bool:
    head = content[:HEAD] if isinstance(content, bytes) else _head(content)
    first = head.splitlines()[0].decode("utf-8", "replace").lower() if head.strip() and head[:4] != b"PAR1" else ""
    return "used" in first.replace('"', "").split(",")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _phones(content: Path | bytes, *, filename: str) -> GivenFile:
    """Daily use of phones: `household`, `day`, `used` (1 or 0)."""
    table = read_table(content, filename=filename)
    if not {"household", "day", "used"} <= set(table.columns):
        raise Refused("file-columns-missing", names="household, day, used")
    return GivenFile(_used(table), table.faults, table.faulty_rows)


def _used(table: Table) -> Delivery:
    meters: dict[str, int] = {}
    meter, second, value, row = [], [], [], []
    for line in table.rows:
        meter.append(meters.setdefault(line.cells["household"].strip(), len(meters)))
        second.append(_day(line.cells["day"]))
        value.append(USED.get(line.cells["used"].strip().lower(), np.nan))
        row.append(line.number)
    return Delivery(
        source=Source.TELECOM, meters=tuple(meters), meter=np.array(meter, np.int32),
        second=np.array(second, np.int64), value=np.array(value, np.float64), row=np.array(row, np.int64), minutes=1440,
    )  # fmt: skip


def _day(text: str) -> int:
    """Midnight of a Korean day in seconds UTC; 0 for what is no day."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return 0
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - SEOUL_SECONDS
