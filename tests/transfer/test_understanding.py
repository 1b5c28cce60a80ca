"""Everyday spellings: as precise as they are, never more, and never something else."""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transfer.understanding import amounts, dates, times, words
from bot.transfer.understanding.amounts import amount, numeric
from bot.transfer.understanding.names import SEVERAL, NamesOfColleagues
from bot.transfer.understanding.plain import is_empty
from glossary import Domain, Instrument, Level, Phase, Size, Status, TargetGroup, Word
from tests.transfer.test_inputs import INPUTS


def cells_of(name: str) -> dict[str, str]:
    with (INPUTS / name).open(encoding="utf-8", newline="") as file:
        return {row[0]: row[2] for row in list(csv.reader(file, delimiter=";"))[1:]}


# Dates

DAY, EMPTY, OPEN = "2027-01-12", "empty", "open"
DATES: Mapping[str, str] = {
    **{f"D{at}": DAY for at in (*range(8), 9, 10, 11, 51, 52, 53, 54, 60, 61, 62, 72)},
    "D8": "2027-12-01",
    "D12": "2027",
    **{f"D{at}": "2027-01" for at in (*range(13, 20), 34, 35)},
    **{f"D{at}": "2026" for at in (*range(20, 27), 32, 33, 44, 46, 47, 58, 63, *range(66, 71))},
    **{f"D{at}": "2026-03" for at in (28, 29, 30)},
    **{f"D{at}": EMPTY for at in range(36, 44)},
    "D45": "2027",
    **{f"D{at}": "2025 to 2026" for at in (48, 49, 50)},
    "D59": "1900-01-01",
    "D71": "2021-08-19",
    **{f"D{at}": "2026-12-13" for at in (73, 74)},
    **{f"D{at}": OPEN for at in (27, 31, 55, 56, 57, 64, 65)},
}


def date_said(cell: str) -> str:
    if is_empty(cell):
        return EMPTY
    found = dates.period(cell)
    if found is None:
        return OPEN
    return str(found.common) if found.common else f"{found.begin} to {found.end}"


def test_dates_of_real_lists() -> None:
    said = {row: date_said(cell) for row, cell in cells_of("datums_projecten.csv").items()}
    assert said == DATES
    assert sum(each != OPEN for each in said.values()) >= 68


MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

