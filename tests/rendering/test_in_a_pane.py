"""Cards of Teams in a side pane: what stands open, what is tapped, and figures that Teams draws itself."""

import json

import pytest

from bot.chat.cards import (
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Facts,
    Heading,
    Item,
    Link,
    Note,
    Paragraph,
    Picture,
    Row,
    Rule,
    Text,
    typed,
)
from bot.chat.figures import Bar, Bars, Cell, HeatMap, Tone
from bot.chat.forms import Field, Form, Kind, Option
from bot.chat.texts import speech
from handlers.teams import forms, limits, render
from handlers.teams.filled import answers_in
from handlers.teams.memory import Seal, TeamsMemory, questions_of
from tests.rendering.adaptive import Json, complaints, things, words_in
from tests.rendering.surfaces import NASTY

T = speech("nl")
TONES: tuple[Tone, ...] = ("calm", "busy", "too_much")


def drawn(*body: Block) -> Json:
    [card] = render.message(Card(Text("Titel"), body), T)
    assert complaints(card) == []
    return card


def all_of(card: Json, kind: str) -> list[Json]:
    return [each for each in things(card) if each["type"] == kind]


def seen_at_once(card: Json) -> str:
    """Without what is still folded in."""
    hidden = [json.dumps(each) for each in things(card) if each.get("isVisible") is False]
    folded = "\n".join(words_in(json.loads(each)) for each in hidden)
    return "\n".join(line for line in words_in(card).splitlines() if line not in folded.splitlines())


def test_what_only_shows_something_is_tapped_as_a_whole_and_says_what_it_is() -> None:
    card = drawn(Row(Text("**Inloopavond**, 9 december"), Button(Text("Bekijk"), "moment.show", {"moment": "1"})))
    [row] = [each for each in things(card) if "selectAction" in each]
    assert words_in(row) == "Inloopavond, 9 december  Bekijk\xa0›"
    assert row["selectAction"]["title"] == "Bekijk: Inloopavond, 9 december"
    assert all_of(card, "ActionSet") == []


def test_what_does_something_is_a_button_that_nobody_taps_by_accident() -> None:
    stops = Button(Text("Stop"), "project.show", confirm=Text("Echt?"))
    for button in (Button(Text("Klaar"), "baseline.done"), Button(Text("Ik kan helpen"), "role.offer"), stops):
        card = drawn(Row(Text("Verslag"), button))
        assert [each for each in things(card) if "selectAction" in each] == []
        assert str(button.label) in [each["title"] for each in things(card) if each["type"].startswith("Action.")]


def test_only_a_short_button_stands_beside_its_words() -> None:
    assert all_of(drawn(Row(Text("Verslag"), Button(Text("Klaar"), "baseline.done"))), "ColumnSet")
    assert not all_of(drawn(Row(Text("Verslag"), Button(Text("Ik kan helpen"), "role.offer"))), "ColumnSet")


def test_words_that_do_not_fit_on_a_button_are_a_line() -> None:
    label = Text("Hulp: Een bewonersavond voorbereiden")
    card = drawn(Choices((Button(label, "how_to.show"), Link(Text("Kaart"), "https://voorbeeld.example/kaart"))))
    assert "Hulp: Een bewonersavond voorbereiden\xa0›" in words_in(card)
    assert [each["title"] for each in all_of(card, "ActionSet")[0]["actions"]] == ["Kaart"]


def test_facts_stand_side_by_side_as_they_were_typed() -> None:
    [facts] = all_of(drawn(Facts(((Text("Status"), typed(NASTY)), (Text("Fase"), Text("**uitvoering**"))))), "FactSet")
    assert [fact["title"] for fact in facts["facts"]] == ["Status", "Fase"]
    assert words_in(facts).splitlines() == [f"Status: {NASTY}", "Fase: uitvoering"]


@pytest.mark.parametrize(
    "row",
    [
        (Text("participatieadviseur"), Text("Kwame Owusu")),
        (Text("Wat staat vast"), typed("x" * (limits.FACT + 1))),
    ],
)
def test_facts_that_would_be_torn_apart_are_lines(row: tuple[Text, Text]) -> None:
    card = drawn(Facts((row,)))
    assert all_of(card, "FactSet") == []
    assert f"{row[0]}: {row[1]}" in words_in(card)


