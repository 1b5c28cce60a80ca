"""Texts are joint work: the other corners of the triangle are asked whether they agree, with one click."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.replies import Ask, Nudge, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.register import saving, which_project
from bot.writing import agreement, forms, gather, joint_cards, kinds, ticking
from bot.writing.agreement import CornerSaid, SaidOfText
from bot.writing.cards import Which
from bot.writing.composing import compose
from bot.writing.document import WrittenText
from bot.writing.facts import TextMoment
from bot.writing.own_templates import in_force
from glossary import TRIANGLE, Role, RoleState, TextKind
from storage.messages import nudges
from storage.people import people
from storage.register import projects, text_asks
from storage.register.projects import Project
from storage.register.text_asks import TextAsk

MARK = 12
"""Signs of a digest in a button."""
ORDER = 40
"""In the daily message."""


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    """ask, of: of the question that the reader has not answered; 0 when there is none."""

    corners: Sequence[CornerSaid]
    is_ready: bool
    ask: int = 0
    of: str = ""


def seen(reader: int, db: Session, project: Project, which: Which, document: WrittenText) -> AgreementSeen:
    """What everybody said of a text that is joint work."""
    if which.kind not in kinds.JOINT:
        return AgreementSeen((), is_ready=False)
    asks = text_asks.text_asks(db, which.moment, which.kind)
    now = agreement.digest(document)
    found = _corners(db, project, asks, now)
    open_ask = next((each for each in asks if each.colleague_id == reader and _waits(each, now)), None)
    is_ready = agreement.is_ready(found)
    return AgreementSeen(found, is_ready, open_ask.id if open_ask else 0, now[:MARK])


def _waits(ask: TextAsk, now: str) -> bool:
    """For an answer to how it is now."""
    return ask.agreed is None or ask.text != now


def _corners(db: Session, project: Project, asks: Sequence[TextAsk], now: str) -> list[CornerSaid]:
    names = people.names_of(db, [each.colleague_id for each in asks]) if asks else {}
    said = [
        SaidOfText(each.colleague_id, names.get(each.colleague_id, ""), each.text, each.agreed, each.reason)
        for each in asks
    ]
    return agreement.corners(_held(project), said, now)


def _held(project: Project) -> Mapping[Role, tuple[int, RoleState]]:
    return {each.role: (each.colleague_id, each.state) for each in project.roles}


def ask(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever asks agrees themselves. The others read it in their next daily message; nobody is asked twice."""
    project, which, moment, now = _text(request, db)
    t, person = speech(request.language), request.person.id
    corners = [who for role, (who, state) in _held(project).items() if role in TRIANGLE and state is RoleState.ACCEPTED]
    known = {each.colleague_id: each for each in text_asks.text_asks(db, moment.id, which.kind)}
    if person in corners:
        own = _keep(db, known.get(person), request, project, which, now, person)
        own.agreed, own.answered_at, own.reason = True, request.at, ""
    others = [who for who in dict.fromkeys(corners) if who != person]
    languages, names = people.languages_of_reachable(db, others), people.names_of(db, others)
    replies: list[Reply] = []
    for who in others:
        before = known.get(who)
        if who not in languages or (before and before.agreed is not False and before.text == now):
            continue
        row = _keep(db, before, request, project, which, now, who)
        row.agreed, row.answered_at, row.reason = None, None, ""
        db.flush()
        blocks = joint_cards.question(
            speech(languages[who]), which, row.id, now[:MARK], request.person.name, project.name, moment.title
        )
        replies.append(Nudge(who, about_ask(row.id), blocks, ORDER))
    told = [names[who] for who in others if who in languages]
    card = joint_cards.asked(t, which, told, [names[who] for who in others if who not in languages])
    return [Say(card), *replies]


def _keep(
    db: Session, known: TextAsk | None, request: Request, project: Project, which: Which, now: str, who: int
) -> TextAsk:
    row = known or TextAsk(
        project_id=project.id,
        moment_id=which.moment,
        kind=which.kind,
        text=now,
        colleague_id=who,
        asked_by=request.person.id,
        asked_at=request.at,
    )
    row.text, row.asked_by, row.asked_at = now, request.person.id, request.at
    db.add(row)
    return row


def _text(request: Request, db: Session) -> tuple[Project, Which, TextMoment, str]:
    """A joint text that a button names, and the digest of how it is now. Raises OldButton and NotAllowed."""
    project = which_project.editable(request, db, request.id_of("id"))
    kind = next((each for each in kinds.JOINT if each.value == request.args.get("text")), None)
    if kind is None:
        raise OldButton("text")
    which = Which(project.id, kind, request.id_of("about"))
    moment, now = _as_it_is(db, project, which, request)
    return project, which, moment, now


