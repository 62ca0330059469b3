"""The directory for programs: HSDS 3.0 with our profile, read only, without an account."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router, Schema

from chomchom.kernel.deeds import Deed, Sector, machine_id
from chomchom.kernel.verdicts import Refused
from chomchom.network import reads
from chomchom.network.rules import hsds
from chomchom.store.acting import acting, city_now
from chomchom.ui.refusals import sentence, status_of

router = Router(tags=["hsds"], auth=None)

Number = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=reads.MOST_A_PAGE)]
Word = Annotated[str, Query(max_length=60, pattern=r"^[^\x00-\x1f]*$")]
Code = Annotated[str, Query(max_length=32, pattern=r"^[a-z0-9_]*$")]


class Root(Schema):
    """Which edition this is, and which profile."""

    version: str
    profile: str
    openapi_url: str


class PageOut(Schema):
    """One page of a list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class NotThere(Schema):
    """Why there is no answer."""

    code: str
    sentence: str


def open_door(view: Callable[..., Any]) -> Callable[..., Any]:
    """Make an operation `(request, deed, …)` run with a visitor's deed, which has no right of its own."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deed = Deed(actor_id=machine_id("visitor"), at=city_now(), sector=Sector.CITIZEN, roles=frozenset())
        try:
            with acting(deed):
                said, status = view(request, deed, *args, **kwargs), 200
        except Refused as no:
            said, status = {"code": no.code, "sentence": sentence(no.code, no.facts)}, status_of(no.code)
        answer = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False}, safe=False)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    whole = inspect.signature(view, eval_str=True)
    through.__signature__ = whole.replace(  # type: ignore[attr-defined]
        parameters=[one for one in whole.parameters.values() if one.name != "deed"]
    )
    return through


def _paged(found: reads.Numbered) -> dict[str, Any]:
    return {
        "total_items": found.total,
        "total_pages": found.pages,
        "page_number": found.number,
        "size": len(found.rows),
        "first_page": found.number == 1,
        "last_page": found.number >= found.pages,
        "empty": not found.rows,
        "contents": list(found.rows),
    }


@router.get("/", response=Root, summary="Which edition of HSDS this is")
@open_door
def root(request: HttpRequest, deed: Deed) -> dict[str, str]:
    """The edition, our profile, and the description of the API."""
    here = request.build_absolute_uri
    return {
        "version": "3.0",
        "profile": here("/api/hsds/schema"),
        "openapi_url": here("/api/openapi.json"),
    }


@router.get("/schema", response=dict[str, Any], summary="The JSON Schema of a service in our profile")
@open_door
def profile(request: HttpRequest, deed: Deed) -> dict[str, Any]:
    """What a service holds, also for files that are brought in."""
    return hsds.schema()


@router.get("/services", response={200: PageOut}, summary="List services")
@open_door
def services(
    request: HttpRequest,
    deed: Deed,
    page: Number = 1,
    per_page: Size = 30,
    search: Word = "",
    taxonomy_term: Code = "",
    dong: Code = "",
) -> dict[str, Any]:
    """Services that are published, by name; by words, kind of need or its group, and dong."""
    return _paged(reads.services_page(deed, number=page, size=per_page, words=search, need=taxonomy_term, dong=dong))


@router.get("/services/{service_id}", response={200: dict[str, Any], 404: NotThere}, summary="One service")
@open_door
def service(request: HttpRequest, deed: Deed, service_id: UUID) -> dict[str, Any]:
    """A service with its places, hours, papers, languages and areas."""
    return reads.service_document(deed, service_id)


@router.get("/organizations", response={200: PageOut}, summary="List organizations")
@open_door
def organizations(request: HttpRequest, deed: Deed, page: Number = 1, per_page: Size = 30) -> dict[str, Any]:
    """The bodies that publish a service."""
    return _paged(reads.organizations_page(deed, number=page, size=per_page))


@router.get(
    "/organizations/{organization_id}", response={200: dict[str, Any], 404: NotThere}, summary="One organization"
)
@open_door
def organization(request: HttpRequest, deed: Deed, organization_id: UUID) -> dict[str, Any]:
    """A body with its services."""
    return reads.organization_document(deed, organization_id)


@router.get("/service_at_locations", response={200: PageOut}, summary="List services at their places")
@open_door
def service_at_locations(request: HttpRequest, deed: Deed, page: Number = 1, per_page: Size = 30) -> dict[str, Any]:
    """Where services are given."""
    return _paged(reads.at_locations_page(deed, number=page, size=per_page))


@router.get("/taxonomies", response={200: PageOut}, summary="List taxonomies")
@open_door
def taxonomies(request: HttpRequest, deed: Deed) -> dict[str, Any]:
    """The one code table: kinds of need."""
    rows = (hsds.write_taxonomy("Chomchom needs"),)
    return _paged(reads.Numbered(rows=rows, total=1, number=1, size=1))


@router.get("/taxonomy_terms", response={200: PageOut}, summary="List taxonomy terms")
@open_door
def taxonomy_terms(request: HttpRequest, deed: Deed) -> dict[str, Any]:
    """Every kind of need, and the groups they stand in."""
    rows = tuple(reads.terms())
    return _paged(reads.Numbered(rows=rows, total=len(rows), number=1, size=max(1, len(rows))))
