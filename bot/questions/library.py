"""The cards as the municipality has them: changed, made, hidden, and carried along in a file."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.feature import Task
from bot.chat.replies import Ask, Replace, Reply, Say, Work
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import Speech, speech
from bot.people import rights
from bot.questions import answering, desk, forms, library_cards, rules, shipped, written
from bot.questions.cards import HowTo
from bot.questions.written import NotACardFile, WrittenCard
from bot.register import saving
from storage.learning import how_to, questions
from storage.learning.how_to import HowToCard
from storage.people import people
from storage.people.municipalities import Municipality

MOST_OWN = 200
"""Of what a municipality made itself: the file holds them all, a card the newest."""
LARGEST_FILE = 1_000_000
"""Bytes: 200 cards with a long text are 300,000."""


def show(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(_list(request, db))]


def _list(request: Request, db: Session) -> Card:
    _for_keepers(request, db)
    changed = {each.key: each for each in how_to.how_to_cards_called(db, shipped.all_cards())}
    rows = []
    for key, ours in shipped.all_cards().items():
        own = changed.get(key)
        state = "shipped" if own is None else "hidden" if own.is_hidden else "changed"
        rows.append((key, own.title if own else ours.title[request.language], state))
    rows += [(each.key, each.title, "own") for each in how_to.own_how_to_cards(db, MOST_OWN)]
    return library_cards.every_card(speech(request.language), rows)


def edit(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    key = request.args.get("key", "")
    own = how_to.how_to_card(db, key)
    card = answering.seen(request, db, key, own)
    if card is None:
        raise OldButton("card")
    return [Ask(forms.how_to(speech(request.language), card, _words(request, key, own), "how_to.save"))]


def _as_it_is(request: Request, db: Session, key: str, own: HowToCard | None) -> WrittenCard | None:
    """Before it was changed: so a card that is shipped goes on following the next version. own: its row."""
    card = answering.seen(request, db, key, own)
    return WrittenCard(key, card.title, _words(request, key, own), card.text) if card else None


def _words(request: Request, key: str, own: HowToCard | None) -> str:
    return own.words if own else shipped.all_cards()[key].words[request.language]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """What is hidden of their own goes; of what is shipped it can be put back. Without a change nothing is kept."""
    _for_keepers(request, db)
    key, own = request.args.get("key", ""), how_to.how_to_card(db, request.args.get("key", ""))
    is_shipped = key in shipped.all_cards()
    if own is None and not is_shipped:
        raise OldButton("card")
    if request.text("hide") == "yes" and own and not is_shipped:
        db.delete(own)
        return [Say(_list(request, db))]
    given = _given(request, key)
    if returned := _returned(request, given, "how_to.save"):
        return [returned]
    if given != _as_it_is(request, db, key, own):
        _keep(db, request, given, own, is_hidden=given.is_hidden)
    return [Say(_list(request, db) if given.is_hidden else library_cards.saved(speech(request.language), key))]


def new(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    return [Ask(forms.how_to(speech(request.language), HowTo("", "", ""), "", "how_to.create", is_new=True))]


def make_card(request: Request, db: Session) -> Sequence[Reply]:
    """Of an answer: whoever makes it reads it once more, and nobody is named in it."""
    _for_keepers(request, db)
    question = questions.question(db, request.id_of("id"))
    if question is None or question.answered_on is None:
        raise OldButton("question")
    card = HowTo("", question.question[: rules.LONGEST_TITLE], question.answer[: rules.LONGEST_TEXT])
    return [Ask(forms.how_to(speech(request.language), card, "", "how_to.create", is_new=True))]


def create(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    given = _given(request, "")
    if returned := _returned(request, given, "how_to.create"):
        return [returned]
    key = how_to.next_how_to_key(db)
    _keep(db, request, given._replace(key=key), None)
    return [Say(library_cards.saved(speech(request.language), key))]


def put_back(request: Request, db: Session) -> Sequence[Reply]:
    """As it is shipped."""
    _for_keepers(request, db)
    own = how_to.how_to_card(db, request.args.get("key", ""))
    if own is None or own.key not in shipped.all_cards():
        raise OldButton("card")
    db.delete(own)
    return [Replace(_list(request, db))]


def _given(request: Request, key: str) -> WrittenCard:
    hidden = request.text("hide") == "yes"
    return WrittenCard(key, request.text("title"), request.text("words"), request.text("text"), hidden)


def _returned(request: Request, given: WrittenCard, action: str) -> Ask | None:
    t, is_new = speech(request.language), action == "how_to.create"
    shown = HowTo(given.key, given.title[: rules.LONGEST_TITLE], given.text[: rules.LONGEST_TEXT])
    form = forms.how_to(t, shown, given.words[: rules.LONGEST_WORDS], action, is_new)
    wrong = {field: t(f"how_to.wrong.{why}", n=rules.MOST_WORDS) for field, why in rules.wrong_in(*given[1:4])}
    return saving.returned(request, form, wrong)


def _keep(
    db: Session, when: Request | Task, given: WrittenCard, own: HowToCard | None, is_hidden: bool = False
) -> None:
    """own: the row that it takes the place of."""
    if own is None:
        own = HowToCard(key=given.key, title="", text="", changed_on=when.at.date())
        db.add(own)
    own.title, own.words, own.text, own.changed_on = given.title, given.words, given.text, when.at.date()
    own.is_hidden = is_hidden


def _for_keepers(request: Request, db: Session) -> None:
    if not desk.may_keep_cards(request, db):
        raise NotAllowed(speech(request.language)("how_to.not_allowed"))


# In a file


def file_out(request: Request, db: Session) -> Sequence[Reply]:
    """What the municipality changed and made; what is shipped comes with the next version."""
    _for_keepers(request, db)
    rows = [*how_to.how_to_cards_called(db, shipped.all_cards()), *how_to.own_how_to_cards(db, written.MOST_CARDS)]
    cards = [WrittenCard(each.key, each.title, each.words, each.text, each.is_hidden) for each in rows]
    return [Say(library_cards.file(speech(request.language), written.written(cards)))]


def file_in(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    return [Ask(forms.file(speech(request.language)))]


def read(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    files = request.files("file")
    if len(files) != 1 or files[0].size > LARGEST_FILE:
        t = speech(request.language)
        return [Ask(forms.file(t), {"file": t("how_to.one_file")})]
    return [Work("how_to.read", {}, files)]


def bring_in(task: Task) -> Sequence[Say]:
    """The worker behind the form: all of it or nothing. What is not in the file stays as it is."""
    t = speech(task.language)
    content = task.fetch(task.files[0])
    try:
        cards = written.read(content[: LARGEST_FILE + 1].decode("utf-8-sig"), shipped.all_cards())
    except UnicodeDecodeError as wrong:
        return [Say(library_cards.not_read(t, str(wrong)))]
    except NotACardFile as wrong:
        return [Say(library_cards.not_read(t, _in_words(t, wrong)))]
    with task.begin() as db:
        person = people.colleague(db, task.person)
        # It may have waited for a while, and rights may have changed.
        if person is None or not _still_may(db, person):
            return [Say(library_cards.not_allowed(t))]
        known = {each.key: each for each in how_to.how_to_cards_called(db, {card.key for card in cards})}
        for card in cards:
            _keep(db, task, card, known.get(card.key), card.is_hidden)
    return [Say(library_cards.brought_in(t, len(cards)))]


def _in_words(t: Speech, wrong: NotACardFile) -> str:
    why = str(t(f"how_to.wrong.{wrong.why}", n=rules.MOST_WORDS)) if wrong.why else ""
    return f"{wrong.where}: {why}" if why else wrong.where


def _still_may(db: Session, person: people.Colleague) -> bool:
    home = db.get_one(Municipality, person.municipality_id)
    return rights.may_coordinate(person, home, questions.coordinators(db))
