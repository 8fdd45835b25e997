"""Which columns may hold which field, by their names; cells only settle what a name leaves open. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from gomobile.attributes.parse.text import trim
from gomobile.attributes.slug import slugify
from gomobile.imports import aliases
from gomobile.imports.aliases import GENDER_WORDS
from gomobile.imports.column_mapping import ATTRIBUTE, FIELDS, SLUG, AttributeName
from gomobile.imports.column_names import Named, key, understand, words

_ADDRESS = ("address", "city", "state", "zip")
_KINDS = {
    "primaryPhone": "a phone",
    "primaryEmail": "an e-mail",
    "address": "an address",
    "occupation": "an occupation",
}
_EXACT_RANK = -3
_ATTRIBUTE_RANK = -2


class Candidate(NamedTuple):
    """A column for the field of `named`, and why; without a field, why the column is left out."""

    column: int
    named: Named
    reason: str

    @property
    def order(self) -> tuple[int, ...]:
        """The best of several candidates has the least."""
        return (self.named.rank, self.named.place, self.named.number, self.column)

    @property
    def is_exact(self) -> bool:
        """Whether the column bears the very name of the field, so that no other column can be meant."""
        return self.named.rank == _EXACT_RANK


def candidates_of(
    names: Mapping[int, str],
    cells: Sequence[Sequence[str]],
    samples: Sequence[Sequence[str | None]],
    attributes: Sequence[AttributeName],
) -> list[Candidate]:
    """The candidates among the columns `names` (by position).

    `cells` are the filled cells of every column of the file, `samples` some of its rows.
    """
    slugs = {attribute.name for attribute in attributes}
    by_key = {key(attribute.display_name): attribute.name for attribute in attributes}
    by_key |= {key(attribute.name): attribute.name for attribute in attributes}
    found = []
    for column, name in names.items():
        header = trim(name)
        if header in FIELDS:
            named = Named(header, _EXACT_RANK, 0, 1, 1.0)
            found.append(Candidate(column, named, "named as the field"))
        elif slug := _attribute(header, slugs, by_key):
            rank = _EXACT_RANK if header in (slug, ATTRIBUTE + slug) else _ATTRIBUTE_RANK
            named = Named(ATTRIBUTE + slug, rank, 0, 1, 1.0)
            found.append(Candidate(column, named, "named like the attribute"))
        elif (known := understand(header)) and (told := _told_by_cells(known, cells[column])):
            found.append(Candidate(column, told, _likeness(told.field)))
    return _one_address(_split_names(found, samples), names, cells)


def _attribute(header: str, slugs: Collection[str], by_key: Mapping[str, str]) -> str | None:
    """The slug of the attribute that a column is named after: one that exists, or any after its full name."""
    is_full = header.lower().startswith(ATTRIBUTE.lower())
    rest = trim(header[len(ATTRIBUTE) :]) if is_full else header
    if rest in slugs:
        return rest
    if (comparable := key(rest)) and comparable in by_key:
        return by_key[comparable]
    if not is_full or not rest:
        return None
    return rest if SLUG.fullmatch(rest) else slugify(rest)


def _told_by_cells(named: Named, cells: Sequence[str]) -> Named | None:
    """A form of address is a gender when each cell is a word for one ("Mme"), and never a job."""
    if named.field not in (aliases.TITLE, aliases.COURTESY):
        return named
    genders = [cell.strip(" .").lower() in GENDER_WORDS for cell in cells]
    if genders and all(genders):
        return named._replace(field="gender", rank=1)
    if named.field == aliases.TITLE and not any(genders):
        return named._replace(field="occupation", rank=2)
    return None


def _split_names(found: Sequence[Candidate], samples: Sequence[Sequence[str | None]]) -> list[Candidate]:
    """Settle what "Nom" is: the half of a name that the file has no other column for, else all of it."""
    halves = {
        candidate.named.field: candidate.column
        for candidate in found
        if candidate.named.field in ("firstName", "lastName")
    }
    other_half = {"firstName": "lastName", "lastName": "firstName"}
    settled = []
    for candidate in found:
        if candidate.named.field != aliases.BARE_NAME:
            settled.append(candidate)
            continue
        field = "fullName"
        if len(halves) == 1:
            half, column = next(iter(halves.items()))
            if not _contains(samples, candidate.column, column):
                field = other_half[half]
        # Behind a column that says "full name" itself.
        place = candidate.named.place + (field == "fullName")
        named = candidate.named._replace(field=field, place=place)
        settled.append(candidate._replace(named=named, reason=_likeness(field)))
    return settled


def _contains(samples: Sequence[Sequence[str | None]], whole: int, half: int) -> bool:
    """Whether most cells of the column `whole` say what `half` says in the same row, and more."""
    pairs = [
        (set(words(row[whole] or "")), set(words(row[half] or ""))) for row in samples if max(whole, half) < len(row)
    ]
    given = [(name, part) for name, part in pairs if name and part]
    return bool(given) and 2 * sum(part < name for name, part in given) > len(given)


def _one_address(
    found: Sequence[Candidate], names: Mapping[int, str], cells: Sequence[Sequence[str]]
) -> list[Candidate]:
    """Keep one of several addresses (mailing, home, work) that is not mostly blank beside another.

    Else a street would go with another address's city.
    """
    filled: dict[int, int] = {}
    for column, named, _ in found:
        if named.field in _ADDRESS and named.place:
            filled[named.place] = max(len(cells[column]), filled.get(named.place, 0))
    if len(filled) < 2:
        return list(found)
    best = min(place for place, count in filled.items() if 2 * count >= max(filled.values()))
    kept = next(names[c.column] for c in found if c.named.field in _ADDRESS and c.named.place == best)
    return [
        candidate._replace(
            named=candidate.named._replace(field=""),
            reason=f"it belongs to another address than {kept!r}",
        )
        if candidate.named.field in _ADDRESS and candidate.named.place not in (0, best)
        else candidate
        for candidate in found
    ]


def _likeness(field: str) -> str:
    kind = _KINDS.get(field) or "a " + re.sub(r"([A-Z])", r" \1", field).lower()
    return f"named like {kind} column"
