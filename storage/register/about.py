"""What projects, contact moments and lessons have in common: the areas and the target groups that they are about."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column, object_mapper

from glossary import TargetGroup


class AreaRow(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """One area of a project, contact moment or lesson."""

    area_code: Mapped[str] = mapped_column(String(20), primary_key=True)


class GroupRow(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """One target group of a project, contact moment or lesson."""

    target_group: Mapped[TargetGroup] = mapped_column(primary_key=True)


class AboutResidents(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """Has `areas` and `groups`, as rows. Set by their codes, what stays keeps its row.

    Deleting and adding the same key in one transaction would clash.
    """

    @property
    def area_codes(self) -> list[str]:
        return [row.area_code for row in self._rows("areas")]

    @area_codes.setter
    def area_codes(self, codes: Iterable[str]) -> None:
        self._keep("areas", "area_code", codes)

    @property
    def target_groups(self) -> list[TargetGroup]:
        """In the order of the glossary."""
        return sorted((row.target_group for row in self._rows("groups")), key=list(TargetGroup).index)

    @target_groups.setter
    def target_groups(self, groups: Iterable[TargetGroup]) -> None:
        self._keep("groups", "target_group", groups)

    def _rows(self, name: str) -> list[Any]:
        rows: list[Any] = getattr(self, name)
        return rows

    def _keep(self, name: str, column: str, wanted: Iterable[object]) -> None:
        kept = {getattr(row, column): row for row in self._rows(name)}
        row = object_mapper(self).relationships[name].mapper.class_
        setattr(self, name, [kept.get(each) or row(**{column: each}) for each in wanted])
