"""Rows as somebody entered them: what a form starts from and a file is compared with."""

from __future__ import annotations

from chomchom.network import rules
from chomchom.network.models.offered import Service
from chomchom.network.models.places import Place
from chomchom.network.rules import CONTENT, PlaceIn, ReferralWay, ServiceIn


def entered(row: Service) -> ServiceIn:
    """A row as it was entered."""
    kept = {name: getattr(row, name) for name in CONTENT if name != "referral_way"}
    return ServiceIn(
        **kept,
        referral_way=ReferralWay(row.referral_way),
        agency_id=row.agency_id,
        need=row.need_id,
        papers=tuple(row.papers),
        languages=tuple(row.languages),
        hours=rules.from_data(row.hours),
        places=tuple(place.pk for place in row.places.all()),
        dongs=frozenset(area.dong for area in row.areas.all()),
    )


def place_as_entered(row: Place) -> PlaceIn:
    """A row as it was entered."""
    return PlaceIn(
        agency_id=row.agency_id,
        name=row.name,
        address=row.address,
        dong=row.dong,
        phone=row.phone,
        way_there=row.way_there,
        aids=tuple(row.aids),
        hours=rules.from_data(row.hours),
        active=row.active,
        source_id=row.source_id,
    )
