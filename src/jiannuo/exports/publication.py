"""What ``jiannuo publish`` makes of a report: artefacts, each with files of its own, in one folder."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import msgspec

from jiannuo.exports import WriteError
from jiannuo.model.errors import JiannuoError
from jiannuo.model.report import Report


class Choices(msgspec.Struct, frozen=True):
    """What a caller may choose about artefacts; each artefact reads the fields that concern it.

    fonts asks the page to carry the characters that it needs, for machines without a Chinese font.  style names one of
    the poster's styles, colours are put over it (``accent=#1E6B6B``).
    """

    fonts: bool = False
    style: str = "朱"
    colours: tuple[str, ...] = ()


class Publication(msgspec.Struct, frozen=True):
    """A report to publish, and the same place's report of the year before where it is given."""

    report: Report
    previous: Report | None = None
    choices: Choices = Choices()


class Artefact(msgspec.Struct, frozen=True):
    """An entry of the registry: *module* has ``make(publication, folder)``, which writes *files* into folder."""

    name: str
    files: tuple[str, ...]
    module: str


# The only list of artefacts: the command and its help follow it.
ARTEFACTS: dict[str, Artefact] = {
    entry.name: entry
    for entry in (
        Artefact("page", ("reading.html",), "jiannuo.exports.page"),
        Artefact("poster", ("poster.pdf", "poster.png"), "jiannuo.exports.poster"),
        Artefact("split", ("分工方案.docx",), "jiannuo.exports.office.split"),
        Artefact("ledger", ("台账.xlsx",), "jiannuo.exports.office.ledger"),
    )
}


class Outcome(msgspec.Struct, frozen=True):
    """What became of an artefact: the paths written, or why there are none; broken tells a defect of ours."""

    artefact: Artefact
    paths: tuple[Path, ...] = ()
    error: JiannuoError | None = None
    broken: bool = False


def publish(
    publication: Publication, folder: Path, names: Sequence[str] = (), *, force: bool = False
) -> Iterator[Outcome]:
    """Make the artefacts *names*, all where none is named; one that fails does not stop the others.

    Files of *folder* that would be replaced are WriteError ``publish_exists`` unless *force*, before anything is made.
    """
    chosen = [ARTEFACTS[name] for name in names or ARTEFACTS]
    there = [file for entry in chosen for file in entry.files if (folder / file).exists()]
    if there and not force:
        raise WriteError("publish_exists", target=str(folder), files="、".join(there))
    _make_folder(folder)
    for entry in chosen:
        yield _make(entry, publication, folder)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError("output_failed", target=str(folder), reason=error.strerror or str(error)) from error


def _make(entry: Artefact, publication: Publication, folder: Path) -> Outcome:
    """All files of the artefact or none: they are made in a folder aside and moved in at the end."""
    import shutil  # slow to import

    draft = folder / f".{entry.name}.{os.getpid()}.part"
    try:
        draft.mkdir()
        import_module(entry.module).make(publication, draft)
        paths = tuple((draft / file).replace(folder / file) for file in entry.files)
    except JiannuoError as error:
        return Outcome(entry, error=error)
    except OSError as error:
        reason = error.strerror or str(error)
        return Outcome(entry, error=WriteError("output_failed", target=str(folder / entry.files[0]), reason=reason))
    except Exception as error:
        # A defect of ours in one artefact is told as such, and the other artefacts are still made.
        if os.environ.get("JIANNUO_DEBUG"):
            traceback.print_exc()
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Outcome(entry, error=WriteError("internal", source=entry.name, target="", reason=reason), broken=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Outcome(entry, paths)
