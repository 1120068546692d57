"""Owners that a text names are read, found in the tree under any form of their names, or told to be missing."""

from pathlib import Path

import pytest

from jiannuo.ledger.owners import KnownUnit, Tree, near, owners
from jiannuo.model.span import Span


@pytest.mark.parametrize(
    ("text", "leading", "helping"),
    [
        ("改造老旧小区95个（市住建局牵头）。", ("市住建局",), ()),
        ("改造老旧小区95个（牵头单位：市住建局）", ("市住建局",), ()),
        ("改造老旧小区(市住建局牵头，市财政局、市民政局配合)", ("市住建局",), ("市财政局", "市民政局")),
        ("改造（责任单位：市住建局、市财政局）", ("市住建局", "市财政局"), ()),
        ("改造（牵头单位：市住建局；配合单位：市财政局、各县区）", ("市住建局",), ("市财政局",)),
        ("改造（市住建局、市财政局负责）", ("市住建局", "市财政局"), ()),
        ("改造（市住建局和市财政局共同牵头）", ("市住建局", "市财政局"), ()),
        ("改造（牵头责任单位：市应急局〈市消防救援支队〉）", ("市应急局",), ()),
        ("改造（市住建局、市财政局）", ("市住建局", "市财政局"), ()),
        ("三、完善功能　责任单位：市城管局、濂江县", ("市城管局", "濂江县"), ()),
        ("由市科技局牵头，建设中试基地。", ("市科技局",), ()),
    ],
)
def test_owners_are_read(text: str, leading: tuple[str, ...], helping: tuple[str, ...]) -> None:
    found = owners(text)
    assert found is not None
    assert (found.leading, found.helping) == (leading, helping)


@pytest.mark.parametrize(
    "text",
    [
        "支持由龙头企业牵头组建创新联合体。",
        "市领导牵头督办（每月一次）。",
        "改造棚户区（城中村）400套。",
        "巩固乡镇（街道）网格（含开发区）。",
        "力争各区（县级市）都建成。",
        "实施解放路改造（二期）。",
    ],
)
def test_what_names_no_owner_is_left_alone(text: str) -> None:
    assert owners(text) is None


UNITS = [
    KnownUnit("zj", "云汀市住房和城乡建设局"),
    KnownUnit("fg", "云汀市发展和改革委员会"),
    KnownUnit("rs", "云汀市人力资源和社会保障局"),
    KnownUnit("sj", "云汀市市场监督管理局"),
    KnownUnit("wj", "云汀市卫生健康委员会"),
    KnownUnit("cg", "云汀市城市管理局"),
    KnownUnit("jy", "云汀市教育局"),
    KnownUnit("jy2", "濂江县教育局", depth=2),
    KnownUnit("jy3", "桐壤县教育局", depth=2),
    KnownUnit("cd", "云汀市城市建设投资集团有限公司", ("云汀城投", "市城投集团")),
    KnownUnit("lj", "濂江县人民政府", depth=2),
    KnownUnit("tr", "桐壤县", depth=2),
    KnownUnit("zf", "云汀市人民政府"),
    KnownUnit("tw", "共青团云汀市委员会", ("团市委",)),
    KnownUnit("gl", "云汀高新区管委会", depth=2),
]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("市住建局", "zj"),
        ("住建局", "zj"),
        ("市住房城乡建设局", "zj"),
        ("云汀市住房和城乡建设局", "zj"),
        ("市发改委", "fg"),
        ("市发展改革委", "fg"),
        ("市人社局", "rs"),
        ("市市场监管局", "sj"),
        ("市场监管局", "sj"),
        ("市卫健委", "wj"),
        ("市城管局", "cg"),
        ("城市管理局", "cg"),
        ("市教育局", "jy"),
        ("教育局", "jy"),
        ("濂江县教育局", "jy2"),
        ("县教育局", "jy2 jy3"),
        ("市城投集团", "cd"),
        ("濂江县", "lj"),
        ("濂江县政府", "lj"),
        ("桐壤县", "tr"),
        ("桐壤县人民政府", "tr"),
        ("市政府", "zf"),
        ("团市委", "tw"),
        ("市水利局", ""),
        ("青岫县教育局", ""),
        ("青岫县", ""),
        ("汀州市住建局", ""),
        ("管委会", ""),
        ("", ""),
    ],
)
def test_a_name_is_found_under_its_forms_and_under_no_other(words: str, units: str) -> None:
    assert " ".join(unit.id for unit in Tree(UNITS).find(words)) == units


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        # Behind the full stop: for all sentences of the paragraph.
        ("打通断头路6条。新增车位2800个。（牵头单位：市城管局）\n完成扩建。（牵头单位：市水务局）", "打通", "市城管局"),
        ("打通断头路6条。新增车位2800个。（牵头单位：市城管局）\n完成扩建。（牵头单位：市水务局）", "完成", "市水务局"),
        # In a sentence: for the promise before it alone.
        ("改造小区95个（市住建局牵头），建成公寓1000套（市人社局负责）。", "改造", "市住建局"),
        ("改造小区95个（市住建局牵头），建成公寓1000套（市人社局负责）。", "建成", "市人社局"),
        ("打通断头路6条。改造小区95个（市住建局牵头）。", "打通", None),
        # Said before the promise.
        ("由市科技局牵头，建成中试基地。", "建成", "市科技局"),
        ("打通断头路6条。\n（牵头单位：市城管局）", "打通", None),
        ("打通断头路6条。", "打通", None),
    ],
)
def test_owners_belong_to_the_promises_that_they_stand_behind(text: str, at: str, expected: str | None) -> None:
    place = text.index(at)
    start = max(text.rfind("。", 0, place), text.rfind("\n", 0, place)) + 1
    found = owners(near(text, Span(start, text.index("。", place) + 1), place))
    assert (found.leading[0] if found else None) == expected


def test_brackets_of_real_reports_are_read(shared: Path) -> None:
    labelled = read = 0
    for path in (shared / "corpus" / "city" / "成都市").glob("*.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            # One bracket each: what stands behind the last （ is its content.
            for piece in line.split("（")[1:]:
                if piece.startswith("牵头单位："):
                    labelled += 1
                    read += owners("（" + piece) is not None
    assert labelled >= 400
    assert read == labelled
