"""What colleagues do over and over, and how a test looks behind the screens."""

from collections.abc import Mapping
from contextlib import closing

from sqlalchemy import text

from bot.chat.replies import Ask, Home, Replace, Say
from bot.chat.requests import Answer
from glossary import Role
from storage import METADATA
from storage.register import projects
from tests.room import Filling, Person, Room
from tests.screens import blocks_as_text, card_as_text, form_as_text


def registers(person: Person, name: str, **fields: Filling) -> None:
    person.types("/project nieuw")
    person.fills(name=name, **fields)
    person.submits()


def opens(person: Person, project: str, part: str) -> None:
    """The form with one part of a project."""
    person.types(f"/project wijzig {project}")
    person.clicks(part)


def changes(person: Person, project: str, part: str, **fields: Filling) -> None:
    opens(person, project, part)
    person.fills(**fields)
    person.submits()


def names(person: Person, project: str, **roles: Filling) -> None:
    """Who does what in a project, by the code of the role."""
    person.types(f"/project rollen {project}")
    person.fills(**roles)
    person.submits()


def plans(person: Person, project: str, **fields: Filling) -> None:
    person.types(f"/project moment {project}")
    person.fills(**{"title": "Inloopavond", "starts_on": "2026-12-09", **fields})
    person.submits()
    saves_anyway(person)


def saves_anyway(person: Person) -> None:
    """Past the second step of planning, when there is one."""
    if person.form_on_screen and person.form.title == "Hoe druk is het dan?":
        person.submits()


def shows(person: Person, project: str) -> str:
    """The card of a project, as this person sees it."""
    person.types(f"/project toon {project}")
    return person.screen


def history(person: Person, project: str) -> str:
    person.types(f"/project toon {project}")
    person.clicks("Geschiedenis" if "[Geschiedenis]" in person.screen else "History")
    return person.screen


def roles(room: Room, project: str) -> dict[str, tuple[str, str]]:
    """Role -> who, and whether they said yes; as stored."""
    with room.storage() as db:
        (found,) = projects.projects_called(db, project)
        assigned = {role: found.assignment(role) for role in Role}
        return {role.value: (one.colleague.name, one.state.value) for role, one in assigned.items() if one}


def asks_for(person: Person, action: str, answers: Mapping[str, Answer] | None = None, /, **args: str) -> str:
    """A button or form that is on nobody's screen: somebody typed the action and the ids themselves."""
    room = person.room
    outcome = room.service.answer(room.knock(person, person.direct, action, args, answers))
    room.settle()
    return "\n".join(_as_text(reply) for reply in outcome.replies)


def _as_text(reply: Say | Replace | Ask | Home) -> str:
    match reply:
        case Say(card=card) | Replace(card=card):
            return card_as_text(card)
        case Home(blocks=blocks):
            return blocks_as_text(blocks)
        case Ask():
            return form_as_text(reply, {each.key: str(each.value or "") for each in reply.form.fields})


def rows(room: Room, municipality: int | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, or of one municipality."""
    found = {}
    with closing(room.database.engine.connect()) as connection:
        for table in METADATA.sorted_tables:
            query = f"SELECT * FROM {connection.dialect.identifier_preparer.format_table(table)}"
            if municipality is not None:
                if "municipality_id" not in table.c:
                    continue
                query += f" WHERE municipality_id = {municipality}"
            found[table.name] = sorted((tuple(row) for row in connection.execute(text(query))), key=str)
    return found


def where_it_says(room: Room, words: str) -> list[str]:
    """The tables with a text, in any column, that holds these words in any case."""
    folded = words.casefold()
    return [
        table
        for table, stored in rows(room).items()
        for row in stored
        for value in row
        if folded in (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).casefold()
    ]
