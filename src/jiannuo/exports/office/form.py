"""The form of an official document, GB/T 9704-2012: margins, faces, sizes, line pitch, page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import msgspec

from jiannuo.exports.cells import xml_text

if TYPE_CHECKING:
    from docx.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MM = 1440 / 25.4  # twentieths of a point in a millimetre
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # margins of an upright sheet, in millimetres
WIDTH, HEIGHT = 210, 297
TYPE = WIDTH - LEFT - RIGHT  # width of the type area
PITCH = 578  # 28.9 pt: 22 lines fill the 225 mm of the type area
TABLE_PITCH = 400
LONG_COLUMN = "工作任务"  # the one that holds sentences
# 28 characters of 16 pt fill the 156 mm of a line when each gives up a quarter of a point; in twentieths of a point.
# A grid of characters would say the same, but LibreOffice spreads it far too wide.
TIGHTER = -5


class Face(msgspec.Struct, frozen=True):
    """How a line is set: the face of Chinese characters, that of Latin ones, the size in half points, the colour."""

    east: str
    latin: str
    size: int
    colour: str = ""  # RRGGBB


TITLE = Face("方正小标宋简体", "方正小标宋简体", 44)  # 2号
BLACK = Face("黑体", "黑体", 32)
KAI = Face("楷体_GB2312", "Times New Roman", 32)
BODY = Face("仿宋_GB2312", "Times New Roman", 32)  # 3号
CELL = Face("仿宋_GB2312", "Times New Roman", 24)
CELL_HEAD = Face("黑体", "黑体", 24)
NUMBER = Face("宋体", "宋体", 28)  # 4号
SMALL = Face("仿宋_GB2312", "Times New Roman", 21)  # 5号, for notes
FINE = Face("仿宋_GB2312", "Times New Roman", 15)  # 小6号, for proofs
RED = "C00000"

# Other names and the looks of each face: what Word and WPS put in its place where it is not installed.
_FALLBACKS = (
    ("方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体", "roman", "02010601030101010101"),
    ("仿宋_GB2312", "仿宋,FangSong,FangSong_GB2312,华文仿宋", "modern", "02010609030101010101"),
    ("楷体_GB2312", "楷体,KaiTi,KaiTi_GB2312,华文楷体", "modern", "02010609030101010101"),
    ("黑体", "SimHei,微软雅黑", "modern", "02010609060101010101"),
    ("宋体", "SimSun", "roman", "02010600030101010101"),
)


def plain(text: str) -> str:
    """*text* with its thin spaces taken out: an official document sets a unit against its number."""
    return text.replace("\u2009", "")


def _look(face: Face) -> str:
    """The properties of a run: faces by script, and the size."""
    fonts = f'w:ascii="{face.latin}" w:hAnsi="{face.latin}" w:eastAsia="{face.east}" w:cs="{face.latin}"'
    size = f'<w:sz w:val="{face.size}"/><w:szCs w:val="{face.size}"/>'
    colour = f'<w:color w:val="{face.colour}"/>' if face.colour else ""
    return f'<w:rPr><w:rFonts {fonts} w:hint="eastAsia"/>{colour}{size}</w:rPr>'


def _run(text: str, face: Face) -> str:
    return f'<w:r>{_look(face)}<w:t xml:space="preserve">{escape(xml_text(text))}</w:t></w:r>'


def paragraph(text: str, face: Face = BODY, *, align: str = "both", before: int = 0, keep: bool = False) -> str:
    """A paragraph of the body, indented by two characters unless it stands right; *before* is in lines."""
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    if align == "right":
        indent = '<w:ind w:rightChars="400" w:right="1280"/>'
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}"
        f'<w:spacing w:before="{before * PITCH}" w:after="0" w:line="{PITCH}" w:lineRule="exact"/>{indent}'
        f'<w:jc w:val="{align}"/></w:pPr>{_run(text, face)}</w:p>'
    )


def title(*lines: str) -> str:
    """The title: 2号, centred, an empty line below; broken where its sense breaks."""
    runs = _run("", TITLE).replace("<w:t ", "<w:br/><w:t ").join(_run(line, TITLE) for line in lines if line)
    return (
        f'<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="{PITCH}" w:line="700" w:lineRule="exact"/>'
        f'<w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr>{runs}</w:p>'
    )


def red_head(name: str, issue: str, left: str, right: str) -> list[str]:
    """The head of a bulletin: its name in red in one line, its number, who and when above a red rule."""
    points = min(44.0, TYPE / 25.4 * 72 / max(len(name), 1))
    big = Face(TITLE.east, TITLE.latin, int(points * 2), RED)
    tight = f'w:before="0" w:after="0" w:line="{PITCH}" w:lineRule="exact"'
    ends = _run(left, BODY) + _run("", BODY).replace("<w:t ", "<w:tab/><w:t ") + _run(right, BODY)
    return [
        f'<w:p><w:pPr><w:spacing w:before="{PITCH}" w:after="240" w:line="1100" w:lineRule="exact"/>'
        f'<w:jc w:val="center"/></w:pPr>{_run(name, big)}</w:p>',
        f'<w:p><w:pPr><w:spacing {tight}/><w:jc w:val="center"/></w:pPr>{_run(issue, BODY)}</w:p>',
        f'<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="{RED}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{round(TYPE * MM)}"/></w:tabs><w:spacing {tight}/></w:pPr>{ends}</w:p>',
        f"<w:p><w:pPr><w:spacing {tight}/></w:pPr></w:p>",
    ]


def table(
    columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], left: Sequence[str] = (LONG_COLUMN,)
) -> str:
    """A table whose head comes again on every page and whose rows stay whole; widths in millimetres.

    The columns named in *left* hold sentences and are set from the left, the others in the middle.
    """
    grid = "".join(f'<w:gridCol w:w="{round(width * MM)}"/>' for _, width in columns)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    head = _row([name for name, _ in columns], columns, CELL_HEAD, (), head=True)
    body = "".join(_row(row, columns, CELL, left) for row in rows)
    total = round(sum(width for _, width in columns) * MM)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _row(
    values: Sequence[str], columns: Sequence[tuple[str, int]], face: Face, left: Sequence[str], *, head: bool = False
) -> str:
    spacing = f'<w:spacing w:before="20" w:after="20" w:line="{TABLE_PITCH}" w:lineRule="exact"/>'
    cells = []
    for value, (name, width) in zip(values, columns, strict=True):
        align = "left" if name in left else "center"
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{round(width * MM)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="{align}"/></w:pPr>'
            f"{_run(value, face)}</w:p></w:tc>"
        )
    repeat = "<w:tblHeader/>" if head else ""
    properties = f'<w:cantSplit/><w:trHeight w:val="560" w:hRule="atLeast"/>{repeat}'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def document(upright: Sequence[str], sideways: Sequence[str], name: str) -> Document:
    """A document of two sections: *upright* on upright sheets, *sideways*, if any, on sheets turned to the left."""
    import docx  # slow to import
    from docx.oxml import parse_xml

    made = docx.Document()
    _styles(made)
    _font_table(made)
    made.settings.odd_and_even_pages_header_footer = True
    made.core_properties.title = xml_text(name)[:255]
    made.core_properties.author = "践诺"
    made.core_properties.language = "zh-CN"
    body = made.element.body
    last = body.sectPr
    first_section = parse_xml(_section(sideways=False))
    for xml in upright:
        last.addprevious(parse_xml(_named(xml)))
    if sideways:
        last.addprevious(parse_xml(f'<w:p xmlns:w="{W}"><w:pPr/></w:p>'))
        last.getprevious().pPr.append(first_section)
        for xml in sideways:
            last.addprevious(parse_xml(_named(xml)))
    body.replace(last, parse_xml(_section(sideways=True)) if sideways else first_section)
    for section in made.sections:
        _footers(section)
    return made


def _named(xml: str) -> str:
    head, _, rest = xml.partition(">")
    return f'{head} xmlns:w="{W}">{rest}'


def _section(*, sideways: bool) -> str:
    """Sheet and margins; a sheet turned to the left keeps its binding edge, which is then the upper one."""
    width, height = (HEIGHT, WIDTH) if sideways else (WIDTH, HEIGHT)
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if sideways else (TOP, RIGHT, BOTTOM, LEFT)
    turned = ' w:orient="landscape"' if sideways else ""
    return (
        f'<w:sectPr xmlns:w="{W}"><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{round(width * MM)}" w:h="{round(height * MM)}"{turned}/>'
        f'<w:pgMar w:top="{round(top * MM)}" w:right="{round(right * MM)}" w:bottom="{round(bottom * MM)}" '
        f'w:left="{round(left * MM)}" w:header="851" w:footer="{round((bottom - 12) * MM)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    )


def _footers(section: Any) -> None:
    """Page numbers — 1 —, at the outer edge: right on odd pages, left on even ones, one character in."""
    from docx.oxml import parse_xml

    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        field = "".join(
            _bare_run(inside)
            for inside in (
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>1</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        before, after = (_bare_run(f'<w:t xml:space="preserve">{text}</w:t>') for text in ("— ", " —"))
        indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
        xml = f'<w:p xmlns:w="{W}"><w:pPr>{indent}<w:jc w:val="{side}"/></w:pPr>{before}{field}{after}</w:p>'
        old = footer.paragraphs[0]._p
        old.getparent().replace(old, parse_xml(xml))


def _bare_run(inside: str) -> str:
    return f"<w:r>{_look(NUMBER)}{inside}</w:r>"


def _styles(made: Document) -> None:
    """The default style carries the body's face and size, by which Word reckons characters a line."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal = made.styles["Normal"]
    normal.font.size = Pt(BODY.size / 2)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", BODY.latin), ("hAnsi", BODY.latin), ("cs", BODY.latin), ("eastAsia", BODY.east)):
        fonts.set(qn(f"w:{name}"), value)
    properties.find(qn("w:sz")).addprevious(parse_xml(f'<w:spacing xmlns:w="{W}" w:val="{TIGHTER}"/>'))


def _font_table(made: Document) -> None:
    """Name what may stand in for each face, in the part of the file that Word keeps for it."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{"variable" if family == "roman" else "fixed"}"/></w:font>'
        for name, others, family, panose in _FALLBACKS
    )
    for relation in made.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            relation.target_part._blob = f'{head}<w:fonts xmlns:w="{W}">{entries}</w:fonts>'.encode()
