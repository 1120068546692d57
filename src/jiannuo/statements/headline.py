"""Headline figures: of all statements of a report the one target and the one result of each headline indicator."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.model.outline import Level, Part
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, MeasureType
from jiannuo.statements.codes import codes_of, names

LEXICON = "headline.toml"
_CLAUSES = re.compile(r"[，；。,;、：:\n]")
_WORDS = re.compile(r"[^\W\d]{2}")  # a piece of a list that has no words of its own (11%、) goes with the one before
_INDEX = range(80, 131)  # price indices, the year before being 100
_REACH = 1000  # characters before a figure that are looked at; keeps a line without end linear
_SUM = 2.0  # a count of several years' review that exceeds next year's target so many times is the sum of the years


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file headline.toml."""

    codes: tuple[str, ...]
    indices: tuple[str, ...]
    cues: tuple[str, ...]
    averages: tuple[str, ...]
    terms: tuple[str, ...]
    seasons: tuple[str, ...]
    parts: tuple[str, ...]
    country: tuple[str, ...]
    whole: tuple[str, ...]
    fallback: dict[str, str]


class HeadlineFigure(msgspec.Struct, frozen=True):
    """A headline indicator's figure: low = high unless a range; a decline is negative, a price index of 103 is 3.

    span and text are the quantity's in the Document; unit is the indicator's (人 for jobs counted in 个).
    """

    code: str
    kind: Kind
    low: float
    high: float
    unit: str
    bound: Bound
    bound_words: tuple[str, ...]
    span: Span
    text: str


class Candidate(msgspec.Struct, frozen=True):
    """A measure that may be a headline figure, with the codes that it answers and what stands before it."""

    measure: Measure
    codes: tuple[str, ...]
    cued: bool
    clause: str
    sentence: str
    paragraph: str


# code and kind: score, figure, whether it may be the sum of several years
_Chosen = dict[tuple[str, Kind], tuple[float, HeadlineFigure, bool]]


def check(read: Lexicon) -> Lexicon:
    """Refuse a code that indicators.toml does not have; returns the lexicon."""
    fallback = (*read.fallback, *read.fallback.values())
    for key, codes in (("codes", read.codes), ("indices", read.indices), ("fallback", fallback)):
        for code in codes:
            if code not in names():
                raise LexiconError("lexicon_invalid", file=LEXICON, key=key, reason=f"no such code: {code}")
    return read


@cache
def lexicon() -> Lexicon:
    """The lexicon of headline figures, read once; LexiconError says what is wrong with it."""
    return check(load(LEXICON, Lexicon))


def headline(report: Report) -> tuple[HeadlineFigure, ...]:
    """At most one target of the year ahead and one result of the year under review for each headline code."""
    words = lexicon()
    found = candidates(report, words)
    crowd = Counter((c.measure.sentence.start, c.measure.kind) for c in found for _ in c.codes)
    chosen: _Chosen = {}
    for candidate in found:
        score = _score(candidate, crowd[candidate.measure.sentence.start, candidate.measure.kind], report, words)
        for code in candidate.codes:
            key = (code, candidate.measure.kind)
            if key not in chosen or score > chosen[key][0]:
                chosen[key] = (score, _figure(candidate.measure, code, words), _may_be_sum(candidate.measure))
    figures = {
        key: figure
        for key, (_, figure, summed) in chosen.items()
        if not (summed and _too_large(key[0], figure, chosen))
    }
    return tuple(
        figures[code, kind]
        for kind in (Kind.TARGET, Kind.RESULT)
        for code in words.codes
        if (code, kind) in figures and (words.fallback.get(code), kind) not in figures
    )


