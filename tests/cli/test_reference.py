"""Generated pages say what the code says."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


def script(name):
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("what", ["cli", "records", "ratings", "permissions", "api"])
def test_pages_are_not_stale(what, monkeypatch):
    name = f"{what}_reference"
    monkeypatch.setattr(sys, "argv", [name, "--check"])
    assert script(name).main() == 0


def test_a_changed_page_is_stale(monkeypatch, tmp_path):
    module = script("records_reference")
    monkeypatch.setattr(module, "FILE", tmp_path / "records.md")
    monkeypatch.setattr(sys, "argv", ["x", "--check"])
    assert module.main() == 1
    monkeypatch.setattr(sys, "argv", ["x"])
    module.main()
    monkeypatch.setattr(sys, "argv", ["x", "--check"])
    assert module.main() == 0
