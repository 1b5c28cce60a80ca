"""The templates that hold here: what is shipped, or what the folder of the municipality has in its place.

Read once, when the bot starts: a template that is wrong is refused then, and never while somebody writes.
"""

from pathlib import Path

from bot.writing import templates
from bot.writing.templates import Templates

_from_folder: list[Templates] = []


def take(folder: Path | None) -> None:
    """None: what is shipped. Raises WrongTemplates, and leaves what there was."""
    own = [templates.in_folder(folder)] if folder else []
    _from_folder[:] = own


def in_force() -> Templates:
    return _from_folder[0] if _from_folder else templates.shipped()
