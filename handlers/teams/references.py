"""Where people and channels can be reached on Teams: nothing can be sent there without a conversation seen before."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bot.chat.requests import Account
from handlers.teams.forms import PLATFORM
from storage.database import Database
from storage.messages import conversations


class Reference(NamedTuple):
    """service: the address of Teams' service for it, without a slash at the end."""

    conversation: str
    service: str
    tenant: str


class Aside(NamedTuple):
    """How to answer somebody where they asked, so that nobody else sees it. thread: the conversation with its thread.

    asked: the message that only we saw, which Teams then shows above the answer; empty after a click.
    """

    thread: str
    asked: str = ""


class References:
    """Remembered in storage, and in this process what it has seen, so that a message writes nothing that is known."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, str], Reference] = {}
        self._own: dict[Account, tuple[str, str]] = {}
        self._speaking: dict[Account, Reference] = {}

    @contextmanager
    def speaking(self, account: Account, own_chat: Reference | None) -> Iterator[None]:
        """While somebody is answered: what is sent to whoever is new meanwhile goes to the chat where they spoke.

        In this process only: a stranger is kept nowhere. own_chat: None when they spoke elsewhere.
        """
        if own_chat:
            self._speaking[account] = own_chat
        try:
            yield
        finally:
            self._speaking.pop(account, None)

    def of_person(self, account: Account) -> Reference | None:
        """Their own chat with us."""
        with self._database.session(None) as db:
            known = _reference(conversations.own_chat(db, *account))
        return known or self._speaking.get(account)

    def of_place(self, conversation: str) -> Reference | None:
        with self._database.session(None) as db:
            return _reference(conversations.called(db, PLATFORM, conversation))

    def of_channel(self, tenant: str, conversation: str) -> Reference | None:
        """A channel or group chat of this organisation."""
        with self._database.session(None) as db:
            row = conversations.called(db, PLATFORM, conversation)
            return _reference(row) if row and row.tenant == tenant and not row.user else None

    def any_of_tenant(self, tenant: str) -> Reference | None:
        with self._database.session(None) as db:
            return _reference(conversations.any_of_tenant(db, PLATFORM, tenant))

    def channels(self, tenant: str) -> list[tuple[Reference, str]]:
        """The channels and group chats where somebody mentioned us, with their names."""
        with self._database.session(None) as db:
            rows = conversations.shared(db, PLATFORM, tenant)
            return [(Reference(row.id, row.service_url, row.tenant), row.name or row.id) for row in rows]

    def knows(self, reference: Reference) -> bool:
        return self._known.get((reference.tenant, reference.conversation)) == reference

    def saw(self, account: Account, reference: Reference, *, own_chat: bool, name: str = "") -> None:
        """Somebody spoke to us there. A stranger's chat is not remembered: they are nobody of ours."""
        known_as = account.tenant, reference.conversation
        if self._known.get(known_as) == reference:
            return
        user = account.user if own_chat else ""
        with self._database.session(None, writes=True) as db:
            kept = conversations.keep(
                db, PLATFORM, account.tenant, reference.conversation, reference.service, user, name
            )
        if not kept:
            return
        if own_chat and (before := self._own.get(account)) and before != known_as:
            # Storage has the newest only: the one before is news again when they come back there.
            self._known.pop(before, None)
        if own_chat:
            self._own[account] = known_as
        self._known[known_as] = reference

    def forget(self, gone: Reference) -> None:
        """There is no such conversation any more, or we are out of it."""
        self._known.pop((gone.tenant, gone.conversation), None)
        with self._database.session(None, writes=True) as db:
            conversations.forget(db, PLATFORM, gone.tenant, gone.conversation)


def _reference(found: conversations.ConversationRow | None) -> Reference | None:
    return Reference(found.id, found.service_url, found.tenant) if found else None
