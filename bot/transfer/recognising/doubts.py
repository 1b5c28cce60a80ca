"""What of a proposal a person should look at."""

from collections.abc import Sequence

from bot.transfer.contract import Column, ListName
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.proposal import Certainty, ColumnProposal, Proposal
from bot.transfer.recognising.proposing import missing
from bot.transfer.recognising.vocabulary import REMARKS, read_columns

UNSURE = (Certainty.CLOSE, Certainty.VALUES)


def doubts(proposal: Proposal) -> int:
    """Columns of which a person should say whether they are what we take them for."""
    return sum(1 for column in proposal.columns if column.certainty in UNSURE)


def standing(proposal: Proposal) -> str:
    """How sure we are of it: the text under `transfer.columns`."""
    if not list_of(proposal):
        return "unknown"
    if lacking_in(proposal):
        return "needs"
    if doubts(proposal):
        return "doubts"
    chosen = any(column.certainty is Certainty.CHOSEN for column in proposal.columns)
    return "more" if unused(proposal) and not chosen else "sure"


def unused(proposal: Proposal) -> Sequence[ColumnProposal]:
    """What the file has, and we do nothing with."""
    return [
        column
        for column in proposal.columns
        if not column.ours and column.header and squashed(column.header) != squashed(REMARKS)
    ]


def list_of(proposal: Proposal) -> ListName | None:
    """None also for a list that we know, and do nothing with yet."""
    return proposal.list_


def lacking_in(proposal: Proposal) -> Sequence[Column]:
    if not (list_ := list_of(proposal)):
        return ()
    ours = {column.header: column for column in read_columns(list_)}
    return missing(list_, {ours[each.ours] for each in proposal.columns if each.ours})


def in_doubt(proposals: Sequence[Proposal]) -> Sequence[tuple[int, Proposal]]:
    """Those that a person should look at, with their number. Beside a list, a sheet with notes is no doubt."""
    sure = {"more", "sure", "unknown"} if any(map(list_of, proposals)) else {"more", "sure"}
    return [(at, each) for at, each in enumerate(proposals) if standing(each) not in sure]
