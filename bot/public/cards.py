"""What colleagues see of a public page: the page as it would be, what it leaves out, and who decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Link, Note, Paragraph, Rule, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from bot.public.rules import PublicProject, PublicTalk, Withheld
from bot.public.who import Deciders

MOST_SIGNS, MOST_BLOCKS = 6000, 24
"""Of a page in one message; a longer one is shown in parts."""
MOST_NAMED, LONGEST_NAMED = 5, 120
"""Lines that wait or are left out, and signs of each."""
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page, and where it stands. part: from 0. of: the mark of what somebody can agree with.

    is_on: residents can read it. is_asked: it waits for the adviser, who has seen all of it on this card. is_new: what
    is asked or on is not what stands here. address: where residents find it; "" when nobody knows. asks: about a role
    here that waits for the reader's own yes.
    """

    project: int
    name: str
    page: PublicProject
    who: Deciders
    waits: Sequence[str] = ()
    left_out: Sequence[Withheld] = ()
    part: int = 0
    of: str = ""
    is_on: bool = False
    is_asked: bool = False
    is_new: bool = True
    reason: str = ""
    address: str = ""
    asks: tuple[Block, ...] = ()


def page(t: Speech, seen: PageSeen) -> Card:
    parts = in_parts(list(_page(t, seen.page)))
    part = min(seen.part, len(parts) - 1)
    is_last = part == len(parts) - 1
    # The page itself begins with the name, as long as that may be on it.
    is_named = part == 0 and seen.page.title == seen.name
    name = () if is_named else (Paragraph(typed(seen.name)),)
    body: list[Block] = [*name, *(_standing(t, seen) if part == 0 else ()), Rule(), *parts[part]]
    if not is_last:
        body.append(Note(t("public.more", part=part + 1, of=len(parts))))
    return Card(t("public.title"), tuple(body), tuple(_buttons(t, seen, part, is_last=is_last)))


def in_parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """At least one; nothing is cut off, since people agree with what they read."""
    parts: list[list[Block]] = [[]]
    signs = 0
    for block in blocks:
        length = sum(len(str(text)) for text in _texts(block))
        if parts[-1] and (signs + length > MOST_SIGNS or len(parts[-1]) == MOST_BLOCKS):
            parts.append([])
            signs = 0
        parts[-1].append(block)
        signs += length
    return parts


def _texts(block: Block) -> Sequence[Text]:
    match block:
        case Paragraph(text=text) | Note(text=text):
            return [text]
        case Bullets(items=items):
            return items
    return []


def _standing(t: Speech, seen: PageSeen) -> Iterator[Block]:
    """Where it stands, in one sentence, and what is not on it."""
    if seen.is_on:
        yield Note(t("public.is_on"))
        yield Choices((Link(t("public.open"), seen.address),)) if seen.address else Note(t("public.no_address"))
    if seen.is_asked and seen.who.is_adviser:
        yield Paragraph(t("public.asked_for"))
    elif seen.is_asked:
        yield Note(t("public.asked_anew" if seen.is_on else "public.waits_for_yes"))
    elif not seen.is_on:
        yield Note(t("public.preview"))
    if seen.reason and (seen.who.is_lead or seen.who.is_adviser):
        yield Paragraph(t("public.said_no", reason=seen.reason))
    if seen.asks:
        yield from seen.asks
    elif seen.who.is_lead and not seen.who.adviser:
        roles = Button(t("public.ask_adviser"), "project.roles", {"id": str(seen.project)})
        yield Paragraph(t("public.no_adviser"))
        yield Choices((roles,))
    elif not (seen.who.is_lead or seen.who.is_adviser):
        yield Note(t("public.who_decides" if seen.who.lead else "public.no_lead"))
    if seen.is_on and seen.waits:
        yield Paragraph(t("public.not_on_yet", n=len(seen.waits)))
        yield _named(t, list(seen.waits))
    if seen.left_out:
        yield Paragraph(t("public.left_out", n=len(seen.left_out)))
        yield _named(t, [], seen.left_out)


def _named(t: Speech, lines: Sequence[str], left_out: Sequence[Withheld] = ()) -> Bullets:
    items = [typed(in_short(line)) for line in lines[:MOST_NAMED]]
    for each in left_out[:MOST_NAMED]:
        kinds = t.listed([t(f"public.kind.{kind}") for kind in each.kinds])
        items.append(t("public.left_out_line", words=in_short(each.words), kinds=kinds))
    if (more := len(lines) + len(left_out) - len(items)) > 0:
        items.append(t("public.and_more", n=more))
    return Bullets(tuple(items))


def in_short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_NAMED else f"{line[:LONGEST_NAMED].rstrip()}…"


def _page(t: Speech, shown: PublicProject) -> Iterator[Block]:
    """As residents read it, in its own words."""
    yield _head(shown.title)
    yield from (Paragraph(typed(words)) for words in (shown.status, shown.summary) if words)
    for label, words in shown.facts:
        yield Paragraph(Text("**{label}:** {words}", {"label": label, "words": words}))
    if shown.ahead:
        yield _head(str(t("public.ahead")))
        for talk in shown.ahead:
            yield from _talk(talk)
    if shown.past:
        yield _head(str(t("public.past")))
        for talk in shown.past:
            yield from _talk(talk)
    yield from (Paragraph(typed(words)) for words in (shown.decision,) if words)
    yield from (_link(*each) for each in shown.links)


