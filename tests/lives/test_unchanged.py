"""Whoever saves a form as it came up has changed nothing."""

from collections.abc import Iterator

import pytest

from bot.chat.replies import Ask
from storage.messages import schedule
from tests.features.scenes import rows
from tests.lives.asking import Curiosity
from tests.lives.conftest import Begin
from tests.lives.life import Life
from tests.lives.voorbeeld import Voorbeeld
from tests.person import Person

pytestmark = pytest.mark.slow

KEPT_OF_A_FORM = frozenset({"account", "audit", "draft", "handout", "upload", "lane", "outbox", "received", "work"})
"""Tables: that it was shown and sent in, by whom, and a picture that it asked for."""

DEEDS = frozenset({"lesson.save", "meeting.save_later", "project.save_complete", "project.save_roles"})
"""Sending in is the deed: it still holds, it is done, and whoever is named in it is asked."""

EACH = frozenset({"choices.job", "people.settings", "project.edit_part"})
"""Every job, and every part of the settings and of a project, has a form of its own."""


# What a form changes does not depend on the database.
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_form_that_is_saved_as_it_came_up_changes_nothing(begin: Begin) -> None:
    life = begin("2026-11-23 09:00")
    here = Voorbeeld(life)
    here.lists_come_in_and_colleagues_are_asked()
    here.a_project_begins()
    here.they_take_part_in_buddies_and_plan_a_session()
    life.until("2026-12-11 16:00")
    saved = {form for person in (here.ada, here.fatma) for form in saves_every_form(life, person)}
    life.nothing_went_wrong()
    assert saved >= {"buddy.save_on", "moment.save", "people.save_profile", "people.save_settings", "project.save"}


def saves_every_form(life: Life, person: Person) -> Iterator[str]:
    """Those that may be sent in as they are. Gives their actions."""
    for _ in Curiosity(life, person, is_patient=False, each=EACH).looks_around(clicks=2):
        if person.form_on_screen and _is_complete(person):
            asked = person.form.ask
            before = _remembered(life)
            person.submits()
            _is_the_same(before, _remembered(life), asked)
            yield asked.form.action


def _is_complete(person: Person) -> bool:
    form = person.form
    filled = all(key in form.answers for key, each in form.fields.items() if each.required)
    return filled and form.ask.form.action not in DEEDS


def _remembered(life: Life) -> dict[str, list[tuple[object, ...]]]:
    """All that is stored; of what Samenspel does by itself, what people notice of it."""
    stored = rows(life)
    with life.storage() as db:
        jobs = schedule.schedules(db)
        stored["schedule"] = [(job.name, job.is_on, job.rule, job.place, job.next_due) for job in jobs]
    return {table: rows for table, rows in stored.items() if table not in KEPT_OF_A_FORM}


def _is_the_same(
    before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]], asked: Ask
) -> None:
    changed = {
        table: [row for row in after[table] if row not in before[table]]
        for table in before
        if before[table] != after[table]
    }
    assert not changed, f"{asked.form.action} {asked.form.args} was saved as it came up, and changed {changed}"
