"""`/overzicht agenda`: contact moments by week, and as a file for somebody's own calendar."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat.calendar_file import Publisher, written
from bot.chat.cards import Attachment, Card, Paragraph
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import LANGUAGES, speech
from bot.findings import gather
from bot.findings.load import monday_of
from bot.findings.reach import EVERYBODY, RESIDENTS
from bot.load import agenda_cards, wanted
from bot.load.agenda_cards import Filter
from bot.register import appointments
from glossary import Instrument
from storage.register import projects
from storage.reports import agenda
from storage.reports.agenda import AgendaFilter, AgendaLine

WEEKS = 6
MOST_SHOWN = 30
MOST_IN_FILE = 500


def show(request: Request, db: Session) -> Sequence[Reply]:
    """The command, a button, or what is shared."""
    return [Say(_card(request, db, _filter(request, db)))]


def _filter(request: Request, db: Session) -> Filter:
    """Without days that somebody named: from this week on."""
    asked = wanted.asked(request)
    project = request.id_of("project") if request.args.get("project") else 0
    found = projects.project(db, project) if project else None
    first, last = asked.days or (max(asked.monday, monday_of(request.today)), None)
    return Filter(
        asked.area,
        gather.areas(db).name(asked.area) if asked.area else "",
        asked.group,
        found.id if found else 0,
        found.name if found else "",
        first,
        last,
        wanted.instrument(request.args.get("form", "")),
        asked.unknown,
    )


def _card(request: Request, db: Session, chosen: Filter) -> Card:
    last = chosen.last or chosen.first + dt.timedelta(weeks=WEEKS) - dt.timedelta(days=1)
    t = speech(request.language)
    lines = _lines(db, chosen, last, MOST_SHOWN + 1)
    return agenda_cards.agenda(t, chosen, lines[:MOST_SHOWN], last, len(lines) > MOST_SHOWN, request.public)


def _lines(db: Session, chosen: Filter, last: dt.date, limit: int) -> Sequence[AgendaLine]:
    codes = None
    if chosen.area:
        codes = gather.areas(db).touching(chosen.area)
    groups = () if chosen.group is None else (chosen.group, *(EVERYBODY if chosen.group in RESIDENTS else ()))
    wanted_moments = AgendaFilter(codes, groups, chosen.project or None, chosen.form)
    lines = agenda.moments_in(db, chosen.first, last, wanted_moments, limit)
    if lines or not chosen.form:
        return lines
    others = agenda.moments_in(db, chosen.first, last, replace(wanted_moments, instrument=None), MOST_IN_FILE)
    return [line for line in others if _is_called(line.title, chosen.form)][:limit]


def _is_called(title: str, form: Instrument) -> bool:
    """Where none has that form, those count that only their title calls so: "Jongerenworkshop" is kept as a session."""
    return any(str(speech(each).word(form)).casefold() in title.casefold() for each in LANGUAGES)


def narrow(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(agenda_cards.narrow(speech(request.language), _filter(request, db)))]


def narrowed(request: Request, db: Session) -> Sequence[Reply]:
    args = wanted.chosen(request)
    if project := request.picked("project"):
        args["project"] = str(project)
    return show(request.asks("load.agenda", **args), db)


def as_file(request: Request, db: Session) -> Sequence[Reply]:
    """To the asker's own chat: everything from the first day on, for half a year."""
    t = speech(request.language)
    chosen = _filter(request, db)
    last = chosen.first + dt.timedelta(weeks=wanted.MOST_WEEKS)
    lines = _lines(db, chosen, last, MOST_IN_FILE)
    # Only the whole agenda tells what is not there any more: a removed moment has no place and no group.
    gone = () if chosen.area or chosen.group or chosen.project else agenda.removed_moments(db, request.today)
    home = request.municipality
    publisher, zone = Publisher(home.calendar_code, home.name), ZoneInfo(home.timezone)
    name = gather.areas(db).name
    planned = [each for line in lines if (each := appointments.of_moment(t, line, name, zone))]
    content = written(publisher, [*planned, *map(appointments.of_removed, gone)], request.at)
    file = Attachment(str(t("load.calendar.file")), content)
    card = Card(t("load.calendar.title"), (Paragraph(t("load.calendar.text", n=len(lines))),), files=(file,))
    sent = Card(t("load.calendar.title"), (Paragraph(t("load.calendar.sent")),))
    return [Say(card, to=request.person.id), Say(sent)]
