"""What the lists of a form offer: what was looked for, and the channels that somebody is in, a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from bot.chat.forms import Form, Option
from bot.chat.requests import Knock
from bot.chat.texts import Speech
from handlers.teams import forms, limits
from handlers.teams.api import Answered, Lost, TeamsApi
from handlers.teams.listen import TeamsOpenForm, TeamsRequest
from handlers.teams.memory import TeamsMemory, questions_of
from handlers.teams.references import Reference, References

Options = Callable[[Knock, str, str], Sequence[Option]]
_Part = TypeVar("_Part")


class Offering:
    """options: what a search field of a form offers."""

    def __init__(self, api: TeamsApi, references: References, options: Options) -> None:
        self._api = api
        self._references = references
        self._options = options

    def offered(self, visit: TeamsRequest, form: Form, memory: TeamsMemory, t: Speech) -> tuple[Form, TeamsMemory]:
        """The form with its options, and the memory of them."""
        knock = visit.knock
        asks = Knock(knock.id, knock.at, knock.account, memory.where, form.action, form.args)
        found = {
            each.key: self._page(asks, each.source, memory.shown.get(each.key)) for each in forms.search_fields(form)
        }
        form = forms.offering(form, found)
        if any(forms.channel_fields(form)):
            form, memory = self._with_channels(form, visit, memory, t)
        return form, msgspec.structs.replace(memory, asked=questions_of(form))

    def _with_channels(
        self, form: Form, visit: TeamsRequest, memory: TeamsMemory, t: Speech
    ) -> tuple[Form, TeamsMemory]:
        """A channel or group chat that somebody is not in is not even named to them.

        Of each that might be offered Teams is asked that, so a long list is looked through in parts.
        """
        known = self._references.channels(visit.where.tenant)
        shown, theirs = dict(memory.shown), {}
        for each in forms.channel_fields(form):
            words, page = shown.pop(each.key, ("", 0))
            fitting = [where for where, name in known if words.casefold() in name.casefold()]
            part = _part(fitting, page, limits.CHANNELS)
            theirs[each.key] = [where.conversation for where in part if self.is_in(where, visit.member)]
            if len(known) > limits.CHANNELS:
                shown[each.key] = words, page
        names = {where.conversation: name for where, name in known}
        return forms.with_channels(form, names, theirs, t), msgspec.structs.replace(memory, shown=shown)

    def is_in(self, where: Reference, member: str) -> bool:
        """As Teams says; nobody is in a conversation of which it does not say."""
        try:
            return bool(self._api.member(where, member))
        except (Answered, Lost):
            return False

    def _page(self, asks: Knock, source: str, shown: tuple[str, int] | None) -> Sequence[Option]:
        words, page = shown or ("", 0)
        return _part(self._options(asks, source, words), page, limits.PAGE)


def turned(visit: TeamsRequest, open_form: TeamsOpenForm) -> TeamsMemory:
    """The memory with the words that stand in the search fields, and the page that was asked for."""
    memory = open_form.memory
    shown = {}
    form = memory.asked.as_form()
    for each in (*forms.search_fields(form), *forms.channel_fields(form)):
        words = str(open_form.inputs.get(forms.query_of(each.key)) or "")[: limits.TITLE]
        before, page = memory.shown.get(each.key, ("", 0))
        if visit.search and visit.search[0] == each.key:
            page = visit.search[1] if words == before else 0
        shown[each.key] = words, page
    return msgspec.structs.replace(memory, shown=shown)


def _part(found: Sequence[_Part], page: int, size: int) -> Sequence[_Part]:
    """After the last comes the first again."""
    start = page * size % max(len(found), 1) // size * size
    return found[start : start + size]
