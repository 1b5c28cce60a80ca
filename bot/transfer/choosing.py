"""Choosing by chat which column of a list is which of ours: kept for its header row, and checked at once."""

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.enqueue import WorkOrder
from bot.transfer import cards, column_forms, in_hand, remembering
from bot.transfer.column_forms import FIELD, Given
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import ListName
from bot.transfer.recognising.proposal import Choice, Proposal
from storage.messages import uploads
from storage.messages.uploads import Upload


def columns(request: Request, db: Session) -> Sequence[Reply]:
    """The form, or its next page."""
    in_hand.only_keepers(request)
    t = speech(request.language)
    given = _given(request, db)
    if given is None:
        return [Say(cards.gone(t))]
    proposals = in_hand.proposals_of(given)
    if len(proposals) > 1 and not _told(request):
        return [Ask(column_forms.which_list(t, str(given.id), proposals))]
    proposal = _proposal(request, given)
    page = request.id_of("page") if "page" in request.args else 0
    picks = _picks(request, proposal)
    return [Ask(column_forms.form(t, _which(request), proposal, picks, page, _list(request)))]


def choose(request: Request, db: Session) -> Sequence[Reply]:
    in_hand.only_keepers(request)
    t = speech(request.language)
    given = _given(request, db)
    if given is None:
        return [Say(cards.gone(t))]
    proposal, list_ = _proposal(request, given), _list(request)
    picks = _picks(request, proposal)
    if list_ and list_ is not proposal.list_:
        # Another list has other columns: what is wrong with those is seen when it is checked.
        chosen = Choice(list_)
    elif errors := column_forms.wrong(t, proposal, picks):
        page = column_forms.page_of(t, proposal, next(iter(errors)).removeprefix(FIELD))
        form = column_forms.form(t, _which(request), proposal, picks, page)
        asked = {each.key for each in form.fields}
        return [Ask(form, {key: error for key, error in errors.items() if key in asked})]
    else:
        chosen = column_forms.choice(proposal, picks, _before(request, db, proposal))
    remembering.remember(db, proposal.headers, chosen, request.at)
    _once_more(given, request, chosen)
    return [in_hand.work(given, check_only="yes")]


def _given(request: Request, db: Session) -> Upload | None:
    return uploads.upload(db, request.id_of("id"), request.person.id, request.at)


def _which(request: Request) -> Given:
    return Given(str(request.id_of("id")), _told(request) or "0")


def _told(request: Request) -> str:
    """The number of the sheet, of a button or of the step before."""
    return request.args.get("sheet") or request.text("sheet")


def _proposal(request: Request, given: Upload) -> Proposal:
    sheets = {str(at): proposal for at, proposal in enumerate(in_hand.proposals_of(given))}
    sheet = _which(request).sheet
    if sheet not in sheets:
        raise OldButton("sheet")
    return sheets[sheet]


def _picks(request: Request, proposal: Proposal) -> dict[str, str]:
    """On the pages before, and on this one."""
    now = {
        key.removeprefix(FIELD): answer
        for key, answer in request.answers.items()
        if key.startswith(FIELD) and isinstance(answer, str)
    }
    return column_forms.possible(proposal, {**column_forms.picked(request.args.get("picks", "")), **now})


def _list(request: Request) -> ListName | None:
    """On this page, or on the first."""
    said = request.text("list") or request.args.get("list", "")
    return next((list_ for list_ in COLUMNS if list_.value == said), None)


def _before(request: Request, db: Session, proposal: Proposal) -> Mapping[str, str]:
    """What was chosen for this header row, now or another time."""
    kept = remembering.remembered(db, request.at.tzinfo).get(proposal.headers)
    same = kept.columns if kept and kept.list_ in (None, proposal.list_) else {}
    return {**same, **remembering.chosen_in(proposal)}


def _once_more(given: Upload, request: Request, chosen: Choice) -> None:
    """What was said with the file itself makes room for what is chosen now."""
    order = in_hand.order_of(given)
    said = order.args.get("list", "")
    args = {**order.args, "list": said if chosen.list_ and said == chosen.list_.value else ""}
    given.order = msgspec.json.encode(WorkOrder(args, order.files)).decode()
    given.turn += 1
    given.until = request.at + uploads.KEPT
