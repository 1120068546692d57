"""The year or years that a statement is about."""

from __future__ import annotations

import msgspec


class Period(msgspec.Struct, frozen=True, order=True):
    """Calendar years, first to last, both included; written ``2025`` or ``2021-2025``.

    Raises ValueError when last comes before first.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"Period({self.first}, {self.last}): last year before the first")

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2025`` or ``2021-2025`` back; ValueError for anything else."""
        first, _, last = text.partition("-")
        return cls(int(first), int(last or first))
