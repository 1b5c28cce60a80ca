"""Lists in and out by chat: a form or a command, the work after it, and the question to who is named in roles."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.feature import Task
from bot.chat.replies import Ask, Reply, Say, Work
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.people import audit, rights, role_question
from bot.subprocesses import NoAnswer
from bot.transfer import cards, exporting, importing
from bot.transfer.columns import COLUMNS, ListName
from bot.transfer.receiving import File, ImportOrder
from glossary import Deed, RoleState
from storage.people import people
from storage.people.municipalities import Municipality
from storage.reports import not_asked

MOST_ROLES = 2000
"""Asked about with one click: whoever clicks waits for the answer. Who is left comes with the next."""


def import_form(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    return [Ask(cards.form(speech(request.language), len(not_asked.unasked(db))))]


def file_came(request: Request, db: Session) -> Sequence[Reply]:
    """Somebody sent a file, without a word: most likely it is a list."""
    may = rights.may_keep_register(request.person, request.municipality)
    return [Say(cards.file_came(speech(request.language), may))]


def submit(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    files = request.files("file")
    if not files:
        t = speech(request.language)
        filled = {key: request.text(key) for key in ("list", "key", "check_only")}
        form = cards.form(t, len(not_asked.unasked(db)), filled)
        return [Ask(form, {"file": t("transfer.form.file_needed")})]
    chosen = request.text("list")
    args = {
        # Also what the form does not offer is left to us.
        "list": chosen if chosen in {list_.value for list_ in COLUMNS} else "",
        "key": request.text("key"),
        "check_only": "yes" if request.text("check_only") == "yes" else "",
    }
    if not args["check_only"]:
        audit.record(request, db, Deed.IMPORTED)
    return [Work("transfer.import", args, files)]


def bring_in(task: Task) -> Sequence[Say]:
    """The worker behind the form."""
    t = speech(task.language)
    with task.begin() as db:
        person = people.colleague(db, task.person)
        # It may have waited for a while, and rights may have changed.
        if person is None or not rights.may_keep_register(person, db.get_one(Municipality, person.municipality_id)):
            return [Say(cards.not_allowed(t))]
    # One after the other: together they may be more than there is room for.
    files = (File(file.name, task.fetch(file)) for file in task.files)
    order = ImportOrder(
        at=task.at,
        list_=ListName.from_code(task.args["list"]) if task.args.get("list") else None,
        key=task.args.get("key", ""),
        check_only=bool(task.args.get("check_only")),
        person=task.person,
    )
    return [Say(cards.report(t, importing.bring_in(files, order, task.begin, task.progress)))]


def ask_people(request: Request, db: Session) -> Sequence[Reply]:
    """One message for each person, about all their roles together. Nobody knew they were on the list until now."""
    _only_keepers(request)
    unasked = not_asked.unasked(db)
    reachable = [person for person in unasked if person.reachable]
    now = _as_many_as_fit(reachable)
    for person in now:
        waiting = not_asked.unasked_roles(db, person.colleague_id)
        for assigned, _ in waiting:
            assigned.state, assigned.asked_at = RoleState.ASKED, request.at
        card = role_question.card(speech(person.language), waiting, request.person.name)
        key = f"{request.id}-roles-{person.colleague_id}"
        enqueue.tell(db, key, person.colleague_id, card, person.language, request.at)
    counts = (len(now), len(reachable) - len(now), len(unasked) - len(reachable))
    return [Say(cards.asked(speech(request.language), *counts))]


def _as_many_as_fit(people: Sequence[not_asked.Unasked]) -> Sequence[not_asked.Unasked]:
    """At least one person, and never half of somebody's roles: they get one message."""
    roles = 0
    for at, person in enumerate(people):
        roles += person.roles
        if at and roles > MOST_ROLES:
            return people[:at]
    return people


def export(request: Request, db: Session) -> Sequence[Reply]:
    audit.record(request, db, Deed.EXPORTED)
    return [Work("transfer.export")]


def take_out(task: Task) -> Sequence[Say]:
    """The worker behind the command. What it reads is of one moment; the files are made when nobody waits for it."""
    with task.begin() as db:
        register = exporting.ExportedRegister(db)
    t = speech(task.language)
    try:
        return [Say(cards.exported(t, exporting.files(register.tables(), task.progress)))]
    except NoAnswer:
        return [Say(cards.not_exported(t))]


def _only_keepers(request: Request) -> None:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("transfer.not_allowed"))
