"""The six steps tick themselves off when they have really been done, in any order."""

from playground.page.tour import STEPS, Tour
from playground.slack.outcome import Happening
from tests.playground.conftest import Town, a_button, a_form, a_section


def test_a_step_is_done_when_the_form_was_taken(town: Town) -> None:
    view = town.opens(a_form(a_section("Naam")))
    assert view.origin == "/project nieuw"
    town.bot.answers = [{"response_action": "update", "view": a_form(a_section("Nog iets"))}]
    town.do(town.forms.submit(town.person("C01"), view, {}))
    assert not town.tour.done
    town.do(town.forms.submit(town.person("C01"), view, {}))
    assert town.tour.done == {"register"}


def test_saying_yes_in_the_conversation_with_the_bot_is_a_step(town: Town) -> None:
    yes = [{"type": "actions", "block_id": "b", "elements": [a_button("Ja"), a_button("Later", "later")]}]
    ts = town.call("chat.postMessage", channel="U00000C07", text="Doe je mee?", blocks=yes)["ts"]
    said = town.workspace.message("D0BOTC07", ts)
    assert said is not None
    for action, done in (("later", set()), ("yes", {"accept"})):
        town.do(town.deeds.click_in_message(town.person("C07"), said, "b", action, None, {}, "tab"))
        assert town.tour.done == done


def test_saying_yes_on_the_home_is_a_step_and_in_a_form_is_none(town: Town) -> None:
    yes = {"type": "actions", "block_id": "b", "elements": [a_button("Ja")]}
    form = town.opens(a_form(yes), "C07")
    town.do(town.forms.click_in_view(town.person("C07"), form, "b", "yes", None, {}, "tab"))
    assert not town.tour.done
    assert town.call("views.publish", user_id="U00000C07", view={"type": "home", "blocks": [yes]})["ok"]
    home = town.workspace.homes["U00000C07"]
    town.do(town.forms.click_in_view(town.person("C07"), home, "b", "yes", None, {}, "tab"))
    assert town.tour.done == {"accept"}


def test_the_tour_can_be_skipped_hidden_and_begun_again() -> None:
    told: list[str] = []
    tour = Tour(changed=lambda: told.append("changed"))
    tour.skip("register")
    assert tour.current is STEPS[1]
    tour.hide(True)
    tour.notice(Happening("home", "C07", ""))
    assert tour.done == {"register", "home"}
    assert len(told) == 3
    tour.begin()
    assert (tour.current, tour.hidden) == (STEPS[0], False)
