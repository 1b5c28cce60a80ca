""" "Bewaar als les" on somebody's message. Its words are only kept when their author saves them."""

from collections.abc import Sequence

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import Note
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request, readable
from bot.chat.texts import speech
from bot.knowledge import cards, forms
from storage.people import people
from storage.register import drafts
from storage.register.drafts import CONSENT, PATIENCE, Draft

LONGEST = 2000


def from_message(request: Request, db: Session) -> Sequence[Reply]:
    """Of my own message I get the form with its words in it; of another's, they are asked first."""
    t = speech(request.language)
    words, author_id = readable(request.args.get("text", ""))[:LONGEST], request.colleague("author")
    author = people.colleague(db, author_id) if author_id and not request.picked_an_outsider("author") else None
    if author is None or not words:
        return [Ask(forms.new(t, None, {}, {}, note=(Note(t("knowledge.message.without_words")),)))]
    if author.id == request.person.id:
        return [Ask(forms.new(t, None, {"what_happened": words}, {}))]
    drafts.forget_old(db, author.id, request.at)
    kept = Draft(
        colleague_id=author.id, kind=CONSENT, codes=msgspec.json.encode({"what_happened": words}).decode(),
        created_at=request.at,
    )  # fmt: skip
    db.add(kept)
    db.flush()
    question = cards.consent(speech(author.language), kept.id, request.person.name, words)
    return [Say(question, to=author.id), Say(cards.asked_for_consent(t, author.name))]


def given(request: Request, db: Session) -> Sequence[Reply]:
    """They see the words in a form, change what they like, and save it themselves."""
    kept = _kept(request, db)
    codes = msgspec.json.decode(kept.codes, type=dict[str, str])
    return [Ask(forms.new(speech(request.language), None, codes, {}, draft=str(kept.id)))]


def refused(request: Request, db: Session) -> Sequence[Reply]:
    db.delete(_kept(request, db))
    return [Replace(cards.no_consent(speech(request.language)))]


def _kept(request: Request, db: Session) -> Draft:
    kept = drafts.draft(db, request.id_of("draft"), request.person.id)
    if kept is None or kept.kind != CONSENT or kept.created_at < request.at - PATIENCE:
        raise OldButton("draft")
    return kept
