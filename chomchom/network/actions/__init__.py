"""Writes of the directory: services, places, neighbours."""

from __future__ import annotations

from chomchom.network.actions.exchange import Plan, bring_file, enter_file, look_at
from chomchom.network.actions.neighbours import (
    NeighbourIn,
    end_neighbour,
    register_neighbour,
    register_neighbours,
    reindex,
)
from chomchom.network.actions.offering import (
    assure_service,
    change_service,
    register_service,
    say_capacity,
    set_service_state,
)
from chomchom.network.actions.places import change_place, open_place
from chomchom.network.rules import PlaceIn, ServiceIn

__all__ = [
    "NeighbourIn",
    "PlaceIn",
    "Plan",
    "ServiceIn",
    "assure_service",
    "bring_file",
    "change_place",
    "change_service",
    "end_neighbour",
    "enter_file",
    "look_at",
    "open_place",
    "register_neighbour",
    "register_neighbours",
    "register_service",
    "reindex",
    "say_capacity",
    "set_service_state",
]
