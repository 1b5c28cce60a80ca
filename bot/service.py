"""One request in, one transaction, replies out."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import structs
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot import enqueue
from bot.chat import command_help
from bot.chat.cards import Block, Button, Card, Paragraph, one_stands_out
from bot.chat.contributions import NOT_ON_THE_WEB, OnTheWeb, Section
from bot.chat.feature import Feature
from bot.chat.forms import Option
from bot.chat.replies import Ask, AtOnce, Happened, Home, Nudge, Replace, Reply, Say, Together, Work
from bot.chat.requests import Account, Channel, Knock, NotAllowed, OldButton, Place, Profile, Request
from bot.chat.router import Router
from bot.chat.texts import Speech, speech
from bot.people import cards as people_cards
from bot.people import pickers
from bot.people.arrivals import FRESH, HOLDS, Arrivals, Stood
from bot.people.signing_in import picked, sign_in
from bot.people.standing import Directory, Standing
from bot.understanding import replying
from bot.understanding.intents import Grammar, grammar_of
from storage.database import Database
from storage.messages import outbox
from storage.people import people
from storage.people.seeking import Sought

log = logging.getLogger(__name__)

BUILT_IN = frozenset({"command", "share", "help", "home"})
"""What the service answers itself, beside the actions of the features."""


class Response(NamedTuple):
    """What the asker gets at once. accounts: of the colleagues in `person` fields. is_again: this form was answered."""

    replies: tuple[AtOnce, ...]
    language: str
    accounts: Mapping[int, Account]
    is_again: bool = False


class Service:
    """Answers knocks: of any platform, in any thread."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        features: Sequence[Feature],
        arrivals: Arrivals,
        queued: Callable[[], None] | None = None,
        waiting: Callable[[], None] | None = None,
        understood: Callable[[str], None] | None = None,
        web: OnTheWeb = NOT_ON_THE_WEB,
    ) -> None:
        """queued: is told when messages or work for later have been stored, so that nobody has to wait for them.

        waiting: is told when an answer has to wait for somebody else's lock. understood: is told in which way what
        somebody typed was understood, and never what it was.
        """
        self.database = database
        self.router = Router(features, web)
        self.standing = Standing(database, directory, arrivals, self._after_standing)
        self.queued = queued
        self.waiting = waiting
        self.understood = understood

    @cached_property
    def grammar(self) -> Grammar:
        """Made once somebody types: until then it takes no time and no memory."""
        return grammar_of(self.router.commands)

    def answer(self, knock: Knock) -> Response:
        """Commits what the feature changed, and returns what it says. Raises what is broken, after rolling back."""
        # Whoever sends a form in waits for SQLite's lock first: in its turn, and while others are answered.
        takes_the_lock = bool(knock.form) and self.database.is_in_process
        if takes_the_lock and self.waiting:
            self.waiting()
        try:
            return self._answer_or_introduce(knock, writes=takes_the_lock)
        except (StaleDataError, OperationalError, IntegrityError) as lost:
            if takes_the_lock and isinstance(lost, OperationalError):
                raise
            # Somebody else wrote in between, or holds the lock: look again, this time with the lock first.
            if self.waiting:
                self.waiting()
            return self._answer_or_introduce(knock, writes=True)

    def options(self, knock: Knock, source: str, query: str) -> Sequence[Option]:
        """The options of a search field; none for a stranger, or in a form from before a change of ours."""
        with self.database.session(None) as db:
            request = sign_in(db, knock, frozenset(), self.router.contributed, HOLDS)
            look_up = self.router.sources.get(source)
            return look_up(request, db, query) if request and look_up else ()

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool:
        """Takes in that something may have changed for somebody at their platform. False when the platform is away."""
        is_told = self.standing.heard(account, told, at, number)
        if self.queued:
            self.queued()
        return is_told

    def seek(self, sought: Sought, at: dt.datetime, number: str) -> bool:
        """Looks for a colleague from a list at their platform. False when the platform is away."""
        is_told = self.standing.seek(sought, at, number)
        if self.queued:
            self.queued()
        return is_told

    def arrives(self, account: Account, at: dt.datetime, number: str) -> None:
        """Somebody is there, and has asked nothing yet: whoever is new is met, and welcomed."""
        self.standing.introduce(account, [account], at, number)
        self.standing.is_back(account)
        if self.queued:
            self.queued()

    def shuts_out(self, account: Account, at: dt.datetime) -> None:
        """They took us out of their chat: what is for them waits until they are back, or goes elsewhere."""
        self.standing.shuts_out(account, at)

    def may_have_changed(self, accounts: Sequence[Account], at: dt.datetime) -> None:
        """Whoever of them we know is looked at before they do anything, and soon if they do nothing."""
        self.standing.may_have_changed(accounts, at)

    def _answer_or_introduce(self, knock: Knock, writes: bool) -> Response:
        outcome = None if self.standing.is_in_doubt(knock.account) else self._answer(knock, frozenset(), writes, FRESH)
        if outcome is not None:
            return outcome
        accounts = {knock.account, *picked(knock)}
        outsiders = self.standing.introduce(knock.account, accounts, knock.at, knock.id)
        if knock.account in outsiders:
            return _turn_away(knock, *outsiders[knock.account])
        outcome = self._answer(knock, frozenset(outsiders), writes, None)
        return outcome or _turn_away(knock, "outsider", "")

    def _after_standing(self, db: Session, account: Account, stood: Stood, at: dt.datetime, number: str) -> None:
        home, who = stood.municipality, stood.colleague
        for event in stood.events:
            log.info("%s: colleague %d of municipality %d", event, who.id, home.id)
            knock = Knock(f"{number}-{event}-{who.id}", at, account, Place(), event)
            here = at.astimezone(ZoneInfo(home.timezone))
            request = Request(
                knock.id, here, home, who, knock.place, who.language, event, contributed=self.router.contributed
            )
            _keep_the_rest(db, knock, request, self._what_follows(request, db, event))

    def _answer(
        self, knock: Knock, outsiders: frozenset[Account], writes: bool, within: dt.timedelta | None
    ) -> Response | None:
        """None when somebody in this knock has not been introduced yet, or not been looked at within that time."""
        with self.database.session(None, writes=writes) as db:
            request = sign_in(db, knock, outsiders, self.router.contributed, within, speaks=True)
            if request is None:
                return None
            form = f"form {knock.form}"
            if knock.form and not outbox.first_time(db, form, knock.at):
                return Response((_already_saved(request),), request.language, {}, is_again=True)
            replies = self.replies(request, db)
            if request.place.kind == "home" and not any(isinstance(reply, Ask | Home) for reply in replies):
                replies = [*replies, self._home_after(request, db)]
            if knock.form and any(isinstance(reply, Ask) for reply in replies):
                outbox.release(db, form)
            at_once = _keep_the_rest(db, knock, request, replies)
            # The person's own, because they may just have chosen another one.
            # But whoever was erased has none any more, and reads this all the same.
            language = request.language if request.person.erased_at else request.person.language
            shown, accounts = pickers.shown_to(db, knock.account, at_once, speech(language))
            outcome = Response(shown, language, accounts)
        if self.queued and any(_is_for_later(reply) for reply in replies):
            self.queued()
        return outcome

    def replies(self, request: Request, db: Session) -> Sequence[Reply]:
        """In the transaction of the asker's municipality."""
        t = speech(request.language)
        try:
            return self._with_what_follows(request, db, self._route(request, db))
        except OldButton:
            title, sentence = t("chat.old_button.title"), t("chat.old_button.text")
        except NotAllowed as refusal:
            title, sentence = t("chat.not_allowed.title"), refusal.sentence
        # Answering commits, so what was changed before the refusal goes first.
        db.rollback()
        # Nobody is left with a refusal alone.
        return [Say(Card(title, (Paragraph(sentence),), (people_cards.help_button(t),)))]

    def _with_what_follows(self, request: Request, db: Session, replies: Sequence[Reply]) -> Sequence[Reply]:
        """Adds what other features answer to what happened, in the same transaction."""
        said = list[Reply](reply for reply in replies if not isinstance(reply, Happened))
        for reply in replies:
            if isinstance(reply, Happened):
                db.flush()
                said += self._what_follows(request.asks(request.action, **reply.args), db, reply.event)
        return said

    def _what_follows(self, about: Request, db: Session, event: str) -> Sequence[Reply]:
        follow = [each.after[event] for each in self.router.features if event in each.after]
        return [reply for each in follow for reply in each(about, db)]

    def _route(self, request: Request, db: Session) -> Sequence[Reply]:
        match request.action:
            case "command":
                return self._route_command(request, db)
            case "share":
                return self._share(request, db)
            case "help":
                t, root = speech(request.language), request.args.get("root", "")
                shown = (
                    command_help.card(t, self.router.commands, root) if root else command_help.doors(t, self._doors(t))
                )
                return [Say(shown)]
            case "home":
                return [self._home(request, db)]
            case action if action in self.router.actions:
                return self.router.actions[action](request, db)
        raise OldButton(request.action)

    def _route_command(self, request: Request, db: Session) -> Sequence[Reply]:
        """A command, or a sentence: what was understood of it is asked as a button would ask it."""
        found = replying.understood(request, db, self.router, self.grammar)
        if self.understood:
            self.understood(found.how)
        t = speech(request.language)
        waiting = partial(self._waiting, request, db)
        return replying.replies(request, found, lambda: self._doors(t), waiting, lambda asked: self._route(asked, db))

    def _doors(self, t: Speech) -> Sequence[Button]:
        ours = self.router.actions.keys() | BUILT_IN
        return [door for door in people_cards.doors(t) if door.action in ours]

    def _home(self, request: Request, db: Session) -> Home:
        """The asker's own page: what every feature has to say there, most urgent first."""
        blocks = (block for section in self._sections(request, db) for block in section.blocks)
        return Home(tuple(one_stands_out(blocks)))

    def _waiting(self, request: Request, db: Session) -> Sequence[Block]:
        """The questions on the asker's own page."""
        return [block for section in self._sections(request, db) if section.asks for block in section.blocks]

    def _sections(self, request: Request, db: Session) -> list[Section]:
        homes = [feature.home for feature in self.router.features if feature.home]
        return sorted((section for home in homes for section in home(request, db)), key=lambda part: part.order)

    def _home_after(self, request: Request, db: Session) -> Home:
        """The page as it is after a click on it."""
        db.flush()
        t = speech(request.person.language)
        now = replace(request, action="home", args={}, answers={}, language=t.language)
        return replace(self._home(now, db), answered=True)

    def _share(self, request: Request, db: Session) -> Sequence[Reply]:
        """Draws a private card again, without its private parts, for everybody in the channel."""
        t = speech(request.language)
        if request.place.kind != "channel":
            return [Say(Card(t("chat.shared.title"), (Paragraph(t("chat.shared.not_possible")),)))]
        args = dict(request.args)
        action = args.pop("action", "")
        if action not in self.router.shared:
            raise OldButton(action)
        original = request.asks(action, **args)
        original = replace(original, public=True, language=request.municipality.language)
        found = self._route(original, db)
        drawn = [
            (reply.card, reply.key if isinstance(reply, Say) else "")
            for reply in found
            if isinstance(reply, Say | Replace)
        ]
        still_to_come = [replace(reply, to="here") for reply in found if isinstance(reply, Work)]
        shared = Card(t("chat.shared.title"), (Paragraph(t("chat.shared.text")),))
        posts = [Say(structs.replace(card, share=None), to="here", key=key) for card, key in drawn]
        return [*posts, *still_to_come, Say(shared)]


