"""Two spellings of one name in one city are asked about, in a list with hardly any duplicates to learn from."""

from __future__ import annotations

import random

from gomobile.demo.names import MAGHREB
from gomobile.quality.duplicates.name_keys import key
from tests.api.duplicates.conftest import Queue

CITIES = ["Casablanca", "Rabat", "Fès", "Marrakech", "Tanger", "Agadir", "Meknès", "Oujda", "Salé", "Kénitra"]
SPELLINGS = [
    (("Mohamed", "Idrissi"), ("Mohammed", "Idrissi")),
    (("Fatima Zahra", "Bennis"), ("Fatimazahra", "Bennis")),
    (("Youssef", "Amrani"), ("Yousef", "El Amrani")),
    (("Abdelilah", "Skalli"), ("Abdelillah", "Skali")),
    (("Jalila", "Ouazzani"), ("Djalila", "Wazzani")),
    (("Hicham", "Chraibi"), ("Hicham", "Chraibi")),
    (("Mohamed", "Tazi"), ("محمد", "التازي")),
    (("خديجة", "برادة"), ("Khadija", "Berrada")),
]
CROWD = 284


def people() -> list[dict[str, str]]:
    """A crowd in which no two have one name, then the two of each pair; every number is far from the others."""
    drawn = random.Random(1)
    seen = {(key(first), key(last)) for pair in SPELLINGS for first, last in pair}
    crowd: list[tuple[str, str, str]] = []
    while len(crowd) < CROWD:
        first, last = drawn.choice(MAGHREB.men + MAGHREB.women).latin, drawn.choice(MAGHREB.families[:60]).latin
        if (name := (key(first), key(last))) not in seen:
            seen.add(name)
            crowd.append((first, last, drawn.choice(CITIES)))
    planted = [(*name, CITIES[at]) for at, pair in enumerate(SPELLINGS) for name in pair]
    numbers = drawn.sample(range(10_000_000, 99_000_000), len(crowd) + len(planted))
    return [
        {"primaryPhone": f"+2126{number}", "firstName": first, "lastName": last, "city": city}
        for (first, last, city), number in zip(crowd + planted, numbers, strict=True)
    ]


def test_each_spelling_is_asked_about_and_nobody_else(queue: Queue) -> None:
    answer = queue.api.post("/contact/upsert?results=true", json={"data": people()})
    ids = [one["id"] for one in answer.json()["results"]]
    planted = {tuple(sorted(ids[at : at + 2])) for at in range(CROWD, len(ids), 2)}

    queue.scan()

    assert queue.ids(certain=False) == planted
