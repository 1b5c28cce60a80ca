"""What the desk knows: cards, lessons, earlier answers and projects, and who knows more."""

from collections.abc import Sequence
from itertools import takewhile

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings import gather
from bot.questions import cards, desk, forms, rules, shipped
from bot.questions.cards import AlsoFound, Answer, HowTo
from storage.learning import how_to, questions
from storage.learning.how_to import HowToCard
from storage.learning.questions import Question
from storage.messages import outbox
from storage.search import search as library
from storage.search.search import Hit

FEEDBACK = "{feedback}"
"""In a card: within how many days residents hear back."""
MOST_LOOKED_AT, MOST_LEARNED, MOST_PROJECTS = 20, 3, 2


def ask(request: Request, db: Session) -> Sequence[Reply]:
    """`/kennis vraag hoe kies ik het niveau`, and every sentence that nothing else understands.

    "said": all that was typed, where "words" are only those of it that say something. Nothing of it is kept.
    """
    words = request.args.get("words", "").strip()
    said = (request.args.get("said", "").strip() or words)[: rules.LONGEST_QUESTION]
    t = speech(request.language)
    if not said:
        return [Ask(forms.in_own_words(t))]
    if kinds := residents.traces(said):
        return [Say(cards.without_residents(t, t.listed([str(t(f"chat.residents.{kind}")) for kind in kinds])))]
    return [Say(cards.answer(t, _answer(request, db, words, said), request.id))]


def _answer(request: Request, db: Session, words: str, said: str) -> Answer:
    hits = found(db, words)
    learned = [hit for hit in hits if hit.kind != "project"][:MOST_LEARNED]
    best = _in_full(request, db, learned[0]) if learned and _is_surely_a_card(learned[0]) else None
    projects = _projects(hits)
    others = [*projects, *learned[bool(best) :]]
    knows = rules.who_knows(desk.stems_of(said), desk.helpers(db), request.person.id)
    return Answer(
        question=said,
        best=best,
        others=[other(request, hit) for hit in others],
        knows=[(each.name, each.words) for each in knows],
        waits=0 if best or others else desk.days(db),
        is_sure=any(hit.is_sure for hit in (*projects, *learned)),
    )


def _is_surely_a_card(hit: Hit) -> bool:
    """One that may only happen to have a word of it stands among the others, to be looked at."""
    return hit.kind == "card" and hit.is_sure


def _projects(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Those that fit better than all that was learned: one word in its summary does not make a project an answer."""
    return list(takewhile(lambda hit: hit.kind == "project", hits))[:MOST_PROJECTS]


def found(db: Session, words: str) -> list[Hit]:
    """What is worth naming (`ranking.Shared`), best first.

    A card that the municipality changed is still found by how people ask for the shipped one.
    """
    own = {each.key: each for each in how_to.how_to_cards_called(db, shipped.all_cards())}
    hidden = [key for key, card in own.items() if card.is_hidden]
    hits = library.search(db, words, limit=MOST_LOOKED_AT, shelf=shipped.shelf(), but=hidden)
    once = dict[tuple[str, str], Hit]()
    for hit in (each for each in hits if each.is_named):
        changed = own.get(hit.key) if hit.kind == "card" else None
        here = hit._replace(id=changed.id, title=changed.title) if changed else hit
        once.setdefault((here.kind, here.key), here)
    return list(once.values())


def other(request: Request, hit: Hit) -> AlsoFound:
    match hit.kind:
        case "card":
            ours = shipped.all_cards().get(hit.key) if not hit.id else None
            title = ours.title[request.language] if ours else hit.title
            return AlsoFound("card", title, "how_to.show", {"key": hit.key})
        case "answer":
            return AlsoFound("answer", hit.title, "question.show", {"id": str(hit.id)})
        case kind:
            return AlsoFound(kind, hit.title, f"{kind}.show", {"id": str(hit.id)})


# One card


def card(request: Request, db: Session, key: str) -> HowTo | None:
    """As the municipality has it, else as it is shipped; None when it was taken away."""
    return seen(request, db, key, how_to.how_to_card(db, key))


def seen(request: Request, db: Session, key: str, own: HowToCard | None) -> HowTo | None:
    """own: its row, when there is one."""
    if own:
        return None if own.is_hidden else HowTo(own.key, own.title, own.text)
    return as_shipped(request, db, key)


def as_shipped(request: Request, db: Session, key: str) -> HowTo | None:
    ours = shipped.all_cards().get(key)
    if ours is None:
        return None
    text = ours.text[request.language]
    if FEEDBACK in text:
        text = text.replace(FEEDBACK, str(gather.norms(db).feedback.days))
    return HowTo(key, ours.title[request.language], text)


def _in_full(request: Request, db: Session, hit: Hit) -> HowTo | None:
    return card(request, db, hit.key) if hit.id else as_shipped(request, db, hit.key)


def show_card(request: Request, db: Session) -> Sequence[Reply]:
    asked = card(request, db, request.args.get("key", ""))
    if asked is None:
        raise OldButton("card")
    may_change = not request.public and desk.may_keep_cards(request, db)
    return [Say(cards.how_to(speech(request.language), asked, may_change))]


def show_earlier(request: Request, db: Session) -> Sequence[Reply]:
    question = _findable(request, db)
    return [Say(cards.earlier(speech(request.language), question, desk.may_keep_cards(request, db)))]


def remove(request: Request, db: Session) -> Sequence[Reply]:
    """An answer that does not hold any more."""
    question = _findable(request, db)
    if not desk.may_keep_cards(request, db):
        raise OldButton("question")
    db.delete(question)
    return [Replace(cards.removed(speech(request.language)))]


def _findable(request: Request, db: Session) -> Question:
    question = questions.question(db, request.id_of("id"))
    if question is None or question.answered_on is None or not question.may_help:
        raise OldButton("question")
    return question


def helped(request: Request, db: Session) -> Sequence[Reply]:
    """Counted once for each answer; not who, and not of what. What helped stays to be read."""
    if outbox.first_time(db, f"desk helped {request.args.get('asked', '')[:100]}", request.at):
        questions.count_at_desk(db, request.today, "helped")
    return [Say(cards.thanked(speech(request.language)))]
