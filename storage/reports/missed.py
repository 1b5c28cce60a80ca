"""Which target groups did not come, by what the reports of contact moments said."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from glossary import PartialDate, TargetGroup
from storage.register.moments import Moment, MomentArea, MomentMissed


class Missed(NamedTuple):
    """reports: of how many contact moments there is one. groups: how many of these missed each group."""

    reports: int
    groups: Mapping[TargetGroup, int]


_REPORTED = (
    select(Moment.id)
    .join(MomentArea, MomentArea.moment_id == Moment.id)
    .where(
        MomentArea.area_code.in_(bindparam("codes", expanding=True)),
        Moment.ends_on >= bindparam("since"),
        Moment.ends_on < bindparam("before"),
        Moment.reported_on.is_not(None),
    )
    .distinct()
)
_GROUPS = (
    select(MomentMissed.target_group, func.count())
    .where(MomentMissed.moment_id.in_(bindparam("moments", expanding=True)))
    .group_by(MomentMissed.target_group)
)


def missed_in(db: Session, codes: Collection[str], since: dt.date, before: dt.date) -> Missed:
    """In one of these areas; the last day lies in that time."""
    days = {"since": PartialDate.of(since), "before": PartialDate.of(before)}
    moments = db.scalars(_REPORTED, {"codes": list(codes), **days}).all()
    found = db.execute(_GROUPS, {"moments": list(moments)}) if moments else ()
    return Missed(len(moments), {row[0]: row[1] for row in found})
