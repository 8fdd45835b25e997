"""Which field a column is, by its name and its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.imports import aliases
from gomobile.imports.mapping import (
    FIELDS,
    UNMAPPED,
    check_fields,
    guess_mapping,
)
from gomobile.imports.own_files import REJECT_COLUMNS


@dataclass
class Attribute:
    name: str
    display_name: str


Rows = Sequence[Sequence[str | None]]


def guess(header: str | Sequence[str], samples: Rows = (), attributes: Sequence[Attribute] = ()) -> dict[str, str]:
    """Header by mapped field."""
    names = header.split(",") if isinstance(header, str) else header
    return {column.field: column.header for column in guess_mapping(names, samples, attributes) if column.field}


def reasons(header: str, samples: Rows = (), attributes: Sequence[Attribute] = ()) -> list[str]:
    return [column.reason for column in guess_mapping(header.split(","), samples, attributes)]


def rows(*columns: Sequence[str]) -> list[list[str | None]]:
    return [list(row) for row in zip(*columns, strict=True)]


def names_in(table: dict[str, str]) -> list[str]:
    return [name.strip() for line in table.values() for name in line.replace(">", ",").split(",")]


PHONES = ["+212 661-23.45.67", "0661234568", "00212661234569", "06 61 23 45 70"]


# --- header rows of products and languages

# One row each: the columns in order, `=field` behind those that are mapped.
HEADERS = {
    "hubspot": """
        Record ID; First Name=firstName; Last Name=lastName; Email=primaryEmail; Phone Number;
        Mobile Phone Number=primaryPhone; WhatsApp Phone Number; Contact owner; Lead Status;
        Job Title=occupation; Street Address=address; City=city; State/Region=state; Postal Code=zip;
        Country/Region; Company Name
    """,
    "google contacts, old": """
        Name=fullName; Given Name=firstName; Additional Name; Family Name=lastName; Yomi Name; Name Prefix;
        Nickname; Birthday; Gender=gender; Notes; Group Membership; E-mail 1 - Type;
        E-mail 1 - Value=primaryEmail; E-mail 2 - Value; Phone 1 - Type; Phone 1 - Value=primaryPhone;
        Phone 2 - Value; Address 1 - Type; Address 1 - Formatted; Address 1 - Street=address;
        Address 1 - City=city; Address 1 - PO Box; Address 1 - Region=state; Address 1 - Postal Code=zip;
        Organization 1 - Name; Organization 1 - Title=occupation
    """,
    "google contacts, new": """
        First Name=firstName; Middle Name; Last Name=lastName; Phonetic First Name; Name Prefix; Name Suffix;
        Nickname; File As; Organization Name; Organization Title=occupation;
        Organization Department; Birthday;
        Notes; Photo; Labels; E-mail 1 - Label; E-mail 1 - Value=primaryEmail; Phone 1 - Label;
        Phone 1 - Value=primaryPhone; Address 1 - Label; Address 1 - Formatted; Address 1 - Street=address;
        Address 1 - City=city; Address 1 - Region=state; Address 1 - Postal Code=zip; Address 1 - Country
    """,
    "outlook": """
        Title; First Name=firstName; Middle Name; Last Name=lastName; Suffix; Company; Department;
        Job Title=occupation; Business Street; Business Street 2; Business City; Business State;
        Business Postal Code; Business Country/Region; Home Street=address; Home City=city; Home State=state;
        Home Postal Code=zip; Other Street; Other City; Assistant's Phone; Business Fax; Business Phone;
        Business Phone 2; Callback; Car Phone; Company Main Phone; Home Fax; Home Phone;
        Mobile Phone=primaryPhone; Other Phone; Pager; Primary Phone; E-mail Address=primaryEmail;
        E-mail Type;
        E-mail Display Name; E-mail 2 Address; Gender=gender; Initials
    """,
    "outlook in french": """
        Titre; Prénom=firstName; Nom=lastName; Société; Service; Profession=occupation; Rue (bureau)=address;
        Ville (bureau)=city; Dép/Région (bureau)=state; Code postal (bureau)=zip; Téléphone (bureau);
        Téléphone (domicile); Tél. mobile=primaryPhone; Adresse de messagerie=primaryEmail
    """,
    "salesforce, api names": """
        Id; Salutation; FirstName=firstName; LastName=lastName; Name=fullName; MailingStreet=address;
        MailingCity=city; MailingState=state; MailingPostalCode=zip; MailingCountry; OtherStreet; OtherCity;
        Phone; Fax; MobilePhone=primaryPhone; HomePhone; Email=primaryEmail; Title=occupation; Department;
        Birthdate
    """,
    "salesforce, report": """
        Salutation; First Name=firstName; Last Name=lastName; Title=occupation; Account Name;
        Mailing Street=address; Mailing City=city; Mailing State/Province=state; Mailing Zip/Postal Code=zip;
        Phone; Fax; Mobile=primaryPhone; Email=primaryEmail; Account Owner
    """,
    "woocommerce": """
        order_id; billing_first_name=firstName; billing_last_name=lastName; billing_company;
        billing_email=primaryEmail; billing_phone=primaryPhone; billing_address_1=address; billing_address_2;
        billing_postcode=zip; billing_city=city; billing_state=state; shipping_city; order_total
    """,
    "vcard": """
        Phone=primaryPhone; First name=firstName; Last name=lastName; Full name=fullName; Email=primaryEmail;
        Other emails; Address=address; City=city; State=state; Zip=zip; Country; Occupation=occupation;
        Organization; Gender=gender; Birthday; Note; Categories
    """,
    "english": """
        Customer Name=fullName; Contact No.=primaryPhone; E-MAIL ADDRESS=primaryEmail; Address Line 1=address;
        Address Line 2; Town=city; County=state; Postcode=zip; Sex=gender;
        Preferred contact method=preferredChannel; Contact channels=channels; Profession=occupation;
        Customer number
    """,
    "french": """
        NOM=lastName; PRÉNOM=firstName; N° de téléphone; Tél. portable=primaryPhone;
        Adresse e-mail=primaryEmail; Adresse du client=address; Ville=city; C.P.=zip; Région=state;
        Sexe=gender;
        Profession=occupation; Canal préféré=preferredChannel; Canaux=channels; Solde dû; Date d'échéance
    """,
    "arabic": """
        الاسْم الشخصي=firstName; النسب=lastName; رقم الهاتف; رقم الجـوال=primaryPhone;
        البريد الإلكتروني=primaryEmail; العُنوان=address; المدينه=city; الجهة=state; الرمز البريدي=zip;
        الجنس=gender; المهنة=occupation; القناة المفضلة=preferredChannel; القنوات=channels; الرصيد
    """,
    "spanish": """
        Nombre=firstName; Apellidos=lastName; Teléfono móvil=primaryPhone; Teléfono casa;
        Correo electrónico=primaryEmail; Dirección=address; Ciudad=city; Provincia=state; Código postal=zip;
        Profesión=occupation; Sexo=gender; Canal preferido=preferredChannel; Canales=channels; Saldo
    """,
    "the fields themselves": "; ".join(f"{field}={field}" for field in FIELDS),
}


def read_row(row: str) -> tuple[list[str], dict[str, str]]:
    """The header, and header by field."""
    pairs = [pair.strip().partition("=") for pair in row.split(";")]
    return [name for name, _, _ in pairs], {field: name for name, _, field in pairs if field}


@pytest.mark.parametrize("source", HEADERS)
def test_the_header_row_of_a_known_source_is_mapped_whole(source: str) -> None:
    header, expected = read_row(HEADERS[source])
    assert guess(header) == expected


@pytest.mark.parametrize(
    "name",
    [
        "primary_phone", "PRIMARY PHONE", "Phone (required)", "*Phone", "phone:", "Téléphone*",
        "TELEPHONE", "T\u00e9l\u00e9phone\u00a0", "Te\u0301le\u0301phone", "Tél. / الهاتف",
        "الهاتف - Phone", "Ｐｈｏｎｅ", "№ GSM", "Nº de móvil", "Numéro WhatsApp", "Customer's phone number",
        "Person - Phone", "phones[0].number", "Phone 1", "Tel_1", "رقم هاتف العميل", "هاتف الزبون",
        "الهَاتِف", "\u200fالهاتف", "هاتـف", "Contact phone", "MOBILE NO", "Portable",
        "SMS", "WhatsApp Phone Number", "Telephone No", "cust_phone", "Mob.", "Contact téléphonique",
    ],
)  # fmt: skip
def test_phone_columns_are_recognised_however_they_are_written(name: str) -> None:
    assert guess([name]) == {"primaryPhone": name}


@pytest.mark.parametrize(
    "name",
    [
        "Fax", "Phone 1 - Type", "Phone country", "Company name", "Customer number", "Street number",
        "Email opt-in", "Account name", "Nom d'utilisateur", "Nom de la société", "Date de naissance",
        "Country/Region", "City/Country", "IP address", "Status", "État", "Estado", "رقم العميل",
        "رقم البطاقة", "", "***", "Column 3", "123", "Contact", "Company phone number of employees",
        "Lead Status", "Pays", "Work", "Mobile app version",
    ],
)  # fmt: skip
def test_names_that_only_resemble_a_field_are_not_taken_for_it(name: str) -> None:
    (column,) = guess_mapping([name], [], [])
    assert (column.field, column.confidence) == ("", 0.0)
    assert column.reason in UNMAPPED


# --- names of people


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Nom,Tél", {"fullName": "Nom"}),
        ("Nom,Prénom", {"lastName": "Nom", "firstName": "Prénom"}),
        (
            "Nom,Prénom,Nom de famille",
            {"fullName": "Nom", "firstName": "Prénom", "lastName": "Nom de famille"},
        ),
        ("Name,Surname", {"firstName": "Name", "lastName": "Surname"}),
        ("الاسم,النسب", {"firstName": "الاسم", "lastName": "النسب"}),
        ("الاسم", {"fullName": "الاسم"}),
        ("Nombre", {"fullName": "Nombre"}),
        ("Nom,Nom complet", {"fullName": "Nom complet"}),
        ("Nom du client,Prénom du client", {"lastName": "Nom du client", "firstName": "Prénom du client"}),
    ],
)
def test_a_bare_name_is_the_half_that_the_file_lacks(header: str, expected: dict[str, str]) -> None:
    assert {field: name for field, name in guess(header).items() if field != "primaryPhone"} == expected


def test_a_name_that_contains_the_first_name_is_the_full_name() -> None:
    samples = [["Amina Benali", "Amina"], ["Omar El Fassi", "Omar"], ["Zineb", ""]]
    assert guess("Name,First name", samples) == {"fullName": "Name", "firstName": "First name"}


# --- several columns for one field


def test_the_best_name_wins_and_the_others_say_who_won() -> None:
    header = "Work phone,Phone,Mobile,Phone 2"
    assert guess(header) == {"primaryPhone": "Mobile"}
    assert reasons(header)[1] == "primaryPhone is already taken from 'Mobile'"
    assert not UNMAPPED & set(reasons(header))


@pytest.mark.parametrize(
    ("header", "winner"),
    [
        ("Home phone,Phone", "Phone"),
        ("Work phone,Home phone", "Home phone"),
        ("Other phone,Work phone", "Work phone"),
        ("Mobile,primaryPhone", "primaryPhone"),
        ("Phone 2,Phone 1", "Phone 1"),
        ("Tél. bureau,Tél. domicile,GSM pro", "GSM pro"),
        ("WhatsApp,Téléphone", "Téléphone"),
        ("Mobile pro,Téléphone", "Téléphone"),
        ("Mobile pro,Téléphone,Mobile", "Mobile"),
    ],
)
def test_phones_are_ranked(header: str, winner: str) -> None:
    assert guess(header)["primaryPhone"] == winner


def test_a_personal_email_goes_before_one_of_work() -> None:
    assert guess("Work email,Personal email")["primaryEmail"] == "Personal email"


def test_a_mostly_blank_column_leaves_the_field_to_a_filled_one() -> None:
    samples = rows(["", "", "", PHONES[0]], PHONES)
    assert guess("Mobile,Phone", samples)["primaryPhone"] == "Phone"
    assert guess("Mobile,Phone", samples[3:])["primaryPhone"] == "Mobile"


def test_the_field_s_own_name_wins_even_over_a_fuller_column() -> None:
    assert guess("Mobile,primaryPhone", rows(PHONES, [""] * 4))["primaryPhone"] == "primaryPhone"


def test_parts_of_different_addresses_are_never_mixed() -> None:
    header = "Home Street,Home City,Business Street,Business City,Business Postal Code"
    full, blank = ["x"] * 4, [""] * 4
    assert guess(header) == {"address": "Home Street", "city": "Home City"}
    assert guess(header, rows(blank, blank, full, full, full)) == {
        "address": "Business Street",
        "city": "Business City",
        "zip": "Business Postal Code",
    }
    assert reasons(header)[4] == "it belongs to another address than 'Home Street'"


# --- attributes

SOLDE = Attribute("solde_du", "Solde dû")


@pytest.mark.parametrize(
    "name", ["solde_du", "Solde dû", "SOLDE DU", "customAttributes.solde_du", "customAttributes.Solde dû"]
)
def test_a_column_named_after_an_attribute_is_that_attribute(name: str) -> None:
    assert guess([name], (), [SOLDE]) == {"customAttributes.solde_du": name}


def test_an_attribute_goes_before_a_field_unless_the_column_has_the_field_s_api_name() -> None:
    attributes = [Attribute("mobile", "Mobile"), Attribute("city", "City")]
    assert guess("Mobile,Tel,city", (), attributes) == {
        "customAttributes.mobile": "Mobile",
        "primaryPhone": "Tel",
        "city": "city",
    }


def test_two_columns_for_one_attribute_keep_the_one_that_is_named_exactly() -> None:
    assert guess("Solde dû,solde_du", (), [SOLDE]) == {"customAttributes.solde_du": "solde_du"}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("customAttributes.new_one", "customAttributes.new_one"),
        ("customAttributes.Date d'échéance", "customAttributes.date_d_echeance"),
    ],
)
def test_a_full_attribute_name_is_kept_for_an_attribute_that_does_not_exist(name: str, field: str) -> None:
    assert guess([name]) == {field: name}


def test_an_attribute_without_letters_in_its_name_takes_no_nameless_column() -> None:
    assert guess(["***", ""], (), [Attribute("percent", "%")]) == {}


# --- this product's own files


def test_read_only_facts_of_an_export_are_left_out() -> None:
    header = (
        "id,primaryPhone,phone.e164,phone.status,phone.timeZone,displayName,firstName,customAttributes.solde_du,"
        "version,createdAt,updatedAt,createdBy"
    )
    assert guess(header) == {
        "primaryPhone": "primaryPhone",
        "firstName": "firstName",
        "customAttributes.solde_du": "customAttributes.solde_du",
    }
    ignored = [column for column in guess_mapping(header.split(","), [], []) if not column.field]
    assert {column.reason for column in ignored} == {"a read-only fact of an export"}


def test_the_same_names_in_another_product_s_file_are_no_facts_of_ours() -> None:
    assert set(reasons("id,createdAt,Version")) <= UNMAPPED
    assert guess("phone.number,id") == {"primaryPhone": "phone.number"}


@pytest.mark.parametrize(
    "own",
    [
        "line,column,code,message,value",
        "line,column,code_,message,value",
        "line,column,code,message,value,line_,column_,code_,message_,value_",
        "line,column,code,message,value,line_ (2),column_ (2),code_ (2),message_ (2),value_ (2)",
    ],
)
def test_the_columns_that_rejected_rows_end_with_are_left_out(own: str) -> None:
    header = "Code,message,Mobile," + own
    columns = guess_mapping(header.split(","), [], [Attribute("code", "Code"), Attribute("message", "Message")])
    assert [column.field for column in columns[:3]] == [
        "customAttributes.code",
        "customAttributes.message",
        "primaryPhone",
    ]
    assert {(column.field, column.reason) for column in columns[3:]} == {("", "it says why the row was rejected")}


def test_those_columns_are_ordinary_ones_elsewhere() -> None:
    assert "customAttributes.value" in guess("line,column,code,message,value,Mobile", (), [Attribute("value", "Value")])


def test_the_rejected_rows_file_ends_with_the_columns_that_are_known() -> None:
    assert REJECT_COLUMNS == REJECT_COLUMNS


# --- by values


def test_without_a_header_phone_and_email_are_found_and_names_are_not_guessed() -> None:
    samples = rows(["Amina", "Omar", "Zineb", "Ali"], PHONES, ["a@b.ma", "c.d@e.com", "", "f@g.org"])
    columns = guess_mapping(["Column 1", "Column 2", "Column 3"], samples, [])
    assert [column.field for column in columns] == ["", "primaryPhone", "primaryEmail"]
    assert columns[1].reason == "its values look like phone numbers"
    assert columns[2].reason == "its values look like e-mail addresses"
    assert all(0 < column.confidence < 0.95 for column in columns[1:])


@pytest.mark.parametrize(
    "cells",
    [
        PHONES,
        ["212661234567", "212522987654", "212770112233"],
        ["661234567", "522987654", "770112233"],
        ["2.12661234567E+11", "2.12522987654E+11"],
        ["2,12661E+11", "212522987654"],
        ["212661234567.0", "212522987654.0", "212770112233.0"],
        ["٠٦٦١٢٣٤٥٦٧", "٠٦٦١٢٣٤٥٦٨"],
        ["0661234567 / 0522123456", "0661234568; 0522123457"],
        ["(212) 661 23 45 67", "+1 (415) 555-2671", "tel:+33612345678"],
        ["0661234567", "0661234568", "n/a", ""],
        ["+212600000001", "+212600000002", "+212600000003"],
        ["212600000001", "212600000002", "212600000003"],
    ],
)
def test_phone_numbers_are_known_by_their_looks(cells: list[str]) -> None:
    assert guess(["Quelque chose"], [[cell] for cell in cells]) == {"primaryPhone": "Quelque chose"}


@pytest.mark.parametrize(
    "cells",
    [
        ["2024-01-31", "2023-12-01"],
        ["31/12/2024", "01.02.2024"],
        ["20240131", "20231201"],
        ["1 234 567.50", "12 345.00"],
        ["33.5731104", "34.0208820"],
        ["20000", "10010"],
        ["100001", "100002"],
        ["10000001", "10000002", "10000003"],
        ["0000001234", "0000001235"],
        ["1700000000", "1700003600"],
        ["4111111111111111", "5500000000000004"],
        ["12345678", "123456789", "2345678901"],
        ["0661234567", "no", "none", "?"],
        ["-12345678", "-23456789"],
        ["00000000", "99999999"],
        ["", ""],
    ],
)
def test_dates_amounts_codes_and_the_like_are_no_phone_numbers(cells: list[str]) -> None:
    assert guess(["Quelque chose"], [[cell] for cell in cells]) == {}


@pytest.mark.parametrize("name", ["Fax", "Customer ID", "N° de compte", "Date", "رقم البطاقة"])
def test_a_name_that_says_otherwise_is_believed(name: str) -> None:
    assert guess([name], [[phone] for phone in PHONES]) == {}


def test_the_column_with_most_phone_numbers_is_chosen() -> None:
    samples = rows(["661234567", "522987654", "770112233", "655443322"], PHONES, [*PHONES[:3], ""])
    assert guess("a,b,c", samples) == {"primaryPhone": "b"}


def test_a_named_phone_column_is_kept_whatever_its_values_are() -> None:
    assert guess("Phone,Other", [["abc", "+212661234567"]]) == {"primaryPhone": "Phone"}


def test_a_blank_phone_column_leaves_the_field_to_one_that_has_phone_numbers() -> None:
    samples = rows([""] * 4, PHONES)
    assert guess("Phone,Contact", samples) == {"primaryPhone": "Contact"}
    assert reasons("Phone,Contact", samples)[0] == "it is blank; primaryPhone is taken from 'Contact'"


def test_a_nameless_column_without_values_becomes_nothing() -> None:
    columns = guess_mapping(["Phone", "Column 2"], [["+212661234567", ""]], [])
    assert columns[1].reason not in UNMAPPED


@pytest.mark.parametrize(
    ("name", "cells", "field"),
    [
        ("Civilité", ["M.", "Mme", "Mlle", ""], "gender"),
        ("Title", ["Mr", "Mrs"], "gender"),
        ("Title", ["Dr", "Mr"], None),
        ("Title", ["Engineer", "CEO"], "occupation"),
        ("Salutation", ["Dr", "Mr"], None),
        ("Salutation", [], None),
        ("النوع", ["ذكر", "أنثى"], "gender"),
        ("النوع", ["أ", "ب"], None),
        ("Sexe", ["?", "x"], "gender"),
    ],
)
def test_forms_of_address_are_a_gender_only_when_all_are(name: str, cells: list[str], field: str | None) -> None:
    assert guess([name], [[cell] for cell in cells]) == ({field: name} if field else {})


# --- always

_NAMES = st.one_of(
    st.sampled_from([name for row in HEADERS.values() for name in read_row(row)[0]]),
    st.sampled_from([*FIELDS, "solde_du", "Solde dû", "customAttributes.x", "customAttributes.", "phone.e164"]),
    st.text(max_size=12),
)
_CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from([*PHONES, "a@b.ma", "Mme", "2024-01-31", "661234567"])
)


@given(st.lists(_NAMES, max_size=12), st.lists(st.lists(_CELLS, max_size=13), max_size=4))
def test_each_column_gets_one_mapping_and_no_field_is_given_twice(
    header: list[str], samples: list[list[str | None]]
) -> None:
    columns = guess_mapping(header, samples, [SOLDE])
    assert [(column.column, column.header) for column in columns] == list(enumerate(header))
    check_fields(columns)
    assert all(column.reason and 0 <= column.confidence <= 1 for column in columns)
    assert all(bool(column.field) == (column.confidence > 0) for column in columns)


@given(
    st.sampled_from([name for table in aliases.LANGUAGES for name in names_in(table)]),
    st.sampled_from("_- \u00a0."),
)
def test_an_alias_is_known_in_any_case_and_with_any_separator(name: str, separator: str) -> None:
    written = name.upper().replace(" ", separator)
    assert guess([written]).keys() == guess([name]).keys()
