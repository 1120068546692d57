"""From a promise to a proposed task: how it is measured, its target, its month, its title.

Every promise makes a task, so that leaving one out is a decision that somebody takes and gives a reason for.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Sort
from jiannuo.lexicon.loader import check_words, load, refuse
from jiannuo.model.link import Remark
from jiannuo.model.statement import Bound, Measure, MeasureType, Milestone

FILE = "tasks.toml"
TITLE = 40  # characters of a title at most

Every = Literal["month", "quarter", "year"]


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Indicators by canonical code or by a word of their name."""

    codes: tuple[str, ...]
    words: tuple[str, ...]

    def holds(self, measure: Measure) -> bool:
        """Whether the indicator of *measure* is one of them."""
        return measure.code in self.codes or any(word in measure.indicator for word in self.words)


class Ceilings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[ceilings]`` of ``tasks.toml``."""

    codes: tuple[str, ...]
    words: tuple[str, ...]
    bounds: tuple[str, ...]


class Flows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[flows]`` of ``tasks.toml``."""

    words: tuple[str, ...]
    not_words: tuple[str, ...]
    verbs: tuple[str, ...]


class TaskWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[words]`` of ``tasks.toml``."""

    softened: tuple[str, ...]
    abreast: tuple[str, ...]
    leading: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]


class TaskFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``tasks.toml`` as it stands; the file says what each table is for."""

    ceilings: Ceilings
    flows: Flows
    words: TaskWords
    deadlines: dict[str, int]
    quarterly: Named
    yearly: Named


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A task as proposed; target, upper and base in *unit*, which carries its multiplier (亿元) as the report does.

    A fall has a negative target with bound le: −3 % or less keeps it.  base is where the report says that the level
    stands now.  softened: the report only strives for it (力争).  reason says why the sort was chosen.
    """

    title: str
    sort: Sort
    target: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    bound: Bound = Bound.EQ
    base: Decimal | None = None
    softened: bool = False
    deadline: Month
    every: Every = "month"
    reason: Remark


class _Clause(NamedTuple):
    """The clause that the statement stands in, the one before it, and the statement's place in the clause."""

    text: str
    before: str
    start: int
    end: int


@cache
def task_words() -> TaskFile:
    """The words that ship."""
    return check_task_words(load(FILE, TaskFile))


def check_task_words(file: TaskFile) -> TaskFile:
    """*file* itself; LexiconError names the first entry that makes no sense."""
    lists: dict[str, tuple[str, ...]] = {}
    for name in ("ceilings", "flows", "words", "quarterly", "yearly"):
        table = getattr(file, name)
        lists |= {f"{name}.{key}": getattr(table, key) for key in table.__struct_fields__}
    check_words(FILE, lists)
    for word, month in file.deadlines.items():
        if not 1 <= month <= 12:
            raise refuse(FILE, f"deadlines.{word}", f"{month} is no month")
    for word in file.yearly.codes:
        if word in file.quarterly.codes:
            raise refuse(FILE, "yearly.codes", f"{word} is quarterly already")
    return file


def propose(statement: Measure | Milestone, sentence: str, year: int, *, intention: bool = False) -> Proposal:
    """The task that *statement* makes in the ledger of *year*.

    *sentence* is the text of statement.sentence.  *intention*: a statement without an outcome that could be checked.
    A target for a later year keeps its own year.
    """
    clause = _clause(sentence, statement.span.start - statement.sentence.start, len(statement.text))
    last = statement.period.last if statement.period else year
    deadline = Month(max(last, year), _month(clause))
    softened = any(word in clause.text[: clause.end] or word in statement.bound_words for word in _strives())
    if isinstance(statement, Milestone):
        kind = _matter(statement, intention)
        return Proposal(
            title=_short(_bare(clause.text if len(clause.text) <= TITLE else statement.text)),
            sort=Sort.STEPS if kind == "sorting_steps" else Sort.OTHER,
            softened=softened,
            deadline=deadline,
            reason=Remark(kind),
        )
    sort, reason = _sort(statement, clause)
    scale, unit = _unit(statement)
    falls = reason == "sorting_fall"
    return Proposal(
        title=_title(statement, clause),
        sort=sort,
        target=_in_unit(statement.value, scale),
        upper=None if statement.upper is None else _in_unit(statement.upper, scale),
        unit=unit,
        bound=Bound.LE if falls and statement.bound is Bound.GE else statement.bound,
        base=_base(clause),
        softened=softened,
        deadline=deadline,
        every=_every(statement),
        reason=Remark(reason),
    )


def _matter(milestone: Milestone, intention: bool) -> str:
    """The code of the reason why a statement without a figure has its sort."""
    if milestone.action in task_words().words.abreast:
        return "sorting_abreast"
    return "sorting_intention" if intention else "sorting_steps"


def _strives() -> tuple[str, ...]:
    return task_words().words.softened


_STOPS = "，。；！？\n：,;:"


