"""From facts to a text, where no list of the sample has it."""

import datetime as dt
from dataclasses import replace

from bot.chat.texts import speech
from bot.writing import composing, kinds, templates
from bot.writing.document import Gap, Grid
from bot.writing.facts import TextFacts, TextLine, TextMoment
from bot.writing.values import Writer, of_moment
from glossary import Decision, Level, PartialDate, Status, TargetGroup, TextKind

DAY = PartialDate("2026-11-09")
HEARD = (
    TextLine("Meer bomen", None, ""),
    TextLine("Minder auto's", Decision.DECLINED, ""),
    TextLine("Banken", Decision.ADOPTED, ""),
)


def facts(*lines: TextLine, today: str = "2026-11-23") -> TextFacts:
    moment = TextMoment(7, "Avond", DAY, DAY, level=Level.CONSULT, lines=lines)
    now = dt.date.fromisoformat(today)
    return TextFacts(
        1, "Kade", "Voorbeeld", now, dt.timedelta(days=28), Status.ONGOING, level=Level.CONSULT, moments=(moment,)
    )


def composed(kind: TextKind, found: TextFacts) -> list[str]:
    written = composing.compose(kind, found, found.moment(7), templates.shipped())
    return composing.words_of(written, "nog invullen").splitlines()


def test_what_was_heard_and_not_decided_is_in_the_message_before_the_answer() -> None:
    lines = composed(TextKind.INTERIM, facts(TextLine("Meer bomen", None, "")))
    assert "Meer bomen." in lines
    assert "[nog invullen: wat we deden met de inbreng van Avond]" in composed(
        TextKind.ANSWER, facts(TextLine("Meer bomen", None, ""))
    )


def test_in_the_answer_adopted_goes_first_and_what_is_open_is_a_gap() -> None:
    found = facts(*HEARD)
    text = composing.compose(TextKind.ANSWER, found, found.moment(7), templates.shipped())
    [grid] = [block for block in text.body if isinstance(block, Grid)]
    assert [row[0] for row in grid.rows] == [("Banken.",), ("Minder auto's.",), ("Meer bomen.",)]
    assert grid.rows[0][2] == ()
    assert [type(cell[0]) for cell in (grid.rows[1][2], grid.rows[2][1])] == [Gap, Gap]


def test_in_the_paragraph_only_what_was_decided_is_counted() -> None:
    lines = composed(TextKind.PARAGRAPH, facts(*HEARD))
    assert "Avond: 2 punten, waarvan 1 overgenomen, 0 deels en 1 niet." in lines
    assert "Niet overgenomen: Minder auto's. [nog invullen: waarom niet]" in lines


def test_at_least_one_that_was_declined_is_among_the_three() -> None:
    adopted = [TextLine(f"Wens {at}", Decision.ADOPTED, "") for at in range(5)]
    lines = composed(TextKind.PARAGRAPH, facts(*adopted, TextLine("Zwembad", Decision.DECLINED, "Te duur")))
    assert [line for line in lines if "vergenomen: " in line] == [
        "Overgenomen: Wens 0.",
        "Overgenomen: Wens 1.",
        "Niet overgenomen: Zwembad. Te duur.",
    ]


def test_a_day_that_has_passed_is_no_promise() -> None:
    late = facts(today="2026-12-20")
    assert "Uiterlijk [nog invullen: de nieuwe dag van het antwoord] hoort u wat wij doen, en waarom." in " ".join(
        composed(TextKind.INTERIM, late)
    )
    assert "Avond: deelnemers wachten nog. Wij beloofden antwoord voor maandag 7 december 2026." in composed(
        TextKind.PARAGRAPH, late
    )


def test_before_a_delay_residents_hear_that_they_were_heard() -> None:
    """The decision comes after the day of the answer, which is still to come."""
    found = replace(facts(*HEARD[:1]), decision_on=PartialDate("2027-05-18"))
    kinds_now = [each.kind for each in kinds.offered(found)]
    assert kinds_now[:2] == [TextKind.INTERIM, TextKind.DELAY]
    later = replace(found, today=dt.date(2026, 12, 8))
    assert TextKind.INTERIM not in [each.kind for each in kinds.offered(later)]


def test_a_project_that_asks_nothing_says_why_not() -> None:
    bare = TextFacts(1, "Kade", "Voorbeeld", dt.date(2026, 11, 23), dt.timedelta(days=28), Status.ONGOING)
    assert (
        "Over dit voorstel is geen participatie gehouden. [nog invullen: waarom we inwoners vragen, of waarom niet]"
        in (composed(TextKind.PARAGRAPH, bare))
    )


def test_a_report_is_offered_of_what_is_over_or_completed() -> None:
    live = replace(facts(), moments=())
    over = facts(today="2026-12-20")
    completed = replace(live, status=Status.COMPLETED)
    for found, is_offered in ((live, False), (over, True), (completed, True)):
        assert (TextKind.REPORT in [each.kind for each in kinds.offered(found)]) is is_offered


def test_a_moment_of_which_only_the_month_is_known_gives_no_day() -> None:
    month = PartialDate("2027-01")
    moment = TextMoment(7, "Avond", month, month, level=Level.CONSULT)
    found = TextFacts(
        1,
        "Kade",
        "Voorbeeld",
        dt.date(2026, 11, 23),
        dt.timedelta(days=28),
        Status.ONGOING,
        decision_on=month,
        moments=(moment,),
    )
    lines = composed(TextKind.INVITATION, found)
    assert "Wanneer: januari 2027." in lines
    assert "Uiterlijk [nog invullen: de precieze dag van Avond] hoort u wat we met uw inbreng doen, en waarom." in lines
    assert "Het besluit valt in januari 2027." in lines
    assert next(each.kind for each in kinds.offered(found)) is TextKind.INVITATION


def test_a_moment_is_for_its_own_groups_or_else_for_those_of_its_project() -> None:
    def whom(project: tuple[TargetGroup, ...], moment: tuple[TargetGroup, ...]) -> object:
        found = replace(facts(), groups=project)
        return of_moment(Writer(speech("nl"), found), replace(found.moments[0], groups=moment))["doelgroepen"]

    assert whom((TargetGroup.TENANTS,), (TargetGroup.YOUNG_PEOPLE,)) == "jongeren"
    assert whom((TargetGroup.TENANTS,), ()) == "huurders"
    assert isinstance(whom((), ()), Gap)
