"""`python -m benchmarks.looking`: registering somebody who may be known already, among 100,000 persons.

The page that looks for likely same persons (slips of name and birth date forgiven) is posted in turn with the peer, a list
of 50 rows from one query behind the same middleware and session.
"""

from __future__ import annotations

import argparse
import time
from random import Random
from typing import Any

from benchmarks.ground import open_city
from benchmarks.report import share

SEED = 11


def slips(deed: Any, count: int) -> list[dict[str, str]]:
    """Forms about persons of the city, each with another last consonant in the name and no telephone."""
    from chomchom.people.models import Person
    from chomchom.store.acting import acting

    random = Random(SEED)
    with acting(deed):
        some = list(Person.objects.order_by("pk").values_list("pk", flat=True)[: count * 40])
        persons = list(Person.objects.filter(pk__in=random.sample(some, count)))
        forms = []
        for person in persons:
            last = ord(person.name[-1]) - 0xAC00
            name = person.name[:-1] + chr(0xAC00 + last - last % 28 + (4 if last % 28 != 4 else 0))
            forms.append(
                {
                    "name": name, "birth_date": person.birth_date, "phone": "", "sex": person.sex, "dong": person.dong,
                    "address": "", "household_kind": "unknown", "contact_first": "any", "contact_hours": "any",
                    "language": "", "contact_note": "",
                }
            )  # fmt: skip
    return forms


def ask(client: Any, form: dict[str, str]) -> tuple[float, int]:
    """Post one form; milliseconds and status (409: somebody like that is known)."""
    began = time.perf_counter()
    answer = client.post("/people/new/", form)
    return (time.perf_counter() - began) * 1000, answer.status_code


def main() -> None:
    """Fill a city, ask both in turn, print one line each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.looking", description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    with open_city():
        from django.test import override_settings

        from benchmarks import names, pages
        from chomchom.site.demo import city as demo
        from chomchom.site.demo.bodies import id_of

        city = demo.load(300)
        began = time.perf_counter()
        names.register(city.deed, options.persons)
        print(f"{options.persons:,} persons registered in {time.perf_counter() - began:.0f} s", flush=True)
        head = pages.client_of(id_of("오세빈"))
        peer, looked, known = pages.View("peer", head, "/peer/"), [], 0
        with override_settings(ROOT_URLCONF="benchmarks.peer"):
            for number, form in enumerate(slips(city.deed, options.rounds + 3)):
                peer.ask(keep=number >= 3)
                took, status = ask(head, form)
                known += status == 409
                looked += [took] if number >= 3 else []
        print(f"peer: p50 {share(peer.wall, 0.5):.1f} ms, p95 {share(peer.wall, 0.95):.1f} ms")
        print(
            f"look before registering: p50 {share(looked, 0.5):.1f} ms, p95 {share(looked, 0.95):.1f} ms"
            f" ({share(looked, 0.95) / share(peer.wall, 0.95):.1f}× the peer);"
            f" {known} of {options.rounds + 3} were known and met"
        )


if __name__ == "__main__":
    main()
