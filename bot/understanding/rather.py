"""What somebody gets rather than what the words came to: they move what there is, tick one thing off, or are away."""

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding import arguments, tone
from bot.understanding.arguments import Meant
from bot.understanding.intents import Grammar
from bot.understanding.mentions import Mention
from bot.understanding.outcome import Understanding, is_command
from bot.understanding.sentence import SaidWord


def rather(
    answer: Understanding, read: Sequence[SaidWord], found: Sequence[Mention], grammar: Grammar
) -> Understanding:
    answer = _of_a_moment(_of_a_step(answer, read, found, grammar), found, grammar)
    answer = _while_away(answer, read, grammar)
    return (
        _of_who_is_away(answer, read, found, grammar)
        or _those_there_are(answer, read, found, grammar)
        or _of_a_bare_form(read, found, grammar)
        or answer
    )


def _those_there_are(
    answer: Understanding, read: Sequence[SaidWord], found: Sequence[Mention], grammar: Grammar
) -> Understanding | None:
    """Whoever moves a contact moment or calls it off sees those that there are, and gets no form for another one.

    Of a project all that it has: one that is planned as an inloopavond may be called a bewonersavond. The day to which
    it moves is not where it stands.
    """
    planned = next((each for each in grammar.intents if each.command.said.there_are), None)
    shows = grammar.named(planned.command.said.there_are) if planned else None
    if shows is None or answer.how == "small_talk" or not tone.calls_off(read, found):
        return None
    project = next((each for each in found if each.kind in ("project", "namesake") and each.value), None)
    stays = [each for each in found if each.kind != "period" or read[max(each.start - 1, 0)].word not in _TO]
    about = [project._replace(kind="project")] if project else stays
    return Understanding("command", (Meant(shows.command, arguments.of_mentions(shows.takes, about)),))


def _of_a_bare_form(read: Sequence[SaidWord], found: Sequence[Mention], grammar: Grammar) -> Understanding | None:
    """Whoever only says which form of contact, and where, is asked whether to see those there are or to plan one."""
    planned = next((each for each in grammar.intents if each.command.said.there_are), None)
    shows = grammar.named(planned.command.said.there_are) if planned else None
    if planned is None or shows is None or not tone.says_only_which(read, found):
        return None
    both = (Meant(each.command, arguments.of_mentions(each.takes, found)) for each in (shows, planned))
    return Understanding("choose", tuple(both))


_TO = frozenset(("naar", "to", "tot", "until"))


def _of_a_moment(answer: Understanding, found: Sequence[Mention], grammar: Grammar) -> Understanding:
    """ "De enquete van de havenkade is klaar" is not said of it; "de havenkade is klaar na de enquete" is."""
    first = next((each.kind for each in found if each.kind in ("form", "project")), "")
    given = (grammar.named(each.command.said.of_a_moment) for each in answer.meant)
    instead = next((each for each in given if each), None)
    if first != "form" or instead is None:
        return answer
    return Understanding("command", (Meant(instead.command, arguments.of_mentions(instead.takes, found)),))


def _while_away(answer: Understanding, read: Sequence[SaidWord], grammar: Grammar) -> Understanding:
    """Whoever goes on holiday and says no more is asked, as there is more than one thing to leave behind."""
    also = grammar.named(answer.meant[0].command.said.while_away) if is_command(answer) else None
    if also is None or not tone.is_only_away(read):
        return answer
    return Understanding("choose", (*answer.meant, Meant(also.command)))


def _of_who_is_away(
    answer: Understanding, read: Sequence[SaidWord], found: Sequence[Mention], grammar: Grammar
) -> Understanding | None:
    """Who takes over from a colleague is asked of all that they have, and not of a project of the asker's."""
    takes_over = next((each for each in grammar.intents if each.command.said.of_who_is_away), None)
    shows = grammar.named(takes_over.command.said.of_who_is_away) if takes_over else None
    if takes_over is None or shows is None:
        return None
    if answer.how == "search" and not answer.instead and answer.kind != "elsewhere" and tone.asks_who_takes_over(read):
        return replace(answer, instead=(Meant(takes_over.command, arguments.of_mentions(takes_over.takes, found)),))
    if not tone.is_about_who_is_away(read, found):
        return None
    if not {takes_over.command, shows.command} & {each.command for each in (*answer.meant, *answer.instead)}:
        return None
    who = [each for each in found if each.kind == "person"]
    return Understanding("command", (Meant(shows.command, arguments.of_mentions(shows.takes, who)),))


def _of_a_step(
    answer: Understanding, read: Sequence[SaidWord], found: Sequence[Mention], grammar: Grammar
) -> Understanding:
    """Whoever ticks off one thing of a project is not asked whether all of it is done, also not with a button."""
    if not tone.ticks_off(read, found):
        return answer
    meant, instead = (_steps(each, found, grammar) for each in (answer.meant, answer.instead))
    is_clear = answer.how == "choose" and len(meant) == 1
    return replace(answer, how="command" if is_clear else answer.how, meant=meant, instead=instead)


def _steps(meant: Sequence[Meant], found: Sequence[Mention], grammar: Grammar) -> tuple[Meant, ...]:
    return tuple({each.command: each for each in (_step(one, found, grammar) for one in meant)}.values())


def _step(meant: Meant, found: Sequence[Mention], grammar: Grammar) -> Meant:
    instead = grammar.named(meant.command.said.of_a_step)
    return Meant(instead.command, arguments.of_mentions(instead.takes, found)) if instead else meant
