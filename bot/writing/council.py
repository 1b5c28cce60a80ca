"""`/overzicht raad`: the page of a quarter, to read in chat and as a file."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.findings.norms import Norms
from bot.register.governance import governance
from bot.writing import cards, quarter
from bot.writing.composing import words_of
from bot.writing.document import WrittenText
from bot.writing.own_templates import in_force
from bot.writing.quarter import QuarterAsk, QuarterFacts
from bot.writing.templates import file_of
from glossary import Decision, Quarter, TextKind
from storage import settings
from storage.people import names
from storage.people.municipalities import Municipality
from storage.register import outcomes
from storage.reports import asked
from storage.reports.asked import AskedLine

MOST = 10_000
"""Asks that are counted: more than any municipality has in a quarter."""


def show(request: Request, db: Session) -> Sequence[Reply]:
    which = _meant(request)
    t = speech(request.language)
    document = page(db, which, request.at)
    return [Say(cards.quarter_card(t, which, document, is_last=which >= Quarter.of(request.today)))]


def files(request: Request, db: Session) -> Sequence[Reply]:
    return [Work("writing.write", {"quarter": _meant(request).written})]


def _meant(request: Request) -> Quarter:
    """This quarter when no other is named."""
    named = request.args.get("quarter") or request.args.get("words", "")
    return Quarter.read(named.strip()) or Quarter.of(request.today)


def page(db: Session, which: Quarter, at: dt.datetime) -> WrittenText:
    """In Dutch: it is for the council. at: in the municipality's own time zone."""
    t = speech("nl")
    lines = asked.asked_in(db, which.first, which.last, MOST)
    coming = asked.asked_in(db, which.after.first, which.after.last, quarter.MOST)
    facts = QuarterFacts(
        quarter=which,
        municipality=db.get_one(Municipality, db.info["municipality"]).name,
        today=at.date(),
        asks=_asks(db, lines),
        coming=_asks(db, coming),
        governance=governance(Chosen(settings.written(db))),
    )
    template = in_force(db)[file_of(TextKind.QUARTER, "nl")]
    document = quarter.page(t, facts, template)
    if found := names.names_in(db, words_of(document, "")):
        instead = str(t("writing.quarter.a_colleague"))
        document = quarter.page(t, quarter.without_names(facts, found, instead), template)
    return document


def _asks(db: Session, lines: Sequence[AskedLine]) -> list[QuarterAsk]:
    norm = Norms.of(Chosen(settings.written(db))).feedback
    decided = outcomes.outcomes_of(db, [line.id for line in lines])
    return [
        QuarterAsk(
            project=line.project,
            title=line.title,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            level=line.level,
            areas=line.areas,
            told_on=line.told_on,
            due=line.promised_on or (line.ends_on.day + norm if line.ends_on.day else None),
            decisions=tuple(each.decision for each in decided.get(line.id, ()) if each.decision is not Decision.OPEN),
        )
        for line in lines
    ]
