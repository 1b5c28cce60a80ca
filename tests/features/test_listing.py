"""The list of projects: ten a page, and narrowed by a word or a form."""

from typing import Any

import pytest

from tests.features.scenes import registers
from tests.givens import a_moment, a_project, an_area, asked, named
from tests.room import Person, Room


def listed(person: Person, words: str = "") -> list[str]:
    """The names on the page, from top to bottom."""
    person.types(f"/project lijst {words}")
    return _names(person)


def _names(person: Person) -> list[str]:
    return [line.split(" · ")[0] for line in person.screen.splitlines() if " · " in line]


def all_pages(person: Person) -> list[list[str]]:
    pages = [_names(person)]
    while "[Volgende]" in person.screen:
        person.clicks("Volgende")
        pages.append(_names(person))
    return pages


def many(room: Room, count: int, **fields: Any) -> None:
    room.given(*(a_project(f"Project {number:02}", **fields) for number in range(1, count + 1)))


def test_twenty_five_projects_make_three_pages(room: Room, anna: Person) -> None:
    many(room, 25)
    anna.types("/project lijst")
    assert anna.sees("1 tot en met 10 van 25")
    assert "[Vorige]" not in anna.screen
    pages = all_pages(anna)
    assert [len(page) for page in pages] == [10, 10, 5]
    assert len({name for page in pages for name in page}) == 25
    assert anna.sees("21 tot en met 25 van 25")


def test_turning_back_shows_the_page_before(room: Room, anna: Person) -> None:
    many(room, 25)
    first = listed(anna)
    anna.clicks("Volgende")
    anna.clicks("Vorige")
    assert _names(anna) == first


def test_exactly_ten_projects_have_no_next_page(room: Room, anna: Person) -> None:
    many(room, 10)
    anna.types("/project lijst")
    assert "[Volgende]" not in anna.screen


def test_what_was_changed_last_is_on_top(room: Room, anna: Person) -> None:
    many(room, 2)
    room.turn(days=1)
    registers(anna, "Nieuwste")
    assert listed(anna) == ["Nieuwste", "Project 02", "Project 01"]


def test_an_old_page_that_no_longer_exists_shows_the_last_one(room: Room, anna: Person) -> None:
    many(room, 11, status="lopend")
    anna.types("/project lijst lopend")
    with room.storage() as db:
        from storage.register.projects import Project

        db.delete(db.get_one(Project, 1))
    anna.clicks("Volgende")
    assert len(_names(anna)) == 10


@pytest.mark.parametrize("word", ["komend", "Lopend", "AFGEROND", "gepauzeerd", "gestopt"])
def test_a_status_narrows_the_list(room: Room, anna: Person, word: str) -> None:
    room.given(
        *(
            a_project(status.title(), status=status)
            for status in ("komend", "lopend", "afgerond", "gepauzeerd", "gestopt")
        )
    )
    assert listed(anna, word) == [word.title()]


def test_a_target_group_narrows_the_list(room: Room, anna: Person) -> None:
    room.given(a_project("Skatebaan", groups=["jongeren"]), a_project("Beweegtuin", groups=["ouderen"]))
    assert listed(anna, "jongeren") == ["Skatebaan"]


def test_a_target_group_of_several_words_narrows_the_list(room: Room, anna: Person) -> None:
    room.given(a_project("Stoep", groups=["mensen met beperking"]), a_project("Beweegtuin", groups=["ouderen"]))
    assert listed(anna, "mensen met een beperking") == ["Stoep"]
    assert listed(anna, "mensen_met_beperking") == ["Stoep"]


def town(room: Room) -> None:
    room.given(
        an_area("Centrum", kind="wijk"),
        an_area("Oude Haven", within="Centrum"),
        an_area("Markt", within="Centrum"),
        an_area("Noord", kind="wijk"),
        a_project("Kade", areas=["Oude Haven"]),
        a_project("Terras", areas=["Markt"]),
        a_project("Singelring", areas=["Centrum"]),
        a_project("Visie", areas=["GM9999"]),
        a_project("Dorpshuis", areas=["Noord"]),
        a_project("Nergens"),
    )


