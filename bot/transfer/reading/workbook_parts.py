"""What a workbook (.xlsx) says about its cells beside their values: how a date is shown, what is hidden, what is wrong.

python-calamine tells values, and not these. A sheet is only looked through when something in it may matter.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

LONGEST_CELL = 4000
"""Bytes in which a formula and its result are looked for."""

MONTH, YEAR = 7, 4
"""How many signs of an ISO date such a cell shows."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_BUILT_IN = {14: "d", 15: "d", 16: "d", 17: "mmm-yy", 22: "d"}
"""Formats with a number and no text; those that matter here."""
_NO_FORMAT = re.compile(r'"[^"]{0,100}"|\\.|\[[^\[\]]{0,100}\]|_.')
_CELL = re.compile(rb"<(?:\w{1,20}:)?c\s([^<>]{0,300})>")
_CELL_ENDS = re.compile(rb"</(?:\w{1,20}:)?c>")
_PLACE, _STYLE, _TYPE = (re.compile(rb"(?:^|\s)" + name + rb'="([^"]{1,20})"') for name in (b"r", b"s", b"t"))
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]{0,1000})>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_VALUE = re.compile(rb"<(?:\w{1,20}:)?(?:v>[^<]|is>)")


@dataclass(slots=True)
class SheetDetails:
    """Places are (row, column), from 0. shown: how many signs of a date are shown. padded: digits of a whole number."""

    hidden_rows: set[int] = field(default_factory=set)
    shown: dict[tuple[int, int], int] = field(default_factory=dict)
    padded: dict[tuple[int, int], int] = field(default_factory=dict)
    no_result: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)


class Parts:
    """The parts of an .xlsx. Raises what zipfile and ElementTree raise."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)
        with zipfile.ZipFile(self._content) as packed:
            self._names = {name.lower().lstrip("/"): name for name in packed.namelist()}
        self._sheets = dict(self._paths())
        self._shown, self._padded = self._styles()

    def details(self, sheet: str) -> SheetDetails:
        found = SheetDetails()
        part = self._read(self._sheets.get(sheet, ""))
        if b'hidden="' in part:
            self._hidden(part, found)
        formulas = b"<f" in part or b":f>" in part
        if formulas or b't="e"' in part or self._shown or self._padded:
            self._cells(part, found)
        return found

    def _read(self, path: str) -> bytes:
        name = self._names.get(path.lower())
        if not name:
            return b""
        with zipfile.ZipFile(self._content) as packed:
            return packed.read(name)

    def _paths(self) -> Iterator[tuple[str, str]]:
        """Title and path of each sheet."""
        related = {
            each.get("Id", ""): normpath(join("/xl", each.get("Target", ""))).lstrip("/")
            for each in _tree(self._read("xl/_rels/workbook.xml.rels"))
        }
        for each in _all(_tree(self._read("xl/workbook.xml")), "sheet"):
            key = next(filter(None, map(each.get, _RELATIONS)), "")
            yield each.get("name", ""), related.get(key, "")

    def _styles(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        """Style -> how many signs of a date it shows, for those that show less than a day; and -> how many digits."""
        styles = _tree(self._read("xl/styles.xml"))
        formats = dict(_BUILT_IN)
        for each in _all(styles, "numFmt"):
            if (number := each.get("numFmtId", "")).isdecimal():
                formats[int(number)] = each.get("formatCode", "")
        shown, padded = dict[int, int](), dict[int, int]()
        for group in _all(styles, "cellXfs"):
            for at, style in enumerate(group):
                number = style.get("numFmtId", "")
                code = formats.get(int(number), "") if number.isdecimal() else ""
                if signs := _shows(code):
                    shown[at] = signs
                elif re.fullmatch(r"0{2,30}", code):
                    padded[at] = len(code)
        return shown, padded

    def _hidden(self, part: bytes, found: SheetDetails) -> None:
        below = 0
        for row in _ROW.finditer(part):
            place = _PLACE.search(row[1])
            below = int(place[1]) if place and place[1].isdigit() else below + 1
            if _HIDDEN.search(b" " + row[1]):
                found.hidden_rows.add(below - 1)

    def _cells(self, part: bytes, found: SheetDetails) -> None:
        for cell in _CELL.finditer(part):
            told, inside = cell[1], b""
            if not told.endswith(b"/") and (end := _CELL_ENDS.search(part, cell.end(), cell.end() + LONGEST_CELL)):
                inside = part[cell.end() : end.start()]
            style, kind = _STYLE.search(told), _TYPE.search(told)
            at = int(style[1]) if style and style[1].isdigit() else 0
            wrong = kind is not None and kind[1] == b"e"
            no_result = b"<f" in inside and not _VALUE.search(inside)
            if not (at in self._shown or at in self._padded or wrong or no_result):
                continue
            place = _PLACE.search(told)
            if place is None or (where := _where(place[1])) is None:
                continue
            if wrong:
                found.errors.append(where)
            elif no_result:
                found.no_result.append(where)
            if at in self._shown:
                found.shown[where] = self._shown[at]
            elif at in self._padded:
                found.padded[where] = self._padded[at]


def _shows(code: str) -> int:
    """How many signs of an ISO date a number format shows; 0 for a whole day, and for what is no date."""
    bare = _NO_FORMAT.sub("", code.lower()).partition(";")[0]
    if "y" not in bare and "j" not in bare:
        return 0
    if "d" in bare or "h" in bare or "s" in bare or "0" in bare:
        return 0
    return MONTH if "m" in bare else YEAR


def _where(place: bytes) -> tuple[int, int] | None:
    letters = place.rstrip(b"0123456789")
    digits = place[len(letters) :]
    if not (1 <= len(letters) <= 3 and letters.isalpha() and 1 <= len(digits) <= 7):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return int(digits) - 1, column - 1


def _tree(part: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(part) if part else ElementTree.Element("nothing")  # noqa: S314 - as above


def _all(tree: ElementTree.Element, name: str) -> Sequence[ElementTree.Element]:
    return [*tree.iter(f"{_MAIN}{name}"), *tree.iter(f"{_STRICT}{name}")]
