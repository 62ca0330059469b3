"""The directory in the shape other cities' directories exchange: HSDS 3.0 with our profile. Pure.

The names of fields are those of HSDS 3.0; the profile adds what it has no word for: whether somebody above the public
income criterion is taken, dong as areas, places free and when that was said, when the entry is looked through again, and
how a referral is taken.
"""

from __future__ import annotations

from chomchom.network.rules.hsds.reading import Known, Read, read_service
from chomchom.network.rules.hsds.schema import Wrong, check_depth, schema, wrongs
from chomchom.network.rules.hsds.writing import (
    Document,
    Entry,
    PlaceEntry,
    write_location,
    write_organization,
    write_service,
    write_taxonomy,
    write_term,
)

__all__ = [
    "Document",
    "Entry",
    "Known",
    "PlaceEntry",
    "Read",
    "Wrong",
    "check_depth",
    "read_service",
    "schema",
    "write_location",
    "write_organization",
    "write_service",
    "write_taxonomy",
    "write_term",
    "wrongs",
]
