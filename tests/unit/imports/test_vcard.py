"""vCards of all three versions, as phones and mail programs write them."""

from __future__ import annotations

import pytest

from gomobile.imports.sources.errors import RecordTooLong, TruncatedFile
from gomobile.imports.sources.vcard import HEADER

from .conftest import Open, rows_of


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def fields(opened: Open, content: str | bytes) -> list[dict[str, str]]:
    table = opened(content, "contacts.vcf")
    assert (table.format, table.header) == ("vcard", HEADER)
    return [{name: cell for name, cell in zip(HEADER, row, strict=True) if cell} for row in rows_of(table)]


def test_all_fields_of_a_card_are_read(opened: Open) -> None:
    content = card(
        "N:El Amrani;Youssef;Ali;Dr.;",
        "FN:Dr. Youssef El Amrani",
        "ORG:Société Atlas\\, SARL;Ventes",
        "TITLE:Directeur",
        "item1.TEL;TYPE=CELL,VOICE:+212 612-345678",
        "EMAIL;TYPE=INTERNET:youssef@example.ma",
        "ADR;TYPE=HOME:;Apt 4;12\\, rue Verte;Rabat;Rabat-Salé;10000;Maroc",
        "BDAY:19800131",
        "NOTE:Ligne 1\\nLigne 2\\; fin",
        "CATEGORIES:Clients,VIP",
        "X-GENDER:Male",
    )
    assert fields(opened, content) == [
        {
            "Phone": "+212 612-345678",
            "First name": "Youssef",
            "Last name": "El Amrani",
            "Full name": "Dr. Youssef El Amrani",
            "Email": "youssef@example.ma",
            "Address": "12, rue Verte, Apt 4",
            "City": "Rabat",
            "State": "Rabat-Salé",
            "Postal code": "10000",
            "Country": "Maroc",
            "Job title": "Directeur",
            "Company": "Société Atlas, SARL, Ventes",
            "Gender": "Male",
            "Birthday": "1980-01-31",
            "Note": "Ligne 1\nLigne 2; fin",
            "Categories": "Clients;VIP",
        }
    ]


@pytest.mark.parametrize(
    ("lines", "phones"),
    [
        (["TEL;TYPE=HOME:1", "TEL;TYPE=CELL:2"], "2; 1"),
        (["TEL;TYPE=CELL:1", "TEL;TYPE=WORK,PREF:2"], "2; 1"),
        (["TEL;HOME;FAX:1", "TEL;WORK:2", "TEL;CELL;PREF:3"], "3; 2; 1"),
        (
            ['TEL;VALUE=uri;PREF=2;TYPE="voice,home":tel:+331', "TEL;VALUE=uri;PREF=1;TYPE=cell:tel:+332"],
            "+332; +331",
        ),
        (["TEL;TYPE=CELL:1", "TEL;TYPE=HOME:1"], "1"),
    ],
)
def test_the_number_to_call_comes_first(opened: Open, lines: list[str], phones: str) -> None:
    assert fields(opened, card(*lines))[0]["Phone"] == phones


def test_the_preferred_address_and_email_are_taken_and_other_emails_kept(opened: Open) -> None:
    content = card("EMAIL:a@b.ma", "EMAIL;TYPE=PREF:c@d.ma", "ADR:;;;Fès;;;", "ADR;PREF=1:;;;Rabat;;;", version="4.0")
    assert fields(opened, content) == [{"Email": "c@d.ma", "Other emails": "a@b.ma", "City": "Rabat"}]


def test_folded_lines_are_joined(opened: Open) -> None:
    assert fields(opened, card("FN:Youssef El ", " Amr", "\tani", "TEL:1"))[0]["Full name"] == "Youssef El Amrani"


def test_quoted_printable_of_version_2_1_is_decoded_in_its_character_set(opened: Open) -> None:
    content = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=85=D8=AD=D9=85=D8=AF;=C3=89lo=",
        "die;;;",
        "FN;CHARSET=windows-1256;ENCODING=QUOTED-PRINTABLE:=E3=CD=E3=CF",
        "NOTE;QUOTED-PRINTABLE:a=0D=0Ab",
        "TEL;CELL:1",
        version="2.1",
    )
    assert fields(opened, content) == [
        {"Phone": "1", "First name": "Élodie", "Last name": "محمد", "Full name": "محمد", "Note": "a\r\nb"}
    ]


def test_pictures_are_passed_over(opened: Open) -> None:
    picture = ["PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 60, *[" " + "B" * 70] * 100_000]
    assert fields(opened, card(*picture, "TEL:1", "FN:x")) == [{"Phone": "1", "Full name": "x"}]


def test_windows_files_without_unicode_are_read(opened: Open) -> None:
    content = card("FN:Élodie Lefèvre", "TEL:1", version="2.1").encode("windows-1252")
    assert fields(opened, content)[0]["Full name"] == "Élodie Lefèvre"


def test_a_birthday_without_a_year_is_no_date_of_1604(opened: Open) -> None:
    assert fields(opened, card("TEL:1", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-12"))[0]["Birthday"] == "--03-12"


def test_cards_keep_their_position_as_line_number(opened: Open) -> None:
    from .conftest import numbered_rows_of

    content = card("TEL:1") + "\r\n\r\n" + card("X-EMPTY:1") + card("TEL:3", end="\n")
    assert [line for _, line in numbered_rows_of(opened(content))] == [1, 3]


def test_a_file_that_ends_within_a_card_is_refused(opened: Open) -> None:
    with pytest.raises(TruncatedFile):
        opened(card("TEL:1") + card("TEL:2")[:-15], "contacts.vcf")


def test_an_endless_note_is_refused(opened: Open) -> None:
    with pytest.raises(RecordTooLong):
        opened(card("TEL:1", "NOTE:x", *[" " + "x" * 1000] * 6000), "contacts.vcf")
