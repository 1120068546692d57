"""A draft is drawn from the ledger: figures, lights, late ones, what does not move, what changed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from jiannuo.ledger.counts import count
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import AdjustmentState, Light, Rating
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins import tables
from jiannuo.web.bulletins.actions import CreateBulletin, DropBulletin, EditBulletin
from jiannuo.web.bulletins.gathering import gather, unit_names
from jiannuo.web.bulletins.headings import HEADINGS
from jiannuo.web.bulletins.issue import read
from jiannuo.web.bulletins.lacking import cautions, lacking
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.moving import movement
from jiannuo.web.bulletins.periods import BulletinPeriod, ends, period_name, periods_of
from jiannuo.web.progress.lamps import lights_for
from jiannuo.web.progress.models import RatingRecord, Return
from jiannuo.web.tasks.models import Adjustment, Task

from .conftest import Year


def codes(remarks: Any) -> list[str]:
    return [remark.code for remark in remarks]


def test_the_figures_are_those_of_the_records_in_force(spring: Year) -> None:
    issue = gather(spring.draft(3))
    tasks = {task.pk: task for task in Task.objects.select_related("lead")}
    counted = [pk for pk, task in tasks.items() if task.state == "issued"]
    records = RatingRecord.objects.filter(month="2026-03", in_force=True, task__in=counted)
    assert Counter(record.override or record.strict for record in records) == Counter(
        {code: number for code, number in issue.total.ratings.items() if number}
    )
    assert (issue.total.listed, issue.total.cancelled, issue.total.counted) == (len(tasks), 1, len(counted))
    by_unit = Counter(str(tasks[pk].lead) for pk in counted)
    assert {line.name: line.counted for line in issue.units if line.counted} == dict(by_unit)
    by_area = Counter(tasks[pk].area for pk in counted)
    assert {line.name: line.counted for line in issue.areas} == dict(by_area)
    late = set(Return.objects.filter(month="2026-03", late=True).values_list("task", flat=True))
    silent = set(counted) - set(Return.objects.filter(month="2026-03").values_list("task", flat=True))
    assert {int(row.task) for row in issue.rows if row.late} == late | silent
    assert count(issue.month, issue.rows).units == issue.units


def test_an_override_counts_and_is_listed(spring: Year) -> None:
    RatingRecord.objects.filter(month="2026-03", strict="behind", in_force=True).update(
        override="on_pace", override_reason="数据已补录"
    )
    issue = gather(spring.draft(3))
    assert issue.total.ratings["behind"] == 0
    changed = [detail for detail in issue.details.values() if detail.overridden]
    assert [(one.strict, one.overridden) for one in changed] == [(Rating.BEHIND, "数据已补录")]


def test_the_lead_names_laggards_late_ones_and_the_mended(spring: Year) -> None:
    lead = spring.draft(3).lead
    assert "列入任务5项，其中已取消1项，计入4项" in lead
    assert "达进度3项，占75.0%；欠进度1项，占25.0%" in lead
    assert "落后任务共1项，涉及1个单位，为市住建局（1项，33.3%）" in lead
    assert "市住建局（未报1项，最长逾期3天）、市商务局（迟报1项，最长逾期2天）" in lead
    assert "现已补正的2项次" in lead


def test_months_made_good_are_told_once(spring: Year) -> None:
    spring.turn(2026, 2, 28)
    assert "补正" not in spring.issue(2).lead
    spring.turn(2026, 3, 28)
    issue = gather(spring.draft(3))
    rows = issue.row_of()
    assert {(rows[one.task].title, one.month) for one in issue.made_good} == {
        ("改造危房1200套", Month(2026, 2)),
        ("新增限上企业1200家", Month(2026, 3)),
    }
    spring.issue(3)
    spring.close(4)
    assert not {one.month for one in gather(spring.draft(4)).made_good} & {Month(2026, 2), Month(2026, 3)}


def test_what_does_not_move_is_listed_the_longest_first(spring: Year) -> None:
    for month in (4, 5):
        spring.close(month)
    issue = gather(spring.draft(5))
    periods = [one.periods for one in issue.stagnant]
    assert periods == sorted(periods, reverse=True)
    assert issue.row_of()[issue.stagnant[0].task].title == "改造老旧小区1200套"
    assert "时间最长的已连续4期未动" in spring.draft(5).lead


def test_lights_are_those_of_the_task_pages(spring: Year) -> None:
    tasks = list(Task.objects.filter(state="issued").select_related("ledger").prefetch_related("points", "steps"))
    months = [Month(2026, number) for number in range(1, 6)]
    found, wanted = movement(spring.ledger, tasks, months), lights_for(tasks, months)
    for task in tasks:
        lights = [found.lights[task.pk][month].light for month in months]
        assert lights == [wanted[task.pk][month].light for month in months]


def test_the_bulletin_is_compared_with_the_one_before(spring: Year) -> None:
    spring.turn(2026, 2, 28)
    old = read(spring.issue(2).snapshot)
    spring.turn(2026, 3, 28)
    issue = gather(spring.draft(3))
    assert issue.before is not None
    assert (issue.before.number, issue.before.name) == (1, "2026年2月")
    assert issue.before.change.ratings["behind"] == issue.total.ratings["behind"] - old.total.ratings["behind"] == -1
    assert issue.before.change.caught_up == ("3",)
    shifts = {shift.unit: shift.behind for shift in issue.before.units}
    now, then = ({line.name: line.behind for line in one.units} for one in (issue, old))
    assert shifts == {name: now[name] - then[name] for name in now}
    assert "与第1期（2026年2月）相比，达进度增加1项，欠进度减少1项，赶上进度1项。" in spring.draft(3).lead


def test_adjustments_since_the_bulletin_before(spring: Year) -> None:
    task = Task.objects.get(number=2)

    def adjust(day: int, reason: str) -> None:
        Adjustment.objects.create(
            task=task,
            state=AdjustmentState.APPROVED.value,
            before={"due": "2026-06-30", "lead": task.lead_id, "points": {}},
            after={"due": "2026-09-30", "lead": task.lead_id, "points": {"2026-03": "300"}},
            reason=reason,
            requested=clock.now(),
            decided=datetime(2026, 3, day, tzinfo=UTC),
        )

    adjust(1, "早先的")
    spring.turn(2026, 3, 5)
    spring.issue(2)
    adjust(20, "征迁进度影响")
    spring.turn(2026, 3, 28)
    adjusted = gather(spring.draft(3)).adjusted
    assert [(one.what, one.reason) for one in adjusted] == [
        ("完成时限：2026-06-30 → 2026-09-30；分月计划：— → 3月300", "征迁进度影响")
    ]


def test_units_that_read_the_same_are_told_apart(spring: Year) -> None:
    world = spring.world
    other = world.unit("other-town", "青岫县桐壤镇人民政府", "qingxiu", short="桐壤镇")
    assert set(unit_names([world.units["shilian-town"], other]).values()) == {"石濂县桐壤镇", "青岫县桐壤镇"}


def test_a_unit_without_tasks_that_count_is_not_ranked(spring: Year) -> None:
    table = tables.units(gather(spring.draft(3)))
    assert [row[:2] for row in table.rows] == [[1, "市住建局"], [2, "市商务局"], ["—", "石濂县"]]


def test_every_head_and_title_is_in_the_catalogue(spring: Year) -> None:
    spring.issue(2)
    issue = gather(spring.draft(3))
    makers = (
        *(tables.totals, tables.units, tables.areas, tables.stagnant, tables.behind, tables.late, tables.moved),
        *(tables.made_good, tables.adjusted, tables.overridden, tables.cancelled),
    )
    for table in (make(issue) for make in makers):
        assert {table.title, *(column.name for column in table.columns)} <= set(HEADINGS)
    assert {column.name for column in tables.lamps(issue).columns} <= set(HEADINGS)


@pytest.mark.parametrize(
    ("period", "month", "name"),
    [
        (BulletinPeriod.MONTH, 2, "2026年2月"),
        (BulletinPeriod.QUARTER, 3, "2026年第一季度"),
        (BulletinPeriod.HALF, 6, "2026年上半年"),
        (BulletinPeriod.YEAR, 12, "2026年"),
    ],
)
def test_periods_by_the_month_they_end_with(period: BulletinPeriod, month: int, name: str) -> None:
    assert period in periods_of(Month(2026, month))
    assert period_name(period, Month(2026, month)) == name
    assert ends(period, Month(2026, 7)) is (period is BulletinPeriod.MONTH)


def test_a_period_that_is_none_is_refused(spring: Year) -> None:
    for month, period in ((Month(2026, 2), BulletinPeriod.QUARTER), (Month(2025, 12), BulletinPeriod.MONTH)):
        with pytest.raises(RefusedError) as caught:
            perform(CreateBulletin(spring.ledger.pk, month, period), spring.world.actor("office.city"))
        assert caught.value.code == "bulletin_period"


def test_only_the_office_drafts(spring: Year) -> None:
    for who in ("leader.city", "head.housing", "administrator.city", "office.shilian"):
        with pytest.raises(NotAllowedError):
            perform(CreateBulletin(spring.ledger.pk, Month(2026, 3)), spring.world.actor(who))


def test_what_is_lacking_is_listed(spring: Year) -> None:
    draft = spring.draft(3)
    assert lacking(draft, gather(draft)) == []
    draft.lead = " "
    assert codes(lacking(draft, gather(draft))) == ["bulletin_blank"]
    draft = spring.draft(4)
    assert codes(lacking(draft, gather(draft))) == ["bulletin_ahead"]
    spring.turn(2026, 4, 2)
    assert codes(lacking(draft, gather(draft))) == ["bulletin_month_unrated"]
    spring.task("新设任务")
    draft = spring.draft(3)
    [remark] = lacking(draft, gather(draft))
    assert (remark.code, remark.params["numbers"]) == ("bulletin_unrated", "6")


def test_what_to_look_at(spring: Year) -> None:
    draft = spring.draft(3)
    assert cautions(gather(draft)) == []
    draft.lead += "\n另行补充。"
    Return.objects.filter(month="2026-03", task__number=1).update(state="signed")
    assert codes(cautions(gather(draft))) == ["bulletin_pending", "bulletin_lead_differs"]


def test_two_editors_of_a_draft(spring: Year) -> None:
    draft, actor = spring.draft(3), spring.world.actor("office.city")
    perform(EditBulletin(draft.pk, draft.version, title="甲", lead="第一段\r\n第二段"), actor)
    with pytest.raises(RefusedError) as caught:
        perform(EditBulletin(draft.pk, draft.version, title="乙", lead=""), actor)
    assert caught.value.code == "edited_meanwhile"
    kept = Bulletin.objects.get(pk=draft.pk)
    assert (kept.title, kept.lead) == ("甲", "第一段\n第二段")
    perform(EditBulletin(draft.pk, kept.version, title="甲", lead="", renew=True), actor)
    assert Bulletin.objects.get(pk=draft.pk).lead == draft.lead


def test_a_draft_can_be_dropped(spring: Year) -> None:
    draft, actor = spring.draft(3), spring.world.actor("office.city")
    perform(DropBulletin(draft.pk, draft.version), actor)
    assert not Bulletin.objects.exists()


def test_a_cancelled_task_has_no_light(spring: Year) -> None:
    [row] = gather(spring.draft(3)).cancelled()
    assert (row.light, row.late, row.title) == (Light.GREY, False, "建设农贸市场1200个")
