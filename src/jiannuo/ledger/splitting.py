"""Merging and splitting tasks before they are issued: nothing that the report promises may get lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.status import Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.link import Remark


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What splitting looks at in a task: how it is measured, its target with its unit, its steps by name."""

    title: str
    sort: Sort
    target: Decimal | None = None
    unit: str = ""
    steps: tuple[str, ...] = ()


class Assigned(msgspec.Struct, frozen=True):
    """A task's number and the ids of the statements that it comes from."""

    number: str
    statements: tuple[str, ...]


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report's statements went; split and merged count statements, left_out counts them by reason."""

    statements: int
    tasks: int
    split: int
    merged: int
    left_out: Mapping[str, int]

    @property
    def remark(self) -> Remark:
        """The balance as one sentence to print."""
        reasons = "；".join(f"{reason} {count} 项" for reason, count in self.left_out.items())
        params: dict[str, str | int] = {
            "statements": self.statements,
            "tasks": self.tasks,
            "split": self.split,
            "merged": self.merged,
            "left_out": sum(self.left_out.values()),
            "reasons": f"（{reasons}）" if reasons else "",
        }
        return Remark("balance", params)


def check_split(whole: Piece, parts: Sequence[Piece], reason: str = "") -> Remark | None:
    """Refuse parts that do not make up *whole*; *reason* states why their sum may differ from its target.

    Returns the remark that states a difference, to be kept with the lineage.  Cumulative targets add up, rates in per
    cent are carried to each part, levels (1200家) are carried or add up, ceilings of amounts are shared out, each step
    is in one part.
    """
    if len(parts) < 2:
        raise RefusedError("split_few", title=whole.title)
    if whole.sort is Sort.STEPS:
        _check_steps(whole, parts)
    if whole.target is None:
        return None
    if _relative(whole.unit):
        _check_carried(whole, parts)
        return None
    if whole.sort is Sort.RATE and all(_carries(part, whole) for part in parts):
        return None
    return _check_sum(whole, parts, reason.strip())


def _relative(unit: str) -> bool:
    return unit in ("%", "‰", "个百分点")


def _carries(part: Piece, whole: Piece) -> bool:
    return part.sort is whole.sort and part.unit == whole.unit and part.target == whole.target


def _check_carried(whole: Piece, parts: Sequence[Piece]) -> None:
    for part in parts:
        if not _carries(part, whole):
            raise RefusedError("split_rate", title=whole.title, part=part.title, target=_figure(whole))


def _check_sum(whole: Piece, parts: Sequence[Piece], reason: str) -> Remark | None:
    found = Decimal(0)
    for part in parts:
        # A part may be dated steps without an amount; what has an amount has it in the unit of the whole.
        if part.target is None:
            continue
        if part.unit != whole.unit:
            raise RefusedError("split_unit", title=whole.title, part=part.title, unit=part.unit, wanted=whole.unit)
        found += part.target
    wanted = whole.target or Decimal(0)
    within = found <= wanted if whole.sort is Sort.CEILING else found == wanted
    if within:
        return None
    params: dict[str, str | int] = {
        "title": whole.title,
        "sum": plain_number(found) + whole.unit,
        "whole": plain_number(wanted) + whole.unit,
        "difference": plain_number(abs(found - wanted)) + whole.unit,
    }
    if whole.sort is Sort.CEILING:
        raise RefusedError("split_ceiling", **params)
    if not reason:
        raise RefusedError("split_sum", **params)
    return Remark("split_difference", {**params, "reason": reason})


def _check_steps(whole: Piece, parts: Sequence[Piece]) -> None:
    taken = Counter(step for part in parts for step in part.steps)
    for step in whole.steps:
        if not taken[step]:
            raise RefusedError("split_step_lost", title=whole.title, step=step)
        if taken[step] > 1:
            raise RefusedError("split_step_twice", title=whole.title, step=step, times=taken[step])


def check_merge(pieces: Sequence[Piece], whole: Piece) -> None:
    """Refuse a *whole* that does not hold what *pieces* hold.

    Amounts of one unit add up, or are the same amount stated again; figures in per cent merge only where equal;
    steps are all kept.  Pieces that are measured differently merge into dated steps or other.
    """
    if len(pieces) < 2:
        raise RefusedError("merge_few")
    lost = [step for piece in pieces for step in piece.steps if step not in whole.steps]
    if lost:
        raise RefusedError("merge_step_lost", title=whole.title, step=lost[0])
    if whole.sort in (Sort.STEPS, Sort.OTHER):
        return
    for piece in pieces:
        if piece.sort is not whole.sort or piece.unit != whole.unit:
            raise RefusedError("merge_unlike", title=whole.title, part=piece.title, figure=_figure(piece))
    targets = [piece.target for piece in pieces if piece.target is not None]
    allowed = set(targets) if len(set(targets)) == 1 else set()
    if not _relative(whole.unit):
        allowed.add(sum(targets, Decimal(0)))
    if targets and whole.target not in allowed:
        figures = "、".join(_figure(piece) for piece in pieces)
        raise RefusedError("merge_target", title=whole.title, target=_figure(whole), figures=figures)


def _figure(piece: Piece) -> str:
    return "—" if piece.target is None else plain_number(piece.target) + piece.unit


def balance(statements: Iterable[str], tasks: Iterable[Assigned], left_out: Mapping[str, str]) -> Balance:
    """Where each of *statements* went; *left_out* gives the reason for each that makes no task.

    Raises RefusedError where one is in no task and not left out, is both, is left out without a reason, or where a task
    names one that the report does not have, or none at all.
    """
    known = list(dict.fromkeys(statements))
    assigned = list(tasks)
    uses: Counter[str] = Counter()
    for task in assigned:
        if not task.statements:
            raise RefusedError("balance_no_source", number=task.number)
        uses.update(set(task.statements))
        unknown = set(task.statements).difference(known)
        if unknown:
            raise RefusedError("balance_unknown", number=task.number, statement=min(unknown))
    for statement in known:
        _check_home(statement, bool(uses[statement]), left_out)
    shared = {name for task in assigned if len(set(task.statements)) > 1 for name in task.statements}
    reasons = Counter(left_out[name].strip() for name in known if name in left_out)
    return Balance(
        statements=len(known),
        tasks=len(assigned),
        split=sum(times > 1 for times in uses.values()),
        merged=len(shared),
        left_out=dict(reasons.most_common()),
    )


def _check_home(statement: str, used: bool, left_out: Mapping[str, str]) -> None:
    if used and statement in left_out:
        raise RefusedError("balance_both", statement=statement)
    if not used and statement not in left_out:
        raise RefusedError("balance_lost", statement=statement)
    if not used and not left_out[statement].strip():
        raise RefusedError("balance_no_reason", statement=statement)
