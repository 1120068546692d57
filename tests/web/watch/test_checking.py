"""Breaches: opened with the rule's figures, told and ordered about once, cleared when corrected."""

from __future__ import annotations

from datetime import date

import pytest

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Frequency, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.audit.action import perform
from jiannuo.web.orders.models import Order, Outgoing
from jiannuo.web.orders.reading import finding_words
from jiannuo.web.progress.desk import read_desk
from jiannuo.web.watch.actions import SetSeries
from jiannuo.web.watch.missing import check_missing, expected
from jiannuo.web.watch.models import Breach
from jiannuo.web.watch.prefill import figures_for

from ..conftest import Turn, World
from .conftest import Desk


def test_a_breach_names_the_rule_with_its_figures_and_orders_once(desk: Desk, world: World) -> None:
    for person in world.people.values():
        person.email = f"{person.pk}@yunting.example"
        person.save()
    desk.series(desk.entity())
    taken = desk.feed(("YT01.debt", "2026-04", "72.4"))
    breach = Breach.objects.get()
    assert taken.breaches == [breach.pk]
    said = finding_words(breach, "zh")
    assert said == "云汀城投集团资产负债率 2026年4月 为 72.4%，高于上限 70%（规则：资产负债率上限）"
    assert "ceiling on debt to assets" in finding_words(breach, "en")
    order = Order.objects.get()
    assert (order.unit, order.issuer, order.breach) == (world.units["trade"], world.units["city"], breach)
    assert "72.4%" in order.text
    assert "三个工作日" in order.text
    told = {row.person.username for row in Outgoing.objects.filter(dedupe__startswith="breach:") if row.person}
    assert told == {"office.city", "leader.city", "head.trade"}
    desk.feed(("YT01.debt", "2026-04", "73"))
    assert Order.objects.count() == 1
    assert "73%" in finding_words(Breach.objects.get(), "zh")


def test_a_correction_clears_it_and_the_order_learns_of_it(desk: Desk) -> None:
    desk.series(desk.entity())
    desk.feed(("YT01.debt", "2026-04", "72.4"))
    desk.feed(("YT01.debt", "2026-04", "68"))
    assert Breach.objects.get().cleared is not None
    order = Order.objects.get()
    assert order.state == "open", "a person decides what becomes of it"
    assert [event.what for event in order.events.all()] == ["issue", "breach_cleared"]
    desk.feed(("YT01.debt", "2026-04", "75"))
    assert Breach.objects.get().cleared is None
    assert Order.objects.count() == 1


def test_changes_on_period_and_year_are_judged_from_both_ends(desk: Desk) -> None:
    entity = desk.entity()
    desk.series(entity, rules=["debt_ratio_rise"])
    desk.series(entity, "营业收入", code="YT01.revenue", measure_unit="万元", rules=["revenue_fall"])
    desk.feed(("YT01.debt", "2026-04", "66"))
    assert not Breach.objects.exists(), "nothing to compare with is no breach"
    desk.feed(("YT01.debt", "2026-03", "63"))
    assert "上升 3 个点" in finding_words(Breach.objects.get(), "zh")
    desk.feed(("YT01.revenue", "2026-04", "800"), ("YT01.revenue", "2025-04", "1000"))
    said = finding_words(Breach.objects.get(rule="revenue_fall"), "zh")
    assert "800万元" in said
    assert "下降 20%" in said


def test_a_rule_in_another_unit_is_not_chosen(desk: Desk) -> None:
    entity = desk.entity()
    with pytest.raises(RefusedError) as error:
        desk.series(entity, measure_unit="‰")
    assert error.value.code == "watch_rule_unit"
    with pytest.raises(RefusedError):
        desk.series(entity, rules=["no_such_rule"])


def test_a_figure_that_does_not_come_is_found_by_the_clock(desk: Desk, moment: Turn) -> None:
    desk.series(desk.entity(), rules=["missing_figure"], since="2026-03")
    # March was due on 15 April, April on 15 May, with three days of grace.
    assert check_missing(moment(2026, 5, 18)) == 1
    assert check_missing(moment(2026, 5, 19)) == 1
    assert check_missing(moment(2026, 5, 19)) == 0
    assert sorted(Breach.objects.values_list("month", flat=True)) == ["2026-03", "2026-04"]
    # The second month is added to the order that is at work.
    assert [event.what for event in Order.objects.get().events.all()] == ["issue", "breach_again"]
    desk.feed(("YT01.debt", "2026-04", "60"))
    assert Breach.objects.get(month="2026-04").cleared is not None
    assert Breach.objects.get(month="2026-03").cleared is None


def test_what_is_retired_or_not_begun_is_not_missed(desk: Desk, world: World, moment: Turn) -> None:
    entity = desk.entity()
    series = desk.series(entity, rules=["missing_figure"])
    assert series.since == "2026-05"
    assert check_missing(moment(2026, 6, 10)) == 0
    perform(
        SetSeries(
            code=series.code,
            indicator="资产负债率",
            measure_unit="%",
            rules=["missing_figure"],
            active=False,
            pk=series.pk,
        ),
        world.actor("office.city"),
    )
    assert check_missing(moment(2026, 9, 10)) == 0


def test_quarters_are_expected_at_their_end(desk: Desk) -> None:
    series = desk.series(desk.entity(), frequency=Frequency.QUARTERLY, since="2026-01")
    assert [str(month) for month in expected(series, date(2026, 8, 1))] == ["2026-03", "2026-06"]


def test_a_task_of_whom_a_figure_comes_has_its_return_prefilled(desk: Desk, world: World) -> None:
    task = world.task(world.ledger(), "固定资产投资完成率达到100%", lead="trade", sort=Sort.RATE, measure_unit="%")
    action = SetSeries(code="task.1", indicator="投资完成率", measure_unit="%", rules=["spending_pace"], task=task)
    perform(action, world.actor("office.city"))
    desk.feed(("task.1", "2026-04", "30"))
    assert {pk: str(value) for pk, value in figures_for([task], "2026-04").items()} == {task.pk: "30.000000"}
    assert figures_for([task], "2026-03") == {}
    task.ledger.collections.create(month="2026-04", due=date(2026, 4, 25), opened=clock.now())
    assert read_desk(world.units["trade"], Month(2026, 4)).lines[0].given.value == 30
    order = Order.objects.get()
    assert (order.unit, "全年的 4/12" in order.text) == (world.units["trade"], True)
