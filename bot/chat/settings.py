"""What a municipality may choose. A feature lists its settings; `/samenspel instellingen` makes a form of them."""

from collections.abc import Mapping
from dataclasses import dataclass

Value = int | bool | str


@dataclass(frozen=True, slots=True)
class Setting:
    """name: "load.red". Its label is the text `setting.<name>`, its hint `setting_hint.<name>` where there is one.

    default: its type is the type of the setting. lowest, highest: of a number. options: what a word may be; each is
    called `setting_option.<name>.<option>`.
    """

    name: str
    default: Value
    lowest: int = 0
    highest: int = 1000
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one municipality chose, by the names of the settings; the default where it chose nothing."""

    written: Mapping[str, str]

    def number(self, setting: Setting) -> int:
        written = self.written.get(setting.name, "")
        return int(written) if written else int(setting.default)

    def yes(self, setting: Setting) -> bool:
        written = self.written.get(setting.name, "")
        return written == "yes" if written else bool(setting.default)

    def word(self, setting: Setting) -> str:
        return self.written.get(setting.name) or str(setting.default)

    def value(self, setting: Setting) -> Value:
        match setting.default:
            case bool():
                return self.yes(setting)
            case int():
                return self.number(setting)
            case _:
                return self.word(setting)


def as_written(value: Value) -> str:
    """As it is stored."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
