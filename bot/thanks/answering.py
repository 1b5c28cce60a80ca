"""What each of the three says, in private, and what comes of it: a post with three yeses, and else nothing at all."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Card
from bot.chat.contributions import SavedUp
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import Channel, OldButton, Request
from bot.chat.texts import speech
from bot.register import saving, which_project
from bot.thanks import asking, cards, rules
from storage.messages import nudges
from storage.people import people
from storage.register import thanks
from storage.register.projects import Project
from storage.register.thanks import Thanks, ThanksYes


def yes(request: Request, db: Session) -> Sequence[Reply]:
    """Also after a no of somebody else: what people read is the same then."""
    kept, project = asking.existing(db, request.id_of("id"))
    t = speech(request.language)
    if kept.told_on is None and rules.is_over(kept.asked_on, request.today):
        return [Replace(cards.over(t))]
    rows = thanks.asked_to_thank(db, kept.id)
    mine = _mine(request, rows)
    if mine:
        mine.is_yes = True
        nudges.forget_of(db, request.person.id, asking.about(kept))
    return [Replace(cards.said_yes(t, kept, project)), *_told(request, db, kept, project)]


def _told(request: Request, db: Session, kept: Thanks, project: Project) -> list[Reply]:
    """The post, with three yeses, unless the answer to residents was taken back meanwhile."""
    all_said_yes = rules.all_three(row.is_yes for row in thanks.asked_to_thank(db, kept.id))
    if kept.told_on or not kept.place or not all_said_yes or asking.residents_wait(request, db, project):
        return []
    kept.told_on = request.today
    return [Say(_post(request, db, kept, project), to=_channel(kept), key=_key(kept))]


def after_answering(request: Request, db: Session) -> Sequence[Reply]:
    """Also of an answer that was taken back, and given again."""
    known = thanks.thanks_of(db, request.id_of("id"))
    if known is None:
        return asking.after_answering(request, db)
    kept, project = asking.existing(db, known.id)
    return [] if rules.is_over(kept.asked_on, request.today) else _told(request, db, kept, project)


def no(request: Request, db: Session) -> Sequence[Reply]:
    """Nobody hears it, and nothing remembers whose it was. After the post it takes their name away there."""
    kept, project = asking.existing(db, request.id_of("id"))
    t, mine = speech(request.language), _mine(request, thanks.asked_to_thank(db, kept.id))
    if kept.told_on is None:
        if mine:
            thanks.forget_who_was_asked(db, kept.id)
            nudges.forget(db, asking.about(kept))
        return [Replace(cards.said_no(t))]
    if mine is None:
        return [Replace(cards.over(t))]
    db.delete(mine)
    return [Replace(cards.taken_away(t, kept)), _post_anew(request, db, kept, project)]


def _mine(request: Request, rows: Sequence[ThanksYes]) -> ThanksYes | None:
    return next((row for row in rows if row.colleague_id == request.person.id), None)


# The channel


def channel(request: Request, db: Session) -> Sequence[Reply]:
    kept, _ = _movable(request, db)
    return [Ask(cards.channel(speech(request.language), kept))]


def save_channel(request: Request, db: Session) -> Sequence[Reply]:
    """Before anybody said yes to another one; then all three are asked, the lead at once."""
    kept, project = _movable(request, db)
    t, form, picked = (
        speech(request.language),
        cards.channel(speech(request.language), kept),
        request.channel("channel"),
    )
    errors = {} if picked else {"channel": t("chat.refused.empty")}
    if returned := saving.returned(request, form, errors):
        return [returned]
    assert picked is not None
    kept.platform, kept.tenant, kept.place = picked
    kept.channel = request.text("name")[:60]
    db.flush()
    others = [each for each in asking.questions(request, db, kept, project) if each.to != request.person.id]
    changed = asking.what_changed(db, project)
    mine = cards.question(t, kept, project, changed, leads=True, may_move=True)
    nudges.forget_of(db, request.person.id, asking.about(kept))
    return [Say(cards.alone(t, mine)), *others]


def _movable(request: Request, db: Session) -> tuple[Thanks, Project]:
    """Raises OldButton."""
    kept, project = asking.existing(db, request.id_of("id"))
    rows = thanks.asked_to_thank(db, kept.id)
    open_still = rows and not any(row.is_yes for row in rows) and not rules.is_over(kept.asked_on, request.today)
    if not open_still or not asking.leads(project, request.person.id):
        raise OldButton("thanks")
    return kept, project


# The post


def _post(request: Request, db: Session, kept: Thanks, project: Project) -> Card:
    who = {row.colleague_id for row in thanks.asked_to_thank(db, kept.id) if row.is_yes}
    here = people.languages_of(db, who)
    names = sorted(people.names_of(db, here).values(), key=str.casefold)
    return cards.post(speech(request.municipality.language), project, asking.what_changed(db, project), names)


def _post_anew(request: Request, db: Session, kept: Thanks, project: Project) -> Say:
    return Say(_post(request, db, kept, project), to=_channel(kept), instead_of=_key(kept))


def _key(kept: Thanks) -> str:
    return f"thanks {kept.id} told"


def _channel(kept: Thanks) -> Channel:
    return Channel(kept.platform, kept.tenant, kept.place)


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever has left is named nowhere."""
    return [
        _post_anew(request, db, kept, which_project.existing(db, kept.project_id))
        for kept in thanks.thanks_with(db, request.person.id)
    ]


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing once they answered, or when it is over."""
    kept = thanks.thanks(db, int(saved_up.about))
    if kept is None or rules.is_over(kept.asked_on, saved_up.at.date()):
        return ()
    rows = thanks.asked_to_thank(db, kept.id)
    if not any(row.colleague_id == saved_up.colleague and not row.is_yes for row in rows):
        return ()
    project = which_project.existing(db, kept.project_id)
    return cards.question(
        speech(saved_up.language),
        kept,
        project,
        asking.what_changed(db, project),
        leads=asking.leads(project, saved_up.colleague),
        may_move=not any(row.is_yes for row in rows),
    )
