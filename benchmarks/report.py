"""What a measurement tells: a figure, the most it may be, and what was asked of it where that is not reached."""

from typing import Protocol


class Report(Protocol):
    def __call__(self, what: str, figure: float, most: float, asked: float | None = None) -> None:
        """most: what is held; more is the fault of whoever changed something. asked: less than that, and never reached.

        With what was asked as the most, `make bench` would end with 1 for good, and nobody would see what got worse.
        """


class Told:
    """A `Report` that prints each figure."""

    def __init__(self) -> None:
        self.is_over = False

    def __call__(self, what: str, figure: float, most: float, asked: float | None = None) -> None:
        is_over = figure > most
        self.is_over |= is_over
        wish = f" (asked: {asked:g})" if asked is not None else ""
        print(f"{figure:8.2f}  at most {most:6.1f}  {'OVER' if is_over else 'ok':4}  {what}{wish}", flush=True)
