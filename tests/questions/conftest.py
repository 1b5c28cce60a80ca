from tests.room import all_features, open_room  # noqa: F401, these are fixtures
