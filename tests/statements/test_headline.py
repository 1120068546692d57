"""Headline figures: which of several figures counts, and the figure itself."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.model.statement import Bound, Kind
from jiannuo.reading import read, read_text
from jiannuo.statements import headline as module
from jiannuo.statements.headline import HeadlineFigure, headline

ROOT = Path(__file__).parents[2]
HEAD = "政府工作报告\n——2024年1月10日在青禾市第三届人民代表大会第四次会议上\n青禾市市长 甘霖\n各位代表：\n"


def figures(review: str, plan: str) -> dict[tuple[str, Kind], HeadlineFigure]:
    text = f"{HEAD}一、2023年工作回顾\n{review}\n二、2024年工作安排\n{plan}\n"
    found = headline(read_text(text))
    for figure in found:
        assert figure.span.of(text) == figure.text
    return {(figure.code, figure.kind): figure for figure in found}


def test_target_and_result_of_one_indicator() -> None:
    found = figures("全市地区生产总值增长5.2%。", "今年主要预期目标是：地区生产总值增长6%左右。")
    assert found["gdp_growth", Kind.RESULT].low == 5.2
    target = found["gdp_growth", Kind.TARGET]
    assert (target.low, target.high, target.unit, target.bound) == (6, 6, "%", Bound.APPROX)


def test_first_of_several_targets_counts() -> None:
    found = figures("工作有序。", "今年主要预期目标是：确保地区生产总值增长6%，力争6.5%。")
    assert found["gdp_growth", Kind.TARGET].low == 6


def test_target_statement_goes_before_the_tasks_and_tasks_fill_gaps() -> None:
    found = figures(
        "工作有序。",
        "力争固定资产投资增长9%。\n今年主要预期目标是：固定资产投资增长8%。\n（一）扩大消费。社会消费品零售总额增长7%。",
    )
    assert found["fixed_investment_growth", Kind.TARGET].low == 8
    assert found["retail_sales_growth", Kind.TARGET].low == 7


def test_range_is_low_and_high() -> None:
    figure = figures("工作有序。", "今年主要预期目标是：地区生产总值增长5.5%-6%。")["gdp_growth", Kind.TARGET]
    assert (figure.low, figure.high, figure.bound) == (5.5, 6, Bound.RANGE)


def test_decline_of_energy_use_is_negative() -> None:
    assert figures("单位地区生产总值能耗下降3.1%。", "从严治政。")["energy_intensity", Kind.RESULT].low == -3.1


def test_index_of_103_per_cent_is_3() -> None:
    figure = figures("工作有序。", "今年主要预期目标是：居民消费价格指数控制在103%左右。")["cpi", Kind.TARGET]
    assert (figure.low, figure.bound) == (3, Bound.APPROX)


def test_one_value_for_two_indicators_gives_both() -> None:
    found = figures("工作有序。", "今年主要预期目标是：城镇居民人均可支配收入和农民人均纯收入均增长7%。")
    assert found["urban_income_growth", Kind.TARGET].low == 7
    assert found["rural_income_growth", Kind.TARGET].low == 7


def test_total_revenue_counts_only_where_local_revenue_is_missing() -> None:
    both = figures("财政总收入增长9%，一般公共预算收入增长8%。", "从严治政。")
    assert ("fiscal_total_growth", Kind.RESULT) not in both
    assert both["fiscal_revenue_growth", Kind.RESULT].low == 8
    assert figures("财政总收入增长9%。", "从严治政。")["fiscal_total_growth", Kind.RESULT].low == 9


@pytest.mark.parametrize(
    "other",
    [
        "五年来，地区生产总值年均增长7%。",
        "上半年地区生产总值增长7%。",
        "全国国内生产总值增长7%。",
        "青禾高新区生产总值增长7%。",
        "地区生产总值比2019年增长31%。",
    ],
)
def test_averages_seasons_parts_and_the_country_do_not_count(other: str) -> None:
    assert ("gdp_growth", Kind.RESULT) not in figures(other, "从严治政。")


def test_jobs_counted_in_posts_are_people() -> None:
    figure = figures("全年新增就业岗位1.2万个。", "从严治政。")["urban_jobs", Kind.RESULT]
    assert (figure.low, figure.unit) == (12000, "人")


def test_unknown_code_in_the_lexicon_is_refused() -> None:
    broken = load("unknown_code.toml", module.Lexicon, ROOT / "tests" / "broken" / "headline")
    with pytest.raises(LexiconError) as caught:
        module.check(broken)
    assert caught.value.params["reason"] == "no such code: gdp_speed"


def test_headline_figures_of_real_reports(shared: Path, tmp_path: Path) -> None:
    """F1 over the labelled reports, as the scorer counts."""
    panel = tmp_path / "panel.csv"
    gold = shared / "gold" / "headline.tsv"
    sources = {row["source"] for row in csv.DictReader(gold.open(encoding="utf-8"), delimiter="\t")}
    with panel.open("w", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(("source", "code", "kind", "low", "high", "unit", "bound"))
        for source in sorted(sources):
            for one in headline(read(shared / "corpus" / source)):
                rows.writerow((source, one.code, one.kind.value, one.low, one.high, one.unit, one.bound.value))
    assert sum(1 for _ in csv.DictReader(panel.open(encoding="utf-8"))) > 500
    score = [sys.executable, shared / "eval" / "score_panel.py", gold, panel, "--min-f1", "0.96"]
    assert subprocess.run(score, capture_output=True, check=False).returncode == 0
