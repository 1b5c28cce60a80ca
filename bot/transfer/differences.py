"""What a row of a list would change of what the register holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.transfer.reading.cleaning import clean
from bot.transfer.rules import Entry
from glossary import Role, Word


@dataclass(slots=True)
class Difference:
    """What a row changes. values and parts: field -> (before, after). roles: role -> (who was named, who is now)."""

    values: dict[str, tuple[Any, Any]]
    parts: dict[str, tuple[frozenset[Any], frozenset[Any]]]
    roles: dict[Role, tuple[int | None, int]]

    def __bool__(self) -> bool:
        return bool(self.values or self.parts or self.roles)


def difference(
    entry: Entry,
    values: Mapping[str, Any],
    parts: Mapping[str, Collection[Any]],
    roles: Mapping[Role, int],
) -> Difference:
    """values, parts, roles: what the register holds now.

    Another name in a role replaces the one that is there. An empty role cell does not: a list that was made before
    somebody said yes in chat may not take their yes away.
    """
    return Difference(
        {
            name: (values[name], new)
            for name, new in entry.values.items()
            if values[name] != new and not _is_same_text(values[name], new)
        },
        {name: (old, new) for name in entry.parts if (old := frozenset(parts[name])) != (new := entry.part(name, old))},
        {role: (roles.get(role), new) for role, new in entry.roles.items() if roles.get(role) != new},
    )


def _is_same_text(before: Any, after: Any) -> bool:
    return isinstance(before, str) and not isinstance(before, Word) and clean(before) == after
