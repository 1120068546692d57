"""The server: waitress before the application, the worker in a thread beside it, a clean stop."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

from jiannuo.model.errors import JiannuoError

GRACE = 10.0  # seconds that requests under way may take when the server stops


def listen(host: str, port: int, threads: int, sockets: dict[int, Any]) -> Any:
    """A waitress server that listens; *sockets* collects its sockets.  JiannuoError where the port cannot be had."""
    from django.conf import settings
    from waitress import create_server

    from jiannuo.web.wsgi import application

    proxy = (
        {"trusted_proxy": settings.PROXY, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
        if settings.PROXY
        else {}
    )
    try:
        return create_server(
            application,
            map=sockets,
            host=host,
            port=port,
            threads=threads,
            max_request_body_size=settings.JIANNUO_UPLOAD_LIMIT * 4,
            ident="jiannuo",
            **proxy,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise JiannuoError("serve_port", host=host, port=port, reason=reason) from error


def run(server: Any, sockets: dict[int, Any], worker: bool) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are answered first, the worker ends after what it is at."""
    stop = threading.Event()
    with _signals(), _working(stop) if worker else contextlib.nullcontext():
        server.run()  # ends by KeyboardInterrupt, its threads done
        _drain(server, sockets)
        stop.set()


def _drain(server: Any, sockets: dict[int, Any]) -> None:
    """Send what finished requests have still to send, take nothing new."""
    from waitress import wasyncore

    server.accepting = False
    until = time.monotonic() + GRACE
    while time.monotonic() < until and any(
        getattr(channel, "total_outbufs_len", 0) for channel in list(sockets.values())
    ):
        wasyncore.loop(timeout=0.1, map=sockets, count=1)
    wasyncore.close_all(sockets, ignore_all=True)


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Inside, SIGTERM is like Ctrl+C."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def work_alone() -> None:
    """The worker without a server, until SIGTERM or SIGINT."""
    stop = threading.Event()
    with _signals(), _working(stop), contextlib.suppress(KeyboardInterrupt):
        stop.wait()


@contextlib.contextmanager
def _working(stop: threading.Event) -> Iterator[None]:
    """Inside, the worker runs in a thread of its own."""
    from jiannuo.web.worker import run as work

    thread = threading.Thread(target=work, args=(stop,), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(GRACE)
