"""Stored messages on their way to Teams: posted once, refused, or unclear."""

import datetime as dt
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import quote

import msgspec

from bot.chat.cards import Card, Link, Note, Paragraph
from bot.chat.requests import Account, Knock, Place, UploadedFile
from bot.chat.texts import Speech, speech
from bot.undelivered.rules import NOT_IN_TEAM
from handlers.delivery.protocol import (
    Away,
    Group,
    NeverShown,
    NoGroup,
    OutboundMessage,
    Refused,
    SlowDown,
    Unclear,
    Unreached,
)
from handlers.now import Now
from handlers.teams import files, limits, render
from handlers.teams.api import CHANCE, Answered, Lost, TeamsApi
from handlers.teams.figures import is_ours
from handlers.teams.forms import PLATFORM
from handlers.teams.listen import Consent
from handlers.teams.offers import Offer, Offers
from handlers.teams.references import Reference, References
from handlers.teams.shown import ShownCards
from handlers.teams.words import Json
from storage.database import Database
from storage.messages import hosted_files
from storage.messages.hosted_files import HostedFile
from storage.people import people

log = logging.getLogger(__name__)

# What an administrator mends (a secret, the app that is not installed) or what passes: the message keeps waiting.
_MENDABLE = frozenset({401, 403})
_TOO_MUCH = 429
_WAITING = 200
# learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
_GROUP_CHAT = "https://teams.microsoft.com/l/chat/0/0"


