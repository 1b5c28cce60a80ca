"""The keeper makes the templates the municipality's own: each change is a version, and holds at once."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.feature import Task
from bot.chat.replies import Ask, Replace, Reply, Say, Work
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import Speech, speech
from bot.people import audit, rights
from bot.writing import own_cards, own_templates, templates
from bot.writing.own_cards import OwnVersion
from glossary import Deed, DeedPart
from storage.people import people
from storage.people.municipalities import Municipality
from storage.register import text_templates
from storage.register.text_templates import TemplateVersion


def show_all(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request)
    t = speech(request.language)
    newest = text_templates.newest_templates(db)
    return [Say(own_cards.listed(t, {file: _version(row) for file, row in newest.items()}))]


def show(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(_card(speech(request.language), db, _file(request)))]


def edit(request: Request, db: Session) -> Sequence[Reply]:
    file = _file(request)
    return [
        Ask(own_cards.form(speech(request.language), file, own_templates.written(db, file), _newest_number(db, file)))
    ]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """Of whoever saves last nothing is lost: what another keeper made meanwhile is a version too, and is said."""
    t, file, content = speech(request.language), _file(request), request.text("written")
    number = _newest_number(db, file)
    form = own_cards.form(t, file, content, number)
    if request.args.get("number") != str(number):
        return [Ask(form, {"written": t("writing.own.changed_meanwhile")})]
    _, wrong = templates.read(file, content)
    if wrong:
        return [Ask(form, {"written": own_cards.why(t, wrong)[0]})]
    return [Replace(_kept(request, db, file, content))]


def back(request: Request, db: Session) -> Sequence[Reply]:
    """To an earlier version, as a new one; or to what holds for everybody."""
    file, number = _file(request), request.args.get("number", "")
    earlier = next((each for each in text_templates.template_versions(db, file) if str(each.number) == number), None)
    if earlier is None and number != "0":
        raise OldButton("number")
    return [Replace(_kept(request, db, file, earlier.written if earlier else ""))]


def file_out(request: Request, db: Session) -> Sequence[Reply]:
    file = _file(request)
    return [Say(own_cards.as_file(speech(request.language), file, own_templates.written(db, file)))]


def file_in(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(own_cards.file_form(speech(request.language), _file(request)))]


def read(request: Request, db: Session) -> Sequence[Reply]:
    file, t = _file(request), speech(request.language)
    files = request.files("file")
    if len(files) != 1 or files[0].size > templates.LARGEST_FILE:
        return [Ask(own_cards.file_form(t, file), {"file": t("writing.own.one_file")})]
    return [Work("writing.read", {"file": file}, files)]


def bring_in(task: Task) -> Sequence[Say]:
    """The worker behind the form. A template that is not right changes nothing, and hears what is wrong."""
    t, file = speech(task.language), task.args["file"]
    content = task.fetch(task.files[0])[: templates.LARGEST_FILE + 1]
    written, wrong = templates.decoded(file, content)
    if wrong:
        return [Say(own_cards.refused(t, file, wrong))]
    with task.begin() as db:
        person = people.colleague(db, task.person)
        # It may have waited for a while, and rights may have changed.
        if person is None or not rights.may_keep_register(person, db.get_one(Municipality, person.municipality_id)):
            return [Say(own_cards.not_allowed(t))]
        if own_templates.keep(db, file, written, task.at, task.person):
            audit.record_for(task.person, db, task.at, Deed.SETTINGS_CHANGED, part=DeedPart.TEXTS)
        return [Say(_card(t, db, file))]


def _kept(request: Request, db: Session, file: str, content: str) -> Card:
    if own_templates.keep(db, file, content, request.at, request.person.id):
        audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.TEXTS)
    return _card(speech(request.language), db, file)


def _for_keepers(request: Request) -> None:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("writing.own.not_allowed"))


def _file(request: Request) -> str:
    """The template that a button names. Raises OldButton and NotAllowed."""
    _for_keepers(request)
    file = request.args.get("file", "")
    if file not in templates.FILES:
        raise OldButton("file")
    return file


def _newest_number(db: Session, file: str) -> int:
    newest = text_templates.newest_templates(db).get(file)
    return newest.number if newest else 0


def _card(t: Speech, db: Session, file: str) -> Card:
    versions = [_version(each) for each in text_templates.template_versions(db, file)]
    return own_cards.one(t, file, own_templates.written(db, file), versions)


def _version(row: TemplateVersion) -> OwnVersion:
    return OwnVersion(row.number, row.made_at.date(), not row.written)
