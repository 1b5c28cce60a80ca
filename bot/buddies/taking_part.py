"""On, off, a pause, and what somebody sees of their own buddies."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.buddies import cards, choices, forms, groups, joining, sides
from bot.chat import residents
from bot.chat.forms import Form
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from storage import settings
from storage.learning import buddies, buddy_rounds
from storage.learning.buddies import BuddyMember
from storage.people import people
from storage.people.people import Colleague

PAST = 5
"""Rounds of their own that somebody sees."""
LONGEST_PAUSE = dt.timedelta(days=366)


def menu(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    member = buddies.member(db, request.person.id)
    if member is None or not member.is_on:
        # Nothing is offered to whoever may not: they hear for whom it is.
        return [Say(cards.not_taking_part(t) if sides.sides_of(_myself(request, db)) else cards.other_discipline(t))]
    return [Say(cards.mine(t, _mine(request, db, member), request.person.is_admin))]


def _mine(request: Request, db: Session, member: BuddyMember) -> cards.Mine:
    last = buddy_rounds.last_round(db)
    own = list(buddy_rounds.seats_of(db, request.person.id))
    in_last = last is not None and bool(own) and own[0][1].id == last.id
    now = groups.buddies_of(db, own[0][0]) if in_last else ()
    past = [
        cards.Past(round_.number, groups.buddies_of(db, seat), seat.took_away)
        for seat, round_ in own[in_last:][:PAST]
        if seat.group_id
    ]
    return cards.Mine(
        number=last.number if last else 0,
        buddies=now,
        waits=in_last and own[0][0].group_id is None,
        asked=joining.waits_for_a_yes(db, last, request.person.id),
        paused_until=member.paused_until if member.paused_until and member.paused_until > request.today else None,
        next_round=groups.next_round(db, request.at),
        past=tuple(past),
        took_away=own[0][0].took_away if in_last else "",
    )


def on(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    person = _myself(request, db)
    if not sides.sides_of(person):
        return [Say(cards.other_discipline(t))]
    return [Ask(_form(request, db, person, buddies.member(db, person.id)))]


def save_on(request: Request, db: Session) -> Sequence[Reply]:
    """Sending the form is the yes."""
    person = _myself(request, db)
    own = sides.sides_of(person)
    if not own:
        return [Say(cards.other_discipline(speech(request.language)))]
    typed = BuddyMember(colleague_id=person.id, asked_at=request.at)
    _fill_in(request, typed, own)
    if warning := residents.warning(request, _form(request, db, person, typed, _chosen_to_avoid(request))):
        return [warning]
    member = buddies.member(db, person.id)
    if member is None:
        member = typed
        db.add(member)
    _fill_in(request, member, own)
    member.is_on, member.paused_until = True, None
    db.flush()
    buddies.avoid(db, person.id, _chosen_to_avoid(request))
    can_join = joining.may_ask(db, person.id, request.at)
    return [Say(cards.on(speech(request.language), groups.next_round(db, request.at), can_join))]


def _fill_in(request: Request, member: BuddyMember, own: Sequence[str]) -> None:
    for key in ("bio", "learns", "offers"):
        setattr(member, key, request.text(key)[: forms.LONGEST])
    most, side = request.text("most"), request.text("side")
    member.most = min(max(int(most), 1), choices.MOST.highest) if most.isdecimal() else None
    member.side = side if side in own and len(own) > 1 else ""


def _chosen_to_avoid(request: Request) -> list[int]:
    return [int(one) for one in request.several("avoid") if one.isdecimal()]


def _form(
    request: Request, db: Session, person: Colleague, member: BuddyMember | None, avoided: Sequence[int] | None = None
) -> Form:
    shunned = buddies.avoided_by(db, person.id) if avoided is None else avoided
    names = people.names_of(db, shunned)
    usual = Chosen(settings.written(db)).number(choices.MOST)
    chosen = [(one, names[one]) for one in shunned if names.get(one)]
    return forms.taking_part(speech(request.language), member, sides.sides_of(person), chosen, usual)


def _myself(request: Request, db: Session) -> Colleague:
    return people.in_full(db, request.person)


def no_thanks(request: Request, db: Session) -> Sequence[Reply]:
    """To the question whether they take part. Nobody is asked twice."""
    member = buddies.member(db, request.person.id)
    if member is None:
        db.add(BuddyMember(colleague_id=request.person.id, asked_at=request.at, is_on=False))
    elif member.is_on:
        raise OldButton("buddy")
    else:
        member.is_on = False
    return [Replace(cards.no_thanks(speech(request.language)))]


def pause_or_on(request: Request, db: Session) -> Sequence[Reply]:
    """`/buddy pauze`: whoever does not take part yet has nothing to pause."""
    member = buddies.member(db, request.person.id)
    return pause(request, db) if member and member.is_on else menu(request, db)


def pause(request: Request, db: Session) -> Sequence[Reply]:
    member = _taking_part(request, db)
    return [Ask(forms.pause(speech(request.language), _day(request.args.get("until", "")) or member.paused_until))]


def save_pause(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    member = _taking_part(request, db)
    until = _day(request.text("until"))
    if until is None or not request.today < until <= request.today + LONGEST_PAUSE:
        return [Ask(forms.pause(t, until), {"until": t("buddies.pause.when")})]
    member.paused_until = until
    return [Say(cards.paused(t, until))]


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def _taking_part(request: Request, db: Session) -> BuddyMember:
    """Raises OldButton when they do not."""
    member = buddies.member(db, request.person.id)
    if member is None or not member.is_on:
        raise OldButton("buddy")
    return member


def off(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    member = buddies.member(db, request.person.id)
    if member is None or not member.is_on:
        return menu(request, db)
    return [Say(cards.off(t))]


def really_off(request: Request, db: Session) -> Sequence[Reply]:
    """Removes what was theirs; that somebody sat there stays, without a name. Their buddies hear of it."""
    member = _taking_part(request, db)
    member.is_on, member.paused_until, member.most, member.side = False, None, None, ""
    member.bio = member.learns = member.offers = ""
    left = buddy_rounds.leave(db, request.person.id, request.at)
    return [Say(cards.is_off(speech(request.language))), *groups.tell_who_stay(db, left)]


def stay(request: Request, db: Session) -> Sequence[Reply]:
    """After three silent rounds."""
    _taking_part(request, db)
    return [Replace(cards.stays(speech(request.language)))]


def choose_side(request: Request, db: Session) -> Sequence[Reply]:
    member = _taking_part(request, db)
    side = request.args.get("side", "")
    own = sides.sides_of(_myself(request, db))
    if side not in own or len(own) < 2:
        raise OldButton("side")
    member.side = side
    return [Say(cards.side_chosen(speech(request.language), side))]


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever is a guest now, or gone, is in no round; what they said to taking part holds when they return."""
    seat = groups.current_seat(db, request.person.id)
    left = groups.get_up(db, seat, "away") if seat else []
    return groups.tell_who_stay(db, left)


def after_erasure(request: Request, db: Session) -> Sequence[Reply]:
    """A colleague was erased: whoever was in a group with them is told."""
    return groups.tell_who_stay(db, groups.left_at(db, request.at))
