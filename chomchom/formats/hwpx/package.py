"""Opening a package somebody sent: nothing is unpacked to a place by name, and every part is counted as it is read."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from chomchom.formats.archives import BROKEN
from chomchom.formats.hwpx.words import CONTENT, MANIFEST, MIMETYPE
from chomchom.kernel.verdicts import Refused

_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLimits:
    """How much of a stranger's package we are willing to read."""

    file_bytes: int = 50_000_000
    part_bytes: int = 30_000_000
    all_bytes: int = 120_000_000
    parts: int = 3_000


@dataclass(slots=True)
class Package:
    """A package whose parts are read one by one, each counted."""

    archive: zipfile.ZipFile
    limits: PackageLimits
    read_bytes: int = 0

    def names(self) -> set[str]:
        """The names of all parts."""
        return set(self.archive.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises Refused "document-broken", "document-locked" or "document-too-large-inside"."""
        try:
            with self.archive.open(name) as stream:
                return self._counted(stream)
        except BROKEN as broken:
            raise Refused("document-broken") from broken
        except KeyError as missing:  # there is no part of this name
            raise Refused("document-broken") from missing
        except RuntimeError as locked:  # what zipfile raises for a part that asks for a password
            raise Refused("document-locked") from locked

    def _counted(self, stream: IO[bytes]) -> bytes:
        held = bytearray()
        while chunk := stream.read(_CHUNK):
            held += chunk
            self.read_bytes += len(chunk)
            if len(held) > self.limits.part_bytes or self.read_bytes > self.limits.all_bytes:
                raise Refused("document-too-large-inside", most_mb=self.limits.part_bytes // 1_000_000)
        return bytes(held)

    def tree(self, name: str) -> Element:
        """A part as XML. Raises Refused "document-has-doctype" or "document-broken"."""
        return parsed(self.part(name))


def parsed(content: bytes) -> Element:
    """XML without doctype and entities. Raises Refused "document-has-doctype" or "document-broken"."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as entity:
        raise Refused("document-has-doctype") from entity
    # ValueError: bytes that are not the encoding the XML names; LookupError: an encoding nobody knows.
    except (ParseError, ValueError, LookupError) as broken:
        raise Refused("document-broken") from broken
    return root


def open_package(content: bytes, *, limits: PackageLimits | None = None) -> Package:
    """The package, looked at but not unpacked. Raises Refused with a code beginning with "document-" or "file-"."""
    limits = limits or PackageLimits()
    if len(content) > limits.file_bytes:
        raise Refused("file-too-large", most_mb=limits.file_bytes // 1_000_000)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except BROKEN as broken:
        raise Refused("document-broken") from broken
    package = Package(archive, limits)
    _check_names(package)
    names = package.names()
    if "mimetype" in names and package.part("mimetype").strip() != MIMETYPE.encode():
        raise Refused("document-not-hwpx")
    if CONTENT not in names:
        raise Refused("document-not-hwpx")
    if MANIFEST in names and b"encryption-data" in package.part(MANIFEST):
        raise Refused("document-locked")
    return package


def _check_names(package: Package) -> None:
    infos = package.archive.infolist()
    names = [info.filename for info in infos]
    if len(names) > package.limits.parts or len(set(names)) < len(names):
        raise Refused("document-has-strange-names")
    for info in infos:
        name = info.filename
        link = stat.S_ISLNK(info.external_attr >> 16)
        if link or name.startswith("/") or "\\" in name or ".." in name.split("/") or "\x00" in name:
            raise Refused("document-has-strange-names")
    if sum(info.file_size for info in infos) > package.limits.all_bytes:
        raise Refused("document-too-large-inside", most_mb=package.limits.all_bytes // 1_000_000)
