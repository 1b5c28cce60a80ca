"""The register of participation projects and the triangle around each of them."""

from bot.chat.feature import Command, Feature
from bot.people.arrivals import LEFT, RETURNED
from bot.projects import by_itself, changing, closing, looking, noticing, registering, roles, telling, weekly

FEATURE = Feature(
    name="projects",
    commands=(
        Command("project", "", "project.menu", ("menu",)),
        Command("project", "nieuw", "project.new", ("new",)),
        Command("project", "lijst", "project.list", ("list",)),
        Command("project", "toon", "project.show", ("show", "bekijk", "view")),
        Command("project", "wijzig", "project.edit", ("edit", "change")),
        Command("project", "rollen", "project.roles", ("roles", "rol", "role", "driehoek", "triangle")),
        Command("project", "zoek", "project.search", ("search", "find", "vind")),
        Command("project", "afronden", "project.complete", ("complete", "finish", "close")),
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
    jobs=by_itself.JOBS + telling.JOBS,
    weekly=weekly.parts,
    settings=by_itself.SETTINGS,
)
