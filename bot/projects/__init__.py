"""The register of participation projects and the triangle around each of them."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.people.arrivals import LEFT, RETURNED
from bot.projects import (
    agreeing,
    anew,
    changing,
    closing,
    helping,
    looking,
    noticing,
    registering,
    removing,
    role_answers,
    roles,
    said,
    weekly,
)
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
        "project.agree": agreeing.agree,
        "project.save_agreed": agreeing.save,
        "project.disagree": agreeing.disagree,
        "project.search": looking.search,
        "project.found": looking.found,
        "project.new": registering.new,
        "project.create": registering.create,
        "project.edit": changing.edit,
        "project.edit_part": changing.edit_part,
        "project.save": changing.save,
        "project.remove": removing.remove,
        "project.roles": roles.name_people,
        "project.save_roles": roles.save,
        "role.yes": role_answers.yes,
        "role.later": role_answers.later,
        "role.no": role_answers.no,
        "role.give_back": role_answers.give_back,
        "role.choose": role_answers.choose,
        "role.save_chosen": role_answers.save_chosen,
        "role.offer": helping.offer,
        "role.welcome": helping.welcome,
        "role.settled": helping.settled,
        "project.complete": closing.complete,
        "project.save_complete": closing.save,
    },
    shared=frozenset({"project.list", "project.show"}),
    sources={"projects": looking.projects_named, "projects.mine": looking.projects_to_change},
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
    anew={"roles": anew.roles, "vacancy": anew.vacancy, "stale": anew.stale, "invitation": anew.invitation},
    settings=(triangle.ASK_AGAIN_AFTER, triangle.VACANT_FOR),
)
