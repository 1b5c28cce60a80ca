"""What a form must pass before it is kept: errors, what somebody else changed meanwhile, traces of residents.

A feature reads its form, gives it back when this says so, keeps what was sent, and says that it did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from bot.chat import editing, residents
from bot.chat.cards import Block, Text
from bot.chat.editing import Spec
from bot.chat.forms import Form
from bot.chat.replies import Ask
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.register import filling_in, history, words
from storage.register import changes
from storage.register.moments import Moment
from storage.register.projects import Project


def returned(request: Request, form: Form, errors: Mapping[str, Text]) -> Ask | None:
    """The form again, filled in, with what is wrong or with a warning. None: it can be kept."""
    return Ask(form, errors) if errors else residents.warning(request, form)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form about a project or a contact moment. now: the codes that are stored. errors: by field."""

    now: Mapping[str, str]
    typed: dict[str, str]
    errors: Mapping[str, Text]


def sent(request: Request, db: Session, thing: Project | Moment, specs: Sequence[Spec]) -> Sent:
    now = filling_in.codes_of(thing, specs)
    return Sent(now, *filling_in.read_form(request, db, specs, now))


class FormOf(Protocol):
    """Fills the same form in with these codes. seen: the revision that the person knows, when it is not the newest."""

    def __call__(self, codes: Mapping[str, str], body: Sequence[Block] = (), seen: int | None = None) -> Form: ...


def returned_change(request: Request, db: Session, thing: Project | Moment, sent: Sent, form: FormOf) -> Ask | None:
    """The same for a form that carries the revision it showed: somebody else may have saved since."""
    seen = request.id_of("revision")
    if sent.errors:
        return Ask(form(sent.typed, seen=seen), sent.errors)
    if theirs := meanwhile(request, db, thing, seen, sent):
        return Ask(form(theirs.codes, theirs.note))
    return residents.warning(request, form(sent.typed))


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """fields: what others changed. codes: theirs where the person typed nothing. note: tells who changed what."""

    fields: frozenset[str]
    codes: Mapping[str, str]
    note: Sequence[Block]


def meanwhile(
    request: Request, db: Session, thing: Project | Moment, seen: int, sent: Sent, also: Sequence[str] = ()
) -> Meanwhile | None:
    """What others changed since revision `seen`, of the fields that were sent; None when nobody did.

    also: fields that count too and are no codes.
    """
    project_id, moment_id = (thing.project_id, thing.id) if isinstance(thing, Moment) else (thing.id, None)
    since = changes.since(db, project_id, moment_id, seen)
    merged = editing.merge(history.before(sent.now, since), sent.typed, sent.now)
    theirs = [change for change in since if change.field in (*merged.theirs, *also)]
    if not theirs:
        return None
    note = words.meanwhile(speech(request.language), theirs, history.names(db, theirs))
    return Meanwhile(frozenset(change.field for change in theirs), merged.codes, note)
