"""What the asker gets at once: in the answer to Slack's request, where they asked, in a form, or in their own chat."""

from contextlib import suppress
from dataclasses import replace

import msgspec
from slack_sdk.errors import SlackApiError

from bot.chat.cards import Button, Card, Paragraph, Text, in_words
from bot.chat.replies import Ask, AtOnce, Home, Replace, Say
from bot.chat.texts import Speech, speech
from bot.service import Response
from handlers import apology
from handlers.delivery.protocol import Delivery, OutboundMessage, Refused
from handlers.slack import forms, render
from handlers.slack.api import SlackApi, error_of
from handlers.slack.blocks import row_of
from handlers.slack.listen import SlackOpenForm, SlackRequest
from handlers.slack.membership import is_outside
from handlers.slack.memory import SlackMemory, shape_of
from handlers.slack.words import Json

_TRIGGER_IS_OLD = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "invalid_trigger_id"})
# What was typed after a command travels in the button that opens its form; a button holds 2,000 characters.
_LONGEST_ARGUMENT = 500


class SlackAnswerer:
    """Gives outcomes to people on Slack."""

    def __init__(self, api: SlackApi, delivery: Delivery) -> None:
        self.api = api
        self.delivery = delivery

    def give(self, visit: SlackRequest, outcome: Response) -> Json:
        """Returns what goes in the answer to Slack's own request; the rest has been sent when it returns."""
        t = speech(outcome.language)
        ack: Json = {}
        said_in_ack: AtOnce | None = None
        is_in_view = False
        for reply in outcome.replies:
            if not is_in_view and isinstance(reply, Say | Replace) and _is_answered_in_view(visit, reply):
                is_in_view, answer = self._show_in_view(visit, reply.card, t)
                if is_in_view:
                    ack, said_in_ack = (answer, reply) if answer else (ack, said_in_ack)
                    continue
            if is_in_view and isinstance(reply, Home):
                # They see the answer: nobody has to be told where it is.
                reply = replace(reply, answered=False)
            answer = self._reply(visit, reply, outcome, t)
            if answer and ack:
                self.api.respond(visit.response_url, ack)
            if answer:
                ack, said_in_ack = answer, reply
        if said_in_ack and not visit.hourglass.is_in_time():
            # Slack stopped waiting while the last of this was sent: the same, by another way.
            self._reply(visit, said_in_ack, outcome, t)
            ack = {}
        if visit.form and visit.form.sent and visit.is_late and not _any_form(outcome) and not is_in_view:
            self._show_done(visit.form, t)
        return ack

    def apologise(self, visit: SlackRequest, language: str, broken: BaseException) -> Json:
        """One friendly sentence with a number to quote. A form stays open, with everything that was typed."""
        t = speech(language)
        sentence = apology.sentence(t, broken, visit.knock.id)
        field = visit.form.first_field if visit.form and visit.form.sent else ""
        return self._refuse(visit, field, t("handlers.broken.title"), sentence, t)

    def outside(self, visit: SlackRequest, language: str) -> Json:
        """What is said to whoever picked a channel that they are not in; empty when nobody did."""
        t = speech(language)
        for field, channel in visit.form.picked if visit.form else ():
            if is_outside(self.api, channel, visit.user):
                sentence = t("handlers.slack.not_in_channel")
                return self._refuse(visit, field, t("handlers.slack.not_in_channel_title"), sentence, t)
        return {}

    def _refuse(self, visit: SlackRequest, field: str, title: Text, sentence: Text, t: Speech) -> Json:
        """At the field, so that the form stays open; in the chat when there is none, or when Slack stopped waiting."""
        if field and visit.hourglass.is_in_time():
            return {"response_action": "errors", "errors": {field: str(sentence)}}
        card = Card(title, (Paragraph(sentence),))
        answer = self._say(visit, card, t)
        return answer if not answer or visit.hourglass.is_in_time() else self._say(visit, card, t)

    def _reply(self, visit: SlackRequest, reply: AtOnce, outcome: Response, t: Speech) -> Json:
        match reply:
            case Say(card=card) | Replace(card=card) if card.files or card.pictures:
                return self._send_files(visit, card, t)
            case Say(card=card):
                return self._say(visit, card, t)
            case Replace(card=card):
                return self._replace(visit, card, t)
            case Ask():
                return self._ask(visit, reply, outcome, t)
            case Home():
                self.api.answer("views.publish", user_id=visit.user, view=render.home(reply, t))
                return {}

    def _show_in_view(self, visit: SlackRequest, card: Card, t: Speech) -> tuple[bool, Json]:
        """Where they clicked: above their own page, above the form that they are filling in, or in the view itself.

        False when it has to go elsewhere: files and pictures only go in a chat.
        """
        if card.files or card.pictures:
            return False, {}
        place = visit.knock.place
        view = render.view(card, t, SlackMemory(form="", place=(place.kind, place.id)))
        if visit.form and visit.form.sent and not visit.is_late:
            return True, {"response_action": "update", "view": view}
        try:
            if visit.form and visit.form.is_filled_in:
                # What was typed stays in the form below.
                self.api.answer("views.push", trigger_id=visit.trigger, view=view)
            elif visit.form:
                self.api.answer("views.update", view_id=visit.form.view_id, view=view)
            elif visit.trigger:
                self.api.answer("views.open", trigger_id=visit.trigger, view=view)
            else:
                return False, {}
        except SlackApiError:
            # It was closed, or a trigger is of use for three seconds, and once.
            return False, {}
        return True, {}

    def _say(self, visit: SlackRequest, card: Card, t: Speech) -> Json:
        """In private: where it was asked if that is possible, and otherwise in the person's own chat."""
        in_channel = visit.knock.place.kind == "channel"
        message = render.message(card, t, shareable=in_channel)
        if visit.speaks_in_ack and not visit.is_late:
            return {"response_type": "ephemeral", **message}
        here = {"response_type": "ephemeral", "replace_original": False, **message}
        if visit.response_url and self.api.respond(visit.response_url, here):
            return {}
        if in_channel and self._said_in_channel(visit, message):
            return {}
        thread = {"thread_ts": visit.thread} if visit.thread and visit.knock.place.kind == "direct" else {}
        self.api.answer("chat.postMessage", channel=visit.user, **thread, **render.message(card, t))
        return {}

    def _said_in_channel(self, visit: SlackRequest, message: Json) -> bool:
        """False where we are not a member: there only a response_url can say something in private."""
        thread = {"thread_ts": visit.thread} if visit.thread else {}
        try:
            self.api.answer("chat.postEphemeral", channel=visit.knock.place.id, user=visit.user, **thread, **message)
        except SlackApiError:
            return False
        return True

    def _replace(self, visit: SlackRequest, card: Card, t: Speech) -> Json:
        clicked = visit.clicked
        if clicked and visit.response_url:
            message = render.message(card, t, shareable=visit.knock.place.kind == "channel")
            if row_of(clicked.block_id):
                if not clicked.blocks:
                    # Slack does not say what else stood in a private message, so it stays as it is.
                    return self._say(visit, card, t)
                message["blocks"] = render.replaced_row(clicked.blocks, clicked.block_id, card, t)
            if self.api.respond(visit.response_url, {"replace_original": True, **message}):
                return {}
        if visit.form and visit.form.memory.message and self._updated(visit.form.memory.message, card, t):
            return {}
        return self._say(visit, card, t)

    def _updated(self, posted: str, card: Card, t: Speech) -> bool:
        channel, ts = posted.split(" ")
        try:
            self.api.answer("chat.update", channel=channel, ts=ts, **render.message(card, t))
        except SlackApiError:
            return False
        return True

    def _send_files(self, visit: SlackRequest, card: Card, t: Speech) -> Json:
        """Only a chat of their own can hold a file, or a picture, that nobody else may see."""
        message = OutboundMessage(visit.knock.id, visit.knock.account, card, t.language)
        try:
            self.delivery.post(message)
        except Refused:
            if not card.pictures:
                raise
            # Slack is not ready for the picture yet, and the asker is waiting: its words say the same.
            self.delivery.post(replace(message, card=in_words(card)))
        if visit.knock.place.kind == "direct" and (not visit.response_url or (visit.clicked and visit.clicked.blocks)):
            # They are looking at it: Slack only gives what stood in our own message back, and that is in our chat.
            return {}
        told = Card(card.title, (Paragraph(t("handlers.in_direct_chat")),))
        return self._say(visit, told, t)

    def _ask(self, visit: SlackRequest, ask: Ask, outcome: Response, t: Speech) -> Json:
        memory = self._memory(visit, ask)
        before = visit.form.memory if visit.form else None
        answers_in_ack = visit.form and visit.form.sent and not visit.is_late
        if before and answers_in_ack and ask.errors and before.shape == memory.shape:
            return {"response_action": "errors", "errors": forms.field_errors(ask, before.turn)}
        view = forms.modal(ask, t, memory, outcome.accounts)
        if answers_in_ack:
            return {"response_action": "update", "view": view}
        if visit.form:
            return self._redraw(visit, visit.form, ask, view, t)
        return self._open(visit, ask, view, t)

    def _redraw(self, visit: SlackRequest, form: SlackOpenForm, ask: Ask, view: Json, t: Speech) -> Json:
        try:
            self.api.answer("views.update", view_id=form.view_id, view=view)
        except SlackApiError as refusal:
            if not visit.is_late or error_of(refusal) != "not_found":
                raise
            # It was closed while we were busy. A button could not bring back what was typed.
            return self._say(visit, Card(ask.form.title, (Paragraph(t("handlers.slack.closed")),)), t)
        return {}

    def _show_done(self, form: SlackOpenForm, t: Speech) -> None:
        """In the form that stayed open, unless it was closed meanwhile."""
        with suppress(SlackApiError):
            self.api.answer("views.update", view_id=form.view_id, view=forms.done(t))

    def _memory(self, visit: SlackRequest, ask: Ask) -> SlackMemory:
        """With errors it is still the same form; otherwise this request is the first to show it."""
        place = visit.knock.place
        fresh = SlackMemory(
            form=visit.knock.id,
            args=dict(ask.form.args),
            place=(place.kind, place.id),
            shape=shape_of(ask.form),
            message=_lasting_message(visit),
        )
        if not visit.form:
            return fresh
        before = visit.form.memory
        first = before.form if ask.errors and before.form else fresh.form
        return msgspec.structs.replace(fresh, form=first, turn=before.turn + 1, message=before.message)

    def _open(self, visit: SlackRequest, ask: Ask, view: Json, t: Speech) -> Json:
        if visit.trigger:
            try:
                self.api.answer("views.open", trigger_id=visit.trigger, view=view)
                return {}
            except SlackApiError as refusal:
                if error_of(refusal) not in _TRIGGER_IS_OLD:
                    raise
        # After a message, or after 3 seconds, only a new click may open a form.
        args = {name: value[:_LONGEST_ARGUMENT] for name, value in visit.knock.args.items()}
        button = Button(t("handlers.form_waits.open"), visit.knock.action, args, style="primary")
        return self._say(visit, Card(ask.form.title, (Paragraph(t("handlers.form_waits.text")),), (button,)), t)


def _is_answered_in_view(visit: SlackRequest, reply: Say | Replace) -> bool:
    """A click on somebody's own page, in a view, or in a form that stays open below."""
    if visit.knock.place.kind == "home":
        return True
    form = visit.form
    return form is not None and not form.sent and (isinstance(reply, Say) or not form.is_filled_in)


def _any_form(outcome: Response) -> bool:
    return any(isinstance(reply, Ask) for reply in outcome.replies)


def _lasting_message(visit: SlackRequest) -> str:
    """The message that a Replace may still change when the form has been sent in: not a private one, not one row."""
    clicked = visit.clicked
    if clicked is None or not clicked.ts or row_of(clicked.block_id):
        return ""
    return f"{clicked.channel} {clicked.ts}"
