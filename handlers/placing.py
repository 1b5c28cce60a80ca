"""Files that we leave on somebody's disk: for their eyes, and complete or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def in_place_of(file: Path) -> Iterator[Path]:
    """An empty file for us alone, which takes the place of `file` when the block ends well, and not before.

    It is in a new folder that nobody else can enter, so nothing is ever written through a link that somebody put
    there; a link in the place of `file` itself goes, and what it led to stays. Raises OSError.
    """
    if file.exists() and not file.is_file():
        raise FileExistsError(file)  # A device, for one, would be gone.
    with TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as folder:
        unfinished = Path(folder, file.name)
        only_new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        os.close(os.open(unfinished, only_new, 0o600))
        yield unfinished
        with unfinished.open("rb") as complete:
            os.fsync(complete.fileno())
        unfinished.replace(file)
