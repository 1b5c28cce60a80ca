"""What is on the page of all projects, and what never is."""

import base64
import hashlib
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import select, update

from glossary import DayRole, Role
from storage.people.people import Colleague
from storage.register import around_moments, feedback
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project
from tests.givens import a_moment, a_project, an_area
from tests.pages.conftest import Reading, page_of
from tests.room import Room

SURNAMES = ("Aardappelschil", "Bezemsteel", "Citroenpers", "Dakpannendek", "Eierdopje", "Fietsbel", "Garderobe")
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</style>"


def test_nobody_who_has_anything_to_do_with_a_project_is_named(room: Room) -> None:
    people = [room.person(f"Jo {surname}") for surname in SURNAMES]
    next_one = cycle(people)
    room.settings(keeper=next(next_one), deputy=next(next_one))
    named: dict[str, Any] = {role.value: next(next_one) for role in Role}
    room.given(
        a_project(
            "Singel", registered_by=next(next_one).id, alderman="Aardappelschil", closing_note="Bezemsteel", **named
        ),
        a_moment(project="Singel", done_with_input="Citroenpers", differently="Dakpannendek", streets="Eierdopje"),
    )
    with room.storage() as db:
        moment = db.scalars(select(Moment.id)).one()
        feedback.take_on(db, moment, next(next_one).id)
        for role in DayRole:
            assert around_moments.take(db, moment, role, next(next_one).id)
    page = page_of(room)
    assert "Singel" in page
    assert [surname for surname in SURNAMES if surname in page] == []


def test_a_name_that_somebody_typed_is_taken_out_also_of_whoever_left(room: Room) -> None:
    room.person("Anna Aardappelschil")
    bert = room.person("Bert Bezemsteel")
    summary = "Vraag Anna Aardappelschil, of anders Bert Bezemsteel."
    room.given(a_project("Tuin van Anna Aardappelschil", summary=summary, areas_in_words="bij Anna Aardappelschil"))
    room.given(a_moment("Thee bij Bert Bezemsteel", project="Tuin van Anna Aardappelschil"))
    with room.storage() as db:
        db.execute(update(Colleague).where(Colleague.id == bert.id).values(away_since=room.now))
    page = page_of(room)
    assert "Vraag een collega, of anders een collega." in page
    assert "Thee bij een collega" in page
    assert [surname for surname in SURNAMES if surname in page] == []


@pytest.mark.parametrize("words", ["Mail jan@voorbeeld.example", "Bel 06 12 34 56 78", "BSN 111222333"])
def test_what_looks_like_data_of_a_resident_stays_with_colleagues(room: Room, words: str) -> None:
    room.given(a_project("Singel", summary=f"Over de beuk. {words}"))
    page = page_of(room)
    assert words.split(" ", 1)[1] not in page
    assert "(deze tekst is alleen voor collega&#39;s)" in page


def test_whatever_somebody_typed_is_text(room: Room) -> None:
    room.settings(name=HOSTILE)
    room.given(
        an_area("Wijk", code='"><b>1'),
        a_project(
            HOSTILE,
            summary=HOSTILE,
            areas_in_words=HOSTILE,
            areas=["Wijk"],
            web_page="javascript://evil.example/%0aalert(3)",
        ),
        a_project("Singel", web_page="https://doemee.example/singel?a=1&b=\"onclick='x'"),
        a_moment(HOSTILE, project="Singel", areas_in_words=HOSTILE),
    )
    with room.storage() as db:
        db.execute(update(Area).values(name=HOSTILE))
    reading = Reading(page_of(room))
    assert reading.words.count(HOSTILE) >= 7
    assert HOSTILE in reading.inside["title"]
    assert len(list(reading.named("script"))) == len(list(reading.named("style"))) == 1
    assert not [tag for tag, _ in reading.tags if tag in ("img", "b")]
    assert not [name for _, attributes in reading.tags for name in attributes if name.startswith("on")]
    addresses = [each["href"] or "" for each in reading.named("a")]
    assert [each for each in addresses if not each.startswith("#")] == [
        "https://doemee.example/singel?a=1&b=\"onclick='x'"
    ]


