"""What an Adaptive Card may be, held against everything that is shown on Teams."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from handlers.teams import limits

Json = dict[str, Any]

# adaptivecards.io/explorer, version 1.5: what must be there, and what may be. Only what we use.
ELEMENTS: dict[str, tuple[set[str], set[str]]] = {
    "TextBlock": ({"text", "wrap"}, {"style", "size", "weight"}),
    "RichTextBlock": ({"inlines"}, set()),
    "TextRun": ({"text"}, {"weight", "size", "isSubtle", "color"}),
    "Image": ({"url", "altText"}, {"size"}),
    "Container": ({"items"}, {"style", "selectAction", "layouts"}),
    "Layout.Flow": ({"itemWidth", "itemFit"}, {"verticalItemsAlignment"}),
    "Table": ({"columns", "rows", "fallback"}, set()),
    "TableRow": ({"cells"}, set()),
    "TableCell": ({"items"}, {"style"}),
    "Chart.HorizontalBar": ({"title", "data", "displayMode", "fallback"}, set()),
    "FactSet": ({"facts"}, set()),
    "ColumnSet": ({"columns"}, set()),
    "Column": ({"items", "width"}, {"verticalContentAlignment"}),
    "ActionSet": ({"actions"}, set()),
    "Input.Text": ({"id"}, {"label", "value", "isMultiline", "maxLength"}),
    "Input.Number": ({"id", "label"}, {"value"}),
    "Input.Date": ({"id", "label"}, {"value"}),
    "Input.Time": ({"id", "label"}, {"value"}),
    "Input.Toggle": ({"id", "label", "title"}, {"value"}),
    "Input.ChoiceSet": (
        {"id", "label", "choices"},
        {"value", "style", "isMultiSelect", "wrap", "choices.data", "placeholder"},
    ),
    "Action.Execute": ({"title", "verb", "data"}, {"style", "associatedInputs", "tooltip"}),
    "Action.OpenUrl": ({"title", "url"}, {"tooltip"}),
    "Action.ToggleVisibility": ({"title", "targetElements"}, {"style", "tooltip"}),
    "Data.Query": ({"dataset"}, set()),
    "AdaptiveCard": ({"version", "body", "$schema", "msteams", "fallbackText"}, {"actions"}),
}
FIELD = {"isRequired", "errorMessage"}
EVERYWHERE = {"type", "id", "isVisible", "separator", "spacing"}
MARKDOWN = re.compile(r"(?<!\\)[*_`~\[\]<>#]|^\d+\. |^[-+] ")


def complaints(card: Json) -> list[str]:
    found = list(_wrong(card))
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())
    if size > limits.CARD_BYTES:
        found.append(f"{size} bytes")
    names = Counter(each["id"] for each in things(card) if "id" in each)
    found += [f"{name} occurs {times} times" for name, times in names.items() if times > 1]
    targets = {name for each in things(card) for name in each.get("targetElements", ())}
    found += [f"nothing is called {name}" for name in targets - names.keys()]
    return found


def things(part: Any, *but: str) -> Iterator[Json]:
    """Everything with a type, however deep. but: not what stands under these names."""
    if isinstance(part, list):
        for each in part:
            yield from things(each, *but)
    elif isinstance(part, dict):
        if "type" in part:
            yield part
        for key, each in part.items():
            if key not in ("data", *but):
                yield from things(each, *but)


def _wrong(card: Json) -> Iterator[str]:
    for thing in things(card):
        kind = thing["type"]
        if kind not in ELEMENTS:
            yield f"{kind} is not for Teams"
            continue
        needed, possible = ELEMENTS[kind]
        yield from (f"{kind} without {name}" for name in needed - thing.keys())
        yield from (
            f"{kind} with {name}"
            for name in thing.keys() - needed - possible - EVERYWHERE - (FIELD if kind.startswith("Input.") else set())
        )
        yield from _wrong_words(thing)


def _wrong_words(thing: Json) -> Iterator[str]:
    for name in ("text", "title", "label", "altText"):
        words = thing.get(name)
        if words is not None and not (words if thing["type"] == "TextRun" else words.strip()):
            yield f"{thing['type']} with an empty {name}"
        if words and "{{" in words:
            yield f"{words!r} may be read as a date"
    for words in _read_as_markdown(thing):
        if not words.strip():
            yield f"{thing['type']} with nothing in it"
        if MARKDOWN.search(words):
            yield f"{words!r} is read as Markdown"
    if thing["type"] == "Action.Execute" and len(json.dumps(thing["data"])) > limits.BUTTON_DATA:
        yield f"{thing['title']!r} carries too much"
    if len(thing.get("actions", ())) > limits.ACTIONS:
        yield f"{len(thing['actions'])} buttons in a row"


def _read_as_markdown(thing: Json) -> Iterator[str]:
    if thing["type"] == "TextBlock":
        yield thing["text"]
    for fact in thing.get("facts", ()):
        yield from (fact["title"], fact["value"])


def words_in(card: Json) -> str:
    """All that people see on it, as one text: what a screen reader says of a row stands in the row itself."""
    return "\n".join(_read(thing) for thing in things(card, "selectAction", "fallback") if _read(thing))


def _unmarked(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)


def _read(thing: Json) -> str:
    if thing["type"] == "FactSet":
        return "\n".join(f"{_unmarked(fact['title'])}: {_unmarked(fact['value'])}" for fact in thing["facts"])
    if thing["type"] == "RichTextBlock":
        return "".join(run["text"] for run in thing["inlines"])
    if thing["type"] == "TextRun":
        return ""
    words = [thing.get(name, "") for name in ("label", "title", "altText")]
    words += map(_unmarked, _read_as_markdown(thing))
    words += [choice["title"] for choice in thing.get("choices", ())]
    return "\n".join(word for word in words if word)
