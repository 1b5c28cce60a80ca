"""Templates: the shape of each text, in a small format that a municipality may change.

A template is a text file. Its first line is the title, `# …`. `## …` begins a chapter, `- …` is a point, an empty line
parts two passages, and `{gat}` is a hole. A line that is one hole may become a list or a table. A line of which a hole
has nothing to say falls away, and a chapter without lines too. Nothing is worked out in a template: what is no hole is
text, whatever it looks like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from bot.writing.document import BulletPoints, Chapter, Gap, Grid, Passage, Piece, Written, WrittenText
from bot.writing.kinds import HOLES, IN_ENGLISH, MUST, MUST_OF_SURVEY
from glossary import TextKind

LARGEST_FILE = 100_000
"""Bytes: ten pages are 30,000."""

Value = str | Gap | tuple[Piece, ...] | tuple[Written, ...] | None
"""What goes in a hole: words, a gap, both, or whole blocks. None: nothing to say."""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """parts: words and, at every second place, the name of a hole."""

    kind: Literal["title", "chapter", "passage", "point"]
    parts: tuple[str, ...]
    number: int

    @property
    def holes(self) -> tuple[str, ...]:
        return self.parts[1::2]

    @property
    def is_one_hole(self) -> bool:
        return len(self.parts) == 3 and not self.parts[0] and not self.parts[2]


@dataclass(frozen=True, slots=True)
class Template:
    lines: tuple[TemplateLine, ...]

    @property
    def holes(self) -> frozenset[str]:
        return frozenset(hole for line in self.lines for hole in line.holes)


class TemplateProblem(NamedTuple):
    """What is wrong with a template. why: the sentence under `writing.wrong`; what, better: its values.

    line: 0 for the file as a whole.
    """

    file: str
    line: int
    why: str
    what: str = ""
    better: str = ""


class WrongTemplates(ValueError):
    """Everything at once."""

    def __init__(self, wrong: Sequence[TemplateProblem]) -> None:
        super().__init__(", ".join(f"{each.file}:{each.line} {each.why} {each.what}" for each in wrong))
        self.wrong = tuple(wrong)


_HOLE = re.compile(r"\{([a-z_]{1,40})\}")
_MARKS: Mapping[str, Literal["title", "chapter", "point"]] = {"# ": "title", "## ": "chapter", "- ": "point"}


def file_of(kind: TextKind, language: str, *, is_survey: bool = False) -> str:
    """The name of the template. is_survey: of an invitation to fill something in, which has one of its own."""
    name = f"{kind.dutch}-enquete" if is_survey and kind is TextKind.INVITATION else kind.dutch
    return f"{name}.md" if language == "nl" else f"{name}.{language}.md"


FILES: Mapping[str, TextKind] = {
    file_of(kind, language, is_survey=is_survey): kind
    for kind in TextKind
    for is_survey in (False, True)
    for language in ("nl", "en")
    if language == "nl" or kind in IN_ENGLISH
}


def language_of(file: str) -> str:
    return "en" if file.endswith(".en.md") else "nl"


def is_of_survey(file: str) -> bool:
    return file == file_of(TextKind.INVITATION, language_of(file), is_survey=True)


def must_have(file: str) -> frozenset[str]:
    return MUST_OF_SURVEY if is_of_survey(file) else MUST[FILES[file]]


def read(file: str, written: str) -> tuple[Template, Sequence[TemplateProblem]]:
    """The template, and what is wrong with it."""
    template = Template(tuple(_lines(written)))
    wrong = list(_wrong(file, template))
    if not template.lines or template.lines[0].kind != "title":
        wrong.insert(0, TemplateProblem(file, 1, "no_title"))
    wrong += [TemplateProblem(file, 0, "missing", hole) for hole in sorted(must_have(file) - template.holes)]
    return template, wrong


def decoded(file: str, content: bytes) -> tuple[str, Sequence[TemplateProblem]]:
    """A file that came in, and what is wrong with it."""
    if len(content) > LARGEST_FILE:
        return "", [TemplateProblem(file, 0, "too_large")]
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", [TemplateProblem(file, 0, "not_readable")]
    return written, read(file, written)[1]


def _lines(written: str) -> Iterator[TemplateLine]:
    """What stands on lines under each other is one passage."""
    waiting: list[str] = []
    began = 0
    for number, each in enumerate([*written.splitlines(), ""], 1):
        line = each.strip()
        mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
        if waiting and (not line or mark):
            yield TemplateLine("passage", _parts(" ".join(waiting)), began)
            waiting = []
        if mark:
            yield TemplateLine(_MARKS[mark], _parts(line[len(mark) :].strip()), number)
        elif line:
            began = began if waiting else number
            waiting.append(line)


def _parts(words: str) -> tuple[str, ...]:
    return tuple(_HOLE.split(words))


def _wrong(file: str, template: Template) -> Iterator[TemplateProblem]:
    for line in template.lines:
        for hole in line.holes:
            if hole not in HOLES:
                better = get_close_matches(hole, HOLES, 1)
                why = "unknown_better" if better else "unknown"
                yield TemplateProblem(file, line.number, why, hole, better[0] if better else "")
        if any("{" in words or "}" in words for words in line.parts[::2]):
            yield TemplateProblem(file, line.number, "brace")
        if line.kind == "title" and line is not template.lines[0]:
            yield TemplateProblem(file, line.number, "second_title")


Templates = Mapping[str, Template]


def as_shipped(file: str) -> str:
    return resources.files(__package__).joinpath("shipped", file).read_text("utf-8")


@cache
def shipped() -> Templates:
    return {file: read(file, as_shipped(file))[0] for file in FILES}


def in_folder(folder: Path) -> Mapping[str, str]:
    """What is written in each template there, all of them right. Raises WrongTemplates."""
    own: dict[str, str] = {}
    wrong: list[TemplateProblem] = []
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".md")
    except OSError:
        raise WrongTemplates([TemplateProblem(str(folder), 0, "no_folder")]) from None
    for path in found:
        if path.name not in FILES:
            better = get_close_matches(path.name, FILES, 1)
            why = "unknown_file_better" if better else "unknown_file"
            wrong.append(TemplateProblem(path.name, 0, why, path.name, better[0] if better else ""))
            continue
        try:
            own[path.name], problems = decoded(path.name, path.read_bytes()[: LARGEST_FILE + 1])
        except OSError:
            problems = [TemplateProblem(path.name, 0, "not_readable")]
        wrong += problems
    if wrong:
        raise WrongTemplates(wrong)
    return own


def fill(template: Template, values: Mapping[str, Value], language: str) -> WrittenText:
    """Only holes that `read` knows: it never fails on what somebody typed in the register."""
    title: tuple[Piece, ...] = ()
    body: list[Written] = []
    for line in template.lines:
        pieces = _filled(line, values)
        match line.kind:
            case "title":
                title = _words(pieces)
            case "chapter":
                if body and isinstance(body[-1], Chapter):
                    body.pop()
                body.append(Chapter(_words(pieces)))
            case _ if pieces and not isinstance(pieces[0], str | Gap):
                body += [each for each in pieces if not isinstance(each, str | Gap)]
            case "passage" if pieces:
                body.append(Passage(_words(pieces)))
            case "point" if pieces:
                before = body.pop() if body and isinstance(body[-1], BulletPoints) else BulletPoints(())
                assert isinstance(before, BulletPoints)
                body.append(BulletPoints((*before.items, _words(pieces))))
    if body and isinstance(body[-1], Chapter):
        body.pop()
    return WrittenText(title, language, tuple(body))


def _filled(line: TemplateLine, values: Mapping[str, Value]) -> tuple[Piece, ...] | tuple[Written, ...]:
    """Nothing when one of its holes has nothing to say."""
    if line.is_one_hole:
        value = values.get(line.holes[0])
        return () if value is None else value if isinstance(value, tuple) else (value,)
    found: list[Piece] = []
    for at, part in enumerate(line.parts):
        value = values.get(part) if at % 2 else part
        if value is None:
            return ()
        found += _words(value) if isinstance(value, tuple) else [value]
    return tuple(piece for piece in found if piece)


def _words(pieces: Sequence[object]) -> tuple[Piece, ...]:
    """Of a whole block in the middle of a sentence only its words."""
    found: list[Piece] = []
    for piece in pieces:
        match piece:
            case str() | Gap():
                found.append(piece)
            case BulletPoints(items=items):
                found += [each for item in items for each in item]
            case Passage(pieces=inner) | Chapter(pieces=inner):
                found += inner
            case Grid():
                pass
    return tuple(found)
