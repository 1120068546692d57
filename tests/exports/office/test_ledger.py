"""台账.xlsx: rows, lists, looks, and that it opens."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from jiannuo.exports.office.items import groups
from jiannuo.exports.office.ledger import COLUMNS, STATUSES, ledger, make

TITLES = [
    "序号",
    "一级任务",
    "任务内容",
    "目标值",
    "单位",
    "约束词",
    "时限",
    "牵头单位",
    "配合单位",
    "责任领导",
    "进展",
]
TITLES += ["状态", "来源句", "位置", "编号"]


@pytest.fixture
def book(publication):
    return openpyxl.load_workbook(BytesIO(ledger(publication)))


def test_columns_stand_in_the_order_of_the_office(book):
    assert book.sheetnames == ["台账", "单位", "说明"]
    assert [cell.value for cell in book["台账"][1]] == TITLES


def test_rows_hold_the_items(book, publication):
    items = [item for group in groups(publication.report) for item in group.items]
    rows = list(book["台账"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(items)
    for row, item in zip(rows, items, strict=True):
        assert row[0] == item.number
        assert row[2] == item.task
        assert row[3] == item.value
        assert row[12:] == (item.sentence, item.place, item.id)
        assert set(row[7:12]) == {None}
    assert (120, "个") in [row[3:5] for row in rows]


def test_head_is_frozen_and_filtered(book):
    page = book["台账"]
    assert page.freeze_panes == "D2"
    assert page.auto_filter.ref == f"A1:O{page.max_row}"
    assert page.print_title_rows == "$1:$1"
    for column in page.columns:
        assert page.column_dimensions[column[0].column_letter].width >= 6
        assert all(cell.alignment.wrap_text for cell in column)


def test_lists_to_choose_from(book):
    lists = {str(v.sqref): v.formula1 for v in book["台账"].data_validations.dataValidation}
    last = book["台账"].max_row
    assert lists[f"L2:L{last}"] == '"未启动,欠进度,达进度,超进度,已完成,提前完成,其它"'
    assert lists[f"H2:H{last} I2:I{last}"] == "单位!$A$2:$A$301"


def test_states_have_colour_and_sign(book):
    rules = [rule for found in book["台账"].conditional_formatting for rule in found.rules]
    for status in STATUSES:
        (rule,) = [rule for rule in rules if f'"{status.name}"' in rule.formula[0]]
        assert rule.dxf.font.color.rgb == f"FF{status.colour}"
        assert rule.dxf.numFmt.formatCode == f'"{status.sign} "@'


def test_words_are_never_formulas(hostile):
    book = openpyxl.load_workbook(BytesIO(ledger(hostile)))
    cells = [cell for row in book["台账"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    risky = [cell for cell in cells if str(cell.value).startswith("=")]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


def test_libreoffice_opens_it_and_keeps_every_value(any_publication, tmp_path, converted):
    make(any_publication, tmp_path)
    mine = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    theirs = openpyxl.load_workbook(converted(tmp_path / "台账.xlsx", "xlsx:Calc MS Excel 2007 XML"))
    assert theirs.sheetnames == mine.sheetnames
    for name in mine.sheetnames:
        assert list(theirs[name].iter_rows(values_only=True)) == list(mine[name].iter_rows(values_only=True))
    if mine["台账"].max_row > 1:
        assert len(theirs["台账"].data_validations.dataValidation) >= 2
        assert theirs["台账"].column_dimensions["C"].width == pytest.approx(44, abs=1)


def test_every_part_is_well_formed(any_publication):
    from lxml import etree

    with zipfile.ZipFile(BytesIO(ledger(any_publication))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_widths_are_named_for_every_column():
    assert [column.title for column in COLUMNS] == TITLES
