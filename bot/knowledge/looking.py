"""The menu, and searching in lessons and projects."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.knowledge import cards, forms
from glossary import Instrument, Phase, TargetGroup
from storage.learning import knowledge
from storage.register import areas
from storage.search import search as library
from storage.search.search import SearchFilter

MOST = 5
LONGEST = 60
"""Of what people search for."""
FILTERS = ("text", "kind", "area", "group", "instrument", "phase")


def menu(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(cards.menu(speech(request.language)))]


def search(request: Request, db: Session) -> Sequence[Reply]:
    """`/kennis zoek loting`, or bare: then a form."""
    asked = {key: request.args[key] for key in FILTERS if request.args.get(key)}
    words = request.args.get("words", "").strip() or asked.get("text", "")
    if not words:
        return [Ask(forms.search(speech(request.language)))]
    return _answer(request, db, {**asked, "text": words[:LONGEST]})


def narrow(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(forms.search(speech(request.language), request.args.get("text", "")[:LONGEST]))]


def found(request: Request, db: Session) -> Sequence[Reply]:
    return _answer(request, db, {key: request.text(key) for key in FILTERS if request.text(key)})


def _answer(request: Request, db: Session, asked: dict[str, str]) -> Sequence[Reply]:
    hits = library.search(db, asked.get("text", ""), _wanted(db, asked), MOST)
    found = knowledge.lessons_with_ids(db, [hit.id for hit in hits if hit.kind == "lesson"])
    lessons = {each.id: each for each in found}
    reader = 0 if request.public else request.person.id
    return [Say(cards.results(speech(request.language), hits, lessons, asked, reader))]


def _wanted(db: Session, asked: dict[str, str]) -> SearchFilter:
    """Raises OldButton for a word that is no longer in our lists."""
    try:
        return SearchFilter(
            kind=asked.get("kind", ""),
            area_codes=tuple(areas.codes_around(db, asked["area"])) if asked.get("area") else (),
            target_group=TargetGroup.from_code(asked["group"]) if asked.get("group") else None,
            instrument=Instrument.from_code(asked["instrument"]) if asked.get("instrument") else None,
            phase=Phase.from_code(asked["phase"]) if asked.get("phase") else None,
        )
    except KeyError as gone:
        raise OldButton("filter") from gone
