"""How values read in a sentence, in both languages."""

import datetime as dt

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from bot.chat import texts
from bot.chat.texts import Euro, UnknownText, Value, date_in_words, speech
from glossary import PartialDate, Role, Status

NL, EN = speech("nl"), speech("en")
DAY = dt.date(2026, 12, 9)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (DAY, "9 december 2026", "9 December 2026"),
        (PartialDate("2026-12-09"), "9 december 2026", "9 December 2026"),
        (PartialDate("2026-12"), "december 2026", "December 2026"),
        (PartialDate("2026"), "2026", "2026"),
        (dt.datetime(2026, 12, 9, 8, 5, tzinfo=dt.UTC), "9 december 2026, 08:05", "9 December 2026, 08:05"),
        (Euro(18000), "€\xa018.000", "€\xa018,000"),
        (12500, "12.500", "12,500"),
        (Status.ONGOING, "lopend", "ongoing"),
        ("**Zo getypt**", "**Zo getypt**", "**Zo getypt**"),
        (["Noord"], "Noord", "Noord"),
        (["Noord", "Zuid"], "Noord en Zuid", "Noord and Zuid"),
        (["Noord", "Zuid", "Centrum"], "Noord, Zuid en Centrum", "Noord, Zuid and Centrum"),
        ([Status.PAUSED, DAY], "gepauzeerd en 9 december 2026", "paused and 9 December 2026"),
    ],
)
def test_a_value_reads_the_dutch_way_and_the_english_way(value: Value | Euro, dutch: str, english: str) -> None:
    assert [str(NL.readable(value)), str(EN.readable(value))] == [dutch, english]


@pytest.mark.parametrize("value", [None, [], ()])
def test_nothing_is_said_too(value: Value) -> None:
    assert str(NL("chat.known_so_far", date=value)) == str(NL("chat.known_so_far", date=NL("chat.nothing")))


def test_a_day_that_people_must_plan_comes_with_its_weekday() -> None:
    assert NL.day(DAY) == "woensdag 9 december 2026"
    assert NL.day(PartialDate("2026-12")) == "december 2026"
    assert date_in_words(DAY, "en", weekday=True) == "Wednesday 9 December 2026"


def test_a_day_above_its_month_has_the_abbreviation_that_people_use() -> None:
    assert NL.day_above_month(dt.date(2027, 3, 1)) == ("1", "mrt")
    assert EN.day_above_month(DAY) == ("9", "Dec")


@pytest.mark.parametrize("t", [NL, EN])
def test_days_and_numbers_read_as_unicode_has_them(t: texts.Speech) -> None:
    for day in (dt.date(2027, 12, 25) + dt.timedelta(days=at) for at in range(400)):
        assert t.readable(day) == format_date(day, "d MMMM y", locale=t.language)
        assert t.day(day) == format_date(day, "EEEE d MMMM y", locale=t.language)
        assert str(t.day_and_month(day)) == format_date(day, "d MMMM", locale=t.language)
        assert str(t.deadline(day)) == format_date(day, "EEEE d MMMM", locale=t.language)
        assert t.day_above_month(day) == (str(day.day), format_date(day, "MMM", locale=t.language).rstrip("."))
    for number in (0, 7, -7, 999, 1_000, -1_000, 12_345, 1_234_567):
        assert t.readable(number) == format_decimal(number, locale=t.language)
    for share in (0.0, 0.25, 0.35, 2.45, -0.05, 99.95, 1234.5):
        assert t.readable(share) == format_decimal(share, "0.0", locale=t.language)


def test_a_period_of_one_day_is_that_day() -> None:
    assert str(NL.period(DAY, DAY)) == "woensdag 9 december 2026"
    assert str(NL.period(DAY, PartialDate("2027-01"))) == "9 december 2026 tot en met januari 2027"


def test_lists_keep_who_typed_what() -> None:
    assert str(NL.joined(["a", "b", "c"])) == "a, b, c"
    assert dict(NL.listed(["{v1}", "b"]).values) == {"v0": "{v1}", "v1": "b"}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of the test's own."""
    table = """[days]
nl = { one = "{n} dag", other = "{n} dagen" }
en = { one = "{n} day", other = "{n} days" }
"""
    monkeypatch.setattr(texts, "_tables", lambda: {"days": table})
    monkeypatch.setattr(texts, "_entries", texts._entries.__wrapped__)


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(("n", "words"), [(0, "0 dagen"), (1, "1 dag"), (2, "2 dagen"), (1200, "1.200 dagen")])
def test_one_is_counted_in_the_singular(n: int, words: str) -> None:
    assert str(NL("days", n=n)) == words


@pytest.mark.usefixtures("counted")
def test_a_text_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(UnknownText):
        NL("weeks")
    assert NL.knows("days")
    assert not NL.knows("weeks")


def test_a_language_that_we_do_not_speak_is_dutch() -> None:
    assert speech("fr").language == "nl"


def test_words_are_explained_in_one_sentence() -> None:
    assert str(NL.word(Role.PROJECT_LEAD)) == "projectleider"
    assert str(NL.explained(Status.PAUSED)) != str(EN.explained(Status.PAUSED))
