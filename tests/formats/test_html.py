"""Web pages: the main text whole, with headings, lists and tables, and without menus and buttons."""

import pytest

from jiannuo.formats import open_bytes
from jiannuo.model.document import Grounding
from jiannuo.model.errors import ReadError
from jiannuo.model.span import Span

LONG = [f"（{number}）抓好第{number}件事。今年建成学校{number}所，新增学位{number * 30}个。" for number in range(1, 30)]
SHORT = ["今年建成学校3所。"]


def page(paragraphs, charset="utf-8"):
    body = "".join(f"<p>　　<strong>{one[:4]}</strong>{one[4:]}</p>\n" for one in paragraphs)
    return f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>某市政府工作报告</title><style>p {{ color: red }}</style></head>
<body><form id="form1"><header><a href="/">某市人民政府</a></header>
<div class="menu"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div>当前位置：<a>首页</a> &gt; <a>报告</a></div><h1>政府工作报告</h1>
<div>来源：市政府办公室 发布时间：2026-01-20 <a>打印</a> <button>关闭</button></div>
<div id="zoom"><p align="center">——2026年1月8日在市人民代表大会上</p><p>各位代表：</p><h2>一、回顾</h2>
{body}<ul><li>粮食产量20万吨</li><li>用电量增长5%</li></ul>
<table><tr><th><p>指标</p></th><th>目标</th></tr><tr><td>地区生产总值</td><td>6%左右</td></tr></table>
<div style="display: none">隐藏，不读。</div><p>第一行<br>第二行</p><p>谢谢
大家！</p><p><a>上一篇</a> <a>下一篇</a></p><script>var a = "脚本，不读。"</script></div>
<footer>版权所有，某市人民政府。</footer></form></body></html>"""


def lines_of(paragraphs):
    return [
        "政府工作报告",
        "——2026年1月8日在市人民代表大会上",
        "各位代表：",
        "一、回顾",
        *paragraphs,
        "粮食产量20万吨",
        "用电量增长5%",
        "指标\t目标",
        "地区生产总值\t6%左右",
        "第一行",
        "第二行",
        "谢谢大家！",
    ]


def read(data):
    return open_bytes(data, "a.html", "a.html")


@pytest.mark.parametrize("paragraphs", [LONG, SHORT])
@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("", "utf-16")],
)
def test_main_text_is_whole(paragraphs, charset, codec):
    document = read(page(paragraphs, charset).encode(codec))
    assert document.text.split("\n") == lines_of(paragraphs)
    assert document.format == "html"
    assert document.encoding.startswith(codec)


def test_declared_encoding_counts_where_bytes_do_not_tell():
    words = "<html><meta charset=big5><p>今年新建學校三所，並擴大醫療服務。</p><p>謝謝大家！</p></html>"
    assert "今年新建學校三所" in read(words.encode("big5")).text


def test_paragraphs_are_numbered():
    document = read(page(LONG).encode())
    start = document.text.index("一、回顾")
    location = document.locate(Span(start, start + 4))
    assert (location.grounding, location.paragraph) == (Grounding.PARAGRAPH, 4)
    assert [anchor.span.of(document.text) for anchor in document.anchors] == document.text.split("\n")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("一段，<br>二段，<br/>三段。", ["一段，", "二段，", "三段。"]),
        ("<div>一段，好。</div><div>二段，好。</div>", ["一段，好。", "二段，好。"]),
        ("<table><tr><td><p>版式，表格。</p><p>二段，好。</p></td></tr></table>", ["版式，表格。", "二段，好。"]),
        ("<p>一段，<span>好</span>。<p>二段，&#22909;&nbsp;5%。", ["一段，好。", "二段，好 5%。"]),
        ("<pre>一段，好。\n二段，好。</pre>", ["一段，好。", "二段，好。"]),
        ("<p>没有标点</p><p>也读</p>", ["没有标点", "也读"]),
        ("<b>" * 300 + "<p>没有关上，的标签。</p><p>照样，读。</p>", ["没有关上，的标签。", "照样，读。"]),
    ],
)
def test_pages_of_all_makes(body, lines):
    assert read(f"<html><body>{body}</body></html>".encode()).text.split("\n") == lines


@pytest.mark.parametrize(
    "body",
    ["", "<a href=/>首页</a>", "<script>document.write('报告')</script>", "<div id=app></div><footer>版权</footer>"],
)
def test_pages_without_text_say_so(body):
    with pytest.raises(ReadError) as caught:
        read(f"<html><body>{body}</body></html>".encode())
    assert caught.value.code == "html_blank"


def test_entities_of_its_own_do_nothing():
    bomb = '<!DOCTYPE html [<!ENTITY a "哈哈，"><!ENTITY b "&a;&a;">]><html><body><p>&b;好，的。</p></body></html>'
    text = read(bomb.encode()).text
    assert "哈哈" not in text
    assert "好，的。" in text


def outcome(data: bytes) -> str:
    """The format that *data* was read as, or the code of the refusal."""
    try:
        return read(data).format
    except ReadError as error:
        return error.code


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "今年，好。" + "</div>" * 100_000,
        "<b>" * 100_000 + "今年，好。",
        "<table><tr><td>" * 20_000 + "今年，好。",
        "<p>今年，好。" * 50_000,
        "今年，好。" * 200_000,
        "<" * 1_000_000,
        "&" * 1_000_000,
    ],
)
def test_hostile_pages_are_read_or_refused(body):
    """Quadratic work on such pages runs into the time limit that every test has."""
    assert outcome(f"<html><body>{body}</body></html>".encode())[:4] == "html"