def _is_for_later(reply: Reply) -> bool:
    return isinstance(reply, Work) or (isinstance(reply, Say) and reply.to != "asker")


def _keep_the_rest(db: Session, knock: Knock, request: Request, replies: Sequence[Reply]) -> tuple[AtOnce, ...]:
    """Stores what is not for the asker alone; returns what the asker gets at once, in order."""
    t = speech(request.language)
    at_once: list[AtOnce] = []
    for number, reply in enumerate(replies):
        match reply:
            case Say(card=card, to=int() as colleague_id):
                reader = people.colleague(db, colleague_id)
                assert reader is not None
                if not reader.is_here:
                    continue
                key, asker = reply.key or f"{knock.id}-{number}", request.person.id
                enqueue.tell(db, key, colleague_id, card, reader.language, knock.at, asked_by=asker)
            case Say(card=card, to="here"):
                enqueue.post(db, reply.key or f"{knock.id}-{number}", knock.account, request, card, knock.at)
            case Say(to=Channel() | Together()):
                key, language = f"{knock.id}-{number}", request.municipality.language
                enqueue.send(db, key, reply, language, knock.at, asked_by=request.person.id)
            case Nudge():
                enqueue.remind(db, reply, knock.at)
            case Work(to="here"):
                here, language = Channel(*knock.account[:2], request.place.id), request.municipality.language
                enqueue.put_to_work(db, request.person.id, language, reply, knock.at, here)
            case Work():
                enqueue.put_to_work(db, request.person.id, request.language, reply, knock.at)
                at_once.append(Say(Card(t("chat.working.title"), (Paragraph(t("chat.working.text")),))))
            case Happened():
                pass  # What follows on it is here already, and nothing follows on that.
            case _:
                at_once.append(reply)
    return tuple(at_once)


def _turn_away(knock: Knock, why: str, language: str) -> Response:
    """One friendly sentence. It also takes the place of what stands on their own page."""
    t = speech(language)
    sentence = Paragraph(t(f"chat.{why}.text"))
    page = (Home((sentence,)),) if knock.place.kind == "home" else ()
    said = () if page and knock.action == "home" else (Say(Card(t(f"chat.{why}.title"), (sentence,))),)
    return Response((*said, *page), t.language, {})


def _already_saved(request: Request) -> Say:
    t = speech(request.language)
    return Say(Card(t("chat.once.title"), (Paragraph(t("chat.once.text")),)))
