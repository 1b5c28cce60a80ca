"""The forms of the question desk."""

from typing import TYPE_CHECKING

from bot.chat.cards import Note, Paragraph, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.questions import rules
from bot.questions.cards import HowTo

if TYPE_CHECKING:
    from storage.learning.questions import Question


def ask(t: Speech, question: str, may_help: bool = False) -> Form:
    fields = (
        Field("question", t("question.field.question"), "long_text", required=True, value=question or None,
              longest=rules.LONGEST_QUESTION),
        Field("may_help", t("question.field.may_help"), "agree", value="yes" if may_help else None),
    )  # fmt: skip
    return Form(
        t("question.form"), fields, t("question.send"), "question.pass_on", body=(Note(t("question.who_reads")),)
    )


def in_own_words(t: Speech) -> Form:
    """Another question to the desk itself."""
    field = Field("question", t("question.field.question"), required=True, longest=rules.LONGEST_QUESTION)
    return Form(t("question.form"), (field,), t("question.search"), "question.asked")


def answer(t: Speech, question: "Question", written: str = "") -> Form:
    field = Field("answer", t("question.field.answer"), "long_text", required=True, value=written or None,
                  longest=rules.LONGEST_ANSWER)  # fmt: skip
    reads = Note(t("question.others_find" if question.may_help else "question.asker_reads"))
    body = (Paragraph(typed(question.question)), reads)
    return Form(
        t("question.answer_form"), (field,), t("question.send"), "question.save_answer", {"id": str(question.id)}, body
    )


def hand_on(t: Speech, question: "Question", picked: int | None = None) -> Form:
    field = Field("colleague", t("question.field.colleague"), "person", value=picked, required=True)
    body = (Paragraph(typed(question.question)),)
    return Form(
        t("question.hand_on_form"),
        (field,),
        t("question.send"),
        "question.save_hand_on",
        {"id": str(question.id)},
        body,
    )


def helping(t: Speech, helps_with: str, takes_part: bool) -> Form:
    options = tuple(Option(each, t(f"question.helping.{each}")) for each in ("yes", "no"))
    fields = (
        Field("takes_part", t("question.field.takes_part"), "choice", options, required=True,
              value="yes" if takes_part else None),
        Field("helps_with", t("question.field.helps_with"), value=helps_with or None, longest=rules.LONGEST_HELP,
              hint=t("question.helps_with_hint")),
    )  # fmt: skip
    return Form(
        t("question.helping_form"), fields, t("chat.save"), "question.save_helping",
        body=(Note(t("question.everybody_reads")),),
    )  # fmt: skip


def how_to(t: Speech, card: HowTo, words: str, action: str, is_new: bool = False) -> Form:
    """words: by which people find it. is_new: there is nothing to hide yet."""
    fields = [
        Field("title", t("how_to.field.title"), required=True, value=card.title or None, longest=rules.LONGEST_TITLE),
        Field("text", t("how_to.field.text"), "long_text", required=True, value=card.text or None,
              hint=t("how_to.text_hint", n=rules.MOST_WORDS), longest=rules.LONGEST_TEXT),
        Field("words", t("how_to.field.words"), value=words or None, longest=rules.LONGEST_WORDS,
              hint=t("how_to.words_hint")),
    ]  # fmt: skip
    if not is_new:
        fields.append(Field("hide", t("how_to.field.hide"), "agree"))
    return Form(t("how_to.form"), tuple(fields), t("chat.save"), action, {"key": card.key} if card.key else {})


def file(t: Speech) -> Form:
    field = Field("file", t("how_to.field.file"), "file", required=True)
    return Form(t("how_to.form"), (field,), t("how_to.file_in"), "how_to.read")
