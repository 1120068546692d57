"""How rules print figures, shares and what follows one another."""

from __future__ import annotations

from collections.abc import Iterable

from jiannuo.model.link import Remark
from jiannuo.model.messages import language as current_language


def printed(value: float, unit: str = "") -> str:
    """A figure with its *unit*: thousands marked, four decimals at most and two from 100 up, no idle zeros."""
    text = f"{value:,.{2 if abs(value) >= 100 else 4}f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text + (unit if unit in ("", "%", "‰", "％") else f" {unit}")


def percent(share: float) -> str:
    """A share of one with one decimal: 91.7%; what is not all never reads 100.0%."""
    text = f"{share:.1%}"
    return ">99.9%" if text == "100.0%" and share < 1 else text


def setting(share: float) -> str:
    """A share as the rules set it: 10%."""
    return f"{share * 100:g}%"


def sentences(remarks: Iterable[Remark], language: str | None = None) -> str:
    """Remarks one behind the other, in ``zh`` or ``en``; by the locale where no language is given."""
    spoken = language or current_language()
    return ("；" if spoken == "zh" else "; ").join(remark.message(spoken) for remark in remarks)
