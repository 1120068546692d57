"""Files to outcomes in several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from jiannuo.panel.work import Outcome, broken, work

AHEAD = 4  # files that wait for each process: none idles, and no more is in memory than that


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def outcomes(sources: Sequence[str], packer: str, jobs: int) -> Iterator[Outcome]:
    """An outcome for each of *sources*, as they are done; with one job in this process.

    A file that kills its process is tried once more alone, and is then an outcome ``broken``; the others are kept.
    """
    if jobs == 1:
        for source in sources:
            yield work(source, None, packer)
        return
    suspects: list[str] = []
    waiting = iter(sources)
    while True:
        lost: list[str] = []
        yield from _shift(waiting, packer, jobs, lost)
        suspects += lost
        if not lost:
            break
    for source in suspects:
        yield from _alone(source, packer)


def _shift(waiting: Iterator[str], packer: str, jobs: int, lost: list[str]) -> Iterator[Outcome]:
    """Outcomes until all is done or a process dies; *lost* then holds what was under way."""
    pool = _pool(jobs)
    running: dict[Future[Outcome], str] = {}
    source: str | None = None
    try:
        while True:
            while len(running) < jobs * AHEAD and (source := next(waiting, None)) is not None:
                running[pool.submit(work, source, None, packer)] = source
                source = None
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                outcome = future.result()
                del running[future]
                yield outcome
    except BrokenProcessPool:
        lost += [*running.values(), *([source] if source is not None else ())]
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(source: str, packer: str) -> Iterator[Outcome]:
    with _pool(1) as pool:
        try:
            yield pool.submit(work, source, None, packer).result()
        except BrokenProcessPool:
            yield broken(source, "the process that read it was killed")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the same on every system, and no lock of a thread of ours is copied.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave an interrupt to the main process, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
