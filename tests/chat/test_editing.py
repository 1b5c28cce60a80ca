"""From what people fill in to what is kept, and two people at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.editing import RefusedEdit, _number, merge

CODES = st.dictionaries(st.sampled_from(["name", "status", "areas"]), st.sampled_from(["", "a", "b"]), min_size=3)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("18000", 18000),
        ("18.000", 18000),
        ("€ 1.250.000", 1250000),
        ("€\u00a018.000", 18000),
        ("0", 0),
        ("2 500", 2500),
    ],
)
def test_a_number_may_be_written_the_dutch_way(typed: str, number: int) -> None:
    assert _number(typed) == number


@pytest.mark.parametrize("typed", ["1.5", "18.00", "-3", "1e3", "drie", "٣", "99999999999", "1,5", "€"])
def test_what_is_no_whole_number_is_refused_and_never_read_as_another(typed: str) -> None:
    with pytest.raises(RefusedEdit):
        _number(typed)


@given(CODES, CODES)
def test_alone_everything_is_saved_as_it_was_sent(base: dict[str, str], mine: dict[str, str]) -> None:
    merged = merge(base, mine, now=base)
    assert merged.codes == mine
    assert not merged.theirs


@given(CODES, CODES, CODES)
def test_what_i_typed_stays_mine_and_the_rest_follows_the_other(
    base: dict[str, str], mine: dict[str, str], now: dict[str, str]
) -> None:
    merged = merge(base, mine, now)
    for key, code in merged.codes.items():
        assert code == (now[key] if mine[key] == base[key] else mine[key])
