"""The lead unit is suggested with its reason, or not at all."""

import tomllib
from pathlib import Path

import pytest

from jiannuo.ledger.owners import KnownUnit
from jiannuo.ledger.suggest import Earlier, Ground, Suggester

LEDGER = tomllib.loads((Path(__file__).parent / "suggestions.toml").read_text(encoding="utf-8"))
LAST_YEAR, THIS_YEAR = list(LEDGER["last_year"].items()), list(LEDGER["this_year"].items())
TREE = [KnownUnit(name, f"云汀市{name}") for name in dict.fromkeys(name for _, name in LAST_YEAR)]
EARLIER = [Earlier(2025, str(number), text, unit) for number, (text, unit) in enumerate(LAST_YEAR, 1)]


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(TREE, EARLIER)


def test_a_unit_that_the_report_names_leads(suggester: Suggester) -> None:
    found = suggester.suggest("改造老旧小区95个", ["改造老旧小区95个（市城管局牵头，市住建局、市水务局配合）。"])
    assert (found.unit, found.cooperating, found.ground, found.score) == (
        "城市管理局",
        ("住房和城乡建设局",),
        Ground.NAMED,
        1.0,
    )
    assert "云汀市城市管理局" in found.remark.message("zh")
    assert "市城管局牵头" in found.remark.message("zh")


def test_the_sentence_comes_before_the_heading(suggester: Suggester) -> None:
    heading = "（五）建设宜居家园（责任单位：市住建局）"
    assert suggester.suggest("新增车位", ["新增车位。", heading]).unit == "住房和城乡建设局"
    assert suggester.suggest("新增车位", ["新增车位（市城管局牵头）。", heading]).unit == "城市管理局"


def test_a_named_unit_that_is_not_in_the_tree_is_told_and_not_replaced(suggester: Suggester) -> None:
    found = suggester.suggest("改造老旧小区95个", ["改造老旧小区95个（市房管局牵头，市住建局配合）。"])
    assert (found.unit, found.ground, found.missing) == (None, Ground.NAMED, ("市房管局",))
    assert found.cooperating == ("住房和城乡建设局",)
    assert "市房管局" in found.remark.message("zh")
    assert "单位树中没有" in found.remark.message("zh")


def test_a_name_of_several_units_is_told() -> None:
    tree = [KnownUnit("a", "濂江县教育局"), KnownUnit("b", "桐壤县教育局")]
    found = Suggester(tree).suggest("新增学位", ["新增学位（县教育局牵头）"])
    assert found.unit is None
    assert "濂江县教育局、桐壤县教育局" in found.remark.message("zh")


def test_the_closest_earlier_task_is_the_reason(suggester: Suggester) -> None:
    found = suggester.suggest("新改建农村公路320公里")
    assert (found.unit, found.ground) == ("交通运输局", Ground.LEARNED)
    assert found.remark.message("zh") == "与 2025 年第 6 项相近：“新改建农村公路300公里”，由云汀市交通运输局牵头"


def test_a_unit_that_is_gone_is_not_suggested() -> None:
    found = Suggester(TREE[:1], EARLIER).suggest("新改建农村公路320公里")
    assert found.unit != "交通运输局"


def test_a_topic_gives_the_usual_department_where_nothing_else_speaks(suggester: Suggester) -> None:
    found = suggester.suggest("推行物业阳光账本", topic=14)
    assert (found.unit, found.ground) == ("住房和城乡建设局", Ground.TOPIC)
    nothing = suggester.suggest("推行物业阳光账本")
    assert (nothing.unit, nothing.ground, nothing.score) == (None, Ground.NONE, 0.0)
    assert Suggester([]).suggest("改造老旧小区95个", topic=14).unit is None


def test_a_made_up_ledger_is_learned(suggester: Suggester) -> None:
    said = [(suggester.suggest(text), unit) for text, unit in THIS_YEAR]
    given = [(found, unit) for found, unit in said if found.unit is not None]
    right = sum(found.unit == unit for found, unit in given)
    assert right / len(given) >= 0.95
    assert len(given) / len(said) >= 0.8


def test_words_are_counted_once_for_many_tasks() -> None:
    """300 units, 2,000 earlier tasks, 400 new ones: all are answered from the index."""
    tree = [KnownUnit(str(number), f"云汀市第{number}局") for number in range(300)]
    earlier = [Earlier(2025, str(n), f"{LAST_YEAR[n % len(LAST_YEAR)][0]}第{n}批", str(n % 300)) for n in range(2000)]
    suggester = Suggester(tree, earlier)
    assert all(suggester.suggest(THIS_YEAR[n % len(THIS_YEAR)][0]).remark for n in range(400))
