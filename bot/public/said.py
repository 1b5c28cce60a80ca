"""How people ask for the public page of a project in their own words."""

from bot.chat.own_words import OwnWords

SHOW = OwnWords(
    (
        "publieke|openbare|public pagina|page",
        "publieke|openbare|public pagina|page {project}",
        "internet|web|online|website|site {project}",
        "wat|what lezen|zien|see|read bewoners|inwoners|residents {project}",
    ),
    ("project=id",),
)
