"""Invent people: the same ones for one seed and one day. Pure."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from gomobile.demo.names import CULTURES, Culture, Name
from gomobile.demo.numbers import Numbers
from gomobile.demo.person import Habit, Person, Source
from gomobile.demo.places import COMPANIES, JOBS, NOTES, PLACES, STREETS

T = TypeVar("T")

DAYS = 170
"""How many days the organization looks back."""
PLANS = {"Basic": 46, "Plus": 30, "Premium": 17, "Business": 7}
LANGUAGES = ("Arabic", "French", "English", "Spanish")
SHARES: dict[Source, float] = {"excel": 0.30, "crm": 0.19, "arabic": 0.13, "form": 0.38}
TAKEN_IN = {"excel": 168, "crm": 121, "arabic": 74}
"""How many days ago the file of a source was taken in; people of the form came day by day."""
_HABITS: dict[Habit, float] = {"answers": 60, "fading": 9, "silent": 4, "dead": 2, "uncalled": 25}
# Cultures of each country that numbers are from.
_COUNTRIES = {"MA": 67, "FR": 21, "GB": 4, "US": 1, "CA": 1, "DE": 2, "DZ": 2, "TN": 2}
_CULTURES = {
    "MA": {"ma": 93, "fr": 4, "es": 3},
    "FR": {"fr": 55, "ma": 22, "dz": 12, "tn": 7, "es": 4},
    "GB": {"en": 82, "ma": 10, "es": 8},
    "US": {"en": 76, "es": 18, "ma": 6},
    "CA": {"fr": 50, "en": 30, "ma": 14, "dz": 6},
    "DE": {"de": 78, "ma": 12, "tn": 10},
    "DZ": {"dz": 100},
    "TN": {"tn": 100},
}
_DUPLICATES = 0.03
"""Share of people who are known twice."""


def invent(count: int, seed: int, today: date) -> list[Person]:
    """`count` people in the order in which they became known."""
    random = Random(seed)  # noqa: S311 - the same people for the same seed
    numbers = Numbers(random)
    doubles = round(count * _DUPLICATES)
    people = [_person(random, numbers, today) for _ in range(count - doubles)]
    people += [_double(random, numbers, today, random.choice(people)) for _ in range(doubles)]
    return sorted(people, key=lambda person: person.created)


def _person(random: Random, numbers: Numbers, today: date) -> Person:
    source = _weighed(random, SHARES)
    country = "MA" if source == "arabic" else _weighed(random, _COUNTRIES)
    culture = CULTURES["ma" if source == "arabic" else _weighed(random, _CULTURES[country])]
    gender = random.choice(("male", "female"))
    arabic = source == "arabic" or (culture.families[0].arabic != "" and random.random() < 0.06)
    given = culture.men if gender == "male" else culture.women
    first, last = random.choice(given), random.choice(culture.families)
    written_first, written_last = (_written(random, one, arabic=arabic) for one in (first, last))
    if random.random() < 0.28 and (second := random.choice(given)) is not first:
        written_first += culture.joint + _written(random, second, arabic=arabic)
    if random.random() < 0.3 and (second := random.choice(culture.families)) is not last:
        written_last += " " + _written(random, second, arabic=arabic)
    place = random.choices(PLACES[country], [one.weight for one in PLACES[country]])[0]
    tongue = "ar" if arabic else "en" if country in ("GB", "US", "DE") else "fr"
    number = random.randrange(1, 180)
    street = random.choice(STREETS["paris" if country == "FR" and not arabic else tongue])
    balance = _balance(random)
    created = _created(random, source, today)
    return Person(
        first=written_first,
        last=written_last,
        arabic=arabic,
        gender=gender,
        phone=numbers.take(country),
        country=country,
        created=created,
        source=source,
        habit=_weighed(random, _HABITS),
        city=place.arabic if arabic and place.arabic else place.city,
        state=place.state,
        zip="".join(str(random.randrange(10)) if sign == "#" else sign for sign in place.zip),
        address=(f"{street} {number}" if arabic else f"{number} {street}") if random.random() < 0.7 else None,
        email=_email(random, first, last) if random.random() < 0.72 else None,
        occupation=random.choice(JOBS[tongue]) if random.random() < 0.6 else None,
        company=random.choice(COMPANIES) if random.random() < 0.34 else None,
        language=_language(random, culture, country, arabic=arabic),
        birthday=date(1945, 1, 1) + timedelta(days=int(random.betavariate(2.4, 2) * 22_600))
        if random.random() < 0.86
        else None,
        plan=_weighed(random, PLANS),
        vip=random.random() < 0.05,
        balance=balance,
        due=today + timedelta(days=round(random.triangular(-75, 60, 12))) if balance else None,
        last_visit=_visit(random, today),
        notes=random.choice(NOTES) if random.random() < 0.09 else None,
        mistyped=source in ("excel", "crm") and random.random() < 0.006,
    )


def _double(random: Random, numbers: Numbers, today: date, known: Person) -> Person:
    """The same person once more, who filled in the form later with another number."""
    created = max(_created(random, "form", today), known.created + timedelta(hours=3))
    slip = random.random() < 0.4
    copy = replace(
        known,
        source="form",
        created=min(created, _at(today - timedelta(days=1), time(18, 40))),
        phone=numbers.slip(known.phone) if slip else numbers.take(known.country),
        habit="uncalled",
        address=None,
        notes=None,
        mistyped=False,
        balance=0.0,
        due=None,
    )
    if known.email and random.random() < 0.35:
        return copy
    first, last, arabic = _other_spelling(random, known)
    return replace(copy, first=first, last=last, arabic=arabic, email=None)


def _other_spelling(random: Random, known: Person) -> tuple[str, str, bool]:
    """The name of somebody in other letters of the same script."""
    first, last = (
        " ".join(random.choice(_SPELLINGS.get(word, (word,))) for word in text.split()).replace("El El ", "El ")
        for text in (known.first, known.last)
    )
    return first, last, known.arabic


def _all_spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for culture in CULTURES.values():
        for name in (*culture.men, *culture.women, *culture.families):
            for one in (name.latin, *name.others):
                found[one] = (name.latin, *name.others)
    return found


_SPELLINGS = _all_spellings()


def _written(random: Random, name: Name, *, arabic: bool) -> str:
    if arabic and name.arabic:
        return name.arabic
    return random.choice(name.others) if name.others and random.random() < 0.35 else name.latin


def _email(random: Random, first: Name, last: Name) -> str:
    given, family = (_plain(one.latin) for one in (first, last))
    shape = random.choice(("{f}.{l}{n}", "{f}{l}{n}", "{f[0]}.{l}{n}", "{l}.{f}{n}"))
    domain = random.choice(("example.com", "example.com", "example.org", "example.net"))
    return f"{shape.format(f=given, l=family, n=random.randrange(10, 9_999))}@{domain}"


def _plain(text: str) -> str:
    """`Aït Ali` as e-mail addresses have it."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in folded if letter.isalpha())


