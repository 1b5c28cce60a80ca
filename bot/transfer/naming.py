"""What a municipality is called that comes into being by an import."""

from collections.abc import Iterable

from bot.people.naming import WITHOUT_A_NAME
from bot.subprocesses import NoAnswer
from bot.transfer import in_subprocess
from bot.transfer.receiving import File, ImportOrder


def name_of_municipality(files: Iterable[File], order: ImportOrder) -> str:
    """The name in the row of kind "gemeente" of a list of areas, where there is one."""
    try:
        with in_subprocess.reading(order) as reader:
            names = [reader.found(file).municipality for file in files]
    except NoAnswer:
        # The import says what is wrong.
        return WITHOUT_A_NAME
    return next(filter(None, names), WITHOUT_A_NAME)
