"""What charts show, as ECharts takes it: results in ink, targets in cinnabar outline, at most five hues.

Colours are the names of tokens.css (``var(--ink)``), so that the dark palette holds for charts too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Rating
from jiannuo.web.ui.words import is_english, state_name

# The ratings that a trend tells apart: what lags, what runs, what is done.
_TREND = (
    ((Rating.BEHIND,), "--red", "rect"),
    ((Rating.NOT_STARTED,), "--quiet", "emptyCircle"),
    ((Rating.ON_PACE,), "--green", "circle"),
    ((Rating.AHEAD,), "--teal", "triangle"),
    ((Rating.DONE, Rating.DONE_EARLY), "--ink", "diamond"),
)


def month_label(month: str) -> str:
    """3月, or 3 in English: the year stands in the heading."""
    return str(Month.parse(month).month) if is_english() else f"{Month.parse(month).month}月"


def trend(months: Mapping[str, Counter[str]]) -> dict[str, Any]:
    """Bars by month, stacked by rating."""
    series = [
        {
            "name": "、".join(state_name(rating) for rating in ratings),
            "type": "bar",
            "stack": "all",
            "barMaxWidth": 28,
            "itemStyle": {"color": f"var({colour})"},
            "data": [sum(counter[rating.value] for rating in ratings) for counter in months.values()],
        }
        for ratings, colour, _sign in _TREND
    ]
    return _frame([month_label(month) for month in months]) | {"series": series}


def plan(months: Sequence[str], planned: Sequence[float | None], actual: Sequence[float | None], names: tuple[str, str],
         unit: str) -> dict[str, Any]:  # fmt: skip
    """A task's plan as outline and what was reached, in ink, by month."""
    series = [
        {
            "name": names[0],
            "type": "line",
            "step": "end",
            "symbol": "none",
            "lineStyle": {"color": "var(--cinnabar)", "type": "dashed", "width": 1.5},
            "itemStyle": {"color": "var(--cinnabar)"},
            "data": list(planned),
        },
        {
            "name": names[1],
            "type": "line",
            "symbolSize": 7,
            "symbol": "circle",
            "lineStyle": {"color": "var(--ink)", "width": 2},
            "itemStyle": {"color": "var(--ink)"},
            "data": list(actual),
        },
    ]
    option = _frame([month_label(month) for month in months]) | {"series": series}
    option["yAxis"] |= {"name": unit, "scale": True}
    return option


def _frame(labels: list[str]) -> dict[str, Any]:
    words = {"color": "var(--ink)", "fontSize": 13}
    line = {"lineStyle": {"color": "var(--rule)"}}
    return {
        "animation": False,
        "legend": {"right": 0, "top": 0, "itemWidth": 14, "itemHeight": 10, "textStyle": words},
        "grid": {"left": 48, "right": 16, "top": 44, "bottom": 28},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            "type": "category",
            "data": labels,
            "axisLine": line,
            "axisTick": {"show": False},
            "axisLabel": words,
        },
        "yAxis": {
            "type": "value",
            "nameTextStyle": words,
            "axisLabel": words,
            "splitLine": {"lineStyle": {"color": "var(--rule)"}},
        },
    }
