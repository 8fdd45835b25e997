"""Dates and times as they stand in real files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.values import Definition, ValueFormat, ValueProblem, coerce

DATE = Definition(UUID(int=1), "due", "Due", "date")
MOMENT = Definition(UUID(int=2), "seen", "Seen", "datetime")
CASABLANCA = "Europe/Paris"


def read(text: object, order: str | None = None, definition: Definition = DATE) -> object:
    return coerce(text, definition, ValueFormat(date=order, time_zone=CASABLANCA))  # type: ignore[arg-type]


def code(text: object, order: str | None = None, definition: Definition = DATE) -> str:
    with pytest.raises(ValueProblem) as caught:
        read(text, order, definition)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    ["2026-12-31", "2026/12/31", "2026.12.31", "20261231", "31/12/2026", "31-12-2026", "31.12.2026",
     "31.12.26",
     "31 12 2026", "12/31/2026", "31 / 12 / 2026", "2026-12-31 00:00:00", "2026-12-31T00:00:00Z",
     "31/12/2026 14:30",
     "31 déc. 2026", "31 décembre 2026", "jeudi 31 décembre 2026", "December 31, 2026", "Dec 31st, 2026",
     "31-Dec-26",
     "31 de diciembre de 2026", "٣١/١٢/٢٠٢٦", "31 دجنبر 2026", "31 ديسمبر 2026", "31 كانون الأول 2026",
     "الخميس 31 دجنبر 2026", "2026 Dec 31", "Thu Dec 31 2026 00:00:00 GMT+0100 (GMT+01:00)",
     "\u200f31/12/2026"],
)  # fmt: skip
def test_an_unambiguous_date_is_read_without_a_format(text: str) -> None:
    assert read(text) == "2026-12-31"


def test_the_format_decides_between_day_and_month() -> None:
    assert code("01/02/2026") == "ambiguousDate"
    assert read("01/02/2026", "DMY") == "2026-02-01"
    assert read("01/02/2026", "MDY") == "2026-01-02"
    assert read("26-02-01", "YMD") == "2026-02-01"
    assert read("05/05/2026") == "2026-05-05"


def test_a_day_that_the_format_makes_a_month_is_refused_instead_of_turned_round() -> None:
    assert code("12/31/2026", "DMY") == "range"
    assert code("31/12/2026", "MDY") == "range"


def test_two_digit_years_fall_in_1950_to_2049() -> None:
    assert read("13.1.49", "DMY") == "2049-01-13"
    assert read("13.1.50", "DMY") == "1950-01-13"


@pytest.mark.parametrize(("serial", "day"), [("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"),
                                             ("46387", "2026-12-31"), ("46387.75",
                                              "2026-12-31"), ("2958465", "9999-12-31")])  # fmt: skip
def test_spreadsheet_day_numbers_are_read_when_the_format_says_so(serial: str, day: str) -> None:
    assert read(serial, "SERIAL") == day
    assert code(serial) == "format"


def test_a_json_number_is_a_day_number_or_nothing() -> None:
    assert read(46387, "SERIAL") == "2026-12-31"
    assert code(46387) == "type"


@pytest.mark.parametrize("text", ["2026-02-29", "31/04/2026", "2026-13-01", "0999-12-31", "00/00/2026", "2026-00-10"])
def test_a_date_that_the_calendar_does_not_have_is_refused(text: str) -> None:
    assert code(text) == "range"


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "31/12",
        "12/2026",
        "Dec 2026",
        "31-12/2026",
        "31/12/026",
        "1e5",
        "-1",
        "2026-12-31-01",
        "2026 w 5",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert code(text) == "format"


def test_the_day_is_the_one_written_unless_an_offset_moves_it() -> None:
    assert read("2026-12-30T23:00:00Z") == "2026-12-31"  # JavaScript's midnight of the 31st in Paris
    assert read("2026-12-31T00:00:00-08:00") == "2026-12-31"
    assert read("2026-12-31 23:59") == "2026-12-31"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-12-31T14:30:00Z", "2026-12-31T14:30:00.000Z"),
        ("2026-12-31T14:30:00.123456+05:30", "2026-12-31T09:00:00.123Z"),
        ("2026-12-31T14:30:00+0100", "2026-12-31T13:30:00.000Z"),
        ("2026-12-31 14:30", "2026-12-31T13:30:00.000Z"),
        ("31/12/2026 14h30", "2026-12-31T13:30:00.000Z"),
        ("31/12/2026 à 14h30", "2026-12-31T13:30:00.000Z"),
        ("12/31/2026 2:05 PM", "2026-12-31T13:05:00.000Z"),
        ("31/12/2026 12:00 am", "2026-12-30T23:00:00.000Z"),
        ("31 déc. 2026 09:05:07", "2026-12-31T08:05:07.000Z"),
        ("2026-12-31", "2026-12-30T23:00:00.000Z"),
        ("2026-07-01 12:00", "2026-07-01T10:00:00.000Z"),  # summer time
    ],
)
def test_a_time_is_stored_in_utc(text: str, stored: str) -> None:
    assert read(text, definition=MOMENT) == stored


def test_a_spreadsheet_number_with_a_fraction_is_a_time() -> None:
    assert read("46387.5", "SERIAL", MOMENT) == "2026-12-31T11:00:00.000Z"


@pytest.mark.parametrize(
    "text", ["2026-12-31 25:00", "2026-12-31 10:60", "9999-12-31T23:59:59-12:00", "1000-01-01T00:00:00+14:00"]
)
def test_a_time_that_does_not_exist_is_refused(text: str) -> None:
    assert code(text, definition=MOMENT) == "range"


@pytest.mark.parametrize("text", ["14:30", "2026-12-31 13:00 PM", "2026-12-31 10:00 +25:00", "now", "2026-12-31T"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert code(text, definition=MOMENT) == "format"


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["DMY", "MDY", "YMD"]), st.sampled_from("/-."))
def test_every_day_is_read_back_in_each_order(day: date, order: str, separator: str) -> None:
    parts = {"D": f"{day.day}", "M": f"{day.month:02}", "Y": f"{day.year:04}"}
    assert read(separator.join(parts[part] for part in order), order) == day.isoformat()


@given(st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(9999, 12, 30)))
def test_stored_times_stay_themselves_and_sort_as_times(moment: datetime) -> None:
    stored = read(moment.replace(tzinfo=UTC).isoformat(), definition=MOMENT)
    assert read(stored, definition=MOMENT) == stored
    assert len(str(stored)) == len("2026-12-31T14:30:00.000Z")


@given(
    st.text(alphabet="0123456789/-.: TZ+AMPMdéc", max_size=24),
    st.sampled_from([None, "DMY", "MDY", "YMD", "SERIAL"]),
)
def test_no_text_breaks_the_reader(text: str, order: str | None) -> None:
    for definition in (DATE, MOMENT):
        try:
            read(text, order, definition)
        except ValueProblem:
            continue
