"""Changing the vision: at most five principles, goals that can be measured, and when both heads look again."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Block, Text
from bot.chat.forms import Form
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.findings import gather
from bot.people.steering import only_who_steer
from bot.vision import cards, showing
from glossary import Goal, PartialDate
from storage.register import visions

A_YEAR = dt.timedelta(days=365)


def edit(request: Request, db: Session) -> Sequence[Reply]:
    only_who_steer(request, db)
    found = visions.vision(db)
    targets = {goal: str(target) for goal, target in visions.targets(db).items()}
    review_on = found.review_on if found else request.today + A_YEAR
    return [Ask(_form(request, db, _words(db), targets, review_on.isoformat(), found.revision if found else 0))]


def _words(db: Session) -> list[str]:
    """By their place."""
    known = {each.number: each.words for each in visions.principles(db)}
    return [known.get(number, "") for number in range(1, cards.MOST_PRINCIPLES + 1)]


def _form(
    request: Request,
    db: Session,
    principles: Sequence[str],
    targets: Mapping[Goal, str],
    review_on: str,
    revision: int,
    body: Sequence[Block] = (),
) -> Form:
    t = speech(request.language)
    return cards.form(t, principles, targets, review_on, gather.norms(db), revision, body)


def save(request: Request, db: Session) -> Sequence[Reply]:
    only_who_steer(request, db)
    t, found = speech(request.language), visions.vision(db)
    now = found.revision if found else 0
    principles = [request.text(f"principle_{number}") for number in range(1, cards.MOST_PRINCIPLES + 1)]
    targets = {goal: request.text(f"goal_{goal.value}") for goal in Goal}
    errors = _wrong(request, principles, targets)
    body = () if request.id_of("revision") == now else (cards.changed_meanwhile(t, _words(db)),)
    form = _form(request, db, principles, targets, request.text("review_on"), now, body)
    if errors or body:
        return [Ask(form, errors)]
    if warning := residents.warning(request, form):
        return [warning]
    review_on = PartialDate.parse(request.text("review_on")).earliest
    wanted = {goal: int(typed) for goal, typed in targets.items() if typed}
    kept = found.review_on if found else None
    if (principles, wanted, review_on) != (_words(db), visions.targets(db), kept):
        visions.keep_vision(db, request.today, review_on)
        visions.keep_principles(db, principles)
        visions.keep_targets(db, wanted)
    return [Say(cards.vision(t, showing.facts(request, db)))]


def _wrong(request: Request, principles: Sequence[str], targets: Mapping[Goal, str]) -> dict[str, Text]:
    t, errors = speech(request.language), dict[str, Text]()
    if not any(principles):
        errors["principle_1"] = t("vision.at_least_one")
    for number, words in enumerate(principles, 1):
        if len(words) > cards.LONGEST:
            errors[f"principle_{number}"] = t("chat.refused.too_long", longest=cards.LONGEST, length=len(words))
    for goal, typed in targets.items():
        if typed and not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= 100 and len(typed) <= 3):
            errors[f"goal_{goal.value}"] = t("vision.no_percent")
    if (day := _day(request.text("review_on"))) is None:
        errors["review_on"] = t("chat.refused.date")
    elif day <= request.today:
        errors["review_on"] = t("vision.review_is_over")
    return errors


def _day(typed: str) -> dt.date | None:
    try:
        return PartialDate.parse(typed).day
    except ValueError:
        return None
