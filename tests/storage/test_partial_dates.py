"""Dates of which a part is unknown: what is known is kept, what is not is never made up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import ImpossibleDate, PartialDate

DAYS = st.dates(dt.date(1000, 1, 1))
PARTIAL = st.one_of(
    DAYS.map(PartialDate.of),
    DAYS.map(lambda day: PartialDate(f"{day:%Y-%m}")),
    DAYS.map(lambda day: PartialDate(f"{day:%Y}")),
)


@given(PARTIAL)
def test_reading_what_was_written_gives_the_same(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


WAYS = ["{0.day}-{0.month}-{0.year}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}", "{0.day}/{0.month}/{0.year}"]


@given(DAYS, st.sampled_from(WAYS))
def test_a_day_is_read_the_dutch_way(day: dt.date, written: str) -> None:
    assert PartialDate.parse(f" {written.format(day)} ").day == day


@given(DAYS)
def test_a_month_is_read_the_dutch_way_and_gets_no_day(day: dt.date) -> None:
    assert PartialDate.parse(f"{day.month}-{day.year}") == PartialDate(f"{day:%Y-%m}")
    assert PartialDate.parse(f"{day.month}-{day.year}").day is None


@given(PARTIAL)
def test_it_lies_between_the_first_and_the_last_day_that_it_may_mean(date: PartialDate) -> None:
    assert date.earliest <= date.latest
    assert (date.day is not None) == (date.earliest == date.latest)
    for end in (date.earliest, date.latest):
        assert end.isoformat().startswith(date.iso)
    if date.latest < dt.date.max:
        assert not (date.latest + dt.timedelta(days=1)).isoformat().startswith(date.iso)
    if date.earliest > dt.date.min:
        assert not (date.earliest - dt.timedelta(days=1)).isoformat().startswith(date.iso)


@given(PARTIAL, PARTIAL)
def test_its_order_is_that_of_its_first_days(one: PartialDate, other: PartialDate) -> None:
    if one.earliest < other.earliest:
        assert one < other


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_date_or_impossible(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ImpossibleDate:
        return
    assert date.earliest <= date.latest
    assert date.iso.isascii()


@pytest.mark.parametrize("text", ["", "morgen", "2026-1-", "26-11-23", "1-2-3"])
def test_no_date(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2026-02-30", "30-02-2026", "2026-13", "13-2026", "2026-00", "0000"])
def test_an_impossible_date(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        PartialDate.parse(text)


def test_a_day_from_a_spreadsheet_has_midnight_behind_it() -> None:
    assert PartialDate.parse("2026-11-23 00:00:00").day == dt.date(2026, 11, 23)


def test_only_zeros_make_it_the_text_that_we_store() -> None:
    assert PartialDate.parse("2026-1-5").iso == "2026-01-05"