def _head(words: str) -> Paragraph:
    return Paragraph(Text("**{words}**", {"words": words}))


def _talk(talk: PublicTalk) -> Iterator[Block]:
    yield Paragraph(Text("**{title}**: {when}", {"title": talk.title, "when": talk.when}))
    details = [*filter(None, [" · ".join(talk.about), talk.done]), *talk.answer]
    if details:
        yield Bullets(tuple(map(typed, details)))
    yield from (_link(*each) for each in talk.links)
    for line in talk.lines:
        yield Bullets((Text("{said} – **{did}** {why}", {"said": line.said, "did": line.did, "why": line.why}),))


def _link(label: str, address: str) -> Paragraph:
    return Paragraph(Text("{label}: {address}", {"label": label, "address": address}))


def _buttons(t: Speech, seen: PageSeen, part: int, *, is_last: bool) -> Iterator[Button]:
    me = {"id": str(seen.project)}
    agree = {**me, "of": seen.of}
    if not is_last:
        yield Button(t("public.next"), "public.show", {**me, "part": str(part + 1)}, style="primary")
    elif seen.is_asked and seen.who.is_adviser:
        yield from answers(t, seen.project, seen.of)
    elif seen.who.is_lead and seen.who.adviser and (seen.is_new or seen.is_asked):
        label = "put_on" if seen.who.is_adviser else "ask" if seen.is_new else "ask_again"
        yield Button(t(f"public.{label}"), "public.ask", agree, style="primary")
    yield _project(t, seen.project)
    if seen.who.may_withdraw and seen.is_on:
        yield Button(t("public.off"), "public.off", me, "danger", t("public.off_sure"))
    elif seen.who.may_withdraw and seen.is_asked and not seen.who.is_adviser:
        yield Button(t("public.take_back"), "public.off", me)


def answers(t: Speech, project: int, of: str) -> tuple[Button, Button]:
    args = {"id": str(project), "of": of}
    return Button(t("public.yes"), "public.yes", args, style="primary"), Button(t("public.no"), "public.no", args)


# What others hear, in their daily message


def question(t: Speech, project: int, of: str, name: str, who: str) -> tuple[Block, ...]:
    look, agrees, refuses = _look(t, project), *answers(t, project, of)
    # Nobody agrees to what they did not read: here that is the main button, and under the page the yes.
    buttons = structs.replace(look, style="primary"), structs.replace(agrees, style="plain"), refuses
    return Paragraph(t("public.question", who=who, name=name)), Choices(buttons)


def answered(t: Speech, project: int, name: str, reason: str) -> tuple[Block, ...]:
    """reason: why not; "" for a yes."""
    said = t("public.heard_no", name=name, reason=reason) if reason else t("public.heard_yes", name=name)
    return Paragraph(said), Choices((_look(t, project),))


def waits(t: Speech, project: int, name: str, n: int) -> tuple[Block, ...]:
    return Paragraph(t("public.waits", name=name, n=n)), Choices((_look(t, project),))


def was_withdrawn(t: Speech, project: int, name: str, who: str) -> tuple[Block, ...]:
    return Paragraph(t("public.heard_off", name=name, who=who)), Choices((_look(t, project),))


def _look(t: Speech, project: int) -> Button:
    return Button(t("public.look"), "public.show", {"id": str(project)})


def _project(t: Speech, project: int) -> Button:
    return Button(t("public.project"), "project.show", {"id": str(project)})


# What the clicker reads


def asked(t: Speech, project: int, name: str, adviser: str, *, is_on: bool) -> Card:
    """is_on: residents read an older version."""
    return _said(t, project, t("public.asked_more" if is_on else "public.asked", name=name, adviser=adviser))


def out_of_reach(t: Speech, project: int, name: str, adviser: str) -> Card:
    return _said(t, project, t("public.out_of_reach", name=name, adviser=adviser))


def is_on(t: Speech, project: int, name: str, address: str) -> Card:
    link = Choices((Link(t("public.open"), address),)) if address else Note(t("public.no_address"))
    return Card(t("public.title"), (Paragraph(t("public.now_on", name=name)), link), (_project(t, project),))


def said_no(t: Speech, project: int, name: str) -> Card:
    return _said(t, project, t("public.thanked_for_no", name=name))


def changed(t: Speech, project: int, name: str) -> Card:
    return _said(t, project, t("public.changed", name=name))


def off(t: Speech, project: int, name: str, *, was_on: bool) -> Card:
    """was_on: residents could read it; else only the question was taken back."""
    text = t("public.now_off" if was_on else "public.taken_back", name=name)
    return Card(t("public.title"), (Paragraph(text),), (_project(t, project),))


def _said(t: Speech, project: int, text: Text) -> Card:
    return Card(t("public.title"), (Paragraph(text),), (_look(t, project),))


def refusal(t: Speech, project: int, of: str, name: str, reason: str = "") -> Form:
    why = Field(
        "reason",
        t("public.why"),
        "long_text",
        required=True,
        value=reason or None,
        hint=t("public.who_reads"),
        longest=LONGEST_REASON,
    )
    args, about = {"id": str(project), "of": of}, Paragraph(typed(name))
    return Form(t("public.no_title"), (why,), t("public.send"), "public.save_no", args, (about,))
