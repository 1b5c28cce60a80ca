"""The pictures that go with an overview, drawn after it was posted: the first one comes to stand in it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat.cards import Bullets, Card, Picture
from bot.chat.contributions import Sketch
from bot.chat.feature import Task
from bot.chat.figures import Bars, Figure, HeatMap
from bot.chat.replies import Say
from bot.chat.requests import Channel
from bot.chat.texts import speech
from bot.drawing import Drawing
from bot.overview import cards, composing, rules
from storage.messages import overviews
from storage.people.municipalities import Municipality


def draw(task: Task) -> Sequence[Say]:
    """Of the overview with the id `post`; none when its channel has been taken off in the meantime.

    In its thread all of them in words, each with its picture where that is not in the overview.
    """
    with task.begin() as db:
        post = overviews.overview_post(db, int(task.args["post"]))
        channel = overviews.overview_channel(db, post.channel_id) if post else None
        if post is None or channel is None:
            return []
        home = db.get_one(Municipality, channel.municipality_id)
        until = post.until.astimezone(ZoneInfo(home.timezone))
        scope = composing.of_channel(channel, post.after, until, home.language, db)
        told = overviews.told_last(db, channel.id, post.until)
        shown = rules.in_short(composing.parts(task.contributed, scope, db), told)
        t = speech(home.language)
        more = cards.more_of(t, post)
        sketches = [sketch for found in task.contributed.sketches for sketch in found(scope, db)]
        to, key = Channel(channel.platform, channel.tenant, channel.place), post.key
    pictures = task.draw([sketch.drawing for sketch in sketches])
    drawn = [
        (each, Picture(png, each.alt, each.name, _itself(each.drawing)) if png else None)
        for each, png in zip(sketches, pictures, strict=True)
    ]
    in_it = next((picture for _, picture in drawn if picture), None)
    said = [Say(cards.overview(t, scope, shown, more, in_it), to, f"{key}-picture", instead_of=key)] if in_it else []
    return [*said, *(_below(sketch, None if picture is in_it else picture, to, key) for sketch, picture in drawn)]


def _itself(drawing: Drawing) -> Figure | None:
    """What a platform may draw itself: no platform has a timeline."""
    return drawing if isinstance(drawing, HeatMap | Bars) else None


def _below(sketch: Sketch, picture: Picture | None, to: Channel, key: str) -> Say:
    """In words, also where it could be drawn."""
    body = (*([picture] if picture else ()), Bullets(sketch.facts))
    return Say(Card(sketch.title, body), to, f"{key}-{sketch.name}", under=key)
