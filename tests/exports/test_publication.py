"""Artefacts into a folder: all or nothing each, the others kept."""

import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner

from jiannuo.cli.main import build
from jiannuo.exports import WriteError
from jiannuo.exports import publication as module
from jiannuo.exports.publication import Artefact, Publication, publish

_spec = importlib.util.spec_from_file_location("factory", Path(__file__).with_name("factory.py"))
factory = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factory)
report = factory.report


@pytest.fixture
def broken(monkeypatch):
    """A registry with an artefact that cannot be made before the page."""
    entries = (Artefact("broken", ("a.txt", "b.txt"), "no_such_module"), module.ARTEFACTS["page"])
    monkeypatch.setattr(module, "ARTEFACTS", {entry.name: entry for entry in entries})


def test_the_page_is_written(tmp_path):
    (outcome,) = publish(Publication(report()), tmp_path / "new" / "folder", ["page"])
    assert outcome.error is None
    assert outcome.paths == (tmp_path / "new" / "folder" / "reading.html",)
    assert "临川县" in outcome.paths[0].read_text(encoding="utf-8")
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["reading.html"]


def test_existing_files_are_kept(tmp_path):
    (tmp_path / "reading.html").write_text("mine")
    with pytest.raises(WriteError) as caught:
        list(publish(Publication(report()), tmp_path, ["page"]))
    assert caught.value.code == "publish_exists"
    assert "reading.html" in caught.value.message("zh")
    assert (tmp_path / "reading.html").read_text() == "mine"
    list(publish(Publication(report()), tmp_path, ["page"], force=True))
    assert (tmp_path / "reading.html").read_text(encoding="utf-8") != "mine"


@pytest.mark.usefixtures("broken")
def test_a_failure_keeps_the_others(tmp_path):
    first, second = publish(Publication(report()), tmp_path)
    assert first.broken
    assert "no_such_module" in first.error.message("en")
    assert second.error is None
    assert [path.name for path in tmp_path.iterdir()] == ["reading.html"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError) as caught:
        list(publish(Publication(report()), tmp_path / "file" / "folder"))
    assert caught.value.code == "output_failed"
    assert "\n" not in caught.value.message("zh")


def test_the_command_compare_wants_two(tmp_path):
    group = build("zh")
    result = CliRunner().invoke(group, ["compare", "one.txt", "-o", str(tmp_path / "x.html")])
    assert isinstance(result.exception, WriteError)
    assert result.exception.code == "compare_one"
