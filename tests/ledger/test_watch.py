"""Threshold rules: exact at the limit, silent never for lack of a figure, sentences that name rule and figures."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.month import Month
from jiannuo.ledger.watch import Finding, Outcome, Rule, check, rules

MARCH = Month(2026, 3)
MONEY = st.decimals(Decimal("0.01"), 10**6, places=2)


def rule(kind: str, limit: str, **more: object) -> Rule:
    fields = {"zh": "规则甲", "en": "rule one", "names": ["资产负债率"], "unit": "%", "severity": "warning"}
    return msgspec.convert(
        fields | {"kind": kind, "limit": limit, "tell": ["office"], "order": "请说明。", "order_en": "Explain."} | more,
        Rule,
    )


def on(checked: Rule, *figures: tuple[Month, str], **more: date) -> Finding | None:
    return check(checked, "云汀城投 资产负债率", {month: Decimal(value) for month, value in figures}, MARCH, **more)


@pytest.mark.parametrize(
    ("kind", "value", "breach"),
    [
        ("ceiling", "70", False),
        ("ceiling", "70.0000000000000000001", True),
        ("ceiling", "69.99", False),
        ("floor", "70", False),
        ("floor", "69.9999999999999999999", True),
        ("floor", "70.01", False),
    ],
)
def test_a_figure_at_the_limit_is_within_it(kind: str, value: str, breach: bool) -> None:
    found = on(rule(kind, "70"), (MARCH, value))
    assert (found is not None and found.outcome is Outcome.BREACH) is breach


@pytest.mark.parametrize(("value", "breach"), [("25", False), ("24.9999999", True), ("25.1", False)])
def test_a_floor_grows_by_a_twelfth_a_month(value: str, breach: bool) -> None:
    assert (on(rule("floor", "100", pace=True), (MARCH, value)) is not None) is breach


def test_a_third_of_a_limit_is_exact() -> None:
    checked = rule("floor", "100", pace=True)
    series = {Month(2026, 4): Decimal("33.33333333333333333333")}
    assert check(checked, "投资", series, Month(2026, 4)) is not None
    assert check(rule("floor", "99", pace=True), "投资", {Month(2026, 4): Decimal(33)}, Month(2026, 4)) is None


@pytest.mark.parametrize(
    ("direction", "measured", "base", "value", "breach"),
    [
        ("rise", "points", "60", "62", False),
        ("rise", "points", "60", "62.001", True),
        ("rise", "points", "60", "50", False),
        ("fall", "points", "60", "58", False),
        ("fall", "points", "60", "57.9", True),
        ("rise", "percent", "300", "306", False),
        ("rise", "percent", "300", "306.01", True),
        ("fall", "percent", "300", "294", False),
        ("fall", "percent", "300", "293.99", True),
        ("fall", "percent", "300", "-1", True),
    ],
)
def test_changes_are_held_against_the_period_before_or_last_year(
    direction: str, measured: str, base: str, value: str, breach: bool
) -> None:
    more = {"direction": direction, "in": measured}
    on_period = on(rule("change_on_period", "2", **more), (Month(2026, 2), base), (MARCH, value))
    on_quarter = on(rule("change_on_period", "2", every=3, **more), (Month(2025, 12), base), (MARCH, value))
    on_year = on(rule("change_on_year", "2", **more), (Month(2025, 3), base), (MARCH, value))
    for found in (on_period, on_quarter, on_year):
        assert (found is not None and found.outcome is Outcome.BREACH) is breach


@given(MONEY, MONEY)
def test_a_rise_and_a_fall_never_both_breach(base: Decimal, value: Decimal) -> None:
    series = {Month(2026, 2): base, MARCH: value}
    rise, fall = (rule("change_on_period", "5", **{"direction": way, "in": "percent"}) for way in ("rise", "fall"))
    found = [check(checked, "资产负债率", series, MARCH) is not None for checked in (rise, fall)]
    assert found == [value * 100 > base * 105, value * 100 < base * 95]


@pytest.mark.parametrize(
    ("kind", "figures", "lacking"),
    [
        ("ceiling", [], "2026-03"),
        ("change_on_period", [(MARCH, "5")], "2026-02"),
        ("change_on_period", [(Month(2026, 2), "5")], "2026-03"),
        ("change_on_year", [(Month(2026, 2), "5"), (MARCH, "5")], "2025-03"),
        ("change_on_year", [(Month(2025, 3), "0"), (MARCH, "5")], "2025-03"),
        ("change_on_year", [(Month(2025, 3), "-8"), (MARCH, "5")], "2025-03"),
    ],
)
def test_what_cannot_be_compared_is_said_and_not_passed(
    kind: str, figures: list[tuple[Month, str]], lacking: str
) -> None:
    more = {} if kind == "ceiling" else {"direction": "fall", "in": "percent"}
    found = on(rule(kind, "2", **more), *figures)
    assert found is not None
    assert found.outcome is Outcome.NOT_COMPARABLE
    assert "不可比" in found.message("zh")
    assert "not comparable" in found.message("en")
    assert lacking in found.message("zh")


@pytest.mark.parametrize(("today", "breach"), [(25, False), (28, False), (29, True)])
def test_a_figure_is_missing_after_its_days_of_grace(today: int, breach: bool) -> None:
    due, day = date(2026, 4, 25), date(2026, 4, today)
    assert (on(rule("missing", "3"), due=due, today=day) is not None) is breach
    assert on(rule("missing", "3"), (MARCH, "0"), due=due, today=day) is None


def test_a_rule_on_missing_figures_needs_its_days() -> None:
    with pytest.raises(ValueError, match="due day"):
        on(rule("missing", "3"))


def test_the_sentence_names_rule_and_figures() -> None:
    found = on(rule("ceiling", "70"), (MARCH, "71.30"))
    assert found is not None
    assert found.message("zh") == "云汀城投 资产负债率 2026-03 为 71.3%，高于上限 70%（规则：规则甲）"
    assert found.message("en") == "云汀城投 资产负债率 in 2026-03 is 71.3%, above the ceiling of 70% (rule: rule one)"
    assert (found.order("zh"), found.order("en")) == ("请说明。", "Explain.")
    rise = on(
        rule("change_on_period", "2", **{"direction": "rise", "in": "points"}), (Month(2026, 2), "68"), (MARCH, "71")
    )
    assert rise is not None
    assert (
        rise.message("zh")
        == "云汀城投 资产负债率 2026-03 为 71%，比 2026-02 的 68% 上升 3 个点，超过 2 个点（规则：规则甲）"
    )
    pace = on(rule("floor", "100", pace=True), (MARCH, "20"))
    assert pace is not None
    assert pace.message("zh") == "云汀城投 资产负债率 2026-03 为 20%，低于序时下限 25%（全年的 3/12；规则：规则甲）"


def test_a_change_just_over_the_limit_is_not_printed_as_the_limit() -> None:
    found = on(
        rule("change_on_period", "20", **{"direction": "rise", "in": "percent"}),
        (Month(2026, 2), "100"),
        (MARCH, "120.001"),
    )
    assert found is not None
    assert "增长 20.001%" in found.message("zh")


def test_rules_that_ship_find_their_series() -> None:
    shipped = rules()
    assert all(shipped[key].key == key for key in shipped)
    assert {key for key, each in shipped.items() if each.applies("", "云汀城投集团资产负债率")} == {
        "debt_ratio",
        "debt_ratio_rise",
        "missing_figure",
    }
    assert not any(each.applies("gdp", "地区生产总值") for each in shipped.values())
    assert rule("ceiling", "1", codes=["debt"]).applies("debt", "")
