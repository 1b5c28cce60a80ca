"""Every sentence of the page, Dutch and English side by side in texts.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")


@cache
def all_texts() -> dict[str, dict[str, str]]:
    """`group.key` -> language -> sentence."""
    with (Path(__file__).parent / "texts.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def _flat(tree: dict[str, Any], path: str = "") -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for key, value in tree.items():
        here = f"{path}.{key}" if path else key
        found += [(here, value)] if "nl" in value else _flat(value, here)
    return found


class Texts:
    """The sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]

    def __call__(self, key: str, **values: Any) -> str:
        return all_texts()[key][self.language].format_map(values)

    def has(self, key: str) -> bool:
        return key in all_texts()
