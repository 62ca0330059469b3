"""Tables of the directory and of neighbours."""

from __future__ import annotations

from chomchom.network.models.exchange import DirectoryFile
from chomchom.network.models.neighbours import Neighbour, NeighbourArea, NeighbourQuerySet
from chomchom.network.models.offered import NeedKind, Service, ServiceArea, ServiceQuerySet
from chomchom.network.models.places import Place

__all__ = [
    "DirectoryFile",
    "NeedKind",
    "Neighbour",
    "NeighbourArea",
    "NeighbourQuerySet",
    "Place",
    "Service",
    "ServiceArea",
    "ServiceQuerySet",
]
