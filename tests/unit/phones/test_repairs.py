"""What people type and spreadsheets break is read as what was meant."""

from __future__ import annotations

import polars as pl
import pytest

from gomobile.phones.normalize import PhoneError, UnknownRegion, normalize, trace
from gomobile.phones.vectorized import normalize_series

KEY = "+212612345678"

AS_PROVIDED = [
    "0612345678",
    "612345678",
    "+212612345678",
    "00212612345678",
    "212612345678",
    "+212 6 12-34-56-78",
    "+212 (0)6 12 34 56 78",
    "(+212) 612.345.678",
    "06.12.34.56.78",
    "06/12/34/56/78",
    "06\u00a012\u00a034\u00a056\u00a078",
    "06\u202f12\u202f34\u202f56\u202f78",
    "06\u200b12\u200b345678",
    "0612\u2011345\u2013678",
    "\uff0b212612345678",
    "٠٦١٢٣٤٥٦٧٨",
    "۰۶۱۲۳۴۵۶۷۸",
    "०६१२३४५६७८",
    "０６１２３４５６７８",
    "𝟎𝟔𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
    "06_12_34_56_78",
    "06:12:34:56:78",
    "0612345678 ext. 5",
    "0612345678,123",
    "0612345678;12",
]


@pytest.mark.parametrize("raw", AS_PROVIDED)
def test_a_number_that_needs_no_cutting_is_kept_as_provided(raw: str) -> None:
    phone = normalize(raw, "MA")
    assert (phone.raw, phone.used, phone.key, phone.status) == (raw, raw, KEY, "valid")
    assert (phone.type, phone.region, phone.others) == ("mobile", "MA", ())
    assert phone.digits == "212612345678 0612345678"


@pytest.mark.parametrize(
    ("raw", "used", "repairs"),
    [
        ("  0612345678\t", "0612345678", ()),
        ("\u202a+212 612-345678\u202c", "+212 612-345678", ()),
        ("\ufeff0612345678\u200e", "0612345678", ()),
        ("'0612345678", "0612345678", ("wrapper",)),
        ('="0612345678"', "0612345678", ("wrapper",)),
        ("=+212612345678", "+212612345678", ("wrapper",)),
        ("“0612345678”", "0612345678", ("wrapper",)),
        ("2.12612345678E+11", "212612345678", ("spreadsheetNumber",)),
        ("2,12612345678E+11", "212612345678", ("spreadsheetNumber",)),
        ("2.12612345678e11", "212612345678", ("spreadsheetNumber",)),
        ("٢٫١٢٦١٢٣٤٥٦٧٨E+١١", "212612345678", ("spreadsheetNumber",)),
        ("2.126123456780E+11", "212612345678", ("spreadsheetNumber",)),
        ("212612345678.0", "212612345678", ("spreadsheetNumber",)),
        ("612345678,00", "612345678", ("spreadsheetNumber",)),
        ("212,612,345,678", "212612345678", ("spreadsheetNumber",)),
        ("tel:+212-612-345-678", "+212-612-345-678", ("uri",)),
        ("tel:0612345678;phone-context=+212", "+2120612345678", ("uri",)),
        ("tel:612-345-678;phone-context=+212", "+212612-345-678", ("uri",)),
        ("tel:0612345678;phone-context=example.com", "0612345678", ("uri",)),
        ("tel:0612345678;ext=5;isub=1", "0612345678;ext=5", ("uri",)),
        ("TEL:%2B212612345678", "+212612345678", ("uri",)),
        ("Tel: 06 12 34 56 78", "06 12 34 56 78", ("label",)),
        ("هاتف: ٠٦١٢٣٤٥٦٧٨", "٠٦١٢٣٤٥٦٧٨", ("label",)),
        ("GSM 1: 0612345678", "0612345678", ("label", "label")),
        ("0612-34-56-78 (bureau)", "0612-34-56-78", ("label",)),
        ("0612345678 bureau", "0612345678", ("label",)),
        ("https://wa.me/212612345678", "212612345678", ("label",)),
        ("06 12 34 56 78, Casablanca", "06 12 34 56 78", ("label",)),
    ],
)
def test_what_is_not_the_number_is_taken_off(raw: str, used: str, repairs: tuple[str, ...]) -> None:
    found = trace(raw, "MA")
    assert (found.phone.used, found.phone.key, found.phone.status) == (used, KEY, "valid")
    assert found.phone.others == ()
    assert found.repairs == repairs


