"""The reader sees what a person sees: lines under their heading, and the buttons that stand beside them."""

from bot.chat.cards import Block, Button, Card, Choices, Item, Note, Paragraph, Row, Text
from bot.chat.router import Router
from bot.chat.texts import speech
from bot.features import FEATURES
from bot.service import BUILT_IN
from tests.season.reading import CHANGES_IT, LOOKS, Line, is_answerable, key_of, lines_of

NL = speech("nl")


def carried(project: str = "1") -> Row:
    """Asks whether that was agreed, and leads to the form with roles."""
    return Row(
        NL("findings.carried_by_communication.saw"), Button(NL("findings.do.roles"), "project.roles", {"id": project})
    )


def heading(project: str) -> Paragraph:
    return Paragraph(Text("**{project}**", {"project": project}))


def a_bundle(*blocks: Block) -> Card:
    return Card(NL("daily.title"), (Item(blocks), Note(NL("daily.once_a_day"))))


def test_a_line_stands_under_the_heading_above_it_and_beside_its_own_button() -> None:
    said = lines_of(a_bundle(heading("Singel"), carried("1"), heading("Kade"), carried("2")), "nl")
    points = [line for line in said if line.key.startswith("findings.")]
    assert [line.under for line in points] == ["Singel", "Kade"]
    assert [button.args["id"] for line in points for button in line.buttons if isinstance(button, Button)] == ["1", "2"]


def test_a_line_is_traced_to_the_text_that_it_was_made_from() -> None:
    assert key_of(NL("daily.rest", n=2), "nl") == "daily.rest"
    assert key_of(Text("{typed}", {"typed": NL("daily.title")}), "nl") == "daily.title"
    assert key_of(Text("{typed}", {"typed": "Park"}), "nl") == ""


def test_what_is_the_same_every_time_says_nothing_of_its_own() -> None:
    said = lines_of(a_bundle(carried()), "nl")
    assert [line.key for line in said if line.is_about_something] == ["findings.carried_by_communication.saw"]


def test_choices_answer_the_lines_right_above_them() -> None:
    yes = Button(NL("people.roles.yes"), "role.yes", {"project": "1"})
    question = Paragraph(NL("people.roles.question", project="Singel", role="lead", what="x"))
    said = lines_of(a_bundle(carried(), question, Choices((yes,))), "nl")
    assert [line.buttons == (yes,) for line in said if line.key == "people.roles.question"] == [True]
    assert all(yes not in line.buttons for line in said if line.key.startswith("findings."))


def test_a_button_of_the_card_answers_what_has_none_of_its_own() -> None:
    stop = Button(NL("findings.do.still_right"), "project.still_right", {"id": "1"})
    said = lines_of(Card(NL("daily.title"), (Paragraph(NL("findings.stale.saw", n=40)),), (stop,)), "nl")
    assert said[-1].buttons == (stop,)


def a_question(words: str, *actions: str) -> Line:
    return Line(words, "", buttons=tuple(Button(NL("chat.show"), action) for action in actions))


def test_a_question_to_be_answered_by_yes_or_no_is_not_answered_by_a_form_that_changes_it() -> None:
    assert not is_answerable(a_question("Een ander draagt dit. Is dat zo afgesproken?", "project.roles"))
    assert is_answerable(a_question("Een ander draagt dit. Is dat zo afgesproken?", "project.roles", "project.agreed"))


def test_a_question_who_or_what_is_answered_by_filling_it_in_but_not_by_looking() -> None:
    assert is_answerable(a_question("De driehoek zoekt nog een adviseur. Wie vraag je?", "project.roles"))
    assert not is_answerable(a_question("De driehoek zoekt nog een adviseur. Wie vraag je?", "project.show"))
    assert not is_answerable(a_question("De driehoek zoekt nog een adviseur. Wie vraag je?"))


def test_two_questions_in_one_line_are_both_seen() -> None:
    line = a_question("Wie pakt dit op? Lukt dat voor vrijdag?", "project.roles")
    assert len(line.questions) == 2
    assert line.asks_yes_or_no


def test_the_actions_that_are_known_by_name_exist() -> None:
    """Else a new name would make the reader blind."""
    actions = {*Router(FEATURES).actions, *BUILT_IN}
    assert actions >= CHANGES_IT
    assert {action.rpartition(".")[2] for action in actions} >= LOOKS


def test_the_question_for_a_role_can_be_answered() -> None:
    question = Paragraph(NL("people.roles.question", project="Singel", role="lead", what="x"))
    buttons = tuple(Button(NL(f"people.roles.{answer}"), f"role.{answer}") for answer in ("yes", "later", "no"))
    asked = [line for line in lines_of(a_bundle(question, Choices(buttons)), "nl") if line.questions]
    assert asked
    assert all(map(is_answerable, asked))
