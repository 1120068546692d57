"""What the documents point at is there: pages, headings, files, commands with their options."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jiannuo.cli import main
from jiannuo.ledger.due import Matter, orders
from jiannuo.web.public.shown import comment_rules

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def without_code(text: str) -> str:
    """*text* without its blocks of code, fenced or indented."""
    text = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(?m)^ {4,}\S.*$", "", text)


def anchors(path: Path) -> set[str]:
    return {slug(found) for found in re.findall(r"^#+ +(.+)$", without_code(path.read_text("utf-8")), re.MULTILINE)}


def commands(path: Path) -> Iterator[str]:
    """Every line of a block of code that calls ``jiannuo``, lines that end with a backslash joined."""
    for block in re.findall(r"(?:^ {4,}\S.*\n)+", path.read_text("utf-8"), re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            found = re.match(r"\s+(?:(?:[A-Z_]+=\S+ |/\S+/))*jiannuo ([a-z].*)", line)
            if found:
                yield found[1]


def trouble(line: str) -> str:
    """What is wrong with a call; nothing where it is as the program takes it."""
    words = shlex.split(line, comments=True)
    command: click.Command = main.build("en")
    while isinstance(command, click.Group) and words:
        called = next((name for name in (" ".join(words[:2]), words[0]) if name in command.commands), None)
        if called is None:
            break
        command, words = command.commands[called], words[called.count(" ") + 1 :]
    if isinstance(command, click.Group) and words and not words[0].startswith("-"):
        return f"there is no command {words[0]}"
    known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)} | {"--help"}
    unknown = [word for word in words if re.match(r"--?[a-z]", word) and word.split("=")[0] not in known]
    return f"no option {', '.join(unknown)}" if unknown else ""


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", NAMES)
def test_commands_are_as_the_program_takes_them(name: str) -> None:
    assert {line: wrong for line in commands(ROOT / name) if (wrong := trouble(line))} == {}


def test_a_wrong_command_is_found() -> None:
    assert trouble("ledger verify") == trouble("serve --demo --port 8123  # a comment") == ""
    assert trouble("panel explore panel.parquet -o panel.html") == ""
    assert trouble("ledger verfy") == "there is no command verfy"
    assert trouble("serve --prot 1") == "no option --prot"


@pytest.mark.parametrize("name", NAMES)
def test_scripts_and_targets_are_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"\b((?:scripts|benchmarks|tests)/[\w/]+\.(?:py|sh|toml|jsonl?))\b", text))
    assert {file for file in named if "NAME" not in file and not (ROOT / file).exists()} == set()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^    |`)make ([a-z]+)\b", text, re.MULTILINE)) <= targets


def test_the_manual_tells_the_deadlines_that_are_set() -> None:
    manual = (ROOT / "docs/ledger.zh-CN.md").read_text("utf-8")
    spans, comments = orders().matters, comment_rules()
    ordinary, hard = spans[Matter.ORDINARY], spans[Matter.HARD]
    assert f"一般事项 {ordinary.report_days} 天反馈、{ordinary.settle_days} 天办结" in manual
    assert f"疑难事项 {hard.report_days} 天反馈、{hard.settle_months} 个月办结" in manual
    assert f"{comments.answer_working_days} 个工作日内答复" in manual


def test_every_document_is_led_to() -> None:
    """A page that no other names would never be read."""
    linked = {
        (path.parent / target.partition("#")[0]).resolve()
        for path in DOCUMENTS
        for target in re.findall(r"\]\(([^)\s]+\.md[^)\s]*)\)", path.read_text("utf-8"))
        if not target.startswith("http")
    }
    assert {str(path.relative_to(ROOT)) for path in DOCUMENTS if path not in linked} <= {"README.md"}
