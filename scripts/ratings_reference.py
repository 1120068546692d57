"""Write the tables of docs/ratings.md from the rules and their cases; with --check, only tell whether it is stale."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jiannuo.ledger.due import Matter, orders
from jiannuo.ledger.lights import Filed, lights
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, PlanPoint, Step
from jiannuo.ledger.printing import printed, setting
from jiannuo.ledger.rating import Rated, Reported, rate, rules
from jiannuo.ledger.rollup import Child, Roll, default_roll, roll_up
from jiannuo.ledger.status import LIGHT_SIGNS, Frequency, Sort
from jiannuo.model.statement import Bound

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "ratings.md"
CASES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests" / "cases" / "ratings.toml").read_text(encoding="utf-8"))[
    "cases"
]
START, END = Month(2026, 1), date(2026, 12, 31)


def plan_of(given: dict[str, Any]) -> Plan:
    """The plan of a case."""
    table = dict(given)
    return Plan(
        sort=Sort(table.pop("sort")),
        start=START,
        due=date.fromisoformat(table.pop("due", END.isoformat())),
        bound=Bound(table.pop("bound", "eq")),
        frequency=Frequency(table.pop("frequency", "monthly")),
        points=tuple(PlanPoint(Month.parse(month), float(value)) for month, value in table.pop("points", [])),
        steps=tuple(Step(key, title, date.fromisoformat(due)) for key, title, due in table.pop("steps", [])),
        **table,
    )


def history_of(case: dict[str, Any]) -> list[Reported]:
    """The returns of a case."""
    values = [Reported(month=Month.parse(month), value=float(value)) for month, value in case.get("values", [])]
    steps = [
        Reported(month=Month.parse(month), steps_done={key: date.fromisoformat(day)})
        for month, key, day in case.get("done", [])
    ]
    return [*values, *steps, *(Reported(month=Month.parse(month)) for month in case.get("returns", []))]


def rated(case: dict[str, Any]) -> Rated:
    """The rating of a case."""
    return rate(plan_of(case["plan"]), history_of(case), Month.parse(case["month"]))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cases() -> str:
    """Every case with its rating and the sentence that is printed beside it."""
    rows = []
    for sort in Sort:
        for case in CASES:
            found = rated(case)
            if case["plan"]["sort"] == sort:
                both = found.strict.zh + (f" / {found.lenient.zh}" if found.lenient is not found.strict else "")
                rows.append((sort.zh, case["name"], case["month"], both, found.printed("zh")))
    return table(("类别", "例", "评定月", "评定（从严 / 从宽）", "印出的规则"), rows)


def settings() -> str:
    """What rating.toml sets."""
    found = rules()
    every = "、".join(f"{frequency.zh} {found.still[frequency]}" for frequency in Frequency)
    rows = [
        ("version", "规则版本，随每次评定保存", found.version),
        ("amount.ahead", "累计量：高出应达多少为超进度", setting(found.amount.ahead)),
        ("amount.ahead_least", "且至少高出目标的", setting(found.amount.ahead_least)),
        ("amount.about", "累计量：从宽允许差", setting(found.amount.about)),
        ("figure.ahead", "增速或比率：高出上端多少为超进度", setting(found.figure.ahead)),
        ("figure.about", "增速或比率：从宽允许差", setting(found.figure.about)),
        ("ceiling.about", "控制数：从宽允许超", setting(found.ceiling.about)),
        ("steps.grace_days", "力争类节点：从宽宽限天数", str(found.steps.grace_days)),
        ("still", "停滞：连续多少个报送期没有进展", every),
    ]
    return table(("设置", "含义", "现值"), rows)


def year() -> str:
    """A year of one task: 1200 dwellings, one month behind, one late, one missing."""
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=1200.0, unit="套")
    story = {1: (100, 24), 2: (180, 25), 3: (310, 24), 4: (400, 28), 6: (600, 23), 7: (690, 24)}
    history = [
        Filed(month=Month(2026, m), value=float(v), arrived=date(2026, m, d), approved=date(2026, m, d))
        for m, (v, d) in story.items()
    ]
    months = [Month(2026, m) for m in range(1, 9)]
    rows = []
    for month, lit in lights(plan, history, months, date(2026, 8, 10)).items():
        value, day = story.get(month.month, (None, None))
        sent = f"{month.month}月{day}日" if day else "—"
        shown = "—" if value is None else printed(value)
        sign = f"{LIGHT_SIGNS[lit.light][0]} {lit.light.zh}"
        rows.append((month.name, shown, printed(100.0 * month.month), sent, sign, lit.rule.message("zh")))
    return table(("月", "累计", "应达", "报送", "8月10日看到的灯", "印出的规则"), rows)


def rolls() -> str:
    """Each rule of rolling up on the same three units, one of which has not reported."""
    children = [
        Child(unit="云东县", value=70.0, weight=1.0, month=Month(2026, 5), done=date(2026, 5, 20)),
        Child(unit="云西县", value=50.0, weight=3.0, month=Month(2026, 6), done=date(2026, 6, 18)),
        Child(unit="云南镇", weight=1.0),
    ]
    rows = []
    for roll in Roll:
        sorts = "、".join(sort.zh for sort in Sort if default_roll(sort) is roll)
        rows.append((f"`{roll.value}`", roll.zh, sorts or "—", roll_up(roll, children, "套").printed("zh")))
    return table(("代码", "规则", "默认用于", "云东县 70、云西县 50（权重 3）、云南镇未报"), rows)


def deadlines() -> str:
    """Deadlines of orders and steps of escalation, as orders.toml sets them."""
    found = orders()
    rows = []
    for matter in Matter:
        span = found.matters[matter]
        end = f"{span.settle_months} 个月" if span.settle_months else f"{span.settle_days} 天"
        rows.append((matter.zh, f"{span.deploy_days} 天", f"{span.report_days} 天", end))
    levels = [(str(n), f"{one.days} 天", one.zh, one.tell.zh) for n, one in enumerate(found.levels, 1)]
    return table(("事项", "部署", "反馈", "办结"), rows) + "\n" + table(("层级", "超过时限", "做什么", "告知"), levels)


BLOCKS = {"cases": cases, "settings": settings, "year": year, "rolls": rolls, "deadlines": deadlines}


def reference(text: str) -> str:
    """The page *text* with its tables made anew."""
    for name, make in BLOCKS.items():
        block = f"<!-- {name}:start -->\n{make()}<!-- {name}:end -->"
        text, count = re.subn(rf"<!-- {name}:start -->.*?<!-- {name}:end -->", lambda _, b=block: b, text, flags=re.S)
        if count != 1:
            raise SystemExit(f"docs/ratings.md has {count} blocks named {name}, it needs one")
    return text


def main() -> int:
    """Write the tables, or check them; 1 where they are stale."""
    text = FILE.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        if text == reference(text):
            return 0
        print("docs/ratings.md is stale: run python scripts/ratings_reference.py", file=sys.stderr)
        return 1
    FILE.write_text(reference(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
