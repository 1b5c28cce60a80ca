"""The public pages in a folder: new ones take the place of old ones, and what was taken away is gone."""

from collections.abc import Mapping
from pathlib import Path

from handlers import placing

READABLE = 0o644
OURS = b'name="generator" content="Samenspel"'
"""What every page of ours has near its beginning."""


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """files: by their place in it. Without any, no folder is made. Raises OSError."""
    for name in _there(folder) - files.keys():
        (folder / name).unlink()
    for kept in folder.glob("*/"):
        if not any(kept.iterdir()):
            kept.rmdir()
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with placing.in_place_of(file) as unfinished:
            unfinished.write_bytes(content)
            unfinished.chmod(READABLE)


def _there(folder: Path) -> set[str]:
    """The pages that we wrote there before, each with its feed."""
    pages = [page for page in (*folder.glob("index.html"), *folder.glob("*/index.html")) if OURS in page.read_bytes()]
    found = {file for page in pages for file in (page, page.with_name("atom.xml")) if file.is_file()}
    return {file.relative_to(folder).as_posix() for file in found}
