"""Activities come in, answers go out; what to do with them is decided here, in one way for all of them."""

import hashlib
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

from msgspec import json

from bot.chat.requests import Account, Knock, Place
from bot.chat.texts import LANGUAGES, Speech, speech
from handlers.now import Now
from handlers.observability import metrics, request_id
from handlers.platforms import Core
from handlers.teams import files, forms, listen, message_action
from handlers.teams.answer import TeamsAnswerer
from handlers.teams.api import Answered, Lost
from handlers.teams.listen import Activity, TeamsArrival, TeamsOpenForm, TeamsRequest
from handlers.teams.people import TeamsDirectory
from handlers.teams.references import References
from handlers.teams.words import Json

log = logging.getLogger(__name__)

NOTHING: Json = {}
Read = Callable[[Activity, TeamsArrival], TeamsRequest | None]


@dataclass(frozen=True, slots=True)
class TeamsApp:
    """Where people of Teams come in.

    number: makes the number that people quote when something fails. first_time: False for a message that was handled
    before, because Teams delivers again what is not answered. language: for whoever is not known yet.
    """

    core: Core
    answerer: TeamsAnswerer
    directory: TeamsDirectory
    references: References
    now: Now
    number: Callable[[], str]
    first_time: Callable[[str], bool]
    language: str
    tenants: Collection[str]

    def is_ours(self, activity: Activity) -> bool:
        return activity.tenant in self.tenants

    def answer(self, activity: Activity) -> Json:
        """What goes in the answer to Teams' own request."""
        match activity.type, activity.name:
            case listen.MESSAGE, _ if activity.sender.id:
                return self._answer("words", activity, self._new_words)
            case listen.INVOKE, listen.CLICK:
                return self._answer("click", activity, partial(listen.click, seal=self.answerer.seal))
            case listen.INVOKE, message_action.FETCH if message_action.is_ours(activity):
                return self._act_on_message(activity)
            case listen.INVOKE, listen.FILE_CONSENT if activity.is_own_chat:
                return self._hand_over(activity)
            case listen.INSTALLED, _ if activity.is_removal:
                self._goes(activity)
            case listen.CHANGED, _ if activity.gone:
                self._looks_soon_at(activity.gone)
            case listen.INSTALLED, _ if activity.sender.id:
                self._arrives(activity)
        return NOTHING

    def _act_on_message(self, activity: Activity) -> Json:
        """The answer stands in their own chat: in a dialog it would be gone, and in the channel everybody's."""
        t = speech(activity.language if activity.language in LANGUAGES else self.language)
        try:
            chat = self.answerer.delivery.own_chat(activity.account, activity.where.service, activity.sender.id)
        except (Answered, Lost) as refusal:
            log.info("no chat for what was asked of a message: %s", refusal)
            return message_action.dialog(t("handlers.teams.no_chat.text"))
        # Where the message stands is between others, and we may not even be in it.
        asked = message_action.in_own_chat(activity, chat.conversation)
        self._answer("action", asked, message_action.read)
        return message_action.dialog(t("handlers.teams.see_own_chat"))

    def _arrives(self, activity: Activity) -> None:
        """Whoever puts us in their own chat is there, and has asked nothing yet."""
        with self._hearing(activity):
            if activity.is_own_chat:
                try:
                    self.core.arrives(activity.account, self.now(), self.number())
                except Exception:
                    log.exception("somebody new is not met; they are when they do something")
            elif activity.is_addition and self.first_time(_key(activity)):
                self._say_hello(activity)
            self._remember(activity)

    def _say_hello(self, activity: Activity) -> None:
        """One line, to a team or a group chat that we were put in."""
        try:
            self.answerer.asides.say_hello(activity.where, speech(self.language))
        except (Answered, Lost) as refusal:
            log.info("nothing is said where we were added: %s", refusal)

    def _goes(self, activity: Activity) -> None:
        """Nothing reaches that chat or channel any more. Whoever took us away may have left altogether."""
        try:
            self.references.forget(activity.where)
            if activity.is_own_chat and activity.sender.id:
                self.core.shuts_out(activity.account, self.now())
        except Exception:
            log.exception("that a conversation is gone is not written down; Teams says so again at the next message")
        self._looks_soon_at(activity.gone)

    def _hearing(self, activity: Activity) -> AbstractContextManager[None]:
        """Until what they said is answered, and where they said it is remembered."""
        self.directory.saw(activity.account, activity.where, activity.sender.id, activity.language)
        return self.references.speaking(activity.account, activity.where if activity.is_own_chat else None)

    def _looks_soon_at(self, gone: Sequence[Account]) -> None:
        try:
            self.core.may_have_changed(gone, self.now())
        except Exception:
            log.exception("whether somebody left is not known; it is asked again within a day")

    def _new_words(self, activity: Activity, arrival: TeamsArrival) -> TeamsRequest | None:
        """None when they were answered before."""
        return listen.words(activity, arrival) if self.first_time(_key(activity)) else None

    def _answer(self, kind: str, activity: Activity, read: Read) -> Json:
        arrival = TeamsArrival(self.number(), self.now())
        with (
            self._hearing(activity),
            request_id.under(arrival.id),
            metrics.answering(forms.PLATFORM, kind),
        ):
            answered = self._answered(kind, activity, arrival, read)
            self._remember(activity)
        return answered

    def _answered(self, kind: str, activity: Activity, arrival: TeamsArrival, read: Read) -> Json:
        """The only place where exceptions are caught: the log gets the trace, the person a number."""
        visit = None
        try:
            visit = read(activity, arrival)
            return self._given(visit) if visit else NOTHING
        except Exception as failed:
            broken = failed
            log.exception("%s failed", visit.knock.action if visit else kind)
            metrics.BROKEN.labels(forms.PLATFORM, kind).inc()
        try:
            return self.answerer.apologise(visit or listen.words(activity, arrival), self.language, broken)
        except Exception:
            log.exception("the apology failed too")
            return NOTHING

    def _given(self, visit: TeamsRequest) -> Json:
        """A file without words is for what the person asked for last, also when that fails and they send it again."""
        waiting = self._waited_for(visit)
        if waiting:
            visit = replace(visit, knock=replace(visit.knock, action=waiting.action, args=waiting.args))
        elif _is_bare_file(visit):
            visit = replace(visit, knock=replace(visit.knock, action="transfer.file_came"))
        visit = self._at_home(visit)
        try:
            return self._ours(visit) or self.answerer.give(visit, self.core.answer(visit.knock))
        except Exception:
            if waiting:
                self.answerer.delivery.wait_for_file(waiting)
            raise

    def _waited_for(self, visit: TeamsRequest) -> Knock | None:
        return self.answerer.delivery.waited_for(visit.knock.account) if _is_bare_file(visit) else None

    def _at_home(self, visit: TeamsRequest) -> TeamsRequest:
        """Buttons and forms bring along where something was asked, and whoever asked may not be there any more."""
        place = visit.knock.place
        if place.kind != "channel" or place.id == visit.where.conversation:
            return visit
        known = self.references.of_channel(visit.knock.account.tenant, place.id)
        if known and self.answerer.is_in(known, visit.member):
            return visit
        return replace(visit, knock=replace(visit.knock, place=Place("direct", visit.where.conversation)))

    def _ours(self, visit: TeamsRequest) -> Json:
        """What the core never hears of: a search in a form, a form that is cancelled or not filled in far enough."""
        if visit.knock.action == forms.CANCEL:
            return self.answerer.withdraw(visit, self._speech(visit))
        if visit.form is None:
            return NOTHING
        if visit.search:
            return self.answerer.show_again(visit, visit.form, {}, self._speech(visit))
        if visit.form.sent and (missing := _missing(visit.form, visit.knock)):
            t = self._speech(visit)
            needed = {key: t("handlers.teams.needed") for key in missing}
            return self.answerer.show_again(visit, visit.form, needed, t)
        return NOTHING

    def _speech(self, visit: TeamsRequest) -> Speech:
        """The form's own language is the person's; one that is cancelled only says which that is."""
        known = visit.form.memory.language if visit.form else visit.knock.args.get("language", self.language)
        return speech(known)

    def _remember(self, activity: Activity) -> None:
        """After the answer, when a newcomer has been met. A conversation that is not kept is kept the next time."""
        try:
            if not self.references.knows(activity.where):
                name = "" if activity.is_own_chat else self.directory.channel_name(activity)
                self.references.saw(activity.account, activity.where, own_chat=activity.is_own_chat, name=name)
        except Exception:
            log.exception("where this was asked is not remembered")

    def _hand_over(self, activity: Activity) -> Json:
        """The reader said where to put a file, or that they do not want it."""
        consent = listen.consent(activity)
        try:
            if consent.info:
                self.answerer.delivery.hand_over(consent)
            else:
                self.answerer.delivery.take_back(consent)
        except (files.TeamsFileUnreadable, Answered, Lost) as refused:
            log.warning("a file was not handed over: %s", refused)
            self._say_that_it_failed(activity)
        return NOTHING

    def _say_that_it_failed(self, activity: Activity) -> None:
        try:
            self.answerer.delivery.say_file_failed(self.number(), activity.account, activity.where, self.language)
        except (Answered, Lost) as refused:
            log.warning("nor was that said: %s", refused)


def _is_bare_file(visit: TeamsRequest) -> bool:
    return bool(visit.files) and visit.knock.action == "home"


def _key(activity: Activity) -> str:
    """Both ids together may be longer than a key."""
    said = json.encode((activity.tenant, activity.where.conversation, activity.id))
    return f"teams {hashlib.sha256(said).hexdigest()}"


def _missing(form: TeamsOpenForm, knock: Knock) -> list[str]:
    return [each.key for each in form.memory.asked.fields if each.required and not knock.answers.get(each.key)]
