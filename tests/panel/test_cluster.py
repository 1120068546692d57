"""The same panel on a real Dask scheduler with two workers in processes of their own, one of which is killed."""

import os
import subprocess
import sys
import time

import pytest

from jiannuo.formats import find_files
from jiannuo.model.errors import JiannuoError
from jiannuo.panel import cluster
from jiannuo.panel.build import Order, build
from jiannuo.panel.write import FORMATS

from .conftest import report

pytest.importorskip("distributed", reason="needs the extra cluster")
SECONDS = 60


def wait_for(what, message):
    end = time.monotonic() + SECONDS
    while not (found := what()):
        assert time.monotonic() < end, message
        time.sleep(0.05)
    return found


@pytest.fixture
def dask(tmp_path):
    """Address of a scheduler and its two workers; everything is ended afterwards."""
    import json

    told = tmp_path / "scheduler.json"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    running = []

    def start(*arguments):
        command = [sys.executable, "-m", "dask", *map(str, arguments)]
        running.append(
            subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        return running[-1]

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--scheduler-file", told)
        wait_for(lambda: told.is_file() and told.stat().st_size, "no scheduler")
        address = json.loads(told.read_text())["address"]
        # Without a nanny a killed worker stays dead.
        workers = [start("worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard") for _ in range(2)]
        yield address, workers
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def workers_of(address):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return len(client.scheduler_info(n_workers=-1)["workers"])


def test_a_worker_that_is_killed_loses_and_doubles_nothing(tmp_path, dask):
    address, workers = dask
    folder = tmp_path / "reports"
    folder.mkdir()
    for year in range(1985, 2025):
        (folder / f"{year}.txt").write_text(report(year=year), encoding="utf-8")
    (folder / "empty.txt").write_text("")
    wait_for(lambda: workers_of(address) == 2, "no two workers")
    sources = [os.fspath(file) for file in find_files([folder])]
    seen = []

    def kill(done, total):
        seen.append(done)
        if done == 10:
            assert done < total
            workers[0].kill()
            workers[0].wait()

    make = {"sources": sources, "format": FORMATS["csv"], "jobs": 1}
    built = build(Order(target=tmp_path / "cluster.csv", on=address, **make), "en", kill)
    assert workers[0].returncode is not None
    assert workers[1].poll() is None
    assert workers_of(address) == 1
    assert (built.reports, [one.code for one in built.left_out]) == (40, ["empty"])
    assert seen == list(range(42))
    build(Order(target=tmp_path / "local.csv", **make), "en")
    assert (tmp_path / "cluster.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()


def test_workers_with_other_rules_are_refused(tmp_path, dask, monkeypatch):
    address, _ = dask
    wait_for(lambda: workers_of(address) == 2, "no two workers")
    (tmp_path / "a.txt").write_text(report(), encoding="utf-8")
    monkeypatch.setattr(cluster, "rule_set", lambda: "another")
    with pytest.raises(JiannuoError) as caught:
        list(cluster.outcomes([os.fspath(tmp_path / "a.txt")], "csv", address))
    assert caught.value.code == "cluster_rules"


def test_no_scheduler_is_one_line(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(JiannuoError) as caught:
        list(cluster.outcomes(["a"], "csv", "tcp://127.0.0.1:9"))
    assert caught.value.code == "cluster_unreachable"
    assert "\n" not in str(caught.value)
