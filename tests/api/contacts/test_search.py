"""What a search finds."""

from __future__ import annotations

import pytest

from tests import make
from tests.api.contacts.test_create import create
from tests.api.contacts.test_list import get

PEOPLE = {
    "émilie": {"firstName": "Émilie", "lastName": "Lefèvre-Dubois", "primaryEmail": "Emilie.L@Example.COM"},
    "sylvain": {"fullName": "Sylvain Œuvrard ß", "primaryPhone": "+33 (0)6 12 34 56 78"},
    "mohammed": {"firstName": "مُحَمَّد", "lastName": "العَلَوِيّ", "primaryPhone": "0661000111"},
    "ahmed": {"firstName": "أحمد", "lastName": "آيت إدريس", "primaryPhone": "٠٦٦١٠٠٠٢٢٢"},
    "fatima": {"fullName": "فاطمة الزهراء مصطفى"},
    "percent": {"firstName": "100%", "lastName": "under_score", "primaryEmail": "back\\slash@example.com"},
    "plain": {"firstName": "Jean  Paul", "lastName": "O'Neil", "fullName": "Monsieur JP"},
    "number": {"lastName": "12-34 SARL", "primaryPhone": "0522 99 88 77"},
    "nobody": {"primaryPhone": "+4930123456"},
}


@pytest.fixture
def people(api: make.Api) -> dict[str, str]:
    """Names of PEOPLE by contact id."""
    found = {}
    for name, values in PEOPLE.items():
        answer = create(api, **{**values, **({"primaryEmail": None} if name == "percent" else {})})
        assert answer.status_code == 201, answer.text
        found[answer.json()["contact"]["id"]] = name
    return found


TABLE = [
    ("émilie", {"émilie"}),
    ("EMILIE", {"émilie"}),
    ("milie l", {"émilie"}),
    ("Émilie Lefevre", {"émilie"}),
    ("lefevre-d", {"émilie"}),
    ("emilie.l@", {"émilie"}),
    ("EXAMPLE.com", {"émilie"}),
    ("  lefèvre ", {"émilie"}),
    ("œuvrard", {"sylvain"}),
    ("oeuvrard ss", {"sylvain"}),
    ("محمد", {"mohammed"}),
    ("مُحَمَّد", {"mohammed"}),
    ("محمد العلوي", {"mohammed"}),
    ("احمد", {"ahmed"}),
    ("أَحْمَد", {"ahmed"}),
    ("ايت ادريس", {"ahmed"}),
    ("فاطمه", {"fatima"}),
    ("مصطفي", {"fatima"}),
    ("الزهراء", {"fatima"}),
    ("100%", {"percent"}),
    ("%", {"percent"}),
    ("_", {"percent"}),
    ("r_s", {"percent"}),
    ("rxs", set()),
    ("1%0", set()),
    ("\\", set()),
    ("'", {"plain"}),
    ("o'neil", {"plain"}),
    ("Jean  Paul", {"plain"}),
    ("Jean Paul", set()),
    ("paul o", {"plain"}),
    ("neil monsieur", set()),
    ("monsieur", {"plain"}),
    ("12-34", {"sylvain", "number", "nobody"}),
    ("12-34 s", {"number"}),
    ("+33 6 12 34 56 78", {"sylvain"}),
    ("+33 (0)6 12 34 56 78", {"sylvain"}),
    ("+33 (0) 6.12.34.56.78", {"sylvain"}),
    ("0033612345678", {"sylvain"}),
    ("06 12 34 56 78", {"sylvain"}),
    ("061234", {"sylvain"}),
    ("0661000111", {"mohammed"}),
    ("+212 661-000-111", {"mohammed"}),
    ("00212661000111", {"mohammed"}),
    ("212 0661000111", {"mohammed"}),
    ("٠٦٦١٠٠٠١١١", {"mohammed"}),
    ("0661000222", {"ahmed"}),
    ("66100", {"mohammed", "ahmed"}),
    ("998877", {"number"}),
    ("0522 99 88", {"number"}),
    ("+212 5 22", {"number"}),
    ("(0522) 99.88.77", {"number"}),
    ("4930123456", {"nobody"}),
    ("030 123456", {"nobody"}),
    ("nobody", set()),
    ("zzz", set()),
]


@pytest.mark.parametrize("order", ["createdAt", "firstName", "primaryPhone"])
def test_a_term_finds_the_contacts_that_hold_it(api: make.Api, people: dict[str, str], order: str) -> None:
    found = {}
    for term, expected in TABLE:
        answer = get(api, search=term, sortBy=order)
        names = {people[contact["id"]] for contact in answer["data"]}
        assert answer["meta"]["total"] == len(answer["data"])
        if names != expected:
            found[term] = names
    assert found == {}


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u200f", "\u064e"])
def test_a_blank_term_is_no_search(api: make.Api, people: dict[str, str], blank: str) -> None:
    assert get(api, search=blank)["meta"]["total"] == len(PEOPLE)
