"""The API of the house: each room brings its operations; machines come in by bearer key."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(
    title="Chomchom",
    version="1",
    urls_namespace="api",
    docs_url=None,  # the page of its maker asks another host for its scripts
    openapi_url="/openapi.json",
)
api.add_router("/wellbeing", "chomchom.wellbeing.api.router")
api.add_router("/plan", "chomchom.planning.api.router")
api.add_router("/open", "chomchom.planning.api.open_router")
api.add_router("/hsds", "chomchom.network.api.router")
