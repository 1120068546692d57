"""The command, but every readable file holds the report of 临川县: exports and exit codes by themselves."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "exports"))

from factory import report

from jiannuo.cli import inputs
from jiannuo.cli.main import run
from jiannuo.model.errors import ReadError


def load(source):
    """The factory's report; a file that says so is broken or hits a defect of ours."""
    text = sys.stdin.read() if source == "-" else ""
    if source != "-":
        if not Path(source).exists():
            raise ReadError("not_found", source=source)
        text = Path(source).read_text(encoding="utf-8")
    if text == "defect":
        raise ZeroDivisionError("by zero")
    if text == "interrupt":
        raise KeyboardInterrupt
    return report(source)


def find(paths):
    """Folders searched, everything else as it is."""
    from jiannuo.model.errors import JiannuoError

    files = [str(f) for p in paths for f in (sorted(Path(p).glob("*.txt")) if Path(p).is_dir() else [p])]
    if not files:
        raise JiannuoError("no_files", source=", ".join(paths))
    return files


inputs.load, inputs.find = load, find

if __name__ == "__main__":
    run()