def _clause(sentence: str, start: int, length: int) -> _Clause:
    """The clause around the statement, up to a bracket behind it; the statement may hold a comma itself."""
    left = max((sentence.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    ends = [found for stop in _STOPS + "（(" if (found := sentence.find(stop, start + length)) >= 0]
    right = min(ends, default=len(sentence))
    before = re.split(f"[{_STOPS}]", sentence[: max(left - 1, 0)])[-1]
    return _Clause(sentence[left:right], before.strip(), start - left, start - left + length)


_MONTH_WORD = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:份|底|末|上旬|中旬|下旬)?(?!\d)")


def _month(clause: _Clause) -> int:
    """The month that the clause names, or a clause before it that names nothing else; December otherwise."""
    found = _month_in(clause.text)
    if found is None and len(clause.before) <= 8:
        found = _month_in(clause.before)
    return found or 12


def _month_in(text: str) -> int | None:
    match = _MONTH_WORD.search(text)
    if match:
        return int(match[1])
    deadlines = task_words().deadlines
    # 前三季度 holds 三季度: the longest word is meant.
    named = max((word for word in deadlines if word in text), key=len, default=None)
    return deadlines[named] if named else None


def _sort(measure: Measure, clause: _Clause) -> tuple[Sort, str]:
    """The sort and the code of its reason."""
    words = task_words()
    if measure.measure is MeasureType.RANK:
        return Sort.CEILING, "sorting_rank"
    if measure.value < 0:
        return Sort.CEILING, "sorting_fall"
    low = measure.code in words.ceilings.codes or any(word in measure.indicator for word in words.ceilings.words)
    if measure.bound is Bound.LE or (measure.bound is not Bound.GE and (low or _near(measure, clause))):
        return Sort.CEILING, "sorting_ceiling"
    if measure.measure is MeasureType.GROWTH:
        return Sort.RATE, "sorting_growth"
    if measure.measure is MeasureType.RATIO:
        return Sort.RATE, "sorting_ratio"
    if measure.measure is MeasureType.COUNT or _flows(measure, clause):
        return Sort.CUMULATIVE, "sorting_flow"
    return Sort.RATE, "sorting_level"


def _near(measure: Measure, clause: _Clause) -> bool:
    """Whether a word that bounds from above touches the figure."""
    around = clause.text[max(clause.start - 4, 0) : clause.end + 2]
    return measure.measure is not MeasureType.COUNT and any(word in around for word in task_words().ceilings.bounds)


def _flows(measure: Measure, clause: _Clause) -> bool:
    flows = task_words().flows
    if any(word in measure.indicator or word in clause.text[: clause.start] for word in flows.not_words):
        return False
    return measure.indicator.startswith(flows.verbs) or any(word in measure.indicator for word in flows.words)


_SCALES = (("万亿", 10**12), ("千亿", 10**11), ("百亿", 10**10), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6))
_SMALLER = (("十万", 10**5), ("万", 10**4), ("千", 10**3))
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def _unit(measure: Measure) -> tuple[int, str]:
    """The multiplier that the report writes and the unit with it: 520亿元 is (10**8, 亿元)."""
    match = _DIGITS.search(measure.text)
    for word, scale in (*_SCALES, *_SMALLER):
        if word not in measure.text:
            continue
        # 40万千瓦 holds 千 in its unit: what the figure was multiplied by decides.
        if match is None or _in_unit(abs(measure.value), scale) == Decimal(match[0]):
            return scale, word + measure.unit
    return 1, measure.unit


def _in_unit(value: float, scale: int) -> Decimal:
    return Decimal(plain_number(Decimal(repr(value)) / scale))


_FROM = re.compile(
    r"由(?:\d{4}年的?|去年的?|上年的?)?(?:[^\d，。；]{0,6})([\d.]+)(?:%|％|[万亿]?[^\d，。；]{0,3})?[^\d，。；]{0,2}[至到]"
)


def _base(clause: _Clause) -> Decimal | None:
    match = _FROM.search(clause.text[: clause.start])
    return Decimal(match[1].strip(".")) if match and match[1].strip(".") else None


def _every(measure: Measure) -> Every:
    words = task_words()
    if words.yearly.holds(measure):
        return "year"
    return "quarter" if words.quarterly.holds(measure) else "month"


_FIGURE = re.compile(r"\d[\d.]*|[一二三四五六七八九十百]+[个家项条座所套处%成]")
_MARK = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．]|——|[—\s·●■▲*])+")


def _title(measure: Measure, clause: _Clause) -> str:
    """The clause where it is short and has this figure alone; else the indicator with the figure and its bounds."""
    bare = _bare(clause.text)
    if len(bare) <= TITLE and len(_FIGURE.findall(bare)) == 1:
        return bare
    words = task_words().words
    after = clause.text[clause.end : clause.end + 2]
    tail = next((word for word in words.tails if after.startswith(word)), "")
    before = clause.text[: clause.start]
    head = next((word for word in words.heads if before.endswith(word)), "")
    return _short(f"{measure.indicator}{head}{measure.text}{tail}")


def _bare(text: str) -> str:
    """A clause without marks and words that only lead to it."""
    text = _MARK.sub("", text.strip())
    trimmed = True
    while trimmed:
        word = next((word for word in task_words().words.leading if text.startswith(word)), "")
        trimmed = bool(word) and len(text) - len(word) >= 6
        text = text[len(word) :] if trimmed else text
    return text


def _short(text: str) -> str:
    return text if len(text) <= TITLE else text[: TITLE - 1] + "…"
