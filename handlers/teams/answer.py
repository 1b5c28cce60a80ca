"""What the asker gets at once: in the card that they clicked, or as a message in their own chat with us."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from bot.chat.cards import Card, Note, Paragraph, Text
from bot.chat.forms import Form, Option
from bot.chat.replies import Ask, AtOnce, Home, Replace, Say
from bot.chat.requests import Knock
from bot.chat.texts import Speech, speech
from bot.service import Response
from handlers import apology
from handlers.delivery.protocol import OutboundMessage
from handlers.teams import forms, limits, render
from handlers.teams.api import Answered, Lost, TeamsApi
from handlers.teams.aside import Asides
from handlers.teams.blocks import Ways
from handlers.teams.deliver import TeamsDelivery
from handlers.teams.filled import filled_in, people_typed
from handlers.teams.listen import TeamsOpenForm, TeamsRequest
from handlers.teams.memory import Seal, TeamsMemory, questions_of
from handlers.teams.references import Reference
from handlers.teams.shown import ShownCards
from handlers.teams.words import Json

log = logging.getLogger(__name__)

Options = Callable[[Knock, str, str], Sequence[Option]]
_Part = TypeVar("_Part")
_NOTE = "application/vnd.microsoft.activity.message"


@dataclass
class Turn:
    """One click or message while it is being answered. card: what comes in the place of the clicked one."""

    visit: TeamsRequest
    outcome: Response
    t: Speech
    cards: list[Json] = field(default_factory=list)
    summary: str = ""
    elsewhere: bool = False
    """Something of it stands in their own chat, and not where they asked."""

    def put_in_place(self, cards: list[Json], summary: str) -> None:
        self.cards, self.summary = cards, summary


class TeamsAnswerer:
    """Gives outcomes to people on Teams. options: what a search field of a form offers. seal: of what forms keep."""

    def __init__(self, api: TeamsApi, delivery: TeamsDelivery, shown: ShownCards, options: Options, seal: Seal) -> None:
        self.seal = seal
        self.api = api
        self.delivery = delivery
        self.shown = shown
        self.options = options
        self.asides = Asides(api, delivery, shown, seal)

    def give(self, visit: TeamsRequest, outcome: Response) -> Json:
        """Returns what goes in the answer to a click; the rest has been sent when it returns."""
        turn = Turn(visit, outcome, speech(outcome.language))
        form = visit.form.memory.form if visit.form and visit.form.sent else ""
        if outcome.is_again and form:
            return self._give_again(turn, form)
        for reply in outcome.replies:
            self._reply(turn, reply)
        if form and not turn.cards:
            # Nobody should fill it in a second time.
            self._put(turn, Card(turn.t("handlers.teams.sent.title"), (Note(turn.t("handlers.teams.sent.text")),)))
        if form:
            self.shown.given.keep(form, turn.cards, turn.summary)
        return self._close(turn)

    def _give_again(self, turn: Turn, form: str) -> Json:
        """The second of two clicks leaves what the first one brought, also when nobody knows any more what that was."""
        given = self.shown.given.to(form)
        if given is None:
            return {"statusCode": 200, "type": _NOTE, "value": str(turn.t("chat.once.text"))}
        turn.put_in_place(*given)
        return self._close(turn)

    def apologise(self, visit: TeamsRequest, language: str, broken: BaseException) -> Json:
        """One friendly sentence with a number to quote. A form stays open, with everything that was typed."""
        t = speech(language)
        turn = Turn(visit, Response((), language, {}), t)
        sentence = apology.sentence(t, broken, visit.knock.id)
        if visit.form:
            form = filled_in(visit.form.memory.asked.as_form(), visit.form.inputs)
            first = next((each.key for each in form.fields), "")
            self._draw_again(turn, visit.form, form, {first: sentence})
        else:
            self._say(turn, Card(t("handlers.broken.title"), (Paragraph(sentence),)))
        return self._close(turn)

    def show_again(self, visit: TeamsRequest, open_form: TeamsOpenForm, errors: Mapping[str, Text], t: Speech) -> Json:
        """The form as it was filled in, with what is still needed or with other options to choose from."""
        form = filled_in(open_form.memory.asked.as_form(), open_form.inputs)
        turn = Turn(visit, Response((), t.language, {}), t)
        self._draw_again(turn, open_form, form, errors)
        return self._close(turn)

    def withdraw(self, visit: TeamsRequest, t: Speech) -> Json:
        """The form that was cancelled."""
        turn = Turn(visit, Response((), t.language, {}), t)
        self._put(turn, Card(t("handlers.teams.cancelled.title"), (Note(t("handlers.teams.cancelled.text")),)))
        return self._close(turn)

    def _reply(self, turn: Turn, reply: AtOnce) -> None:
        match reply:
            case Say(card=card) if turn.visit.form and turn.visit.form.sent and not turn.cards and not card.files:
                self._put(turn, card)
            # Where something else is said too, both stand below.
            case Say(card=card) if turn.visit.turns_the_page and len(turn.outcome.replies) == 1 and not card.files:
                self._put(turn, card, turn.visit.back or ())
            case Say(card=card):
                self._say(turn, card)
            case Replace(card=card):
                self._replace(turn, card)
            case Ask():
                self._ask(turn, reply)
            case Home():
                self._show_page(turn, reply)

    # A message of its own

    def _say(self, turn: Turn, card: Card) -> None:
        """In private: where they asked if nobody else sees it there, and else in their own chat."""
        if self.asides.say(turn.visit, card, turn.t, self._shareable_in(turn.visit)):
            return
        turn.elsewhere = not turn.visit.own_chat
        account = turn.visit.knock.account
        message = OutboundMessage(turn.visit.knock.id, account, card, turn.t.language)
        try:
            self.delivery.say(message, self._own_chat(turn.visit), self._shareable_in(turn.visit))
        except Answered as refusal:
            if turn.visit.own_chat or refusal.status not in (403, 404):
                raise
            self.asides.say_how(turn.visit, turn.t)

    def _own_chat(self, visit: TeamsRequest) -> Reference:
        return (
            visit.where
            if visit.own_chat
            else self.delivery.own_chat(visit.knock.account, visit.where.service, visit.member)
        )

    def _shareable_in(self, visit: TeamsRequest) -> str:
        """Sealed, because it comes back in a button."""
        place = visit.knock.place
        return self.seal.on_place(place.id, visit.knock.account.user) if place.kind == "channel" else ""

    def _show_page(self, turn: Turn, home: Home) -> None:
        """Asked for: as a message. After a click on it, or a form that was opened there: in its place."""
        drawn, summary = render.page(home, turn.t), str(turn.t("handlers.teams.own_page"))
        visit = turn.visit
        if visit.form:
            if visit.form.memory.message:
                self.delivery.change(turn.visit.where, visit.form.memory.message, render.activity(drawn, summary))
        elif visit.is_click and visit.knock.place.kind == "home":
            turn.put_in_place(drawn, summary)
        else:
            self._send(turn, render.activity(drawn, summary))

    # In the place of the clicked card

    def _put(self, turn: Turn, card: Card, back: Ways = ()) -> None:
        addresses = self.delivery.pictures(card, turn.visit.where.tenant)
        place = self._shareable_in(turn.visit)
        drawn = render.message(card, turn.t, shareable_in=place, addresses=addresses, back=back)
        turn.put_in_place(drawn, render.fallback(card))
        self.shown.remember(turn.visit.where.conversation, turn.visit.message, card)

    def _replace(self, turn: Turn, card: Card) -> None:
        visit = turn.visit
        if visit.form:
            return self._replace_after_form(turn, visit.form, card)
        if not visit.is_click or visit.knock.place.kind == "home":
            return self._say(turn, card)
        if visit.row < 0:
            return self._put(turn, card)
        whole = self.shown.card(visit.where.conversation, visit.message)
        if whole is None or not render.is_row(whole, visit.row):
            # Teams does not say what else stood in the message, so it stays as it is.
            return self._say(turn, card)
        return self._put(turn, render.with_row(whole, visit.row, card))

    def _replace_after_form(self, turn: Turn, open_form: TeamsOpenForm, card: Card) -> None:
        """In the message whose button opened the form; where the form stood is said that it is done."""
        message = open_form.memory.message
        if message and turn.visit.knock.place.kind != "home":
            drawn = render.message(card, turn.t, addresses=self.delivery.pictures(card, turn.visit.where.tenant))
            if self.delivery.change(turn.visit.where, message, render.activity(drawn, render.fallback(card))):
                self.shown.remember(*message.rpartition(" ")[::2], card)
                card = Card(card.title, (Note(turn.t("handlers.teams.done_above")),))
        return self._put(turn, card)

    # Forms

    def _ask(self, turn: Turn, ask: Ask) -> None:
        visit = turn.visit
        before = visit.form.memory if visit.form else None
        first = before.form if before and before.form and ask.errors else visit.knock.id
        place = visit.knock.place
        memory = TeamsMemory(
            form=first,
            asked=questions_of(ask.form),
            language=turn.t.language,
            place=(place.kind, place.id),
            message=before.message if before else self._lasting_message(visit),
            files=before.files if before else visit.files,
            whose=visit.knock.account.user,
        )
        people = forms.people_in(ask.form, turn.outcome.accounts)
        drawn = self._form(turn, ask.form, ask.errors, memory, people)
        if visit.form:
            turn.put_in_place([drawn], str(ask.form.title))
        elif forms.needs_file(ask.form, memory):
            self.delivery.wait_for_file(visit.knock)
            card = Card(ask.form.title, (Paragraph(turn.t("handlers.teams.send_file")),))
            self._say(turn, card)
        else:
            self._send(turn, render.activity([drawn], str(ask.form.title)))

    def _send(self, turn: Turn, activity: Json) -> None:
        """To their own chat."""
        turn.elsewhere = not turn.visit.own_chat
        try:
            self.api.post(self._own_chat(turn.visit), activity, tries=limits.TRIES)
            self.asides.point_to_own_chat(turn.visit, turn.t)
        except Answered as refusal:
            if turn.visit.own_chat or refusal.status not in (403, 404):
                raise
            self.asides.say_how(turn.visit, turn.t)

    def _lasting_message(self, visit: TeamsRequest) -> str:
        """The message that a Replace may still change when the form has been sent in: not one row of it."""
        if not visit.message or visit.row >= 0:
            return ""
        return f"{visit.where.conversation} {visit.message}"

    def _draw_again(self, turn: Turn, open_form: TeamsOpenForm, form: Form, errors: Mapping[str, Text]) -> None:
        people = people_typed(form, open_form.inputs)
        drawn = self._form(turn, form, errors, self._turned(turn.visit, open_form), people)
        turn.put_in_place([drawn], str(form.title))

    def _turned(self, visit: TeamsRequest, open_form: TeamsOpenForm) -> TeamsMemory:
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

    def _form(
        self, turn: Turn, form: Form, errors: Mapping[str, Text], memory: TeamsMemory, people: Mapping[str, str]
    ) -> Json:
        asks = Knock(
            turn.visit.knock.id,
            turn.visit.knock.at,
            turn.visit.knock.account,
            memory.where,
            form.action,
            form.args,
        )
        found = {
            each.key: self._page(asks, each.source, memory.shown.get(each.key)) for each in forms.search_fields(form)
        }
        form = forms.offering(form, found)
        if any(forms.channel_fields(form)):
            form, memory = self._with_channels(form, turn, memory)
        memory = msgspec.structs.replace(memory, asked=questions_of(form))
        return forms.card(form, errors, turn.t, memory, people, self.seal)

    def _with_channels(self, form: Form, turn: Turn, memory: TeamsMemory) -> tuple[Form, TeamsMemory]:
        """A channel or group chat that somebody is not in is not even named to them.

        Of each that might be offered Teams is asked that, so a long list is looked through in parts.
        """
        visit = turn.visit
        known = self.delivery.references.channels(visit.where.tenant)
        shown, theirs = dict(memory.shown), {}
        for each in forms.channel_fields(form):
            words, page = shown.pop(each.key, ("", 0))
            fitting = [where for where, name in known if words.casefold() in name.casefold()]
            part = _part(fitting, page, limits.CHANNELS)
            theirs[each.key] = [where.conversation for where in part if self.is_in(where, visit.member)]
            if len(known) > limits.CHANNELS:
                shown[each.key] = words, page
        names = {where.conversation: name for where, name in known}
        return forms.with_channels(form, names, theirs, turn.t), msgspec.structs.replace(memory, shown=shown)

    def is_in(self, where: Reference, member: str) -> bool:
        """As Teams says; nobody is in a conversation of which it does not say."""
        try:
            return bool(self.api.member(where, member))
        except (Answered, Lost):
            return False

    def _page(self, asks: Knock, source: str, shown: tuple[str, int] | None) -> Sequence[Option]:
        words, page = shown or ("", 0)
        return _part(self.options(asks, source, words), page, limits.PAGE)

    # The answer to Teams' own request

    def _close(self, turn: Turn) -> Json:
        """A card is answered *and* updated: the answer is for who clicked, the update for everybody else."""
        visit = turn.visit
        if not visit.is_click:
            return {}
        if visit.aside:
            turn.cards = self.asides.marked(turn.cards, visit)
        if turn.cards:
            self._update_for_all(turn)
        if len(turn.cards) == 1:
            return {"statusCode": 200, "type": render.CARD, "value": turn.cards[0]}
        place = "handlers.teams.see_own_chat" if turn.elsewhere else "handlers.teams.see_below"
        return {"statusCode": 200, "type": _NOTE, "value": str(turn.t(place))}

    def _update_for_all(self, turn: Turn) -> None:
        """What was asked has been done, and the answer shows it to who asked: that Teams refuses this is no reason to
        say that something went wrong."""
        try:
            drawn, aside = render.activity(turn.cards, turn.summary), bool(turn.visit.aside)
            self.api.update(turn.visit.where, turn.visit.message, drawn, aside=aside)
        except (Answered, Lost) as refusal:
            log.warning("%s: the card was answered, and not updated: %s", turn.visit.knock.id, refusal)


def _part(found: Sequence[_Part], page: int, size: int) -> Sequence[_Part]:
    """After the last comes the first again."""
    start = page * size % max(len(found), 1) // size * size
    return found[start : start + size]
