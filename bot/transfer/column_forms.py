"""The form in which somebody says which column of their file is which of ours, and what becomes of the answers.

A wide list does not fit in one form, on Slack nor on Teams. So what needs an answer comes first, and the rest is on
pages after that. What was picked on one page goes along to the next as ids: our field, and the place of the column.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from bot.chat.cards import Block, Button, Choices, Note, Paragraph, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.recognising.doubts import UNSURE, lacking_in, list_of, unused
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.proposal import NOT_USED, Choice, ColumnProposal, Proposal
from bot.transfer.recognising.proposing import missing
from bot.transfer.recognising.vocabulary import read_columns

FIELD = "column_"
"""Before the name of our field, in the key of a question."""
NONE = "-"
"""In the place of a column: this one is not in the file."""

MOST_LISTS, MOST_COLUMNS = 10, 98
"""Sheets, and columns of each, that can be chosen among. Slack offers at most a hundred."""
LONGEST_SAMPLE = 30
OPTIONS_BYTES, PAGE_BYTES = 5_000, 13_000
"""Of the options of one question, and of all on a page: Teams refuses larger cards, and its card holds them twice."""
OVERHEAD_BYTES, QUESTION_BYTES = 30, 250
"""Of an option, and of a question, beside its words."""
FEWEST, MOST = 2, 9
"""Questions on a page."""
MOST_NAMED = 6
"""Columns in one sentence."""

Picks = Mapping[str, str]
"""Our field -> the place of a column in the file, or NONE."""


class Given(NamedTuple):
    """Of which upload this is: its id, and which of its sheets."""

    upload: str
    sheet: str


def kept(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """As much of them as a form can show. A hostile file may have many sheets, wide and with long cells."""
    return tuple(map(_kept, proposals[:MOST_LISTS]))


def _kept(proposal: Proposal) -> Proposal:
    first = sorted(proposal.columns, key=_most_wanted_first)[:MOST_COLUMNS]
    columns = sorted(first, key=lambda column: column.at)
    shorter = (
        structs.replace(column, samples=tuple(_cut(sample, LONGEST_SAMPLE) for sample in column.samples))
        for column in columns
    )
    return structs.replace(proposal, columns=tuple(shorter), left_out=len(proposal.columns) - len(first))


def _most_wanted_first(column: ColumnProposal) -> tuple[bool, bool, bool, int]:
    """Last comes what nobody would choose: without a value in any row, or without a header."""
    return not column.ours, not column.samples, not column.header, column.at


def _cut(words: str, most: int) -> str:
    """most: bytes, because an emoji weighs as much as four letters."""
    if len(words.encode()) <= most:
        return words
    return words.encode()[: most - 3].decode(errors="ignore") + "…"


# The form


def which_list(t: Speech, upload: str, proposals: Sequence[Proposal]) -> Form:
    """The step before, when several were given together."""
    options = tuple(Option(str(at), typed(each.name)) for at, each in enumerate(proposals))
    field = Field("sheet", t("transfer.columns.which"), "choice", options, required=True)
    return Form(t("transfer.columns.title"), (field,), t("transfer.form.submit"), "transfer.columns", {"id": upload})


def form(
    t: Speech, given: Given, proposal: Proposal, picks: Picks, page: int = 0, list_: ListName | None = None
) -> Form:
    """picks: what was picked so far. list_: what was picked for the list itself."""
    asked, pages = _page(t, proposal, page)
    args = {"id": given.upload, "sheet": given.sheet, "page": str(page), "picks": packed(picks)}
    args["list"] = list_.value if list_ else ""
    fields = list[Field]()
    current = _current(proposal)
    lacking = lacking_in(proposal)
    fields += [_field(t, proposal, column, current, picks, column in lacking) for column in asked]
    if page == 0:
        # Where we know the list it is no question any more.
        fields.append(_list_field(t, list_ or proposal.list_))
    return Form(
        t("transfer.columns.title"),
        tuple(fields),
        t("transfer.columns.submit"),
        "transfer.choose_columns",
        args,
        tuple(_body(t, proposal, args, page, pages)),
    )


def _body(t: Speech, proposal: Proposal, args: Mapping[str, str], page: int, pages: int) -> Iterator[Block]:
    if not list_of(proposal):
        yield Paragraph(t("transfer.columns.which_list", file=proposal.name))
        for column in proposal.columns[:MOST_NAMED]:
            yield Note(_described(t, column))
        return
    yield Paragraph(t("transfer.columns.text", file=proposal.name))
    known = [f"{each.ours} = {_cut(each.header, LONGEST_SAMPLE)}" for each in proposal.columns if each.ours]
    left = [_cut(each.header, LONGEST_SAMPLE) for each in unused(proposal)]
    for key, columns in (("known", known), ("unused", left)):
        if columns:
            yield Note(t(f"transfer.columns.{key}", columns=named(t, columns)))
    if proposal.left_out:
        yield Note(t("transfer.columns.left_out", most=MOST_COLUMNS, n=proposal.left_out))
    if pages > 1:
        yield Note(t("transfer.columns.page", page=page + 1, pages=pages))
        turned = {**args, "page": str((page + 1) % pages)}
        yield Choices((Button(t("transfer.columns.turn"), "transfer.columns", turned),))


def named(t: Speech, columns: Sequence[str]) -> Text | str:
    named = ", ".join(columns[:MOST_NAMED])
    more = len(columns[MOST_NAMED:])
    return t("transfer.report.more_columns", columns=named, more=more) if more else named


def _list_field(t: Speech, list_: ListName | None) -> Field:
    options = tuple(Option(each.value, t.word(each)) for each in COLUMNS)
    chosen = list_.value if list_ else None
    return Field("list", t("transfer.form.list"), "choice", options, required=True, value=chosen)


def _field(
    t: Speech, proposal: Proposal, column: Column, current: Mapping[str, ColumnProposal], picks: Picks, lacks: bool
) -> Field:
    now = current.get(column.field)
    options = {option.value: option for option in _options(t, proposal)}
    if now:
        # Also one without a header, or with the same header as another: it can stay, and be chosen for nothing else.
        options.setdefault(str(now.at), Option(str(now.at), _described(t, now)))
    value = picks.get(column.field) or (str(now.at) if now else None if lacks else NONE)
    label: Text = typed(column.header.replace("_", " "))
    if column.kind == "key":
        label = t("transfer.columns.key", ours=label)
    if lacks:
        label = t("transfer.columns.lacks", ours=label)
    elif now and now.certainty in UNSURE:
        label = t("transfer.columns.unsure", ours=label)
    offered = tuple(options.values())
    value = value if value in options else None
    return Field(f"{FIELD}{column.field}", label, "choice", offered, required=True, value=value)


def _options(t: Speech, proposal: Proposal) -> Sequence[Option]:
    """Every column that can be told apart by its header, with what stands in it; first those without a use yet."""
    able = sorted(_able(proposal), key=lambda column: bool(column.ours))
    room = max(OPTIONS_BYTES // (len(able) or 1), LONGEST_SAMPLE)
    columns = (Option(str(column.at), _described(t, column, room)) for column in able)
    return (Option(NONE, t("transfer.columns.not_used")), *columns)


def _able(proposal: Proposal) -> Sequence[ColumnProposal]:
    told: dict[str, ColumnProposal] = {}
    for column in proposal.columns:
        if column.header:
            told.setdefault(squashed(column.header), column)
    return tuple(told.values())


def _described(t: Speech, column: ColumnProposal, room: int = 75) -> Text:
    """A header of three lines leaves room for one value."""
    header: Text | str = _cut(column.header, room) or t("transfer.columns.number", number=column.at + 1)
    values = _cut(" · ".join(column.samples), max(room - len(str(header).encode()), 0))
    return (
        t("transfer.columns.option", header=header, values=values)
        if values.strip("…")
        else (typed(header) if isinstance(header, str) else header)
    )


# Pages


def _order(proposal: Proposal) -> Sequence[Column]:
    """Our columns: what lacks, what we doubt, what was not found, and what was. People look for what they miss."""
    if not (list_ := list_of(proposal)):
        return ()
    current, lacking, some_left = _current(proposal), lacking_in(proposal), bool(unused(proposal))

    def rank(column: Column) -> int:
        now = current.get(column.field)
        if column in lacking:
            return 0
        if now and now.certainty in UNSURE:
            return 1
        return 2 if bool(now) is not some_left else 3

    return sorted(read_columns(list_), key=rank)


def _page(t: Speech, proposal: Proposal, page: int) -> tuple[Sequence[Column], int]:
    """The columns on it, and how many pages there are."""
    columns = _order(proposal)
    size = sum(len(str(option.label).encode()) + OVERHEAD_BYTES for option in _options(t, proposal))
    most = min(max(PAGE_BYTES // (size + QUESTION_BYTES), FEWEST), MOST)
    pages = max(-(-len(columns) // most), 1)
    begin = page % pages * most
    return columns[begin : begin + most], pages


def page_of(t: Speech, proposal: Proposal, field: str) -> int:
    """On which page this one of ours is asked."""
    _, pages = _page(t, proposal, 0)
    for page in range(pages):
        if any(column.field == field for column in _page(t, proposal, page)[0]):
            return page
    return 0


# The answers


def packed(picks: Picks) -> str:
    return ",".join(f"{field}:{at}" for field, at in picks.items())


def picked(told: str) -> dict[str, str]:
    return dict(each.split(":", 1) for each in told.split(",") if ":" in each)


def possible(proposal: Proposal, picks: Picks) -> dict[str, str]:
    """Those that the form offers: a client may send anything."""
    fields = {column.field for column in _order(proposal)}
    places = {NONE, *(str(column.at) for column in proposal.columns)}
    return {field: at for field, at in picks.items() if field in fields and at in places}


def _current(proposal: Proposal) -> Mapping[str, ColumnProposal]:
    """Our field -> the first column of the file that we take for it."""
    list_ = list_of(proposal)
    fields = {column.header: column.field for column in read_columns(list_)} if list_ else {}
    found: dict[str, ColumnProposal] = {}
    for column in proposal.columns:
        if column.ours:
            found.setdefault(fields[column.ours], column)
    return found


def wrong(t: Speech, proposal: Proposal, picks: Picks) -> Mapping[str, Text]:
    """By the key of the question. One column can't be two things, and some of ours can't be missed."""
    if not list_of(proposal):
        return {"list": t("transfer.columns.unknown", file=proposal.name)}
    columns = _order(proposal)
    now = _current(proposal)
    said = {column.field: picks[column.field] for column in columns if column.field in picks}
    changed = {field: at for field, at in said.items() if at != _at(now.get(field))}
    errors: dict[str, Text] = {}
    first: dict[str, Column] = {}
    for column in columns:
        at = changed.get(column.field, NONE)
        if at != NONE and first.setdefault(at, column) is not column:
            ours = first[at].header.replace("_", " ")
            errors[f"{FIELD}{column.field}"] = t("transfer.columns.twice", ours=ours)
    held = _settled(proposal, picks)
    if list_ := list_of(proposal):
        for column in missing(list_, {column for column in columns if held.get(column.field, NONE) != NONE}):
            errors.setdefault(f"{FIELD}{column.field}", t("transfer.columns.needed"))
    return errors


def _at(column: ColumnProposal | None) -> str:
    return str(column.at) if column else NONE


def _settled(proposal: Proposal, picks: Picks) -> Mapping[str, str]:
    """Our field -> the place of its column. What somebody picks for one is no longer what we took it for."""
    now = {field: str(column.at) for field, column in _current(proposal).items()}
    changed = {field: at for field, at in picks.items() if at != now.get(field, NONE)}
    taken = {at for at in changed.values() if at != NONE}
    kept_ = {field: NONE if at in taken else at for field, at in now.items()}
    return {**kept_, **changed}


def choice(proposal: Proposal, picks: Picks, before: Mapping[str, str]) -> Choice:
    """What to keep of it: what was changed, what was in doubt and stood, and what was chosen before.

    before: our column -> the header in the file. What nobody doubts is left to us, so that we may learn.
    """
    now, settled = _current(proposal), _settled(proposal, picks)
    alone = Counter(column.ours for column in proposal.columns)
    headers = {str(column.at): column.header for column in _able(proposal)}
    columns = dict(before)
    for column in _order(proposal):
        at, was = settled.get(column.field, NONE), now.get(column.field)
        # What lies over several columns stays so.
        doubted = was and was.certainty in UNSURE and column.field in picks and alone[column.header] == 1
        if (at != _at(was) or doubted) and (at == NONE or at in headers):
            columns[column.header] = headers[at] if at != NONE else NOT_USED
    return Choice(proposal.list_, columns=columns)