def test_of_many_facts_the_first_stand_open_and_the_rest_unfolds() -> None:
    rows = tuple((Text("Feit {n}", {"n": str(n)}), Text("waar")) for n in range(8))
    card = drawn(Facts(rows))
    assert "Feit 2" in seen_at_once(card)
    assert "Feit 3" not in seen_at_once(card)
    assert "Meer gegevens (5)" in seen_at_once(card)
    [unfolds] = [each for each in things(card) if each["type"] == "Action.ToggleVisibility"]
    [hidden] = [each for each in things(card) if each.get("id") in unfolds["targetElements"]]
    assert "Feit 7" in words_in(hidden)


def part(title: str, lines: int) -> tuple[Rule, Paragraph, Bullets]:
    return Rule(), Paragraph(Text(f"**{title}**")), Bullets((Text("Een regel van ruim dertig tekens lang"),) * lines)


def test_the_later_parts_of_a_long_card_fold_in_behind_their_titles() -> None:
    long = (Paragraph(Text("Eerst")), *part("Driehoek", 20), *part("Momenten", 9), Rule(), Paragraph(Text("Laatst")))
    seen = seen_at_once(drawn(*long))
    assert "Driehoek" in seen
    assert "Momenten\xa0+" in seen
    assert "Laatst" in seen, "what has no title is not hidden"
    assert drawn(*long)["body"][-1]["inlines"][0]["text"] == "Laatst"
    short = (Paragraph(Text("Eerst")), *part("Driehoek", 2), *part("Momenten", 2))
    assert all(each.get("isVisible") is not False for each in things(drawn(*short)))


def test_a_heading_begins_a_part_and_what_fits_without_scrolling_stands_open() -> None:
    lines = Bullets((Text("Een regel van ruim dertig tekens lang"),) * 4)
    weeks = tuple(block for n in range(48, 53) for block in (Heading(Text("Week {n}", {"n": str(n)})), lines))
    card = drawn(*weeks)
    assert [f"Week {n}\xa0+" in words_in(card) for n in range(48, 53)] == [False, False, False, True, True]
    assert all(each.get("isVisible") is not False for each in things(drawn(*weeks[:4])))


def question(number: int) -> tuple[Paragraph, Note, Choices]:
    n = {"n": str(number)}
    answers = Button(Text("Ja op {n}.", n), "project.agree"), Button(Text("Bekijk {n}.", n), "project.show")
    return Paragraph(Text("Vraag {n}?", n)), Note(Text("Daarom {n}.", n)), Choices(answers)


def test_of_a_long_card_the_first_question_stands_with_its_answers_and_every_question_is_read() -> None:
    more = Paragraph(Text("Verder")), Choices((Button(Text("Alle punten"), "project.findings"),))
    card = drawn(*(block for number in range(14) for block in question(number)), *more)
    seen, whole = seen_at_once(card), words_in(card)
    for number in range(14):
        assert f"Vraag {number}?\nDaarom {number}." in seen
        assert (f"Ja op {number}." in seen) == (number == 0)
        assert f"Ja op {number}." in whole
    assert "Alle punten" in seen, "that is no answer"
    names = [each["id"] for each in things(card) if "id" in each]
    assert len(names) == len(set(names)) == 13
    few = drawn(*question(0), *question(1))
    assert all(each.get("isVisible") is not False for each in things(few))


def test_what_waits_for_somebody_today_stands_open_with_its_answers() -> None:
    agreed = Choices((Button(Text("Zo afgesproken"), "project.agree"),))
    asked = [Item((Paragraph(Text("Vraag?")), agreed, Paragraph(Text("Nog een?")), agreed)) for _ in range(9)]
    assert all(each.get("isVisible") is not False for each in things(drawn(*asked)))


def test_a_title_of_a_part_is_a_heading_that_a_screen_reader_jumps_to() -> None:
    card = drawn(
        Paragraph(Text("**{project}**", {"project": "Kade *2*"})), Paragraph(Text("Er is **{n}**.", {"n": "1"}))
    )
    titles = [each for each in all_of(card, "TextBlock") if each.get("style") == "heading"]
    assert [words_in(each) for each in titles] == ["Titel", "Kade *2*"]
    whole = drawn(Paragraph(Text("**{words}**", {"words": "lang " * limits.TITLE})))
    assert words_in(whole).endswith("lang "), "what is too long for a heading is read whole"


