"""The pictures that go with an overview: drawn after it was posted, each with words that say the same."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat.cards import Bullets, Card, Picture
from bot.chat.contributions import Sketch
from bot.chat.feature import Task
from bot.chat.replies import Say
from bot.chat.requests import Channel
from bot.overview import composing
from storage.messages import overviews
from storage.people.municipalities import Municipality


def draw(task: Task) -> Sequence[Say]:
    """Of the overview with the id `post`; none when its channel has been taken off in the meantime."""
    with task.begin() as db:
        post = overviews.overview_post(db, int(task.args["post"]))
        channel = overviews.overview_channel(db, post.channel_id) if post else None
        if post is None or channel is None:
            return []
        home = db.get_one(Municipality, channel.municipality_id)
        until = post.until.astimezone(ZoneInfo(home.timezone))
        scope = composing.of_channel(channel, post.after, until, home.language, db)
        sketches = [sketch for found in task.contributed.sketches for sketch in found(scope, db)]
        to, key = Channel(channel.platform, channel.tenant, channel.place), post.key
    pictures = task.draw([sketch.drawing for sketch in sketches])
    return [
        Say(_card(sketch, png), to, f"{key}-{sketch.name}", under=key)
        for sketch, png in zip(sketches, pictures, strict=True)
    ]


def _card(sketch: Sketch, png: bytes | None) -> Card:
    """Without its picture where that could not be drawn: the words say the same."""
    facts = Bullets(sketch.facts)
    return Card(sketch.title, (Picture(png, sketch.alt, sketch.name), facts) if png else (facts,))
