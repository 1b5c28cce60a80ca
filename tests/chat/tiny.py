"""A feature as small as one can be: a list of wishes that colleagues keep. It has one of everything.

Its sentences are `typed`, so that they need no texts.toml.
"""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.cards import Attachment, Button, Card, Choices, Link, Note, Paragraph, Row, typed
from bot.chat.contributions import Section
from bot.chat.feature import Command, Feature, Task
from bot.chat.forms import Field, Form, Option
from bot.chat.replies import Ask, Replace, Reply, Say, Work
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from storage.learning.knowledge import Lesson
from storage.people.people import Colleague

WORDS = 40


def menu(request: Request, db: Session) -> Sequence[Reply]:
    new = Button(typed("Nieuw"), "wish.new", style="primary")
    return [Say(Card(typed("Wensen"), (Paragraph(typed("Wat wil je?")),), (new, Button(typed("Lijst"), "wish.list"))))]


def new(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(_form(request))]


def _form(request: Request, **values: object) -> Form:
    kinds = tuple(Option(code, typed(label)) for code, label in [("big", "Groot"), ("small", "Klein")])
    fields = (
        Field("wish", typed("Wens"), required=True, longest=WORDS),
        Field("size", typed("Omvang"), "choice", options=kinds),
        Field("place", typed("Waar"), "search", source="wish.places"),
        Field("tags", typed("Woorden"), "choices", options=kinds),
        Field("day", typed("Wanneer"), "date"),
        Field("number", typed("Hoeveel"), "number"),
        Field("granter", typed("Wie"), "person"),
        Field("photo", typed("Foto"), "file"),
        Field("sure", typed("Zeker weten"), "agree"),
    )
    filled = tuple(msgspec.structs.replace(each, value=values.get(each.key)) for each in fields)
    example = Choices((Button(typed("Vul een voorbeeld in"), "wish.example"),))
    return Form(typed("Nieuwe wens"), filled, typed("Opslaan"), "wish.save", {"from": "menu"}, body=(example,))


def example(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(_form(request, wish="Een boom", size=request.text("size") or None))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    wish = request.text("wish")
    if wish == "geld":
        kept = {key: request.text(key) or None for key in ("wish", "size", "day", "number", "sure")}
        place = request.text("place")
        found = {"place": (Option(place, typed(place)),) if place else None, "tags": request.several("tags")}
        form = _form(request, **kept, **found, granter=request.colleague("granter"))
        return [Ask(form, errors={"wish": typed("Alles, maar geen geld.")})]
    row = Lesson(key=request.id, lesson=wish, what_happened=str(request.person.id))
    db.add(row)
    db.flush()
    if wish == "een storing":
        raise RuntimeError(wish)
    answer: list[Reply] = [Say(card(row, request.public))]
    granter = request.colleague("granter")
    if granter is not None:
        args = {"wish": str(row.id)}
        yes = Button(typed("Ja"), "wish.grant", args, style="primary")
        no = Button(typed("Nee"), "wish.refuse", args, confirm=typed("Weet je dat zeker?"))
        body = (Paragraph(typed(f"{request.person.name} wil graag: {wish}")), Choices((yes, no)))
        answer.append(Say(Card(typed("Een wens voor jou"), body), to=granter))
    if request.files("photo"):
        answer.append(Work("wish.look", {"wish": str(row.id)}, request.files("photo")))
    return answer


def card(row: Lesson, public: bool) -> Card:
    private = () if public else (Note(typed("Alleen jij ziet dit.")),)
    args = {"wish": str(row.id)}
    drop = Button(typed("Vergeet"), "wish.drop", args, style="danger", confirm=typed("Weg is weg. Doorgaan?"))
    link = Link(typed("Lees meer"), "https://voorbeeld.example")
    share = Button(typed("Deel"), "wish.show", args)
    return Card(typed("Een wens"), (Paragraph(typed(row.lesson)), *private), (drop, link), share=share)


def change_too_soon(request: Request, db: Session) -> Sequence[Reply]:
    """Writes before it has looked who is asking."""
    db.add(Lesson(key=request.id, lesson="Te vroeg"))
    db.flush()
    raise NotAllowed(typed("Dat mag alleen de koning."))


def show(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(card(_wish(request, db), request.public))]


def drop(request: Request, db: Session) -> Sequence[Reply]:
    row = _wish(request, db)
    if row.what_happened != str(request.person.id):
        raise NotAllowed(typed("Alleen wie het wenst, mag het vergeten."))
    db.delete(row)
    return [Replace(Card(typed("Vergeten")))]


def all_wishes(request: Request, db: Session) -> Sequence[Reply]:
    rows = [
        Row(typed(row.lesson), Button(typed("Vervul"), "wish.grant", {"wish": str(row.id)}))
        for row in db.scalars(select(Lesson).order_by(Lesson.id))
    ]
    return [Say(Card(typed("Alle wensen"), tuple(rows)))]


def grant(request: Request, db: Session) -> Sequence[Reply]:
    row = _wish(request, db)
    wisher = int(row.what_happened)
    done = Card(typed("Vervuld"), (Paragraph(typed(row.lesson)),))
    return [Replace(done), *([Say(done, to=wisher)] if wisher != request.person.id else [])]


def refuse(request: Request, db: Session) -> Sequence[Reply]:
    return [Replace(Card(typed("Geweigerd")))]


def _wish(request: Request, db: Session) -> Lesson:
    row = db.get(Lesson, request.id_of("wish"))
    if row is None:
        raise OldButton("wish")
    return row


def look(task: Task) -> Sequence[Say]:
    task.progress(50)
    with task.begin() as db:
        row = db.get_one(Lesson, int(task.args["wish"]))
        row.tags = task.fetch(task.files[0]).decode()
        mine = Attachment("wens.txt", row.lesson.encode())
    return [Say(Card(typed("Ik heb je foto bekeken"), files=(mine,)))]


def places(request: Request, db: Session, query: str) -> Sequence[Option]:
    known = {"here": "Hier", "there": "Daar", "nowhere": "Nergens"}
    return [Option(code, typed(name)) for code, name in known.items() if query.casefold() in name.casefold()]


def own_page(request: Request, db: Session) -> Iterator[Section]:
    yield Section(1, (Paragraph(typed("Welkom")), Choices((Button(typed("Nieuw"), "wish.new"),))))


def greet(request: Request, db: Session) -> Sequence[Reply]:
    """In the asker's language, where it should be the reader's."""
    others = db.scalars(select(Colleague).where(Colleague.id != request.person.id))
    return [Say(Card(speech(request.language)("chat.save")), to=other.id) for other in others]


TINY = Feature(
    "tiny",
    commands=(
        Command("samenspel", "", "wish.menu", synonyms=("menu",)),
        Command("wens", "", "wish.menu", synonyms=("menu",)),
        Command("wens", "nieuw", "wish.new", synonyms=("new",)),
        Command("wens", "lijst", "wish.list", synonyms=("list",)),
        Command("wens", "groet", "wish.greet", synonyms=("greet",)),
        Command("wens", "vroeg", "wish.too_soon", synonyms=("early",)),
    ),
    shared=frozenset({"wish.show"}),
    actions={
        "wish.menu": menu,
        "wish.new": new,
        "wish.example": example,
        "wish.save": save,
        "wish.show": show,
        "wish.drop": drop,
        "wish.list": all_wishes,
        "wish.grant": grant,
        "wish.refuse": refuse,
        "wish.greet": greet,
        "wish.too_soon": change_too_soon,
    },
    sources={"wish.places": places},
    workers={"wish.look": look},
    home=own_page,
)