OF_A_DAY: Mapping[str, Callable[[dt.date], str]] = {
    "ISO": lambda day: day.isoformat(),
    "ISO with slashes": lambda day: f"{day:%Y/%m/%d}",
    "with hyphens": lambda day: f"{day.day}-{day.month}-{day.year}",
    "with zeros": lambda day: f"{day:%d-%m-%Y}",
    "with slashes": lambda day: f"{day:%d/%m/%Y}",
    "with points": lambda day: f"{day.day}.{day.month}.{day.year}",
    "with spaces": lambda day: f"{day.day} {day.month} {day.year}",
    "two figures": lambda day: f"{day:%d-%m-%y}",
    "an apostrophe": lambda day: f"{day.day}-{day.month}-'{day:%y}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "in words": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "in capitals": lambda day: f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
    "short": lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year}",
    "short with a point": lambda day: f"{day.day} {SHORT[day.month - 1]}. {day.year}",
    "short with hyphens": lambda day: f"{day.day}-{SHORT[day.month - 1]}-{day.year}",
    "short, two figures": lambda day: f"{day.day} {SHORT[day.month - 1]} '{day:%y}",
    "a weekday": lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}",
    "a short weekday": lambda day: f"{WEEKDAYS[day.weekday()][:2]}. {day:%d-%m-%Y}",
    "English": lambda day: f"{day:%B} {day.day}, {day.year}",
    "English, day first": lambda day: f"{day.day} {day:%b} {day.year}",
    "a time": lambda day: f"{day:%d-%m-%Y} 19:30",
    "a time in words": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year} om 19.30 uur",
    "ISO with a time": lambda day: f"{day.isoformat()}T19:30:00Z",
    "spaces around it": lambda day: f"  {day:%d-%m-%Y}\u00a0",
    "an aside": lambda day: f"{day:%d-%m-%Y} (onder voorbehoud)",
    "a star": lambda day: f"{day:%d-%m-%Y}*",
    "from": lambda day: f"vanaf {day.day} {MONTHS[day.month - 1]} {day.year}",
    "as Excel counts": lambda day: str((day - dt.date(1899, 12, 30)).days),
}
OF_A_MONTH: Mapping[str, Callable[[dt.date], str]] = {
    "ISO": lambda day: f"{day:%Y-%m}",
    "month first": lambda day: f"{day:%m-%Y}",
    "with a slash": lambda day: f"{day.month}/{day.year}",
    "in words": lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    "as Excel shows it": lambda day: f"{SHORT[day.month - 1]}-{day:%y}",
    "short": lambda day: f"{SHORT[day.month - 1].capitalize()}. {day.year}",
    "the middle": lambda day: f"medio {MONTHS[day.month - 1]} {day.year}",
    "the end": lambda day: f"eind {SHORT[day.month - 1]} {day.year}",
    "some days": lambda day: f"3 t/m 5 {MONTHS[day.month - 1]} {day.year}",
    "two days": lambda day: f"3 en 4 {MONTHS[day.month - 1]} {day.year}",
    "year first": lambda day: f"{day.year} {MONTHS[day.month - 1]}",
}
OF_A_YEAR: Mapping[str, Callable[[dt.date], str]] = {
    "figures": lambda day: f"{day.year}",
    "apostrophe": lambda day: f"'{day:%y}",
    "quarter": lambda day: f"Q{day.month % 4 + 1} {day.year}",
    "quarter in words": lambda day: f"{day.month % 4 + 1}e kwartaal {day.year}",
    "quarter, year first": lambda day: f"{day.year}-Q{day.month % 4 + 1}",
    "season": lambda day: f"{('voorjaar', 'zomer', 'najaar', 'winter')[day.month % 4]} {day.year}",
    "about": lambda day: f"ca. {day.year}",
    "half": lambda day: f"{day.month % 2 + 1}e helft {day.year}",
    "its end": lambda day: f"eind {day.year}",
    "two months": lambda day: f"jan/feb {day.year}",
    "some months": lambda day: f"maart t/m {MONTHS[day.month % 6 + 5]} {day.year}",
}


def days() -> list[dt.date]:
    chance = Random(18)
    return [dt.date(2019, 1, 1) + dt.timedelta(chance.randrange(4_000)) for _ in range(150)]


@pytest.mark.parametrize("how", OF_A_DAY)
def test_a_day_is_that_day(how: str) -> None:
    for day in days():
        assert date_said(OF_A_DAY[how](day)) == day.isoformat(), OF_A_DAY[how](day)


@pytest.mark.parametrize("how", OF_A_MONTH)
def test_a_month_is_no_day(how: str) -> None:
    for day in days():
        assert date_said(OF_A_MONTH[how](day)) == f"{day:%Y-%m}", OF_A_MONTH[how](day)


@pytest.mark.parametrize("how", OF_A_YEAR)
def test_a_year_is_no_month(how: str) -> None:
    for day in days():
        assert date_said(OF_A_YEAR[how](day)) == f"{day.year}", OF_A_YEAR[how](day)


def test_in_a_list_from_america_the_month_comes_first() -> None:
    column = ["1/12/2027", "8/19/2021 1:25:31 PM", "2/3/2027"]
    assert dates.month_first(column)
    assert not dates.month_first([*column, "13/12/2026"])
    assert not dates.month_first(["1/12/2027", "2/3/2027"])
    assert str(dates.period("1/12/2027", month_first=True).common) == "2027-01-12"  # type: ignore[union-attr]
    assert str(dates.period("1/12/2027").common) == "2027-12-01"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "no_date",
    ["31-02-2027", "00-01-2026", "2026-02-30", "ergens in mei", "20226-05-01", "0026-05-01", "week 60 2026", "5", "99",
     "maart", "12 maart", "1e kwartaal", "Fase 2", "P2026", "12-13-14-15", "12 t/m 14", "1.234.567", "nov", "a 2026",
     "32 januari 2026", "januari 12", "2026 2027 2028", "3-2026-5"],
)  # fmt: skip
def test_what_is_no_date_is_none(no_date: str) -> None:
    assert date_said(no_date) == OPEN