def candidates(report: Report, words: Lexicon) -> list[Candidate]:
    """Measures that may be headline figures, in order of the text."""
    text = report.text
    found = []
    for measure in report.measures:
        if measure.kind not in (Kind.RESULT, Kind.TARGET):
            continue
        start = measure.span.start
        before = text[max(measure.sentence.start, start - _REACH) : start]
        codes = codes_of(measure.indicator, measure.unit, measure.measure, before)
        codes = tuple(code for code in codes if code in words.codes)
        if not codes:
            continue
        clause = next((part for part in reversed(_CLAUSES.split(before)) if _WORDS.search(part)), "")
        paragraph = text[max(0, start - 2 * _REACH) : start].rpartition("\n")[2]
        candidate = Candidate(measure, codes, any(cue in paragraph for cue in words.cues), clause, before, paragraph)
        if _eligible(candidate, report, words):
            found.append(candidate)
    return found


def _eligible(candidate: Candidate, report: Report, words: Lexicon) -> bool:
    """Whether the figure is the whole place's and one year's, and on the right side of the report."""
    measure = candidate.measure
    near = measure.indicator + candidate.clause + measure.text
    if report.metadata.year is not None:
        near = near.replace(f"比{report.metadata.year - 2}年", "")  # the year before the one under review is no other
    if any(word in near for word in (*words.averages, *words.parts)) or _of_season(candidate.sentence, words):
        return False
    if report.metadata.level is not Level.NATIONAL and any(word in near for word in words.country):
        return False
    if measure.kind is Kind.TARGET:
        return measure.part is not Part.OUTLOOK or (candidate.cued and not _spans_years(measure))
    return measure.part is not Part.REVIEW_FIVE or _yearly(candidate, report, words)


def _of_season(sentence: str, words: Lexicon) -> bool:
    """Whether the figure behind *sentence* is a quarter's or a half-year's; 全年 closes what went before."""
    behind = sentence.rpartition("全年")[2]
    return any(word in behind and f"从{word}" not in behind and f"由{word}" not in behind for word in words.seasons)


def _yearly(candidate: Candidate, report: Report, words: Lexicon) -> bool:
    """Whether a figure of a five-year review is one year's after all."""
    year = report.metadata.year
    last = (f"{year - 1}年",) if year is not None else ()
    if any(word in candidate.sentence for word in words.whole) or any(word in candidate.paragraph for word in last):
        return True
    return candidate.measure.measure is MeasureType.GROWTH or not any(
        word in candidate.paragraph for word in words.terms
    )


def _may_be_sum(measure: Measure) -> bool:
    return measure.part is Part.REVIEW_FIVE and measure.measure in (MeasureType.COUNT, MeasureType.LEVEL)


def _too_large(code: str, figure: HeadlineFigure, chosen: _Chosen) -> bool:
    target = chosen.get((code, Kind.TARGET))
    return target is not None and figure.low > _SUM * target[1].high


def _spans_years(measure: Measure) -> bool:
    return measure.period is not None and measure.period.first != measure.period.last


def _score(candidate: Candidate, crowd: int, report: Report, words: Lexicon) -> float:
    """How much the figure looks like the headline one; equal scores leave it with the first in the text."""
    measure, year = candidate.measure, report.metadata.year
    score = min(crowd, 5) * 1.0
    if year is not None and measure.period is not None:
        wanted = year if measure.kind is Kind.TARGET else year - 1
        score += 4.0 if measure.period.first == measure.period.last == wanted else -4.0
    if measure.kind is Kind.TARGET and candidate.cued:
        score += 20.0
    if measure.kind is Kind.RESULT and any(word in candidate.sentence for word in words.whole):
        score += 1.0
    return score


def _figure(measure: Measure, code: str, words: Lexicon) -> HeadlineFigure:
    low, high = measure.value, measure.value if measure.upper is None else measure.upper
    if code in words.indices and int(low) in _INDEX:
        low, high = round(low - 100, 6), round(high - 100, 6)
    low, high = min(low, high), max(low, high)
    unit = names()[code].unit[0]
    return HeadlineFigure(
        code, measure.kind, low, high, unit, measure.bound, measure.bound_words, measure.span, measure.text
    )
