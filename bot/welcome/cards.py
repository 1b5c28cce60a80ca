"""What a newcomer reads in the first weeks."""

from bot.chat.cards import Block, Button, Card, Choices, Paragraph, typed
from bot.chat.texts import Speech
from bot.welcome.rules import Start, Tip


def tip(t: Speech, which: Tip, start: Start, lesson: tuple[int, str] | None) -> tuple[Block, ...]:
    """One thing to do. lesson: id and words of the one that the tip is about."""
    name, action, args = which.value, _ACTIONS[which], {}
    if which in _OF_A_LEAD:
        name, action = (f"{which.value}.lead", _OF_A_LEAD[which]) if start.leads else (f"{which.value}.other", action)
    text = t(f"welcome.{name}.text")
    if which is Tip.LESSON and lesson:
        text, args = t("welcome.lesson.text", lesson=typed(lesson[1])), {"id": str(lesson[0])}
    do = Button(t(f"welcome.{name}.do"), action, args, style="primary")
    return (Paragraph(text), Choices((do, Button(t("welcome.stop"), "welcome.stop"))))


_ACTIONS = {
    Tip.LESSON: "lesson.show",
    Tip.PROJECT: "project.list",
    Tip.WHERE_TO_LOOK: "load.agenda",
}
_OF_A_LEAD = {Tip.PROJECT: "project.new", Tip.WHERE_TO_LOOK: "question.ask"}


def stopped(t: Speech) -> Card:
    return Card(t("welcome.title"), (Paragraph(t("welcome.stopped")),))
