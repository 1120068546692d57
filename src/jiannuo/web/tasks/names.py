"""Units by the names that people type and read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from jiannuo.ledger.owners import KnownUnit, Tree
from jiannuo.ledger.transitions import RefusedError
from jiannuo.ledger.typed import shown
from jiannuo.web.accounts.models import Unit

_BETWEEN = re.compile(r"[、，,；;\n]+")


class UnitNames:
    """The units under one government, read once for a page or a sheet; one query.

    A unit is written by its short name, by its full name where others have the same short one, and with its code
    where even that is not its own.
    """

    def __init__(self, owner: Unit) -> None:
        everybody = list(Unit.objects.order_by("path"))
        self._units = {unit.pk: unit for unit in everybody}
        own = [unit for unit in everybody if unit.active and unit.path.startswith(owner.path)]
        self._labels = _labels(everybody)
        self._exact = {self._labels[unit.pk]: unit.pk for unit in own}
        self.known = [_known(unit, owner) for unit in own]
        self._tree = Tree(self.known)
        self.offered = list(self._exact)

    def label(self, pk: int | None) -> str:
        """How the unit is written; "" for none."""
        return "" if pk is None else self._labels.get(pk, "")

    def labels(self, pks: Iterable[int]) -> str:
        """Several units in one line."""
        return "、".join(self.label(pk) for pk in pks)

    def find(self, words: str, where: str, field: str) -> int | None:
        """The number of the unit that *words* name, None where they are blank.

        Raises RefusedError where no unit in use has the name, or several.
        """
        name = words.strip()
        if not name:
            return None
        if name in self._exact:
            return self._exact[name]
        found = self._tree.find(name)
        if not found:
            raise RefusedError("unit_no_such", where=where, field=field, given=shown(name))
        if len(found) > 1:
            names = "、".join(self.label(int(unit.id)) for unit in found[:5])
            raise RefusedError("unit_ambiguous", where=where, field=field, given=shown(name), names=names)
        return int(found[0].id)

    def find_all(self, words: str, where: str, field: str) -> list[int]:
        """The numbers of the units named in *words*, which are set apart by 、; each once."""
        found = (self.find(name, where, field) for name in _BETWEEN.split(words))
        return list(dict.fromkeys(pk for pk in found if pk is not None))


def _known(unit: Unit, owner: Unit) -> KnownUnit:
    # The government and its departments are one depth: of equal names the higher one is meant.
    depth = max(unit.level - owner.level, 1)
    return KnownUnit(str(unit.pk), unit.name, tuple(name for name in (unit.short, *unit.aliases) if name), depth)


def _labels(units: list[Unit]) -> dict[int, str]:
    shorts = Counter(unit.short or unit.name for unit in units)
    names = Counter(unit.name for unit in units)
    labels = {}
    for unit in units:
        label = unit.short or unit.name
        if shorts[label] > 1:
            label = unit.name
        if shorts[unit.short or unit.name] > 1 and (names[unit.name] > 1 or shorts[unit.name] > 1):
            label = f"{unit.name}（{unit.code}）"
        labels[unit.pk] = label
    return labels
