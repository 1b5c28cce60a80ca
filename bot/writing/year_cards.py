"""What people see of a year: in words at once, and as pictures when they are drawn."""

from collections.abc import Sequence

from bot.chat.cards import Attachment, Block, Bullets, Button, Card, Note, Paragraph, Picture, Text, typed
from bot.chat.texts import Speech
from bot.drawing import Bars
from bot.writing import year
from bot.writing.year import YearFacts


def words(t: Speech, facts: YearFacts) -> Card:
    body: list[Block] = []
    for bars in year.pictures(t, facts):
        body += [Paragraph(Text("**{title}**", {"title": bars.title})), Bullets(tuple(map(typed, year.in_words(bars))))]
    if facts.is_empty:
        body = [Paragraph(t("writing.year.nothing", year=str(facts.year)))]
    body.append(Note(t("writing.year.no_names")))
    return Card(_title(t, facts), tuple(body), tuple(_buttons(t, facts)))


def _title(t: Speech, facts: YearFacts) -> Text:
    return t("writing.year.title", year=str(facts.year), municipality=facts.municipality)


def _buttons(t: Speech, facts: YearFacts) -> Sequence[Button]:
    def another(key: str, which: int) -> Button:
        return Button(t(key), "writing.year", {"year": str(which)})

    as_file = Button(t("writing.show.files"), "writing.year_file", {"year": str(facts.year)}, style="primary")
    later = [another("writing.year.after", facts.year + 1)] if facts.year < facts.today.year else []
    return [*([] if facts.is_empty else [as_file]), another("writing.year.before", facts.year - 1), *later]


def drawn(t: Speech, facts: YearFacts, pictures: Sequence[tuple[Bars, bytes]]) -> Card:
    body = tuple(
        Picture(png, t.joined(list(year.in_words(bars))), f"jaar-{facts.year}-{number}", bars)
        for number, (bars, png) in enumerate(pictures, 1)
    )
    return Card(_title(t, facts), body)


def file(t: Speech, facts: YearFacts, attachment: Attachment) -> Card:
    return Card(_title(t, facts), (Paragraph(t("writing.year.file")),), files=(attachment,))
