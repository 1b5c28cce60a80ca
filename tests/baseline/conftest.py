"""The room, with Anna and Bert as the features have them."""

from tests.features.conftest import anna, bert
from tests.room import all_features, open_room

__all__ = ["all_features", "anna", "bert", "open_room"]
