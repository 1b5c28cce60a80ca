"""Whom an ask reaches, and where."""

from bot.findings.facts import Areas, ContactMoment
from bot.findings.norms import Norms
from glossary import TargetGroup

EVERYBODY = frozenset({TargetGroup.ALL_RESIDENTS, TargetGroup.LOCAL_RESIDENTS})
"""Whoever names one of these reaches every group of residents."""

RESIDENTS = frozenset(
    {
        TargetGroup.YOUNG_PEOPLE,
        TargetGroup.CHILDREN,
        TargetGroup.PARENTS,
        TargetGroup.OLDER_PEOPLE,
        TargetGroup.TENANTS,
        TargetGroup.HOME_OWNERS,
        TargetGroup.HOME_SEEKERS,
        TargetGroup.LOW_INCOME,
        TargetGroup.NEWCOMERS,
        TargetGroup.LOW_LITERACY,
        TargetGroup.DISABLED_PEOPLE,
        TargetGroup.CARERS,
    }
)
GROUPS = tuple(group for group in TargetGroup if group not in EVERYBODY)
"""The groups that are counted, residents first: "all residents" is all of them, not one more."""


def groups_reached(named: frozenset[TargetGroup]) -> frozenset[TargetGroup]:
    """By an ask that names these. An ask to young people loads only young people."""
    return named - EVERYBODY | RESIDENTS if named & EVERYBODY else named


def reaches(ask: ContactMoment, group: TargetGroup) -> bool:
    return group in groups_reached(ask.groups)


def touches(ask: ContactMoment, neighbourhood: str, areas: Areas) -> bool:
    return not ask.areas.isdisjoint(areas.around(neighbourhood))


def is_counted(ask: ContactMoment, norms: Norms) -> bool:
    """A panel, a sounding board and kitchen-table talks do not load a whole neighbourhood."""
    return ask.is_ask and (ask.reach is None or ask.reach >= norms.counted_from)
