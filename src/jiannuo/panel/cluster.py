"""Files to outcomes on a Dask cluster; workers need this package in the same version, but not the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jiannuo.formats import file_bytes
from jiannuo.model.errors import JiannuoError
from jiannuo.panel.extras import distributed
from jiannuo.panel.words import rule_set
from jiannuo.panel.work import Outcome, broken, work

AHEAD = 4  # files on their way for each thread of the cluster
PATIENCE = 20  # seconds in which the scheduler must answer


def outcomes(sources: Sequence[str], packer: str, address: str) -> Iterator[Outcome]:
    """One outcome for each of *sources*, as they are done, whatever workers come and go.

    The scheduler gives a dead worker's files to another; a file that killed several is an outcome ``broken``.
    JiannuoError where the scheduler cannot be reached, has no worker, or workers have other rules.
    """
    dask = distributed()
    try:
        client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise JiannuoError("cluster_unreachable", address=address, reason=_reason(error)) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise JiannuoError("cluster_empty", address=address)
        yield from _stream(client, dask, sources, packer, threads * AHEAD)


def _stream(client: Any, dask: Any, sources: Sequence[str], packer: str, ahead: int) -> Iterator[Outcome]:
    waiting, names = iter(sources), dict[str, str]()
    done = dask.as_completed(loop=client.loop)

    def send() -> Iterator[Outcome]:
        """Hand in one more file; one that cannot be read is an outcome at once, and the next is taken."""
        for source in waiting:
            try:
                data = file_bytes(source)
            except JiannuoError:
                yield work(source, None, packer)
                continue
            future = client.submit(work, source, data, packer, pure=False)
            names[future.key] = source
            done.add(future)
            return

    for _ in range(ahead):
        yield from send()
    for future in done:
        outcome = _result(future, names.pop(future.key))
        if outcome.rules != rule_set():
            raise JiannuoError("cluster_rules", there=outcome.rules or "-", here=rule_set())
        yield outcome
        future.release()
        yield from send()


def _result(future: Any, source: str) -> Outcome:
    try:
        outcome: Outcome = future.result()
    except Exception as error:  # whatever happened on the cluster to this one file
        return broken(source, _reason(error))
    return outcome


def _reason(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
