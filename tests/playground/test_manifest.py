"""Commands, shortcuts and scopes come from the bot's own manifest."""

import json

from playground.slack.manifest import BUILT_IN, read_manifest, verbs_in
from tests.playground.a_bot import MANIFEST


def test_the_manifest_says_what_the_page_offers() -> None:
    found = read_manifest(json.dumps(MANIFEST))
    assert found is not None
    assert [command.name for command in found.commands] == ["/samenspel", "/project"]
    assert found.commands[1].verbs[:2] == ("nieuw", "lijst")
    assert [(one.callback_id, one.on_message) for one in found.shortcuts] == [
        ("new_project", False),
        ("keep_lesson", True),
    ]
    assert "chat:write" in found.scopes
    assert "message.im" in found.events


def test_verbs_are_the_first_words_of_the_hint() -> None:
    assert verbs_in("nieuw | toon <naam> | [lijst] · zoek, …") == ("nieuw", "toon", "lijst", "zoek")


def test_anything_else_is_no_manifest() -> None:
    assert read_manifest("display_information:\n  name: Samenspel") is None
    assert read_manifest("{}") is None
    assert BUILT_IN.built_in