def _as_it_is(db: Session, project: Project, which: Which, when: Request | SavedUp) -> tuple[TextMoment, str]:
    facts = gather.facts(db, project, when.at)
    moment = facts.moment(which.moment)
    if moment is None:
        raise OldButton("about")
    return moment, agreement.digest(compose(which.kind, facts, moment, in_force(db)))


def yes(request: Request, db: Session) -> Sequence[Reply]:
    row, project, which, moment, now = _mine(request, db)
    t = speech(request.language)
    if request.args.get("of") != now[:MARK]:
        return [Say(joint_cards.changed(t, which, moment.title))]
    row.agreed, row.text, row.answered_at, row.reason = True, now, request.at, ""
    said, *told = _answered(request, db, row, project, which, moment, now)
    assert isinstance(said, Say)
    return [Replace(said.card), *told]


def no(request: Request, db: Session) -> Sequence[Reply]:
    row, _, which, moment, _ = _mine(request, db)
    return [Ask(forms.refusal(speech(request.language), which, row.id, moment.title))]


def save_no(request: Request, db: Session) -> Sequence[Reply]:
    """With its reason, so that whoever wrote it can do something with it."""
    row, project, which, moment, now = _mine(request, db)
    t, reason = speech(request.language), request.text("reason")
    form = forms.refusal(t, which, row.id, moment.title, reason)
    if returned := saving.returned(request, form, {} if reason else {"reason": t("chat.refused.empty")}):
        return [returned]
    row.agreed, row.text, row.answered_at, row.reason = False, now, request.at, reason
    return _answered(request, db, row, project, which, moment, now)


def _mine(request: Request, db: Session) -> tuple[TextAsk, Project, Which, TextMoment, str]:
    """The question to whoever answers. Raises OldButton."""
    row = text_asks.text_ask(db, request.id_of("ask"))
    if row is None or row.colleague_id != request.person.id:
        raise OldButton("ask")
    project = which_project.existing(db, row.project_id)
    which = Which(project.id, row.kind, row.moment_id)
    return row, project, which, *_as_it_is(db, project, which, request)


def _answered(
    request: Request, db: Session, row: TextAsk, project: Project, which: Which, moment: TextMoment, now: str
) -> Sequence[Reply]:
    """Whoever asked hears of a no, and when all have said yes: not of each yes between."""
    nudges.forget(db, about_ask(row.id))
    replies: list[Reply] = [
        Say(joint_cards.thanked(speech(request.language), which, moment.title, agreed=bool(row.agreed)))
    ]
    found = _corners(db, project, text_asks.text_asks(db, which.moment, which.kind), now)
    is_ready = agreement.is_ready(found)
    if is_ready and which.kind is TextKind.INVITATION:
        ticking.tick(request, db, project.id, ticking.READ_BY_ALL)
    languages = people.languages_of_reachable(db, [row.asked_by]) if row.asked_by else {}
    for asker, language in languages.items():
        if asker != request.person.id and (is_ready or not row.agreed):
            blocks = joint_cards.answered(speech(language), which, moment.title, found, is_ready=is_ready)
            replies.append(Nudge(asker, about_answers(which), blocks, ORDER))
    return replies


def about_ask(ask_id: int) -> str:
    return f"text ask {ask_id}"


def about_answers(which: Which) -> str:
    return f"text said {which.moment} {which.kind.value}"


def anew(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    """What the daily message says on the day that it leaves; nothing when it was answered meanwhile."""
    what, number, *kind = waiting.about.split()
    t = speech(waiting.language)
    if what == "ask":
        row = text_asks.text_ask(db, int(number))
        if row is None or row.agreed is not None:
            return ()
        project = projects.project(db, row.project_id)
        if project is None:
            return ()
        which = Which(project.id, row.kind, row.moment_id)
        moment, now = _as_it_is(db, project, which, waiting)
        asker = people.names_of(db, [row.asked_by]).get(row.asked_by, "") if row.asked_by else ""
        name = asker or str(t("chat.former_colleague"))
        return joint_cards.question(t, which, row.id, now[:MARK], name, project.name, moment.title)
    asks = text_asks.text_asks(db, int(number), TextKind.from_code(kind[0]))
    project = projects.project(db, asks[0].project_id) if asks else None
    if project is None:
        return ()
    which = Which(project.id, asks[0].kind, asks[0].moment_id)
    moment, now = _as_it_is(db, project, which, waiting)
    found = _corners(db, project, asks, now)
    return joint_cards.answered(t, which, moment.title, found, is_ready=agreement.is_ready(found))