@given(st.text(alphabet="0123456789-/. 'qQwk tmenjaf", max_size=16))
def test_no_year_comes_from_nowhere(text: str) -> None:
    """Whatever is read, its year stands there, in two figures at least; or it is a number of days."""
    found = dates.period(text)
    if found and not text.strip(" -/.'").isdigit():
        assert any(date.iso[2:4] in text for date in (found.begin, found.end))


# Amounts

AMOUNTS: Mapping[str, str] = {
    **{f"N{at}": "12500" for at in (*range(9), 11, 13, 30, 31, 32, 37, 38, 42)},
    **{f"N{at}": "13, rounded" for at in (9, 10, 40)},
    "N17": "not_whole",
    "N12": "12000",
    **{f"N{at}": "1200000" for at in (14, 15)},
    "N16": "share",
    "N18": "5000",
    "N19": "range",
    "N20": "bound",
    **{f"N{at}": EMPTY for at in (21, 22, 23, 24, 25, 27)},
    "N26": "0",
    **{f"N{at}": "-500, negative" for at in (28, 29)},
    "N33": "1234567",
    **{f"N{at}": "12501, rounded" for at in (34, 35)},
    "N36": "100000",
    "N39": "other_money",
    "N41": "1250",
}


def amount_said(cell: str) -> str:
    if is_empty(cell):
        return EMPTY
    found = amount(cell)
    if found.reason and not found.number:
        return found.reason
    return f"{found.number}{', rounded' if found.rounded else ''}{found.reason and f', {found.reason}'}"


def test_amounts_of_real_lists() -> None:
    """Of those that stay open it is said what they are: nobody is asked for a number that stands there."""
    said = {row: amount_said(cell) for row, cell in cells_of("bedragen_projecten.csv").items()}
    assert said == AMOUNTS
    assert sum(any(map(str.isdigit, each)) or each == EMPTY for each in said.values()) >= 38


OF_AN_AMOUNT: Mapping[str, Callable[[int], str]] = {
    "figures": lambda n: f"{n}",
    "points": lambda n: f"{n:,}".replace(",", "."),
    "commas": lambda n: f"{n:,}",
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "hard spaces": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "apostrophes": lambda n: f"{n:,}".replace(",", "'"),
    "euro": lambda n: f"€ {n}",
    "euro and points": lambda n: f"€{n:,}".replace(",", "."),
    "euro and a dash": lambda n: f"€ {n:,},-".replace(",", ".", f"{n:,}".count(",")),
    "cents": lambda n: f"{n},00",
    "points and cents": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "commas and cents": lambda n: f"{n:,}.00",
    "EUR": lambda n: f"EUR {n}",
    "in words": lambda n: f"{n} euro",
    "about": lambda n: f"ca. {n}",
    "estimated": lambda n: f"{n} (geschat)",
    "without tax": lambda n: f"€ {n} excl. btw",
}


@pytest.mark.parametrize("how", OF_AN_AMOUNT)
def test_an_amount_is_that_amount(how: str) -> None:
    chance = Random(18)
    for number in [0, 7, 100, *(chance.randrange(10 ** chance.randrange(1, 9)) for _ in range(150))]:
        written = OF_AN_AMOUNT[how](number)
        assert amount(written) == amounts.Amount(number), written


@pytest.mark.parametrize(("cell", "number"), [("2,5 mln", 2_500_000), ("0,4 mln", 400_000), ("15k", 15_000)])
def test_short_for_many(cell: str, number: int) -> None:
    assert amount(cell) == amounts.Amount(number)


@pytest.mark.parametrize("share", ["0.125", "18.125", "0.375", "12.5"])
def test_the_point_of_a_number_of_a_workbook_is_no_sign_of_thousands(share: str) -> None:
    assert numeric(share, whole=True).reason == "not_whole"


