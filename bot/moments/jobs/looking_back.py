"""A year after residents had their answer: what came of it? Almost nobody tells them, and they remember."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge
from bot.chat.texts import speech
from bot.moments import around_cards
from storage.people import people
from storage.register import around_moments, moments, telling, text_words

A_YEAR = dt.timedelta(days=365)
STILL_ASKED = dt.timedelta(days=14)
"""What was answered before that is not asked about: a list of years may have just come in."""
A_DAY = 2
"""So many of these questions for one colleague; the rest comes on another day."""
ORDER = 45


def ask(occasion: Occasion, db: Session) -> Iterator[Nudge]:
    """Once, to whoever tells residents. What nobody can be asked is looked at again until its time has passed."""
    until = occasion.today - A_YEAR
    found = around_moments.long_answered(db, until - STILL_ASKED, until)
    owners = telling.owners(db, {each.project_id for each in found})
    languages = people.languages_of_reachable(db, set(owners.values()))
    asked: dict[int, int] = {}
    for each in found:
        who = owners.get(each.project_id, 0)
        if who in languages and asked.get(who, 0) < A_DAY:
            asked[who] = asked.get(who, 0) + 1
            around_moments.looked_back(db, each.id, occasion.today)
            blocks = around_cards.look_back(speech(languages[who]), each.project_id, each.id, each.title)
            yield Nudge(who, f"looking_back {each.id}", blocks, order=ORDER)


def answer(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when the moment is gone, or somebody said it by now."""
    moment = moments.moment(db, int(waiting.about))
    if moment is None:
        return ()
    said = text_words.text_words(db, moment.project_id).get(moment.id, {})
    if text_words.AFTERWARDS in said:
        return ()
    return around_cards.look_back(speech(waiting.language), moment.project_id, moment.id, moment.title)
