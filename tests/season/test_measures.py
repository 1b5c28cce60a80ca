"""No measure is blind: each finds the fault that was planted for it, and nothing where there is none."""

import datetime as dt

import pytest

from bot.chat.cards import Button, Text
from tests.season import measures
from tests.season.doing import Pressed
from tests.season.reader import Look, Message, Sort, Told
from tests.season.reading import Line

MONDAY = dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC)
ANNA, BERT = "Anna", "Bert"
BOTH = frozenset({ANNA, BERT})


def a_button(action: str = "project.roles", **args: str) -> Button:
    return Button(Text("Bekijk"), action, args)


def a_line(words: str, under: str = "", key: str = "findings.stale.saw", buttons: tuple[Button, ...] = ()) -> Line:
    return Line(words, key, under, buttons=buttons)


def a_message(
    *lines: Line, day: int = 0, who: str = ANNA, sort: Sort = "bundle", useful: dt.date | None = None, buttons: int = 0
) -> Message:
    """day: after the first."""
    readers = (who,) if who else ()
    told = tuple(Told(line, useful) for line in lines)
    return Message(MONDAY + dt.timedelta(days=day), f"{sort}-{day}", sort, readers, told, buttons)


# Had before


def test_a_line_that_somebody_had_word_for_word_is_found() -> None:
    twice = [a_message(a_line("Niets veranderd"), day=day) for day in (0, 7)]
    assert measures.repeated(twice, BOTH)["point"] == (1, 2)


@pytest.mark.parametrize(
    "second",
    [
        a_message(a_line("Wel veranderd"), day=7),
        a_message(a_line("Niets veranderd", under="Kade"), day=7),
        a_message(a_line("Niets veranderd"), day=7, who=BERT),
        a_message(a_line("Niets veranderd"), day=7, sort="asked for"),
        a_message(Line("Niets veranderd", "daily.title", is_fixed=True), day=7),
    ],
    ids=["other words", "another project", "somebody else", "asked for", "a title"],
)
def test_what_somebody_had_not_had_is_not_repeated(second: Message) -> None:
    counted = measures.repeated([a_message(a_line("Niets veranderd")), second], BOTH)
    assert counted["all"].again == 0


def test_what_is_repeated_is_counted_by_what_kind_of_line_it_is() -> None:
    lines = [a_line("Punt"), a_line("Vraag", key="people.roles.question"), a_line("Iets", key="projects.x")]
    counted = measures.repeated([a_message(*lines), a_message(*lines, day=1)], BOTH)
    assert {kind: each.again for kind, each in counted.items()} == {"all": 3, "point": 1, "reminder": 1, "bundle": 1}


def test_of_others_nothing_is_counted() -> None:
    assert measures.repeated([a_message(a_line("Punt"), who="Cor")], BOTH) == {}


# Questions


def test_a_question_that_no_button_answers_is_found() -> None:
    asked = a_line("Is dat zo afgesproken?", buttons=(a_button("project.roles"),))
    assert [line for _, line in measures.unanswerable([a_message(asked)])] == [asked]


def test_a_question_with_its_answer_and_a_line_that_asks_nothing_are_fine() -> None:
    asked = a_line("Is dat zo afgesproken?", buttons=(a_button("project.roles"), a_button("project.agreed")))
    assert not measures.unanswerable([a_message(asked, a_line("Dat is zo afgesproken."))])


# In time


def test_a_point_after_its_last_useful_day_is_found_and_on_that_day_it_is_not() -> None:
    point = a_line("Op die dag is het vakantie")
    assert measures.too_late([a_message(point, day=1, useful=MONDAY.date())])
    assert not measures.too_late([a_message(point, useful=MONDAY.date()), a_message(point, day=40)])


def test_two_bundles_on_one_day_are_found() -> None:
    assert max(measures.bundles([a_message(), a_message()]).values()) == 2
    assert max(measures.bundles([a_message(), a_message(day=1), a_message(who=BERT)]).values()) == 1


def test_being_told_a_fourth_time_without_an_answer_is_found() -> None:
    point = a_line("Niets veranderd", buttons=(a_button(id="5"),))
    told = [a_message(point, day=day) for day in (0, 7, 14, 21)]
    assert [(message.at, who) for message, who, _ in measures.after_enough(told, {})] == [(told[-1].at, ANNA)]
    assert not measures.after_enough(told[:3], {})


def test_whoever_answered_meanwhile_may_be_asked_again() -> None:
    point = a_line("Niets veranderd", buttons=(a_button(id="5"),))
    told = [a_message(point, day=day) for day in (0, 7, 14, 21)]
    at = MONDAY + dt.timedelta(days=8)
    assert not measures.after_enough(told, {ANNA: [Pressed(at, "project.roles", {"id": "5"})]})
    assert measures.after_enough(told, {ANNA: [Pressed(at, "project.roles", {"id": "6"})]})
    assert measures.after_enough(told, {BERT: [Pressed(at, "project.roles", {"id": "5"})]})


def test_the_same_question_about_four_projects_is_no_reminder() -> None:
    told = [a_message(a_line("Klopt het?", buttons=(a_button(id=str(day)),)), day=day) for day in range(4)]
    assert not measures.after_enough(told, {})


# Overviews, pages and how much there is


def test_an_overview_is_held_against_last_weeks() -> None:
    first = a_message(a_line("A", "Nieuw"), a_line("B"), who="", sort="overview", buttons=9)
    second = a_message(a_line("B"), a_line("C"), a_line("D"), a_line("E"), day=7, who="", sort="overview", buttons=3)
    found = measures.overviews([first, a_message(a_line("C"), day=1), second])
    assert [(each.lines, each.buttons, each.last_week) for each in found] == [(3, 9, (0, 2)), (4, 3, (1, 4))]


def test_a_page_that_names_nothing_of_what_is_due_is_found() -> None:
    looks = [
        Look(MONDAY.date(), ANNA, "week", 2, ("moment: Inloop", "answer: Enquête")),
        Look(MONDAY.date(), BERT, "week", 2, ("moment: Inloop",)),
        Look(MONDAY.date(), BERT, "home", 1, ()),
    ]
    assert [look.who for look in measures.empty(looks, "week")] == [ANNA]
    assert not measures.empty(looks, "home")


def test_messages_are_counted_by_person_and_week_and_not_what_they_asked_for() -> None:
    came = [a_message(day=day) for day in range(6)] + [a_message(sort="asked for"), a_message(who="Cor")]
    assert measures.a_week(came, {ANNA: 2, BERT: 2}) == 1.5
    assert measures.a_week(came, {ANNA: 2, BERT: 1}) == 2, "a week in which somebody does not work here is none"


def test_tips_to_a_newcomer_are_counted_and_two_in_one_week_are_found() -> None:
    tips = [a_message(a_line("Lees de les", key="welcome.lesson.text"), day=day) for day in (0, 7, 13)]
    assert measures.tips([*tips, a_message(day=1)]) == (3, 2)
    assert measures.tips(tips[:2]) == (2, 1)
    assert measures.tips([]) == (0, 0)
