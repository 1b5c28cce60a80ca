"""The room, for overviews."""

from tests.room import all_features, open_room

__all__ = ["all_features", "open_room"]
