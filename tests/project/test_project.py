"""What the project says of itself holds: commands, lexicons, locks, continuous integration."""

import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def documentation() -> str:
    """All that a reader can read, in one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")) + "".join(
        map(read, READMES)
    )


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_only_targets_that_the_makefile_has(name: str) -> None:
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)\b", read(name), re.MULTILINE))
    assert {"run", "test"} <= named <= targets()


def test_every_target_has_a_help_text() -> None:
    assert targets() == set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE))
    assert {"setup", "run", "test", "bench", "eval", "lock", "docs", "format", "clean"} <= targets()


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("block", ["accuracy", "bench"])
def test_a_readme_has_each_block_once(name: str, block: str) -> None:
    assert read(name).count(f"<!-- {block}:start -->") == read(name).count(f"<!-- {block}:end -->") == 1


def test_every_lexicon_is_documented() -> None:
    lexicons = {
        path.name for path in (ROOT / "src/jiannuo/lexicon/data").iterdir() if path.suffix in (".toml", ".tsv", ".json")
    }
    assert lexicons
    assert {name for name in lexicons if name not in documentation()} == set()


def test_every_command_and_export_is_documented() -> None:
    main = pytest.importorskip("jiannuo.cli.main")
    text = documentation()
    for name in main.build("en").commands:
        assert f"jiannuo {name}" in text
    from jiannuo.exports import EXPORTS

    assert {name for name in EXPORTS if f"`{name}`" not in text} == set()


def test_ci_can_be_run() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert os.access(ROOT / "scripts/setup.sh", os.X_OK)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_hashes_everything(name: str) -> None:
    text = read(name)
    assert not re.search(r"https?:|file:/|--(extra-)?index-url|--find-links|--trusted-host", text)
    pins = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_running_lock_is_part_of_the_development_lock() -> None:
    running, development = (set(re.findall(r"^([a-z0-9-]+==\S+)", read(name), re.MULTILINE)) for name in LOCKS[:2])
    assert running <= development


def test_every_data_file_is_in_the_package() -> None:
    """What is no Python lies in the wheel too; the parts of a catalogue are only what it is made from."""
    package = ROOT / "src" / "jiannuo"
    patterns = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["package-data"]["jiannuo"]
    packed = {path for pattern in patterns for path in package.glob(pattern)}
    data = {path for path in package.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    parts = package / "web" / "locale" / "parts"
    assert sorted(path for path in data - packed if parts not in path.parents) == []
