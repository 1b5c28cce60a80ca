"""How people ask for the next step, and for what waiting costs, in their own words."""

from bot.chat.own_words import OwnWords

NEXT = OwnWords(
    (
        "volgende|next stap|step",
        "volgende|next stap|step {project}",
        "stappen|steps {project}",
        "beurt|turn {project}",
    ),
    ("project=id",),
)
WAITING = OwnWords(("kost|kosten|cost|costs wachten|waiting", "duur|expensive wachten|waiting"), ())
