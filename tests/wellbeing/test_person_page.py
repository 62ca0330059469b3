"""The page of a person costs a fixed number of queries, and says in ten seconds why we worry."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Home
from chomchom.wellbeing.public import Announced, HowSaid, Source, Span, WhoSaid
from tests.wellbeing import town

MOST = 47
"""Eleven of them open and close the page itself; six rooms share the rest."""


@pytest.mark.django_db
def test_the_page_of_a_person_says_why_and_asks_the_database_little(deeds, enter):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 2, sources=(Source.ELECTRICITY, Source.WATER))
        for source in (Source.ELECTRICITY, Source.WATER):
            public.load_readings(deed, town.readings(source, homes=2, until=deed.at, silent={1: 40}))
        public.sweep(deed)
        home = Home.objects.order_by("pk").first()
        told = Announced(span=Span(date(2026, 6, 22), date(2026, 6, 25)), said_by=WhoSaid.FAMILY, said_how=HowSaid.DESK)
        public.announce_trip(deed, home_id=home.pk, told=told)
    page, address = enter("김하늘"), f"/persons/{home.person_id}/"
    page.get(address)
    with CaptureQueriesContext(connection) as queries:
        shown = page.get(address).content.decode()
    words = re.sub(r"<[^>]+>", " ", shown)
    for said in ("마지막 움직임", "시간 조용한 것은", "걱정이 줄려면", "집을 비우심 6. 22.–6. 25. (가족)"):
        assert said in re.sub(r"\s+", " ", words), said
    assert len(queries) <= MOST, [one["sql"][:120] for one in queries.captured_queries]
    own = [one for one in queries.captured_queries if "wellbeing_" in one["sql"]]
    assert len(own) <= 8
