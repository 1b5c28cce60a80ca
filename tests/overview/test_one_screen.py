"""What fits on one screen, and in which order."""

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.cards import Row, Text
from bot.chat.contributions import Line, Part
from bot.overview.rules import OF_EACH_FIRST, ROOM, on_one_screen, ranked


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
