"""Files to one panel: what is read is kept in a journal, doubles are left out, and the file is written at the end."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from jiannuo.exports import WriteError
from jiannuo.exports.cells import csv_cell
from jiannuo.exports.csv import BYTE_ORDER_MARK
from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import render
from jiannuo.panel import cluster, pool
from jiannuo.panel.codebook import codebook
from jiannuo.panel.journal import Entry, Head, Journal
from jiannuo.panel.words import rule_set
from jiannuo.panel.work import Outcome, content_of
from jiannuo.panel.write import Format

Watch = Callable[[int, int], None]  # done, all


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to build: *sources* into *target*, in *jobs* processes or on the Dask cluster at the address *on*."""

    sources: Sequence[str]
    target: Path
    format: Format
    jobs: int
    on: str | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """A file that is not in the panel, and why: status as in Outcome, or ``double``."""

    source: str
    status: str
    code: str
    params: dict[str, str]

    def message(self, language: str) -> str:
        """One line in ``zh`` or ``en``."""
        return render(self.code, self.params, language)


class Built(msgspec.Struct, frozen=True):
    """What a run did; resumed counts the files that an earlier run had done."""

    reports: int
    rows: int
    resumed: int
    left_out: tuple[LeftOut, ...]


def beside(target: Path, what: str) -> Path:
    """The path of a file that goes with *target*: ``panel.codebook.md`` beside ``panel.parquet``."""
    return target.with_name(f"{target.stem}.{what}")


def journal_of(target: Path) -> Path:
    """Where the journal of an unfinished run is."""
    return target.with_name(target.name + ".journal")


def build(order: Order, language: str, watch: Watch = lambda _done, _all: None) -> Built:
    """Read and write everything; WriteError where the disk refuses, and what is in the journal is kept then."""
    for need in order.format.needs:
        need()
    sources = tuple(dict.fromkeys(order.sources))
    with Journal(journal_of(order.target), Head(rule_set(), order.format.packer)) as journal:
        known = {source for source in sources if _still(journal.entries.get(source))}
        _read(order, [source for source in sources if source not in known], journal, watch, len(known))
        chosen, left_out = choose([journal.entries[source] for source in sources])
        _replace(order.target, lambda draft: order.format.write(_payloads(journal, chosen), draft))
        _write_beside(order.target, left_out, language)
        journal.remove()
    return Built(len(chosen), sum(entry.outcome.rows for entry in chosen), len(known), tuple(left_out))


def _still(entry: Entry | None) -> bool:
    """Whether what the journal has of a file holds: one that failed is tried again, one that changed read anew."""
    if entry is None or entry.outcome.status not in ("rows", "passed"):
        return False
    try:
        return content_of(Path(entry.outcome.source).read_bytes()) == entry.outcome.content
    except OSError:
        return False


def _read(order: Order, pending: list[str], journal: Journal, watch: Watch, done: int) -> None:
    total = done + len(pending)
    watch(done, total)
    if order.on:
        stream = cluster.outcomes(pending, order.format.packer, order.on) if pending else iter(())
    else:
        stream = pool.outcomes(pending, order.format.packer, min(order.jobs, len(pending) or 1))
    for outcome in stream:
        try:
            journal.add(outcome)
        except OSError as error:
            reason = error.strerror or str(error)
            raise WriteError(
                "panel_stopped", target=str(journal.path), reason=reason, done=done, total=total
            ) from error
        done += 1
        watch(done, total)


def choose(entries: Sequence[Entry]) -> tuple[list[Entry], list[LeftOut]]:
    """What goes into the panel, in order, and what is left out.

    Of files with the same bytes the first is kept; of texts of one place, year and sort the one with most rows.
    """
    left_out: dict[str, LeftOut] = {}
    by_content: dict[str, Outcome] = {}
    by_place: dict[tuple[str, str, int], Outcome] = {}
    for outcome in (entry.outcome for entry in entries):
        if outcome.status != "rows":
            left_out[outcome.source] = LeftOut(
                outcome.source, outcome.status, outcome.code, {"source": outcome.source, **outcome.params}
            )
            continue
        first = by_content.setdefault(outcome.content, outcome)
        if first is not outcome:
            left_out[outcome.source] = _double("same_content", outcome, first)
        elif outcome.place and outcome.year is not None:
            key = (outcome.document, outcome.place, outcome.year)
            kept = by_place.setdefault(key, outcome)
            if kept is not outcome:
                fuller, other = (outcome, kept) if outcome.rows > kept.rows else (kept, outcome)
                by_place[key] = fuller
                left_out[other.source] = _double("same_place_and_year", other, fuller)
    chosen = [entry for entry in entries if entry.outcome.source not in left_out]
    return chosen, [left_out[entry.outcome.source] for entry in entries if entry.outcome.source in left_out]


def _double(code: str, outcome: Outcome, kept: Outcome) -> LeftOut:
    params = {"source": outcome.source, "kept": kept.source, "place": outcome.name, "year": str(outcome.year)}
    return LeftOut(outcome.source, "double", code, params)


def _payloads(journal: Journal, entries: Sequence[Entry]) -> Iterator[bytes]:
    for entry in entries:
        yield journal.payload(entry)


def _replace(target: Path, write: Callable[[Path], None]) -> None:
    """Let *write* fill a draft and put it in the place of *target* once it is whole."""
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        write(draft)
        draft.replace(target)
    except JiannuoError:
        raise
    except Exception as error:
        # The libraries that write raise errors of their own for a full disk; a defect of ours shows its name.
        reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
        raise WriteError("panel_unwritten", target=str(target), reason=reason) from error
    finally:
        draft.unlink(missing_ok=True)


def _write_beside(target: Path, left_out: list[LeftOut], language: str) -> None:
    """The codebook, and the list of what was left out where there is any."""
    _replace(beside(target, "codebook.md"), lambda draft: _text(draft, codebook()))
    listed = beside(target, "left-out.csv")
    if not left_out:
        listed.unlink(missing_ok=True)
        return
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["source", "status", "code", "message"])
    writer.writerows([csv_cell(one.source), one.status, one.code, csv_cell(one.message(language))] for one in left_out)
    _replace(listed, lambda draft: _text(draft, BYTE_ORDER_MARK + buffer.getvalue()))


def _text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))
