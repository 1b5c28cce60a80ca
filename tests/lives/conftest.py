from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.lives.life import Life, life_in

Begin = Callable[[str], Life]


@pytest.fixture
def begin(database_url: str) -> Iterator[Begin]:
    """A municipality, from that moment on: begin("2026-11-23 09:00")."""
    with ExitStack() as stack:
        yield lambda local: stack.enter_context(life_in(database_url, local))
