"""The participation ordinance, and the aldermen of both portfolios: what the municipality fills in once."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.cards import Text
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.settings import Chosen, Setting
from bot.chat.texts import speech
from bot.people import audit
from bot.people.steering import only_who_steer
from bot.register.governance import ADOPTED_ON, COMMUNICATION, LINK, PARTICIPATION
from bot.vision import cards, showing
from glossary import Deed, DeedPart, PartialDate
from storage import settings

FIELDS: dict[str, Setting] = {
    "adopted_on": ADOPTED_ON,
    "link": LINK,
    "participation": PARTICIPATION,
    "communication": COMMUNICATION,
}
"""By the key of the field."""


def edit(request: Request, db: Session) -> Sequence[Reply]:
    only_who_steer(request, db)
    chosen = Chosen(settings.written(db))
    return [Ask(cards.ordinance_form(speech(request.language), {key: chosen.word(one) for key, one in FIELDS.items()}))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    only_who_steer(request, db)
    t = speech(request.language)
    typed = {key: request.text(key) for key in FIELDS}
    if errors := _wrong(request, typed):
        return [Ask(cards.ordinance_form(t, typed), errors)]
    before = settings.written(db)
    for key, setting in FIELDS.items():
        settings.write(db, setting.name, typed[key] or None)
    if settings.written(db) != before:
        audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.MUNICIPALITY)
    return [Say(cards.vision(t, showing.facts(request, db)))]


def _wrong(request: Request, typed: dict[str, str]) -> dict[str, Text]:
    """A day that is known and not still to come, and an address of the web."""
    t, errors = speech(request.language), dict[str, Text]()
    if typed["adopted_on"]:
        try:
            day = PartialDate.parse(typed["adopted_on"]).day
        except ValueError:
            day = None
        if day is None:
            errors["adopted_on"] = t("chat.refused.date")
        elif day > request.today:
            errors["adopted_on"] = t("vision.ordinance.not_yet")
        else:
            typed["adopted_on"] = day.isoformat()
    if typed["link"]:
        try:
            typed["link"] = editing.web_address(typed["link"])
        except editing.RefusedEdit as refused:
            errors["link"] = t(refused.key)
    for key, longest in (("link", cards.LONGEST), ("participation", 100), ("communication", 100)):
        if len(typed[key]) > longest:
            errors[key] = t("chat.refused.too_long", longest=longest, length=len(typed[key]))
    return errors