@pytest.mark.parametrize(
    ("raw", "used", "others"),
    [
        ("0612345678; 0522123456", "0612345678", ("0522123456",)),
        ("0612345678, 0522123456", "0612345678", ("0522123456",)),
        ("0612345678 | 0522123456 | 0698765432", "0612345678", ("0522123456", "0698765432")),
        ("0612345678\n0522123456", "0612345678", ("0522123456",)),
        ("0612345678\r\n0522123456", "0612345678", ("0522123456",)),
        ("0612345678/0522123456", "0612345678", ("0522123456",)),
        ("06 12 34 56 78 / 05 22 12 34 56", "06 12 34 56 78", ("05 22 12 34 56",)),
        ("06/12/34/56/78 / 05/22/12/34/56", "06/12/34/56/78", ("05/22/12/34/56",)),
        ("0612345678 or 0522123456", "0612345678", ("0522123456",)),
        ("0612345678 ou 0522123456", "0612345678", ("0522123456",)),
        ("٠٦١٢٣٤٥٦٧٨ و ٠٥٢٢١٢٣٤٥٦", "٠٦١٢٣٤٥٦٧٨", ("٠٥٢٢١٢٣٤٥٦",)),
        ("٠٦١٢٣٤٥٦٧٨ أو٠٥٢٢١٢٣٤٥٦", "٠٦١٢٣٤٥٦٧٨", ("٠٥٢٢١٢٣٤٥٦",)),
        ("0612345678 - 0522123456", "0612345678", ("0522123456",)),
        ("0612345678 0522123456", "0612345678", ("0522123456",)),
        ("+212612345678+212522123456", "+212612345678", ("+212522123456",)),
        ("0612345678/79", "0612345678", ("79",)),
        ("0612345678 poste 12", "0612345678", ("poste 12",)),
        ("12 rue Verte, 0612345678", "0612345678", ("12 rue Verte",)),
        ("99999999, 0612345678", "0612345678", ("99999999",)),
        ("bureau 0612345678 ; maison 0522123456", "0612345678", ("maison 0522123456",)),
    ],
)
def test_of_several_numbers_the_first_readable_is_used_and_the_rest_reported(
    raw: str, used: str, others: tuple[str, ...]
) -> None:
    phone = normalize(raw, "MA")
    assert (phone.key, phone.status) == (KEY, "valid")
    assert (phone.used, phone.others) == (used, others)


@pytest.mark.parametrize(
    ("raw", "region", "key", "repairs"),
    [
        ("33123456789", "MA", "+33123456789", ("lostPlus",)),
        ("212612345678", "US", KEY, ("lostPlus",)),
        ("00212612345678", "US", KEY, ("foreignPrefix",)),
        ("+00212612345678", "US", KEY, ("foreignPrefix",)),
        ("011212612345678", "US", KEY, ()),
        ("2530000", "US", "+12530000", ()),
        ("212612345678", "DE", "+49212612345678", ()),
    ],
)
def test_a_lost_plus_is_supplied_only_where_the_number_cannot_be_one_at_home(
    raw: str, region: str, key: str, repairs: tuple[str, ...]
) -> None:
    found = trace(raw, region)
    assert (found.phone.key, found.repairs) == (key, repairs)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "required"),
        ("   ", "required"),
        ("\u00a0\u200b\ufeff", "required"),
        ("\u0600", "required"),
        ("abc", "unreadable"),
        ("n/a", "unreadable"),
        ("#N/A", "unreadable"),
        ("-", "unreadable"),
        ("+", "unreadable"),
        ("0", "unreadable"),
        ("12", "unreadable"),
        ("1E+5", "unreadable"),
        ("1.5E+0", "unreadable"),
        ("2.1261234567891E+11", "unreadable"),
        ("9" * 41, "unreadable"),
        ("We met on the 3rd of May 2024 at the market of Rabat", "unreadable"),
        ("5 " * 2_000, "unreadable"),
        ("2.12612E+11", "roundedByExcel"),
        ("2,12612E+11", "roundedByExcel"),
        ("2E+11", "roundedByExcel"),
        ("6.12346E+08", "roundedByExcel"),
    ],
)
def test_what_is_no_number_is_refused_with_a_code_and_what_to_do(raw: str, code: str) -> None:
    with pytest.raises(PhoneError) as refused:
        normalize(raw, "MA")
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert normalize_series(pl.Series([raw]), "MA").row(0) == (None,) * 7 + (code,)


@pytest.mark.parametrize(
    ("raw", "key", "digits"),
    [
        ("12345", "+21212345", "21212345 012345"),
        ("061234567890", "+21261234567890", "21261234567890 061234567890"),
        ("*111#", "111", "111"),
        ("+0612345678", "0612345678", "0612345678"),
        ("9" * 40, "9" * 40, "9" * 40),
    ],
)
def test_an_invalid_number_is_kept_and_marked(raw: str, key: str, digits: str) -> None:
    phone = normalize(raw, "MA")
    assert (phone.key, phone.status, phone.type, phone.used) == (key, "invalid", "unknown", raw)
    assert phone.digits == digits


@pytest.mark.parametrize("region", ["ma", " MA "])
def test_a_region_may_be_written_in_small_letters(region: str) -> None:
    assert normalize("0612345678", region).key == KEY


@pytest.mark.parametrize("region", ["XX", "", "MAR", "001", "ZZ"])
def test_an_unknown_region_is_refused(region: str) -> None:
    with pytest.raises(UnknownRegion) as refused:
        normalize("0612345678", region)
    assert refused.value.code == "UNKNOWN_REGION"
    with pytest.raises(UnknownRegion):
        normalize_series(pl.Series(["0612345678"]), region)