class TeamsDelivery:
    """Delivers messages; every method may be called from any thread.

    public_url: where Teams can reach us, or "". practice: it is one of our own, on this machine.
    """

    def __init__(
        self,
        api: TeamsApi,
        references: References,
        shown: ShownCards,
        database: Database,
        now: Now,
        public_url: str = "",
        practice: bool = False,
        chance: Callable[[], float] = CHANCE,
    ) -> None:
        self._practice = practice
        self.api = api
        self.references = references
        self.shown = shown
        self._database = database
        self._now = now
        self._public_url = public_url
        self._chance = chance
        self._lock = threading.Lock()
        self._offers = Offers(database, now)
        self._waiting: OrderedDict[Account, Knock] = OrderedDict()

    def post(self, message: OutboundMessage) -> str:
        """Returns Teams' id of the message."""
        if isinstance(message.to, tuple) and not isinstance(message.to, Account):
            # Only with rights that an administrator has to give could a bot begin a chat between people.
            raise NoGroup("no_group", self._with_a_way_to_meet(message.card, message.to, message.language))
        try:
            return self._post_there(message, self._reference(message.to))
        except Answered as refusal:
            raise self._meaning(refusal, message) from refusal
        except Lost as lost:
            if lost.sent:
                raise Unclear(str(lost)) from lost
            raise Unreached("no_connection", self._soon()) from lost
        except ValueError as entra:
            # Without a token nothing was sent.
            raise Refused("no_token", limits.AFTER_MENDING) from entra
        except OSError as entra:
            raise Unreached("no_token", limits.AFTER_MENDING) from entra

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        """Teams shows nobody what was posted, unless the whole organisation lets a bot read along."""
        raise NeverShown("teams")

    def _with_a_way_to_meet(self, card: Card, group: Group, language: str) -> Card:
        """A button that opens a chat between them: Teams makes it when the first of them writes.

        Not below the file that follows on an introduction, which has it already.
        """
        if card.files:
            return card
        names = [self._principal(each) for each in group]
        if not all(names):
            return card
        link = Link(speech(language)("handlers.teams.chat_together"), f"{_GROUP_CHAT}?users={quote(','.join(names))}")
        return msgspec.structs.replace(card, buttons=(*card.buttons, link))

    def _principal(self, account: Account) -> str:
        """How a link names somebody; empty when Teams does not say."""
        try:
            # Asked of the whole chat: by their id at Entra alone not every Teams knows its members.
            found = self.api.members(self.own_chat(account))
            them = next((each for each in found if account.user in (each.get("aadObjectId"), each.get("id"))), {})
            return str(them.get("userPrincipalName") or "")
        except (Answered, Lost, ValueError, OSError):
            return ""

    def say(self, message: OutboundMessage, where: Reference, shareable_in: str = "") -> str:
        """To who is waiting for it. Raises Answered and Lost."""
        return self._post_there(message, where, shareable_in, tries=limits.TRIES)

    def own_chat(self, account: Account, service: str = "", member: str = "") -> Reference:
        """Of somebody with us: known, or opened now. Raises Answered when they do not have the app."""
        known = self.references.of_person(account)
        if known is not None:
            return known
        somewhere = self.references.any_of_tenant(account.tenant)
        if not service and somewhere is None:
            raise Answered(403, "NoConversation")
        service = service or (somewhere.service if somewhere else "")
        found = Reference(self.api.open_chat(service, account.tenant, account.user, member), service, account.tenant)
        self.references.saw(account, found, own_chat=True)
        return found

    def pictures(self, card: Card, tenant: str) -> dict[str, str]:
        """Name -> address of every picture, laid out for a limited time. Without an address of ours: their words."""
        shown = [picture for picture in card.pictures if not is_ours(picture)]
        if not (shown and self._public_url):
            return {}
        keys = {picture.name: secrets.token_urlsafe(32) for picture in shown}
        until = self._now() + limits.PICTURES_KEPT
        laid_out = [
            HostedFile(key=keys[picture.name], name=f"{picture.name}.png", content=picture.png, until=until)
            for picture in shown
        ]
        with self._database.session(None, writes=True) as db:
            hosted_files.lay_out(db, PLATFORM, tenant, "", *laid_out)
        return {name: f"{self._public_url}{limits.PICTURES_PATH}/{key}" for name, key in keys.items()}

    def download(self, file: UploadedFile) -> bytes:
        return files.download(file, self._practice)

    def change(self, where: Reference, message: str, activity: Json) -> bool:
        """message: "conversation activity". False when Teams does not let us: it is gone, or another's."""
        conversation, _, name = message.rpartition(" ")
        try:
            self.api.update(where._replace(conversation=conversation), name, activity)
        except Answered:
            return False
        return True

    # Files that somebody is still to accept

    def hand_over(self, consent: Consent) -> None:
        """Puts the file where they said, and shows it in the message with which it came. Raises files.Unreadable."""
        try:
            name, content = self._offers.content(consent.reader, consent.key)
        except files.TeamsFileUnreadable:
            if self._close(consent, None):
                # A second click, or one in a client that did not hear of the first.
                return
            raise
        files.upload(str(consent.info.get("uploadUrl", "")), content, self._practice)
        placed = files.uploaded(name, consent.info)
        if not self._close(consent, placed):
            self.api.post(consent.where, {"type": "message", "attachments": [placed]}, tries=limits.TRIES)

    def take_back(self, consent: Consent) -> None:
        """They do not want it."""
        self._close(consent, None)

    def _close(self, consent: Consent, placed: Json | None) -> bool:
        """Draws the message again, without the question. Returns whether the file is in it."""
        offer = self._offers.answer(consent.reader, consent.offer, consent.key, placed)
        if offer is None or not consent.message:
            return False
        message = self._message(offer.card, consent.where, speech(offer.language), offer, offer.shareable_in)
        try:
            self.api.update(consent.where, consent.message, message)
        except (Answered, Lost) as refused:
            log.warning("the message of a file still asks what was answered: %s", refused)
            return False
        return offer.has_placed(consent.key)

    def say_file_failed(self, number: str, reader: Account, where: Reference, language: str) -> None:
        """language: of who is not known."""
        with self._database.session(None) as db:
            known = people.sign_in(db, *reader)
        t = speech(known[0].language if known else language)
        card = Card(t("handlers.teams.file_failed.title"), (Paragraph(t("handlers.teams.file_failed.text")),))
        self.say(OutboundMessage(number, reader, card, t.language), where)

    # Files that somebody is still to send

    def wait_for_file(self, knock: Knock) -> None:
        """The next file that they send in their own chat is for this."""
        with self._lock:
            self._waiting[knock.account] = knock
            if len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)

    def waited_for(self, account: Account) -> Knock | None:
        with self._lock:
            return self._waiting.pop(account, None)

    def _post_there(self, message: OutboundMessage, where: Reference, shareable_in: str = "", tries: int = 1) -> str:
        """Where it is gone, in the chat that takes its place."""
        try:
            return self._post(message, where, shareable_in, tries)
        except Answered as refusal:
            if not refusal.is_gone or message.instead_of:
                raise
            self.references.forget(where)
            if not isinstance(message.to, Account):
                raise
            now = self.own_chat(message.to, where.service)
            if now.conversation == where.conversation:
                raise
            return self._post(message, now, shareable_in, tries)

    def _post(self, message: OutboundMessage, where: Reference, shareable_in: str = "", tries: int = 1) -> str:
        card = message.card
        offer = None
        if card.files and isinstance(message.to, Account):
            offer = self._offers.make(message.to, card, message.language, shareable_in)
        t = speech(message.language)
        if message.unsure and not message.instead_of:
            card = msgspec.structs.replace(card, body=(Note(t("handlers.teams.once_more")), *card.body))
        payload = self._message(card, where, t, offer, shareable_in)
        if message.instead_of:
            self.api.update(where, message.instead_of, payload)
        posted = message.instead_of or self.api.post(where, payload, message.under, tries)
        self.shown.remember(where.conversation, posted, card)
        return posted

    def _message(
        self, card: Card, where: Reference, t: Speech, offer: Offer | None = None, shareable_in: str = ""
    ) -> Json:
        if offer:
            state, n = offer.state
            card = msgspec.structs.replace(card, body=(*card.body, Note(t(f"handlers.teams.file_{state}", n=n))))
        drawn = render.message(card, t, shareable_in=shareable_in, addresses=self.pictures(card, where.tenant))
        message = render.activity(drawn, render.fallback(card))
        if offer:
            message["attachments"] += offer.attachments
        return message

    def _reference(self, to: object) -> Reference:
        match to:
            case Account():
                return self.own_chat(to)
            case Place(id=conversation):
                found = self.references.of_place(conversation)
                if found is None:
                    raise Refused(NOT_IN_TEAM)
                return found
        raise TypeError(to)

    def _meaning(self, refusal: Answered, message: OutboundMessage) -> Refused | Unclear:
        if refusal.is_shut_out or (refusal.is_gone and isinstance(message.to, Place)):
            return self._is_out(refusal, message)
        if refusal.is_passing:
            kind = SlowDown if refusal.status == _TOO_MUCH else Refused
            return kind(str(refusal), (refusal.retry_after or limits.SHORTEST_WAIT) * (1 + self._chance()))
        if refusal.status in _MENDABLE:
            return Refused(str(refusal), limits.AFTER_MENDING)
        if refusal.status >= 500:
            return Unclear(str(refusal))
        return Refused(str(refusal))

    def _is_out(self, refusal: Answered, message: OutboundMessage) -> Refused:
        if isinstance(message.to, Account):
            # Until they are back there is nobody to write to. A chat of theirs is opened anew then.
            return Away(str(refusal))
        if found := self.references.of_place(message.to.id) if isinstance(message.to, Place) else None:
            self.references.forget(found)
        return Refused(NOT_IN_TEAM)

    def _soon(self) -> dt.timedelta:
        return limits.SOON * (1 + self._chance())
