"""Undoing while a ledger is ledger up: what came of a task goes, what it came of returns, nothing is counted twice."""

from __future__ import annotations

from jiannuo.ledger.status import Sort, TaskState
from jiannuo.web.audit.action import perform
from jiannuo.web.tasks.actions.changing import CancelTask, DecideAdjustment, RequestAdjustment
from jiannuo.web.tasks.actions.drafting import DropTask, EditTask, RestoreTask
from jiannuo.web.tasks.actions.ledgers import IssueLedger
from jiannuo.web.tasks.actions.shaping import MergeTasks, SplitTask
from jiannuo.web.tasks.models import Ledger, Task

from ..conftest import World, refused


def split(world: World, task: Task, *targets: int) -> list[Task]:
    """*task* in parts with these targets, in order."""
    task.refresh_from_db()
    before = set(task.results.values_list("result", flat=True))
    parts = tuple({"title": f"{task.title}之{n}", "target": str(target)} for n, target in enumerate(targets, 1))
    perform(SplitTask(task.pk, task.version, parts), world.actor("office.city"))
    return list(Task.objects.filter(origins__source=task).exclude(pk__in=before).order_by("number"))


def restore(world: World, task: Task) -> None:
    task.refresh_from_db()
    perform(RestoreTask(task.pk, task.version), world.actor("office.city"))


def states(*tasks: Task) -> list[str]:
    return [Task.objects.get(pk=task.pk).state for task in tasks]


def amount(ledger: Ledger) -> Task:
    """The promise of 120 firms."""
    return ledger.tasks.get(sources__statement__text__contains="120家")


def test_what_was_split_twice_is_restored_twice(world: World, ledger: Ledger) -> None:
    task = amount(ledger)
    first = split(world, task, 70, 50)
    restore(world, task)
    second = split(world, task, 60, 60)
    restore(world, task)
    assert states(task) == [TaskState.PROPOSED.value]
    assert set(states(*first, *second)) == {TaskState.DROPPED.value}


def test_a_part_is_not_taken_up_beside_its_whole(world: World, ledger: Ledger) -> None:
    task = amount(ledger)
    part, _ = split(world, task, 70, 50)
    restore(world, task)
    with refused("restore_doubled") as error:
        restore(world, part)
    assert str(task) in error[0].message("zh")
    assert states(task, part) == [TaskState.PROPOSED.value, TaskState.DROPPED.value]


def test_undoing_a_merge_brings_all_its_pieces_back(world: World, ledger: Ledger) -> None:
    pieces = list(ledger.tasks.filter(sort=Sort.STEPS.value)[:3])
    merge = MergeTasks(ledger.pk, {piece.pk: piece.version for piece in pieces}, {"title": "合并后的事项"})
    whole = perform(merge, world.actor("office.city")).result
    restore(world, pieces[1])
    assert set(states(*pieces)) == {TaskState.PROPOSED.value}
    assert states(whole) == [TaskState.DROPPED.value]


def test_a_whole_is_not_restored_under_parts_that_went_on(world: World, ledger: Ledger) -> None:
    task = amount(ledger)
    part, _ = split(world, task, 70, 50)
    split(world, part, 30, 40)
    with refused("restore_used"):
        restore(world, task)
    assert states(task, part) == [TaskState.SPLIT.value, TaskState.SPLIT.value]


def test_a_part_left_out_by_mistake_is_taken_up_again(world: World, ledger: Ledger) -> None:
    part, other = split(world, amount(ledger), 70, 50)
    perform(DropTask(part.pk, part.version, reason="误选"), world.actor("office.city"))
    restore(world, part)
    assert states(part, other) == [TaskState.PROPOSED.value, TaskState.PROPOSED.value]


def test_a_part_of_an_undone_split_is_not_taken_up_beside_a_new_one(world: World, ledger: Ledger) -> None:
    task = amount(ledger)
    old, _ = split(world, task, 70, 50)
    restore(world, task)
    new, _ = split(world, task, 60, 60)
    with refused("restore_doubled") as error:
        restore(world, old)
    assert error[0].params["other"] == str(new)


def test_an_adjustment_of_a_task_cancelled_meanwhile_is_not_approved(world: World, ledger: Ledger) -> None:
    office = world.actor("office.city")
    task = amount(ledger)
    perform(EditTask(task.pk, task.version, {"lead": world.units["trade"].pk}), office)
    for other in ledger.tasks.exclude(pk=task.pk):
        perform(DropTask(other.pk, other.version, reason="示例只取一项"), office)
    perform(IssueLedger(ledger.pk), office)
    task.refresh_from_db()
    asked = perform(RequestAdjustment(task.pk, task.version, {"target": "100"}, "项目延期"), office).result
    perform(CancelTask(task.pk, task.version, "上级取消"), office)
    leader = world.actor("leader.city")
    with refused("task_not_issued"):
        perform(DecideAdjustment(asked.pk, True, "同意"), leader)
    perform(DecideAdjustment(asked.pk, False, "任务已取消"), leader)
    task.refresh_from_db()
    assert (task.target, task.state) == (120, TaskState.CANCELLED.value)
