"""Fields for a colleague: a platform's picker shows nobody who is only on another platform.

What it cannot show is said in words, and stays as it was unless somebody else is chosen: an empty picker does not mean
"nobody" then.
"""

from collections.abc import Mapping, Sequence

from msgspec import structs
from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.forms import Field, Form
from bot.chat.replies import Ask, AtOnce
from bot.chat.requests import Account
from bot.chat.texts import Speech
from storage.people import people

HELD = "held."
"""Before the key of a field, in the arguments of a form: the colleague whom the picker could not show."""


def shown_to(
    db: Session, asker: Account, replies: Sequence[AtOnce], t: Speech
) -> tuple[tuple[AtOnce, ...], Mapping[int, Account]]:
    """The replies as the asker's platform can show them, and the accounts there of whoever is filled in."""
    ids = {one for reply in replies if isinstance(reply, Ask) for one in _filled_in(reply.form).values()}
    if not ids:
        return tuple(replies), {}
    accounts = {
        row.colleague_id: Account(row.platform, row.tenant, row.user)
        for row in people.accounts_of(db, ids)
        if (row.platform, row.tenant) == (asker.platform, asker.tenant)
    }
    elsewhere = [people.colleague(db, one) for one in ids - accounts.keys()]
    names = {one.id: one.name for one in elsewhere if one and one.is_here}
    shown = (
        Ask(_in_words(reply.form, names, t), reply.errors) if isinstance(reply, Ask) else reply for reply in replies
    )
    return tuple(shown), accounts


def _filled_in(form: Form) -> dict[str, int]:
    return {each.key: each.value for each in form.fields if each.kind == "person" and isinstance(each.value, int)}


def _in_words(form: Form, names: Mapping[int, str], t: Speech) -> Form:
    hidden = {key: colleague for key, colleague in _filled_in(form).items() if colleague in names}
    fields = tuple(
        _said(each, t("chat.elsewhere", name=names[hidden[each.key]])) if each.key in hidden else each
        for each in form.fields
    )
    args = {**form.args, **{f"{HELD}{key}": str(colleague) for key, colleague in hidden.items()}}
    return structs.replace(form, fields=fields, args=args)


def _said(each: Field, who: Text) -> Field:
    """It may be left empty, also where somebody is needed: there is somebody."""
    hint = Text("{who} {hint}", {"who": who, "hint": each.hint}) if each.hint else who
    return structs.replace(each, value=None, required=False, hint=hint)


def held(args: Mapping[str, str]) -> dict[str, str]:
    """Field -> who holds it, of those that the form could not show."""
    return {key.removeprefix(HELD): colleague for key, colleague in args.items() if key.startswith(HELD)}


def without_held(args: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in args.items() if not key.startswith(HELD)}
