"""Nothing gets lost when tasks are split or merged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.splitting import Assigned, Piece, balance, check_merge, check_split
from jiannuo.ledger.status import Sort
from jiannuo.ledger.transitions import RefusedError


def piece(title: str, sort: Sort, target: str | None = None, unit: str = "", steps: tuple[str, ...] = ()) -> Piece:
    return Piece(title=title, sort=sort, target=Decimal(target) if target else None, unit=unit, steps=steps)


def roads(*targets: str) -> list[Piece]:
    return [piece(f"公路{number}", Sort.CUMULATIVE, target, "公里") for number, target in enumerate(targets)]


ROADS = piece("农村公路320公里", Sort.CUMULATIVE, "320", "公里")
RATE = piece("服务业增加值增长6%", Sort.RATE, "6", "%")
STEPS = piece("新院区", Sort.STEPS, steps=("开工", "封顶", "投用"))


@given(st.lists(st.decimals(0, 1000, places=2), min_size=2, max_size=9))
def test_parts_that_add_up_pass(targets: list[Decimal]) -> None:
    whole = piece("公路", Sort.CUMULATIVE, str(sum(targets)), "公里")
    assert check_split(whole, roads(*map(str, targets))) is None


def test_a_difference_is_refused_with_the_figures_or_stated() -> None:
    with pytest.raises(RefusedError) as caught:
        check_split(ROADS, roads("100", "200.5"))
    for figure in ("320公里", "300.5公里", "19.5公里"):
        assert figure in caught.value.message("zh")
    stated = check_split(ROADS, roads("100", "200.5"), "余下由开发区自建")
    assert stated is not None
    assert "余下由开发区自建" in stated.message("zh")
    with pytest.raises(RefusedError):
        check_split(ROADS, roads("100", "200.5"), "  ")


def refused(whole: Piece, *parts: Piece) -> str:
    with pytest.raises(RefusedError) as caught:
        check_split(whole, parts)
    assert caught.value.message("zh")
    assert caught.value.message("en")
    return caught.value.code


def test_what_does_not_make_up_the_whole_is_refused() -> None:
    assert refused(ROADS, ROADS) == "split_few"
    assert refused(ROADS, *roads("160"), piece("桥", Sort.CUMULATIVE, "160", "座")) == "split_unit"
    assert refused(RATE, RATE, piece("市区", Sort.RATE, "3", "%")) == "split_rate"
    assert refused(RATE, RATE, piece("市区", Sort.CUMULATIVE, "6", "%")) == "split_rate"
    level = piece("科技型中小企业达到1200家", Sort.RATE, "1200", "家")
    assert refused(level, *[piece(name, Sort.RATE, "500", "家") for name in "甲乙"]) == "split_sum"
    budget = piece("三公经费", Sort.CEILING, "100", "万元")
    assert refused(budget, *[piece(name, Sort.CEILING, "51", "万元") for name in "甲乙"]) == "split_ceiling"
    assert refused(STEPS, piece("甲", Sort.STEPS, steps=("开工",)), piece("乙", Sort.STEPS)) == "split_step_lost"
    twice = [piece(name, Sort.STEPS, steps=STEPS.steps) for name in "甲乙"]
    assert refused(STEPS, *twice) == "split_step_twice"


def test_rates_are_carried_ceilings_and_steps_shared_out() -> None:
    assert check_split(RATE, [RATE, RATE, RATE]) is None
    level = piece("科技型中小企业达到1200家", Sort.RATE, "1200", "家")
    assert check_split(level, [level, level]) is None
    assert check_split(level, [piece("甲", Sort.RATE, "700", "家"), piece("乙", Sort.RATE, "500", "家")]) is None
    share = piece("占比", Sort.CEILING, "5.5", "%")
    assert check_split(share, [share, share]) is None
    budget = piece("三公经费", Sort.CEILING, "100", "万元")
    assert check_split(budget, [piece(name, Sort.CEILING, "40", "万元") for name in "甲乙"]) is None
    assert (
        check_split(STEPS, [piece("甲", Sort.STEPS, steps=("开工", "封顶")), piece("乙", Sort.STEPS, steps=("投用",))])
        is None
    )
    assert check_split(ROADS, [*roads("320"), piece("前期手续", Sort.STEPS, steps=("立项",))]) is None


def unmerged(whole: Piece, *pieces: Piece) -> str:
    with pytest.raises(RefusedError) as caught:
        check_merge(pieces, whole)
    assert caught.value.message("zh")
    return caught.value.code


def test_merging_keeps_what_is_merged() -> None:
    check_merge(roads("100", "220"), ROADS)
    check_merge(roads("320", "320"), ROADS)  # the report said it twice
    check_merge([RATE, RATE], RATE)
    check_merge([RATE, ROADS], piece("二者", Sort.STEPS))
    assert unmerged(ROADS, *roads("100", "200")) == "merge_target"
    assert unmerged(RATE, RATE, ROADS) == "merge_unlike"
    assert unmerged(RATE, RATE, piece("市区", Sort.RATE, "7", "%")) == "merge_target"
    assert unmerged(piece("二者", Sort.STEPS, steps=("开工",)), STEPS, RATE) == "merge_step_lost"
    assert unmerged(ROADS, ROADS) == "merge_few"


def test_the_balance_prints_where_145_statements_went() -> None:
    statements = [f"s{number}" for number in range(145)]
    tasks = [Assigned("1", ("s0", "s1"))]
    tasks += [Assigned(f"{number}", (f"s{number}",)) for number in range(2, 140)]
    tasks += [Assigned(f"{number}b", (f"s{number}",)) for number in range(2, 85)]
    left_out = {f"s{number}": "已列入上级台账" for number in range(140, 144)} | {"s144": "无可核查内容"}
    summary = balance(statements, tasks, left_out)
    assert (summary.statements, summary.tasks, summary.split, summary.merged) == (145, 222, 83, 2)
    expected = "145 项表述 → 222 项任务：83 项拆分，2 项合并，5 项不列入（已列入上级台账 4 项；无可核查内容 1 项）"
    assert summary.remark.message("zh") == expected


@pytest.mark.parametrize(
    ("tasks", "left_out", "code"),
    [
        ([], {}, "balance_lost"),
        ([], {"a": " "}, "balance_no_reason"),
        ([Assigned("1", ("a",))], {"a": "重复"}, "balance_both"),
        ([Assigned("1", ("a", "z"))], {}, "balance_unknown"),
        ([Assigned("1", ("a",)), Assigned("2", ())], {}, "balance_no_source"),
    ],
)
def test_a_statement_cannot_get_lost(tasks: list[Assigned], left_out: dict[str, str], code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        balance(["a"], tasks, left_out)
    assert caught.value.code == code
    assert caught.value.message("zh")