@pytest.mark.parametrize("cell", ["1,5", "2.5", "0,9"])
def test_what_may_be_millions_or_a_share_is_no_euro(cell: str) -> None:
    assert amount(cell).reason == "not_whole"


def test_a_part_of_one_is_no_thousand() -> None:
    assert amount("0,375", whole=True).reason == amount("0.125").reason == "not_whole"


@pytest.mark.parametrize("vague", ["1.250 mln", "12.34.567", "1.234,567", "2 tot 3", "zes", "5 of 6", "12-2026"])
def test_what_may_be_two_amounts_is_none(vague: str) -> None:
    assert amount(vague).reason


# Words

WORDS: Mapping[str, tuple[type[Word], int]] = {
    "status": (Status, 22),
    "fase": (Phase, 15),
    "omvang": (Size, 9),
    "doelgroepen": (TargetGroup, 22),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_of_real_lists(name: str) -> None:
    known, fewest = WORDS[name]
    cells = cells_of(f"w_{name}_projecten.csv").values()
    parts = [[part.strip() for part in cell.replace(" en ", ",").replace(";", ",").split(",")] for cell in cells]
    understood = [all(is_empty(part) or words.word(known, part) for part in its) for its in parts]
    assert sum(understood) >= fewest


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("In uitvoering", Status.ONGOING),
        ("Gereed", Status.COMPLETED),
        ("on-hold", Status.PAUSED),
        ("Vervallen", Status.STOPPED),
        ("Ontwerpfase", Phase.PLAN),
        ("Enquête", Instrument.SURVEY),
        ("Bewonersbijeenkomst", Instrument.RESIDENTS_MEETING),
        ("Co-creatie", Level.COPRODUCE),
        ("Iedereen", TargetGroup.ALL_RESIDENTS),
        ("Jongeren (12-18)", TargetGroup.YOUNG_PEOPLE),
        ("agrariërs", TargetGroup.FARMERS),
        ("Verkeer en vervoer", Domain.MOBILITY),
        ("Sport & cultuur", Domain.CULTURE_AND_SPORT),
    ],
)
def test_other_words_for_the_same(written: str, word: Word) -> None:
    assert words.word(type(word), written) is word


@pytest.mark.parametrize(
    ("known", "written"),
    [
        (Status, "concept"),
        (Status, "open"),
        (Phase, "2"),
        (Size, "1"),
        (TargetGroup, "bezoekers"),
        (Level, "meedenken"),
    ],
)
def test_what_may_mean_several_things_is_asked(known: type[Word], written: str) -> None:
    assert words.word(known, written) is None


@pytest.mark.parametrize(
    ("known", "written", "guess"),
    [
        (Status, "loopend", Status.ONGOING),
        (TargetGroup, "jongerne", TargetGroup.YOUNG_PEOPLE),
        (TargetGroup, "ondrnemrs", TargetGroup.ENTREPRENEURS),
        (TargetGroup, "ondrnmrs", None),
        (TargetGroup, "kopjes", None),
        (TargetGroup, "iedereen daar", None),
        (Status, "groot", None),
    ],
)
def test_a_guess_is_close(known: type[Word], written: str, guess: Word | None) -> None:
    assert words.guess(known, written) is guess


def test_no_word_of_ours_means_another() -> None:
    for known in (Status, Phase, Size, Level, Domain, Instrument, TargetGroup):
        for word in known:
            assert words.word(known, word.dutch) is word
            assert words.word(known, word.dutch.replace("_", " ").title()) is word


# Names

