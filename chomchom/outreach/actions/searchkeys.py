"""Search keys of this room: written anew when the blind key changes."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.outreach.actions.homes import place_key
from chomchom.outreach.models import Episode, Report
from chomchom.store.acting import NotActing, require
from chomchom.store.sealing import blind


def reindex(deed: Deed, *, after: UUID | None = None, size: int = 1000) -> UUID | None:
    """Write the keys of described places and of reporters' telephones anew, after the blind key changed.

    Returns the last episode done, None when nothing is left; call again from there. Codes handed to reporters and the
    keys of rows once imported cannot be made again: a reporter asks anew, a round imported twice is looked at twice.
    """
    require(deed)
    if not deed.has(Role.SYSTEM):
        raise NotActing("only a machine writes search keys")
    if after is None:
        reports = list(Report.objects.filter(phone_key__isnull=False))
        for report in reports:
            report.phone_key = blind("phone", str(report.phone))
        Report.objects.bulk_update(reports, ["phone_key"], batch_size=size)
    rows = Episode.objects.filter(place_key__isnull=False).order_by("pk")
    some = list((rows.filter(pk__gt=after) if after else rows)[:size])
    for row in some:
        row.place_key = place_key(row.dong, str(row.place))
    Episode.objects.bulk_update(some, ["place_key"])
    return some[-1].pk if some else None