def test_a_question_all_in_bold_still_ends_in_the_line_that_unfolds_its_answers() -> None:
    asked = Paragraph(Text("**Doe je mee?**")), Choices((Button(Text("Ja"), "project.agree"),))
    card = drawn(*(block for _ in range(14) for block in asked))
    assert "Doe je mee?  Antwoord\xa0+" in words_in(card)


def test_a_button_says_to_a_screen_reader_which_row_it_is_of() -> None:
    does, shows = Button(Text("Klaar"), "baseline.done"), Button(Text("Bekijk"), "project.show")
    card = drawn(
        Row(Text("Verslag van {what}", {"what": "de avond"}), does),
        Paragraph(Text("**{project}** · lopend", {"project": "Kade"})),
        Choices((shows, does)),
        Choices((Button(Text("Nieuw"), "project.new"),)),
    )
    assert [(each["title"], each.get("tooltip")) for each in all_of(card, "Action.Execute")] == [
        ("Klaar", "Verslag van de avond"),
        ("Bekijk", "Kade · lopend"),
        ("Klaar", "Kade · lopend"),
        ("Nieuw", None),
    ]


def heat_map(rows: int, name: str = "Oude Haven") -> HeatMap:
    weeks = tuple(("23", "nov") for _ in range(12))
    cells = tuple(Cell(number, TONES[min(number // 2, 2)]) for number in (0, 1, 2, 6, 1, 1, 0, 0, 3, 2, 2, 2))
    return HeatMap("Drukte", weeks, tuple((f"{name} {row}", cells) for row in range(rows)), (), "Een noot.")


def picture(figure: HeatMap | Bars) -> Picture:
    return Picture(b"png", Text("Oude Haven: te druk."), "drukte", figure)


def test_the_map_is_a_table_with_words_in_its_colours() -> None:
    card = drawn(picture(heat_map(1)), Bullets((Text("Oude Haven: tot 20 december te druk."),)))
    [table] = all_of(card, "Table")
    head, row = table["rows"]
    assert [words_in(cell) for cell in head["cells"]] == ["Buurt", *["vanaf 23 nov"] * 3]
    assert [words_in(cell) for cell in row["cells"]] == ["Oude Haven 0", "te druk (6)", "rustig (1)", "druk (3)"]
    assert [cell.get("style") for cell in row["cells"]] == [None, "attention", "good", "warning"]
    assert all_of(card, "Image") == []
    assert "Alles in woorden" in seen_at_once(card)
    assert "tot 20 december" not in seen_at_once(card)
    assert "tot 20 december" in words_in(card)


def test_bars_are_drawn_by_teams_but_not_those_of_a_whole() -> None:
    bars = Bars("Wachten", (Bar("Besluit", 43, "43 dagen"), Bar("Akkoord", 12, "12 dagen")), "Een noot.")
    [chart] = all_of(drawn(picture(bars)), "Chart.HorizontalBar")
    assert chart["data"] == [{"x": "Besluit: 43 dagen", "y": 43}, {"x": "Akkoord: 12 dagen", "y": 12}]
    percents = picture(Bars("Doelen", (Bar("Op tijd", 40, "40 %"),), whole=100))
    assert all_of(drawn(percents), "Chart.HorizontalBar") == []
    assert words_in(drawn(percents)).endswith("Oude Haven: te druk.")


def test_a_client_without_tables_or_charts_says_the_same_in_words() -> None:
    for figure in (heat_map(30), Bars("Wachten", (Bar("Besluit", 43, "43 dagen"),))):
        [card] = render.message(Card(Text("Titel"), (picture(figure),)), T)
        instead = [each["fallback"] for each in things(card) if "fallback" in each]
        assert [each["text"] for each in instead if each != "drop"] == ["Oude Haven: te druk."]


def test_the_largest_map_stays_within_what_teams_takes() -> None:
    lines = Bullets(tuple(typed(f"{NASTY} {number}") for number in range(24)))
    cards = render.message(Card(Text("Titel"), (picture(heat_map(24, NASTY)), lines)), T)
    assert [wrong for card in cards for wrong in complaints(card)] == []
    assert len([row for card in cards for row in all_of(card, "TableRow")]) == 24 + 2
    assert "vol" not in words_in(cards[-1])


def form(*fields: Field, body: tuple[Choices, ...] = ()) -> Json:
    asked = Form(Text("Formulier"), fields, Text("Opslaan"), "x.y", body=body)
    return forms.card(asked, {}, T, TeamsMemory("N-1", questions_of(asked)), {}, Seal(""))


def field(card: Json, key: str) -> Json:
    return next(each for each in things(card) if each.get("id") == forms.input_of(key))


NAME = Field("name", Text("Naam"), required=True)


def test_what_is_needed_is_said_at_the_field_before_anything_is_sent() -> None:
    card = form(NAME, Field("more", Text("Meer")))
    assert field(card, "name")["isRequired"]
    assert field(card, "name")["errorMessage"] == "Vul dit nog in."
    assert field(card, "name")["label"] == "Naam"
    assert "isRequired" not in field(card, "more")


def test_whoever_cancels_has_to_fill_nothing_in() -> None:
    cancel = next(each for each in form(NAME)["actions"] if each["verb"] == forms.CANCEL)
    assert cancel["associatedInputs"] == "none"


def test_a_form_that_is_searched_in_may_be_sent_half_filled() -> None:
    many = tuple(Option(str(n), Text("Optie {n}", {"n": str(n)})) for n in range(limits.PAGE))
    card = form(NAME, Field("area", Text("Gebied"), "search", options=many))
    assert "isRequired" not in field(card, "name")
    assert field(card, "name")["label"] == "Naam (verplicht)"
    other_day = Choices((Button(Text("Een andere dag"), "moment.move"),))
    assert "isRequired" not in field(form(NAME, body=(other_day,)), "name")


def test_what_was_refused_is_said_in_the_field_and_not_above_it() -> None:
    ask = Form(Text("Formulier"), (NAME,), Text("Opslaan"), "x.y")
    errors = {"name": Text("De naam is er al.")}
    card = forms.card(ask, errors, T, TeamsMemory("N-1", questions_of(ask)), {}, Seal(""))
    [marked] = [each for each in all_of(card, "Container") if each.get("style") == "emphasis"]
    assert [each["type"] for each in marked["items"]] == ["Input.Text", "RichTextBlock"]
    assert words_in(marked).endswith("De naam is er al.")


def test_two_short_days_stand_side_by_side_where_both_are_read_whole() -> None:
    first, last = (Field(key, Text(key), "date") for key in ("begin", "eind"))
    card = form(NAME, first, last, Field("at", Text("om"), "time", hint=Text("Mag leeg.")))
    [pair] = [each for each in all_of(card, "Container") if "layouts" in each]
    assert [each["id"] for each in pair["items"]] == ["f.begin", "f.eind"]
    assert [each["id"] for each in things(card) if "id" in each] == ["f.name", "f.begin", "f.eind", "f.at", "memory"]


def test_a_time_asks_for_more_room_beside_another_than_a_day_does() -> None:
    def room(*kinds: Kind) -> int:
        fields = (Field(f"{kind}{n}", Text(kind), kind) for n, kind in enumerate(kinds))
        [layout] = all_of(form(*fields), "Layout.Flow")
        return int(layout["itemWidth"].removesuffix("px"))

    assert room("date", "date") < room("date", "time") == room("time", "time")


def test_options_stand_open_where_there_are_few_of_them() -> None:
    few = tuple(Option(str(n), Text("Optie {n}", {"n": str(n)})) for n in range(3))
    fields = tuple(Field(f"k{n}", Text("Kies"), "choice", few) for n in range(6))
    assert {each["style"] for each in all_of(form(*fields[:5]), "Input.ChoiceSet")} == {"expanded"}
    assert {each["style"] for each in all_of(form(*fields), "Input.ChoiceSet")} == {"compact"}


def test_a_choice_is_undone_with_an_option_that_has_a_value() -> None:
    asked = Form(
        Text("Formulier"),
        (Field("size", Text("Omvang"), "choice", (Option("-", Text("Geen")), Option("b", Text("Groot")))),),
        Text("Opslaan"),
        "x.y",
    )
    memory = TeamsMemory("N-1", questions_of(asked))
    drawn = field(forms.card(asked, {}, T, memory, {}, Seal("")), "size")
    assert drawn["value"] == forms.UNDONE == drawn["choices"][0]["value"]
    assert all(choice["value"] for choice in drawn["choices"])
    assert answers_in(memory, {"f.size": forms.UNDONE}, "T") == {}
    assert answers_in(memory, {"f.size": "-"}, "T") == {"size": "-"}
