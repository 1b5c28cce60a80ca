"""What fits on one screen, and in which order."""

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.cards import Row, Text
from bot.chat.contributions import Line, Part
from bot.overview.rules import (
    MOST_AT_HOME,
    OF_EACH_FIRST,
    ROOM,
    TEN_LINES,
    at_home,
    for_me,
    in_short,
    least_for_me,
    least_in_short,
    mark,
    on_one_screen,
    ranked,
)


def a_part(key: str, *urgencies: int, more: int = 0) -> Part:
    lines = tuple(Line(Row(Text(f"{key} {at}")), urgency, key) for at, urgency in enumerate(urgencies))
    return Part(key, Text(key), lines, more)


PARTS = st.lists(
    st.builds(
        lambda urgencies, more: (urgencies, more), st.lists(st.integers(0, 100), max_size=30), st.integers(0, 2000)
    ),
    max_size=12,
).map(lambda drawn: [a_part(f"part {at}", *urgencies, more=more) for at, (urgencies, more) in enumerate(drawn)])


def test_the_most_urgent_part_is_on_top_and_so_within_a_part() -> None:
    parts = ranked([a_part("new", 40, 45), a_part("owed", 20, 90), a_part("empty")])
    assert [part.key for part in parts] == ["owed", "new"]
    assert [line.urgency for line in parts[0].lines] == [90, 20]


def test_what_is_equally_urgent_keeps_its_order() -> None:
    first, second = ranked([a_part("a", 50, 50), a_part("b", 50)])
    assert (first.key, second.key) == ("a", "b")
    assert [str(line.row.text) for line in first.lines] == ["a 0", "a 1"]


def test_a_part_with_many_urgent_lines_leaves_room_for_the_others() -> None:
    screen = on_one_screen([a_part("busy", *[90] * 40), a_part("lesson", 10)])
    assert [part.key for part in screen.shown] == ["busy", "lesson"]
    assert len(screen.shown[0].lines) == ROOM - 1 - 2
    assert screen.shown[0].more == 40 - len(screen.shown[0].lines)


def test_a_part_says_how_many_lines_it_leaves_out_also_those_that_nobody_read() -> None:
    shown = on_one_screen([a_part("vacant", *[50] * 40, more=160)]).shown[0]
    assert len(shown.lines) + shown.more == 200


@given(PARTS)
def test_a_screen_is_never_longer_than_a_screen(parts: list[Part]) -> None:
    screen = on_one_screen(parts)
    assert sum(1 + len(part.lines) for part in screen.shown) <= ROOM
    assert all(part.lines for part in screen.shown)


@given(PARTS)
def test_every_line_is_shown_once_or_left_for_the_rest(parts: list[Part]) -> None:
    screen = on_one_screen(parts)
    told = [line for part in (*screen.shown, *screen.rest) for line in part.lines]
    assert sorted(id(line) for line in told) == sorted(id(line) for part in parts for line in part.lines)


@given(PARTS)
def test_no_line_that_is_left_out_is_more_urgent_than_a_line_of_its_part_that_is_shown(parts: list[Part]) -> None:
    screen = on_one_screen(parts)
    for rest in screen.rest:
        shown = next((part for part in screen.shown if part.key == rest.key), None)
        if shown and rest.lines:
            assert shown.lines[-1].urgency >= rest.lines[0].urgency


@given(PARTS)
def test_every_part_has_a_line_as_long_as_there_is_room_for_all(parts: list[Part]) -> None:
    ordered = ranked(parts)
    shown = [part.key for part in on_one_screen(parts).shown]
    assert shown == [part.key for part in ordered][: ROOM // 2]


def test_with_few_parts_each_has_its_most_urgent_lines() -> None:
    screen = on_one_screen([a_part("busy", *[90] * 40), *(a_part(f"part {at}", 10, 10, 10, 10) for at in range(3))])
    assert [len(part.lines) for part in screen.shown[1:]] == [OF_EACH_FIRST] * 3


# Ten lines


@given(PARTS, st.integers(0, 4))
def test_ten_lines_are_ten_lines(parts: list[Part], coming: int) -> None:
    days = a_part("days", *[70] * coming)
    ahead = [days._replace(short=tuple(days.lines), is_ahead=True)] if coming else []
    short = in_short([*parts, *ahead])
    assert 2 + len(short.words) + bool(coming) + 1 <= TEN_LINES, "title, since when, heading, lines and picture"


@given(PARTS)
def test_a_line_of_last_time_makes_room_for_another_of_its_part(parts: list[Part]) -> None:
    told = in_short(parts).words
    again = in_short(parts, told)
    assert not {*told} & {*again.words}
    assert all(line in next(part for part in parts if part.key == line.reason).lines for line in again.lines)


def test_of_every_part_one_line_before_any_has_a_second_one() -> None:
    parts = [a_part("lesson", 10), a_part("busy", 95, 95, 95), a_part("new", 45)]
    assert [str(line.row.text) for line in in_short(parts).lines] == ["busy 0", "busy 1", "new 0", "lesson 0"]
    assert [str(line.row.text) for line in in_short(parts, room=6).lines] == ["busy 0", "new 0", "lesson 0"]


def test_a_mark_says_nothing_of_the_words() -> None:
    (line,) = a_part("secret", 10).lines
    assert "secret" not in mark(line)
    assert len(" ".join(["x" * len(mark(line))] * TEN_LINES)) <= 200


@given(PARTS)
def test_at_home_every_part_that_is_worth_it_has_a_place(parts: list[Part]) -> None:
    shown = at_home(parts)
    assert len(shown) <= MOST_AT_HOME
    worth_it = [part.key for part in ranked(parts) if part.lines[0].urgency >= 40]
    assert {line.reason for line in shown} >= {*worth_it[:MOST_AT_HOME]}


# What has no room is not asked for


def asked_in_turn(parts: Sequence[Part], least: Callable[[Sequence[Part]], int]) -> list[Part]:
    """Each of another feature, that leaves out what is not urgent enough; but never what is ahead."""
    found: list[Part] = []
    for part in parts:
        at_least = least(found)
        if part.is_ahead or any(line.urgency >= at_least for line in part.lines):
            found.append(part)
    return found


@given(PARTS, st.integers(0, 4), st.integers(0, 12), st.integers(3, TEN_LINES))
def test_what_is_not_asked_for_had_no_room(parts: list[Part], coming: int, at: int, room: int) -> None:
    days = a_part("days", *[70] * coming)
    ahead = [days._replace(short=tuple(days.lines), is_ahead=True)] if coming else []
    every = [*parts[:at], *ahead, *parts[at:]]
    asked = asked_in_turn(every, lambda found: least_in_short(found, room))
    assert in_short(asked, room=room) == in_short(every, room=room)


@given(PARTS)
def test_what_is_not_asked_for_would_not_be_for_me(parts: list[Part]) -> None:
    assert for_me(asked_in_turn(parts, least_for_me)) == for_me(parts)


def test_with_no_room_left_only_what_is_more_urgent_is_asked_for() -> None:
    busy = [a_part("busy", 95), a_part("owed", 85), a_part("vacant", 75)]
    assert least_in_short(busy, room=6) == 75
    assert least_in_short(busy, room=7) == 0
    assert least_for_me(busy) == 85
    assert least_for_me(busy[:1]) == 0