def test_it_runs_and_fetches_nothing_but_what_is_in_it(room: Room) -> None:
    room.given(a_project("Singel"))
    reading = Reading(page_of(room))
    metas = {
        each.get("http-equiv") or each.get("name") or "": each.get("content") or "" for each in reading.named("meta")
    }
    rules = dict(rule.split(" ", 1) for rule in metas["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(reading.inside[kind].encode()).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
    assert (metas["robots"], metas["referrer"]) == ("noindex, nofollow", "no-referrer")
    assert not [each for tag, each in reading.tags if "src" in each or tag == "link"]


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Er zijn nu geen projecten."), ("en", "There are no projects now.")]
)
def test_without_projects_it_says_so(room: Room, language: str, said: str) -> None:
    reading = Reading(page_of(room, language))
    assert next(reading.named("html"))["lang"] == language
    assert said in reading.words
    assert not [tag for tag, _ in reading.tags if tag in ("form", "nav", "script")]


def test_it_tells_of_every_answer_when_it_came_or_comes(room: Room) -> None:
    room.given(
        a_project("Singel"),
        a_moment("Wandeling", project="Singel", starts_on="2026-09-10", residents_told_on="2026-10-01"),
        a_moment("Avond", project="Singel", starts_on="2026-12-08"),
        a_moment("Vraag", project="Singel", starts_on="2026-09-30"),
        a_moment("Brief", project="Singel", starts_on="2026-11-20", level="inform"),
        a_project("Park", status="completed", feedback_left_reason="De wijk weet het al."),
        a_moment("Feest", project="Park", starts_on="2026-09-01"),
    )
    words = Reading(page_of(room)).words
    assert words.count("antwoord") == 4  # With the one of the introduction.
    assert "antwoord 1 oktober 2026" in words
    assert "antwoord uiterlijk 5 januari 2027" in words
    assert "nog geen antwoord, de bedoeling was uiterlijk 28 oktober 2026" in words
    assert "De wijk weet" not in words


def test_what_has_no_dates_or_only_some_is_there_all_the_same(room: Room) -> None:
    room.given(
        a_project("Ooit"), a_project("Sinds", starts_on="2026-05"), a_project("Tot", ends_on="2027"),
        a_project("Kort", starts_on="2026-05-01", ends_on="2026-05-01"), a_project("Stil", status="paused"),
    )  # fmt: skip
    page = page_of(room)
    words = Reading(page).words
    for said in ("Ooit", "vanaf mei 2026", "tot en met 2027", "1 mei 2026", "Gepauzeerd"):
        assert said in words
    assert 'data-f="2026-05-01" data-t="9999-12-31"' in page
    assert 'data-f="0000-01-01" data-t="2027-12-31"' in page


def test_another_municipality_is_not_on_it(room: Room) -> None:
    from storage.people.municipalities import Municipality

    with room.database.session(None, writes=True) as db:
        db.add(other := Municipality(name="Elders"))
        db.flush()
    with room.database.session(other.id, writes=True) as db:
        a_project("Dijk van Elders")(db, room.now)
    room.given(a_project("Singel"))
    assert "Elders" not in page_of(room)


def test_the_whole_sample_is_on_it(room: Room) -> None:
    room.sample()
    reading = Reading(page_of(room))
    assert len(list(reading.named("article"))) == 14
    moments = [each for each in reading.named("li") if "data-a" in each]
    assert len(moments) == 21
    with room.storage() as db:
        assert [name for name in db.scalars(select(Colleague.name)) if name in reading.words] == []
        assert {name for name in db.scalars(select(Project.name)) if name not in reading.words} == set()
