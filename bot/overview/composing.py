"""An overview is what the features have to say; nothing here knows what that is."""

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from bot.chat.contributions import Contributed, Part, Scope
from storage.messages.overviews import OverviewChannel
from storage.register import areas

A_WEEK = dt.timedelta(days=7)


def parts(
    contributed: Contributed, scope: Scope, db: Session, least: Callable[[Sequence[Part]], int] | None = None
) -> list[Part]:
    """least: how urgent a line must be to be shown, where the features before it have said this."""
    found: list[Part] = []
    for weekly in contributed.weekly:
        said = list(weekly(scope, db))
        found += said
        if least and said:
            scope = scope._replace(at_least=max(scope.at_least, least(found)))
    return found


def everything(since: dt.datetime | None, until: dt.datetime, language: str) -> Scope:
    """since: None when there was no overview before this one; then the past week."""
    return Scope(since or until - A_WEEK, until, language)


def own(since: dt.datetime | None, until: dt.datetime, language: str, person: int, at_least: int = 0) -> Scope:
    return everything(since, until, language)._replace(person=person, at_least=at_least)


def of_channel(
    channel: OverviewChannel, since: dt.datetime | None, until: dt.datetime, language: str, db: Session
) -> Scope:
    """What the channel's filter lets through. An area stands for all that lies in it, and all that it lies in.

    since: None for the first; nothing is new then, because a whole register would be.
    """
    return everything(since or until, until, language)._replace(
        areas=_around(db, channel.area_codes),
        domain=channel.domain.value if channel.domain else "",
        department=channel.department,
    )


def _around(db: Session, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({around for code in codes for around in areas.codes_around(db, code)}))
