"""Items: what they say, when they are due, how they are numbered."""

import pytest

from jiannuo.exports.office.items import deadline, groups
from jiannuo.model.period import Period


def test_each_promise_is_one_item(publication):
    items = [item for group in groups(publication.report) for item in group.items]
    promised = [s for s in publication.report.statements if s.kind == "target"]
    assert sorted(item.id for item in items) == sorted(statement.id for statement in promised)
    assert [item.number for item in items] == list(range(1, len(items) + 1))


def test_an_item_says_what_how_much_and_by_when(publication):
    items = {item.task: item for group in groups(publication.report) for item in group.items}
    jobs = items["城镇新增就业1.2万人以上"]
    assert (jobs.value, jobs.unit, jobs.bound, jobs.deadline) == (1.2, "万人", "以上", "2026年")
    assert jobs.goal == "1.2\u2009万人以上"
    assert items["6月底前开工建设云汀东站"].deadline == "2026年6月底前"
    assert items["6月底前开工建设云汀东站"].value is None
    station = items["6月底前开工建设云汀东站"]
    start, end = map(int, station.place.removeprefix("字符").split("–"))
    assert publication.report.text[start:end] in station.sentence


def test_a_clause_is_cut_between_its_figures(publication):
    tasks = [item.task for group in groups(publication.report) for item in group.items]
    assert "新建幼儿园12所" in tasks
    assert any(task.endswith("养老院3个") and "12" not in task for task in tasks)


def test_a_range_keeps_both_ends(publication):
    (grain,) = [i for group in groups(publication.report) for i in group.items if "粮食" in i.task]
    assert (grain.value, grain.unit) == ("18—20", "万吨")


@pytest.mark.parametrize(
    ("clause", "period", "due"),
    [
        ("年底前建成", Period(2026, 2026), "2026年底前"),
        ("年内开工", Period(2026, 2026), "2026年内"),
        ("五年内建成", Period(2026, 2026), "2026年"),
        ("三季度前完成", Period(2026, 2026), "2026年三季度前"),
        ("建成", Period(2026, 2030), "2026—2030年"),
        ("国庆前通车", None, "国庆前"),
        ("建成", None, ""),
    ],
)
def test_deadlines(clause, period, due):
    assert deadline(clause, period) == due