PEOPLE = {
    1: "Jan Jansen",
    2: "Sanne de Boer",
    3: "Zoë Müller",
    4: "Piet de Vries",
    5: "Petra de Vries",
    6: "Anne-Marie Bos",
}


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("Jan Jansen", 1),
        ("jan  jansen", 1),
        ("Jansen, Jan", 1),
        ("J. Jansen", 1),
        ("J.P. Jansen", 1),
        ("Jansen, J.", 1),
        ("Dhr. J. Jansen", 1),
        ("Jan Jansen (Ruimte)", 1),
        ("Boer, Sanne de", 2),
        ("S. de Boer", 2),
        ("Zoe Muller", 3),
        ("Müller, Zoë", 3),
        ("Piet de Vries", 4),
        ("P. de Vries", SEVERAL),
        ("anne-marie bos", 6),
        ("Jan", None),
        ("Jansen", None),
        ("Jan Janssen", None),
        ("K. Jansen", None),
        ("", None),
    ],
)
def test_a_name_that_fits_one_colleague_is_that_colleague(written: str, who: int | None) -> None:
    names = NamesOfColleagues.of((name, number) for number, name in PEOPLE.items())
    assert names.meant(written) == who


@pytest.mark.parametrize(
    "nothing", ["n.t.b.", "N.V.T.", "-", "--", "?", "p.m.", "PM", "vacature", "nog te bepalen", "…"]
)
def test_words_for_nothing(nothing: str) -> None:
    assert is_empty(nothing)


@pytest.mark.parametrize("something", ["0", "Nijmegen", "pmv", "Vacaturebank", "nee", "x-1"])
def test_words_that_are_not(something: str) -> None:
    assert not is_empty(something)


# Times of day


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("19:30", "19:30"),
        ("19.30", "19:30"),
        ("19.30 uur", "19:30"),
        ("19u30", "19:30"),
        ("19:30:00", "19:30"),
        ("19 uur", "19:00"),
        ("9u", "09:00"),
        ("om 19.30 uur", "19:30"),
        ("7:30 PM", "19:30"),
        ("19:30-21:00", "19:30 21:00"),
        ("19.30 – 21.00 uur", "19:30 21:00"),
        ("van 19.30 tot 21.00", "19:30 21:00"),
        ("19u30 - 21u", "19:30 21:00"),
        ("19 - 21 uur", "19:00 21:00"),
        ("10.00 t/m 16.00 uur", "10:00 16:00"),
        ("tot 21.00 uur", "- 21:00"),
        ("vanaf 19.30", "19:30"),
    ],
)
def test_a_time_of_day(cell: str, said: str) -> None:
    found = times.hours(cell)
    assert found
    begin = f"{found.begin:%H:%M}" if found.begin else "-"
    assert (f"{begin} {found.end:%H:%M}" if found.end else begin) == said


@pytest.mark.parametrize(
    "cell",
    ["half acht", "avond", "24:00", "19:60", "19", "19-21", "1930", "21:00-19:30", "0.8125", "19:30 of 20:00",
     "19.30 inloop", "2026", "12-2026", "3 uur 's middags", "25 uur", "13 PM"],
)  # fmt: skip
def test_what_is_no_time_or_may_be_two_is_asked(cell: str) -> None:
    assert times.hours(cell) is None


@pytest.mark.parametrize(
    ("cell", "day", "hours"),
    [
        ("09-12-2026 19:30", "2026-12-09", (dt.time(19, 30), None)),
        ("9 december 2026, 19.30 - 21.00 uur", "2026-12-09", (dt.time(19, 30), dt.time(21))),
        ("wo 9 dec 2026 om 19u30", "2026-12-09", (dt.time(19, 30), None)),
        ("2026-12-09 19:30", "2026-12-09", (dt.time(19, 30), None)),
        ("12.01.2027", "2027-01-12", (None, None)),
        ("2026-12-09", "2026-12-09", (None, None)),
        ("2026-12-09T19:30:00Z", "2026-12-09", (None, None)),
        ("2026-12-09T19:30:00+02:00", "2026-12-09", (None, None)),
    ],
)
def test_a_time_behind_a_date(cell: str, day: str, hours: tuple[dt.time | None, dt.time | None]) -> None:
    assert date_said(cell) == day
    assert dates.hours_of(cell) == hours


@given(st.times())
def test_every_time_is_that_time(at: dt.time) -> None:
    for written in (f"{at:%H:%M}", f"{at:%H.%M} uur", f"{at:%H}u{at:%M}"):
        assert times.hours(written) == (dt.time(at.hour, at.minute), None)
