"""What was chosen for the columns of a list, for the next list with the same header row."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import structs
from sqlalchemy.orm import Session

from bot.transfer.receiving import ImportOrder
from bot.transfer.recognising.proposal import NOT_USED, Certainty, Choice, Proposal
from storage.register import column_choices


def remembered(db: Session, zone: dt.tzinfo | None) -> Mapping[str, Choice]:
    """By the key of the header row."""
    found = dict[str, Choice]()
    for headers, row in column_choices.column_choices(db).items():
        try:
            choice = msgspec.json.decode(row.choice, type=Choice)
        except msgspec.MsgspecError:
            # Of a list that a later version had, and this one does not.
            continue
        found[headers] = structs.replace(choice, chosen_on=row.chosen_at.astimezone(zone).date())
    return found


def remember(db: Session, headers: str, choice: Choice, at: dt.datetime) -> None:
    kept = structs.replace(choice, chosen_on=None)
    column_choices.keep_choice(db, headers, msgspec.json.encode(kept).decode(), at)


def remember_said(db: Session, proposals: Iterable[Proposal], order: ImportOrder) -> None:
    """What was typed on the console: as far as each list has these columns."""
    for proposal in proposals:
        said = order.choice.over(order.remembered.get(proposal.headers))
        unused = {ours: header for ours, header in said.columns.items() if header == NOT_USED}
        if proposal.list_ and (columns := {**unused, **chosen_in(proposal)}):
            remember(db, proposal.headers, Choice(proposal.list_, columns=columns), order.at)


def chosen_in(proposal: Proposal) -> Mapping[str, str]:
    """Our columns that a person chose one for, with its header."""
    return {each.ours: each.header for each in proposal.columns if each.certainty is Certainty.CHOSEN}