def test_a_neighbourhood_comes_with_its_district_and_the_municipality(room: Room, anna: Person) -> None:
    town(room)
    assert set(listed(anna, "oude haven")) == {"Kade", "Singelring", "Visie"}


def test_a_district_comes_with_its_neighbourhoods_and_the_municipality(room: Room, anna: Person) -> None:
    town(room)
    assert set(listed(anna, "Centrum")) == {"Kade", "Terras", "Singelring", "Visie"}


def test_the_municipality_comes_with_all_its_areas(room: Room, anna: Person) -> None:
    town(room)
    assert set(listed(anna, "GM9999")) == {"Kade", "Terras", "Singelring", "Visie", "Dorpshuis"}


def test_an_area_that_is_gone_lists_nothing_rather_than_everything(room: Room, anna: Person) -> None:
    from tests.features.scenes import asks_for

    town(room)
    assert "Ik vind geen project dat hierbij past. Kies iets ruimer." in asks_for(
        anna, "project.list", area="BU00000000"
    )


def test_other_words_are_looked_for_in_name_summary_and_key(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel"), a_project("Kade", summary="Aan het park."), a_project("Markt", key="PARK-1"))
    room.given(a_project("Dorpshuis"))
    assert set(listed(anna, "park")) == {"Park Singel", "Kade", "Markt"}


def test_all_words_must_be_found(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel"), a_project("Park Noord"))
    assert listed(anna, "singel park") == ["Park Singel"]


@pytest.mark.parametrize("words", ["%", "_", "100%_", "\\"])
def test_signs_that_databases_read_as_a_pattern_are_only_signs(room: Room, anna: Person, words: str) -> None:
    room.given(a_project("Park Singel"), a_project("Plan 100%_\\ groen"))
    assert listed(anna, words) == ["Plan 100%_\\ groen"]


@pytest.mark.parametrize("words", ["lopend", "jongeren", "Noord", "Project", "Proj ect"])
def test_turning_the_page_keeps_the_filter(room: Room, anna: Person, words: str) -> None:
    room.given(an_area("Noord"), *(a_project(f"Ander {number}", status="komend") for number in range(12)))
    many(room, 12, status="lopend", groups=["jongeren"], areas=["Noord"])
    anna.types(f"/project lijst {words}")
    found = [name for page in all_pages(anna) for name in page]
    assert len(found) == 12
    assert all(name.startswith("Project") for name in found)


def test_the_filter_form_narrows_by_all_three_at_once(room: Room, anna: Person) -> None:
    room.given(
        an_area("Noord"),
        a_project("Goed", status="lopend", groups=["jongeren"], areas=["Noord"]),
        a_project("Komt nog", status="komend", groups=["jongeren"], areas=["Noord"]),
        a_project("Elders", status="lopend", groups=["jongeren"]),
        a_project("Voor ouderen", status="lopend", groups=["ouderen"], areas=["Noord"]),
    )
    anna.types("/project lijst")
    anna.clicks("Filter")
    anna.fills(status="lopend", area="Noord", group="jongeren")
    anna.submits()
    assert _names(anna) == ["Goed"]


def test_an_empty_filter_lists_everything(room: Room, anna: Person) -> None:
    many(room, 3)
    anna.types("/project lijst")
    anna.clicks("Filter")
    anna.submits()
    assert len(_names(anna)) == 3


def test_nothing_found_leads_on(room: Room, anna: Person) -> None:
    many(room, 1)
    anna.types("/project lijst luchthaven")
    assert anna.sees("Ik vind geen project dat hierbij past. Kies iets ruimer.")
    anna.clicks("Alle projecten")
    assert _names(anna) == ["Project 01"]


def test_a_line_says_how_the_triangle_stands(room: Room, anna: Person) -> None:
    everybody: dict[str, Any] = {"project_lead": "A", "communication_adviser": "B", "participation_adviser": "C"}
    room.given(
        a_project("Vol", **everybody),
        a_project("Wacht", **{**everybody, "project_lead": asked("A")}),
        a_project("Leeg", participation_adviser="C"),
        a_project("Lijst", **{**everybody, **{role: named(who) for role, who in everybody.items()}}),
        a_project("Half", **{**everybody, "project_lead": named("A")}),
        a_project("Beide", **{**everybody, "project_lead": named("A"), "communication_adviser": asked("B")}),
    )
    anna.types("/project lijst")
    assert anna.sees("Vol · lopend · driehoek compleet")
    assert anna.sees("Wacht · lopend · wacht op een ja [Bekijk]")
    assert anna.sees("Lijst · lopend · collega's zijn nog niet gevraagd")
    assert anna.sees("Half · lopend · nog niet gevraagd: projectleider")
    assert anna.sees("Beide · lopend · wacht op een ja, en nog niet gevraagd: projectleider")
    assert anna.sees("Leeg · lopend · zoekt nog een projectleider en een communicatieadviseur")


def test_each_line_opens_its_own_project(room: Room, anna: Person) -> None:
    many(room, 3)
    anna.types("/project lijst")
    anna.clicks("Bekijk", beside="Project 02")
    assert anna.sees("Project P02")


def test_a_shared_list_is_for_everybody(room: Room, anna: Person) -> None:
    many(room, 12)
    anna.types("/project lijst")
    anna.clicks("Volgende")
    anna.shares()
    assert room.channel.sees("11 tot en met 12 van 12")


def test_searching_finds_by_a_word(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel"), a_project("Kade", summary="Langs het water"), a_moment(title="Parkdag"))
    anna.types("/project zoek")
    anna.fills(words="WATER")
    anna.submits()
    assert _names(anna) == ["Kade"]
    anna.types("/project zoek park singel")
    assert _names(anna) == ["Park Singel"]


@pytest.fixture
def varied(room: Room, anna: Person) -> Person:
    room.given(
        a_project("Brug", level="raadplegen", size="groot", starts_on="2026-03", ends_on="2026-09"),
        a_project("Park", level="informeren", size="klein", starts_on="2026-12-01", ends_on="2027"),
        a_project("Plein", size="klein", ends_on="2025"),
        a_project("Visie"),
    )
    return anna


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("raadplegen", ["Brug"]),
        ("klein", ["Plein", "Park"]),
        ("2026", ["Park", "Brug"]),
        ("2025", ["Plein"]),
        ("2031", []),
    ],
)
def test_a_level_a_size_and_a_year_narrow_the_list(varied: Person, words: str, names: list[str]) -> None:
    assert listed(varied, words) == names


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2026-09-30", "2026-10-15", ["Brug"]),
        ("2026-10-01", "2026-11-30", []),
        ("2027-12-31", None, ["Park"]),
        (None, "2026-02-28", ["Plein"]),
        ("2026-12-01", None, ["Park"]),
    ],
)
def test_a_period_finds_what_is_under_way_then(
    varied: Person, first: str | None, last: str | None, names: list[str]
) -> None:
    varied.types("/project lijst")
    varied.clicks("Filter")
    varied.fills(first=first, last=last)
    varied.submits()
    assert _names(varied) == names


def test_the_form_narrows_on_several_at_once_and_the_next_page_keeps_it(room: Room, anna: Person) -> None:
    many(room, 12, level="raadplegen", size="klein")
    room.given(a_project("Groot plan", level="raadplegen", size="groot"))
    anna.types("/project lijst")
    anna.clicks("Filter")
    anna.fills(level="raadplegen", size="klein")
    anna.submits()
    assert anna.sees("1 tot en met 10 van 12")
    anna.clicks("Volgende")
    assert anna.sees("11 tot en met 12 van 12")
    assert "Groot plan" not in anna.screen
