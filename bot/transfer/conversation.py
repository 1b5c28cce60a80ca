"""Lists in and out by chat: a form or a command, the work after it, and the question to who is named in roles."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.feature import Task
from bot.chat.replies import Ask, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.people import audit, rights, role_question
from bot.subprocesses import NoAnswer
from bot.transfer import cards, exporting, importing, in_hand, remembering
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import ListName
from bot.transfer.receiving import ImportOrder, row_name
from glossary import Deed, RoleState
from storage.messages import uploads
from storage.people import people, seeking
from storage.people.municipalities import Municipality
from storage.reports import not_asked

MOST_ROLES = 2000
"""Asked about with one click: whoever clicks waits for the answer. Who is left comes with the next."""


def import_form(request: Request, db: Session) -> Sequence[Reply]:
    in_hand.only_keepers(request)
    return [Ask(cards.form(speech(request.language), len(not_asked.unasked(db))))]


def file_came(request: Request, db: Session) -> Sequence[Reply]:
    """Somebody sent a file, without a word: most likely it is a list."""
    may = rights.may_keep_register(request.person, request.municipality)
    return [Say(cards.file_came(speech(request.language), may))]


def submit(request: Request, db: Session) -> Sequence[Reply]:
    in_hand.only_keepers(request)
    files = request.files("file")
    check_only = "yes" if request.text("check_only") == "yes" else ""
    chosen = request.text("list")
    if not files:
        t = speech(request.language)
        form = cards.form(t, len(not_asked.unasked(db)), {"list": chosen, "check_only": check_only})
        return [Ask(form, {"file": t("transfer.form.file_needed")})]
    # Also what the form does not offer is left to us.
    args = {"list": chosen if chosen in {list_.value for list_ in COLUMNS} else ""}
    given = in_hand.take(db, request, args, files)
    if not check_only:
        given.read_in = given.turn
        audit.record(request, db, Deed.IMPORTED)
    return [in_hand.work(given, check_only)]


def read_in(request: Request, db: Session) -> Sequence[Reply]:
    """What was checked goes in: the same file, with what was chosen for its columns. Once, whoever else presses."""
    in_hand.only_keepers(request)
    t = speech(request.language)
    given = uploads.upload(db, request.id_of("id"), request.person.id, request.at)
    if given is None:
        return [Say(cards.gone(t))]
    if request.id_of("turn") != given.turn:
        return [Say(cards.chosen_since(t))]
    if not uploads.begin_reading_in(db, given.id, given.turn):
        return [Say(cards.read_before(t))]
    given.until = request.at + uploads.KEPT
    audit.record(request, db, Deed.IMPORTED)
    return [in_hand.work(given, check_only="")]


def answer_same(request: Request, db: Session) -> Sequence[Reply]:
    """The list goes on with what was answered: checked once more, or read in."""
    in_hand.only_keepers(request)
    given = uploads.upload(db, request.id_of("id"), request.person.id, request.at)
    if given is None:
        return [Say(cards.gone(speech(request.language)))]
    row = row_name(request.id_of("list"), request.id_of("line")) if "line" in request.args else ""
    in_hand.answer(given, row, request.args.get("answer", ""))
    given.until = request.at + uploads.KEPT
    is_in = given.read_in == given.turn
    if is_in:
        audit.record(request, db, Deed.IMPORTED)
    return [in_hand.work(given, check_only="" if is_in else "yes")]


def bring_in(task: Task) -> Sequence[Say]:
    """The worker behind the form, and behind the button on what was checked."""
    t = speech(task.language)
    with task.begin() as db:
        person = people.colleague(db, task.person)
        # It may have waited for a while, and rights may have changed.
        if person is None or not rights.may_keep_register(person, db.get_one(Municipality, person.municipality_id)):
            return [Say(cards.not_allowed(t))]
        remembered = remembering.remembered(db, task.at.tzinfo)
        given = in_hand.UploadAtWork.of(db, task)
    if given.is_overtaken:
        return [Say(cards.chosen_since(t))]
    order = ImportOrder(
        at=task.at,
        list_=ListName.from_code(task.args["list"]) if task.args.get("list") else None,
        # As the form of an earlier version asked for it.
        key=task.args.get("key", ""),
        check_only=bool(task.args.get("check_only")),
        person=task.person,
        remembered=remembered,
        same=(answers := in_hand.answers_of(task.args)),
        same_else=answers.get(""),
    )
    try:
        done = importing.bring_in(given.files(), order, task.begin, task.progress, given.how_far)
    except in_hand.NotFetched as lost:
        return [Say(cards.gone(t, lost.name))]
    return [Say(cards.report(t, done, given.show(done)))]


def ask_people(request: Request, db: Session) -> Sequence[Reply]:
    """One message for each person, about all their roles together. Nobody knew they were on the list until now."""
    in_hand.only_keepers(request)
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
    lost = [person for person in unasked if not person.reachable]
    seeking.seek_again(db, [person.colleague_id for person in lost])
    names = [person.name for person in lost]
    return [Say(cards.asked(speech(request.language), len(now), len(reachable) - len(now), names))]


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
        return [Say(cards.exported(t, exporting.files(register, task.progress)))]
    except NoAnswer:
        return [Say(cards.not_exported(t))]
