"""The heat map, drawn after the answer: neighbourhoods from top to bottom, weeks from left to right."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Picture, Text
from bot.chat.feature import Task
from bot.chat.replies import Say
from bot.chat.texts import Speech, speech
from bot.drawing import Cell, HeatMap, Tone
from bot.findings import gather, load
from bot.findings.facts import Areas
from bot.findings.load import Colour
from bot.findings.norms import Norms
from bot.findings.week_map import WeekMap
from bot.load import cards, wanted
from bot.load.wanted import Wanted

MOST_ROWS = 24
"""More do not fit on a phone: the most tired neighbourhoods are shown."""
TONES: dict[Colour, Tone] = {Colour.GREEN: "calm", Colour.ORANGE: "busy", Colour.RED: "too_much"}


Rows = Sequence[tuple[int, Sequence[int]]]
"""The place of a neighbourhood in the map, and its fatigue by week."""


def draw(task: Task) -> Sequence[Say]:
    t = speech(task.language)
    asked = wanted.ordered(task.args, task.at.date())
    with task.begin() as db:
        norms, areas = gather.norms(db), gather.areas(db)
        weeks = gather.weeks(db, areas, asked.monday, task.at.date(), norms, asked.weeks, asked.area)
    rows = _rows(weeks, range(len(weeks.neighbourhoods)), asked)
    place = areas.name(asked.area) if asked.area else ""
    drawing = _map(t, weeks, areas, norms, rows, asked, len(weeks.neighbourhoods), place)
    (png,) = task.draw([drawing])
    alt = t("load.map.alt", facts=t.joined(_in_short(t, weeks, areas, norms, rows)))
    picture = Picture(png, alt, "drukte", drawing) if png else None
    return [Say(cards.week_map(t, asked, place, picture, list(_in_words(t, weeks, areas, norms, rows)), norms))]


def sketch(
    t: Speech, db: Session, asked: Wanted, today: dt.date, within: frozenset[str], most: int
) -> tuple[HeatMap, Text, tuple[Text, ...]] | None:
    """What somebody else draws, in short and all in words; None when there is nothing to be seen.

    within: neighbourhoods, among other codes; empty is all of them. most: of the most tired ones, so many.
    """
    norms, areas = gather.norms(db), gather.areas(db)
    weeks = gather.weeks(db, areas, asked.monday, today, norms, asked.weeks)
    places = [at for at, code in enumerate(weeks.neighbourhoods) if not within or code in within]
    rows = _rows(weeks, places, asked)[:most]
    if not any(max(tired) for _, tired in rows):
        return None
    alt = t("load.map.alt", facts=t.joined(_in_short(t, weeks, areas, norms, rows)))
    drawn = _map(t, weeks, areas, norms, rows, asked, len(places), "")
    return drawn, alt, tuple(_in_words(t, weeks, areas, norms, rows))


def _in_short(t: Speech, weeks: WeekMap, areas: Areas, norms: Norms, rows: Rows) -> Sequence[Text]:
    """Which neighbourhoods are in each colour, in their worst week: the worst colour first."""
    by_colour: dict[Colour, list[str]] = {Colour.RED: [], Colour.ORANGE: [], Colour.GREEN: []}
    for at, tired in rows:
        by_colour[load.colour(max(tired), norms)].append(areas.name(weeks.neighbourhoods[at]))
    return [
        t("load.map.in_short", state=t(f"load.state.{colour}"), areas=names)
        for colour, names in by_colour.items()
        if names
    ]


def _rows(weeks: WeekMap, places: Sequence[int], asked: Wanted) -> Rows:
    """The most tired neighbourhoods in these weeks, the most tired first."""
    tired = [(at, weeks.by_week(at, asked.group)) for at in places]
    return sorted(tired, key=lambda row: (-max(row[1]), -sum(row[1]), row[0]))[:MOST_ROWS]


def _map(
    t: Speech, weeks: WeekMap, areas: Areas, norms: Norms, rows: Rows, asked: Wanted, of: int, place: str
) -> HeatMap:
    group = str(t.word(asked.group)) if asked.group else ""
    title = " · ".join(filter(None, [str(t("load.map.title")), place, group]))
    legend: tuple[tuple[Tone, str], ...] = (
        ("calm", str(t("load.map.calm", number=norms.orange - 1))),
        ("busy", str(t("load.map.busy", number=norms.orange))),
        ("too_much", str(t("load.map.too_much", number=norms.red))),
    )
    notes = [t("load.map.note", n=norms.window.days)]
    if of > len(rows):
        notes.append(t("load.map.not_all", shown=len(rows), all=of))
    return HeatMap(
        title[:44],
        tuple(t.day_above_month(monday) for monday in weeks.mondays),
        tuple((areas.name(weeks.neighbourhoods[at]), _cells(tired, norms)) for at, tired in rows),
        legend,
        " ".join(map(str, notes)),
    )


def _cells(fatigue: Sequence[int], norms: Norms) -> tuple[Cell, ...]:
    return tuple(Cell(tired, TONES[load.colour(tired, norms)]) for tired in fatigue)


def _in_words(t: Speech, weeks: WeekMap, areas: Areas, norms: Norms, rows: Rows) -> Iterator[Text]:
    """Of every neighbourhood that is not calm all the time, from when it is what: the same as the picture says."""
    for at, tired in rows:
        stretches = list(_stretches(tired, norms))
        if any(colour is not Colour.GREEN for colour, _, _ in stretches):
            said = [_stretch(t, weeks.mondays, tired, *each) for each in stretches]
            yield t("load.map.line", area=areas.name(weeks.neighbourhoods[at]), stretches=t.in_a_row(said))


def _stretch(
    t: Speech, mondays: Sequence[dt.date], tired: Sequence[int], colour: Colour, first: int, last: int
) -> Text:
    """The first one says until when, and those after it from when."""
    fatigue = tired[first : last + 1]
    how = "load.map.how_calm" if colour is Colour.GREEN else "load.map.how_same"
    if colour is not Colour.GREEN and min(fatigue) < max(fatigue):
        how = "load.map.how_at_most"
    said = t(how, state=t(f"load.state.{colour}"), n=max(fatigue))
    if first == 0 and last == len(mondays) - 1:
        return t("load.map.always", said=said)
    if first == 0:
        return t("load.map.until", said=said, date=t.day_and_month(mondays[last] + dt.timedelta(days=6)))
    return t("load.map.from", said=said, date=t.day_and_month(mondays[first]))


def _stretches(fatigue: Sequence[int], norms: Norms) -> Iterator[tuple[Colour, int, int]]:
    """Colour, first and last week of weeks in a row that have the same colour."""
    colours = [load.colour(tired, norms) for tired in fatigue]
    start = 0
    for week in range(1, len(colours) + 1):
        if week == len(colours) or colours[week] is not colours[start]:
            yield colours[start], start, week - 1
            start = week
