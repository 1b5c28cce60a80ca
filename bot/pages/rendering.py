"""The page as HTML: one file, with its style and its script in it, and nothing that it fetches.

Jinja is loaded with it, so whoever never makes a page needs neither the package nor its memory.
"""

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from bot.chat.house_style import hash_in_policy, tokens
from bot.pages.rules import ShownPage
from bot.templates import environment

FOLDER = Path(__file__).parent / "template"


def policy(page: ShownPage) -> str:
    """What a browser may run and load in the page: its own style and script, and nothing else."""
    style, script = (hash_in_policy(text) for text in _style_and_script(page))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def html(page: ShownPage) -> Iterator[bytes]:
    """In pieces: the page of a large register is long."""
    style, script = _style_and_script(page)
    parts = (
        environment(FOLDER)
        .get_template("page.html")
        .stream(
            page=page,
            said=page.said,
            style=Markup(style),  # noqa: S704 - ours
            script=Markup(script),  # noqa: S704 - ours
            policy=policy(page),
        )
    )
    parts.enable_buffering(200)
    return (part.encode("utf-8", "replace") for part in parts)


def _style_and_script(page: ShownPage) -> tuple[str, str]:
    own, script = ((FOLDER / name).read_text("utf-8") for name in ("page.css", "page.js"))
    return tokens() + own + page.look.css, script