def _language(random: Random, culture: Culture, country: str, *, arabic: bool) -> str:
    if arabic:
        return "Arabic"
    if culture is CULTURES["es"]:
        return "Spanish"
    if country in ("GB", "US", "DE"):
        return "English"
    return random.choice(("French", "French", "Arabic")) if culture is CULTURES["ma"] else "French"


def _balance(random: Random) -> float:
    """What somebody owes: nothing, for nearly half of them."""
    return 0.0 if random.random() < 0.46 else round(math.exp(random.gauss(6.4, 0.95)), 2)


def _created(random: Random, source: Source, today: date) -> datetime:
    days = TAKEN_IN.get(source)
    if days is not None:
        return _at(today - timedelta(days=days), time(9, 12))
    # More and more people use the form, fewer at the week-end, most of them in the morning and after work.
    while True:
        day = today - timedelta(days=1 + int(DAYS * (1 - math.sqrt(random.random()))))
        if day.weekday() < 5 or random.random() < 0.35:
            break
    hour = random.choice((8, 9, 9, 10, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21))
    return _at(day, time(hour, random.randrange(60), random.randrange(60), random.randrange(1_000) * 1_000))


def _visit(random: Random, today: date) -> datetime | None:
    if random.random() < 0.4:
        return None
    day = today - timedelta(days=1 + int(random.expovariate(1 / 70)))
    return datetime.combine(day, time(random.randrange(9, 18), random.choice((0, 15, 30, 45))), UTC)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, UTC)


def _weighed(random: Random, weights: Mapping[T, float]) -> T:
    return random.choices(list(weights), list(weights.values()))[0]
