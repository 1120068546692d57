"""The list of tasks shows exactly those that the right reaches one by one."""

from __future__ import annotations

from jiannuo.ledger.status import TaskState
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.reach import visible_tasks

from ..conftest import World


def test_lists_and_single_tasks_agree_for_everybody(world: World) -> None:
    ledger, county = world.ledger(), world.ledger(year=2025, owner=world.units["shilian"])
    world.task(ledger)
    world.task(ledger, "招引项目30个", lead="trade", cooperating=("shilian", "qingxiu-town"))
    world.task(ledger, "新建农村公路80公里", lead="shilian-town")
    world.task(ledger, "出台条例", lead="", state=TaskState.PROPOSED)
    world.task(county, "改造管网20公里", lead="", state=TaskState.PROPOSED)
    world.task(county, "建成文化中心", lead="shilian-town")
    for name in world.people:
        actor = world.actor(name)
        listed = set(visible_tasks(actor))
        assert listed == {task for task in Task.objects.all() if actor.may("task.view", task)}, name
    assert len(set(visible_tasks(world.actor("office.city")))) == 6
    assert not visible_tasks(world.actor("reporter.trade")).filter(lead__code="housing").exists()
