"""Write docs/cli.md and docs/cli.zh-CN.md from the commands themselves; with --check, only tell if they are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from jiannuo.cli.commands import Group
from jiannuo.cli.main import build

DOCS = Path(__file__).parents[1] / "docs"
FILES = {"en": DOCS / "cli.md", "zh": DOCS / "cli.zh-CN.md"}

HEADS = {
    "en": "# Commands\n\nMade by `scripts/cli_reference.py` from the commands; don't edit by hand.\n",
    "zh": "# 命令\n\n由 `scripts/cli_reference.py` 根据命令生成，请勿手工修改。\n",
}
# What the help is too short for.
NOTES = {
    "en": """
## Formats

| format | for | one report | several |
|---|---|---|---|
| summary | reading in a terminal | headline targets, results, plan by area, review list | one after the other |
| jsonl | programs | one record a line, see [records](records.md) | each record names its `source` |
| json | programs | an object: metadata, sections, statements, notes | an array of objects |
| csv | spreadsheets | one table, UTF-8 with byte order mark | a column for the file |
| xlsx | Excel, WPS | sheets for measures, milestones, sections, review list, source | a column for the file |

`jiannuo link` writes:

| format | for | holds |
|---|---|---|
| table | reading in a terminal | figures and milestones by verdict, with the answer and the rule |
| jsonl | programs | one promise a line: verdict, evidence, rule, both readings; see [linking](linking.md) |
| xlsx | Excel, WPS | target–result table, counts, review list, sources |
| html | a browser, print | promise and answer side by side, both reports in full with every place lit |

The review list is in every format. In csv a string that a spreadsheet would run or rewrite (a lead of `=` `+` `-` `@`,
tab or carriage return, an id that looks like a number) has an apostrophe before it; numbers never have. In xlsx such
strings are marked as text and stay as they are.

Output is UTF-8 whatever the locale. Messages and help are Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` begins with
`zh`, else English. `NO_COLOR` turns colour off; so does any output that is no terminal.

## Examples

    jiannuo read report.docx
    jiannuo read report.txt --format jsonl | grep '"type":"milestone"'
    jiannuo read reports/ -o all.xlsx
    jiannuo read reports/ --format csv -o tables/
    cat report.txt | jiannuo read - --format json
    jiannuo link 2025.docx 2026.docx -o results.html
""",
    "zh": """
## 格式

| 格式 | 用途 | 一份报告 | 多份报告 |
|---|---|---|---|
| summary | 在终端阅读 | 主要目标、成效、分领域安排、复核 | 逐份列出 |
| jsonl | 供程序使用 | 每行一条记录，见 [records](records.md) | 每条记录带 `source` |
| json | 供程序使用 | 一个对象：元数据、章节、表述、复核 | 对象的数组 |
| csv | 电子表格 | 一张表，UTF-8 带 BOM | 多一列文件名 |
| xlsx | Excel、WPS | 指标、事项、章节、复核、来源五张工作表 | 多一列文件名 |

`jiannuo link` 的格式：

| 格式 | 用途 | 内容 |
|---|---|---|
| table | 在终端阅读 | 指标与事项按判定排列，附下一年报告的说法和依据 |
| jsonl | 供程序使用 | 每行一项承诺：判定、证据、依据、从严与从宽、次选，见 [linking](linking.md) |
| xlsx | Excel、WPS | 目标完成情况表、汇总、复核、来源 |
| html | 浏览器、打印 | 承诺与结果并列，附两份报告全文，逐处标亮；单个文件，不需联网 |

每种格式都含复核内容。

csv 中，凡电子表格会当作公式或改写的文字（以 `=` `+` `-` `@`、制表符或回车开头，或形似数字的编号），
前面加一个撇号；数值不加。xlsx 中此类文字按文本存放，内容不变。

输出一律为 UTF-8。`LC_ALL`、`LC_MESSAGES` 或 `LANG` 以 `zh` 开头时，提示和帮助用中文，否则用英文。
设 `NO_COLOR` 则不用颜色；输出不是终端时也不用。

## 示例

    jiannuo read 报告.docx
    jiannuo read 报告.txt --format jsonl | grep '"type":"milestone"'
    jiannuo read 报告文件夹/ -o 汇总.xlsx
    jiannuo read 报告文件夹/ --format csv -o 表格/
    cat 报告.txt | jiannuo read - --format json
    jiannuo link 2025年报告.docx 2026年报告.docx -o 兑现情况.html
""",
}


def _pages(group: Group, parent: click.Context, before: str) -> Iterator[tuple[str, str]]:
    """Title and help of each command of *group*, those of its groups after them."""
    for name in sorted(group.commands):
        command = group.commands[name]
        context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
        yield f"{before} {name}", command.get_help(context)
        if isinstance(command, Group):
            yield from _pages(command, context, f"{before} {name}")


def reference(language: str) -> str:
    """The whole page in one language."""
    group = build(language)
    top = click.Context(group, info_name="jiannuo", terminal_width=100, max_content_width=100)
    pages = [("jiannuo", group.get_help(top)), *_pages(group, top, "jiannuo")]
    blocks = [f"\n## {title}\n\n```\n{text}\n```\n" for title, text in pages]
    return HEADS[language] + "".join(blocks) + NOTES[language]


def stale() -> list[str]:
    """Names of the pages that no longer say what the commands say."""
    return [
        path.name
        for language, path in FILES.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != reference(language)
    ]


def main() -> int:
    """Write the pages, or check them; 1 where one is stale."""
    if "--check" in sys.argv[1:]:
        for name in stale():
            print(f"docs/{name} is stale: run python scripts/cli_reference.py", file=sys.stderr)
        return 1 if stale() else 0
    for language, path in FILES.items():
        path.write_text(reference(language), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
