"""The question whether a new row is one that is there already."""

from collections.abc import Iterator, Mapping, Sequence

from bot.chat.cards import Block, Button, Choices, Note, Paragraph
from bot.chat.texts import Speech
from bot.transfer.report import SameQuestion

MOST_ASKED = 5
"""One by one. Of more of them one answer for all is offered."""


def questions(t: Speech, asked: Sequence[SameQuestion], upload: Mapping[str, str] | None) -> Iterator[Block]:
    """upload: None when its file is not kept, so that no answer can be given here."""
    if not asked:
        return
    yield Paragraph(t("transfer.same.title", n=len(asked)))
    for question in asked[:MOST_ASKED]:
        problem = question.problem
        where = {"file": problem.file, "line": str(problem.line)}
        if not upload:
            yield Paragraph(t("transfer.problem.in_row", **where, why=problem.why(t)))
        else:
            yield Paragraph(t("transfer.same.row", **where, **problem.values))
            yield Choices(_answers(t, "one", {**upload, "list": str(question.number), "line": str(problem.line)}))
    if len(asked) > MOST_ASKED:
        yield Note(t("transfer.report.more", n=len(asked) - MOST_ASKED))
        if upload:
            yield Choices(_answers(t, "all", upload))


def _answers(t: Speech, which: str, args: Mapping[str, str]) -> tuple[Button, ...]:
    return tuple(
        Button(t(f"transfer.same.{which}_{answer}"), "transfer.same", {**args, "answer": answer})
        for answer in ("same", "other")
    )
