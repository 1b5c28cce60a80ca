"""The register of participation projects and the triangle around each of them."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.people.arrivals import LEFT, RETURNED
from bot.projects import changing, closing, looking, noticing, registering, roles, said, weekly
from bot.projects.jobs import findings, triangle

EVERY_DAY = frozenset(range(7))
TUESDAY = frozenset({1})
AT_EIGHT = dt.time(8)
"""Before the daily message, which takes along what they say."""
ONE_DAY = dt.timedelta(days=1)

FEATURE = Feature(
    name="projects",
    commands=(
        Command("project", "", "project.menu", ("menu",), said=said.MENU),
        Command("project", "nieuw", "project.new", ("new",), said=said.NEW),
        Command("project", "lijst", "project.list", ("list",), said=said.LIST),
        Command("project", "toon", "project.show", ("show", "bekijk", "view"), said=said.SHOW),
        Command("project", "wijzig", "project.edit", ("edit", "change"), said=said.EDIT),
        Command(
            "project", "rollen", "project.roles", ("roles", "rol", "role", "driehoek", "triangle"), said=said.ROLES
        ),
        Command("project", "zoek", "project.search", ("search", "find", "vind"), said=said.SEARCH),
        Command("project", "afronden", "project.complete", ("complete", "finish", "close"), said=said.COMPLETE),
    ),
    actions={
        "project.menu": looking.menu,
        "project.list": looking.listed,
        "project.narrow": looking.narrow,
        "project.narrowed": looking.narrowed,
        "project.show": looking.show,
        "project.history": looking.history,
        "project.findings": noticing.show,
        "project.findings_all": noticing.show_all,
        "project.still_right": noticing.still_right,
        "project.search": looking.search,
        "project.found": looking.found,
        "project.new": registering.new,
        "project.create": registering.create,
        "project.edit": changing.edit,
        "project.edit_part": changing.edit_part,
        "project.save": changing.save,
        "project.roles": roles.name_people,
        "project.save_roles": roles.save,
        "role.yes": roles.yes,
        "role.later": roles.later,
        "role.no": roles.no,
        "project.complete": closing.complete,
        "project.save_complete": closing.save,
    },
    shared=frozenset({"project.list", "project.show"}),
    sources={"projects": looking.projects_named},
    after={LEFT: roles.after_leaving, RETURNED: roles.after_returning},
    home=looking.home,
    jobs=(
        Job("projects.ask_again", When(EVERY_DAY, AT_EIGHT, holidays="skip"), ONE_DAY, triangle.ask_again),
        Job("projects.vacancies", When(EVERY_DAY, AT_EIGHT, holidays="ignore"), ONE_DAY, triangle.tell_of_vacancies),
        Job("projects.findings", When(TUESDAY, AT_EIGHT), 2 * ONE_DAY, findings.tell),
        Job(
            "projects.invitations", When(EVERY_DAY, AT_EIGHT, holidays="skip"), ONE_DAY, findings.remind_of_invitations
        ),
    ),
    weekly=weekly.parts,
    settings=(triangle.ASK_AGAIN_AFTER, triangle.VACANT_FOR),
)
