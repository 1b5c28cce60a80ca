"""Who stands in a list of colleagues and is none: leavers, guests and bots, as directories write it."""

from collections.abc import Mapping

from bot.transfer.recognising.headers import squashed

_GONE: Mapping[str, frozenset[str]] = {
    "accountenabled": frozenset({"false", "nee", "no", "0", "onwaar"}),
    "blockcredential": frozenset({"true", "ja", "yes", "1", "waar"}),
    "usertype": frozenset({"guest", "gast"}),
}
_WORDS = frozenset(
    map(
        squashed,
        (
            *("deactivated", "inactive", "inactief", "niet actief", "bot", "guest", "gast", "disabled", "deleted"),
            *("uit dienst", "uitgestroomd", "vertrokken", "geblokkeerd", "verwijderd", "single-channel guest"),
            *("multi-channel guest",),
        ),
    )
)


def is_gone(header: str, cell: str) -> bool:
    """header: of the column, which says what "True" means."""
    return squashed(cell) in _GONE.get(squashed(header), _WORDS)
