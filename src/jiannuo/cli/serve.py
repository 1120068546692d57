"""``jiannuo serve``: the ledger's pages for browsers."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys

import click

from jiannuo.cli.commands import Command
from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import language, render

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="serve",
        language=lang,
        callback=serve,
        help="\n\n".join(word(code) for code in ("help_serve", "help_serve_more", "help_serve_exits")),
        short_help=word("help_serve"),
        params=[
            click.Option(["--host"], default="127.0.0.1", show_default=True, help=word("help_serve_host")),
            click.Option(
                ["--port"], default=8000, show_default=True, type=click.IntRange(0, 65535), help=word("help_serve_port")
            ),
            click.Option(
                ["--threads"], default=8, show_default=True, type=click.IntRange(1), help=word("help_serve_threads")
            ),
            click.Option(["--worker/--no-worker"], default=True, show_default=True, help=word("help_serve_worker")),
            click.Option(["--demo"], is_flag=True, help=word("help_serve_demo")),
        ],
    )


def serve(host: str, port: int, threads: int, worker: bool, demo: bool) -> int:
    """Serve until told to stop; returns the exit code."""
    from jiannuo.web import startup

    named = "JIANNUO_ORIGIN" in os.environ
    if not named:
        if host not in LOCAL:
            raise JiannuoError("serve_origin", host=host)
        os.environ["JIANNUO_ORIGIN"] = f"http://127.0.0.1:{port} http://localhost:{port}"
    startup.ready()
    kept = startup.migrate()
    if kept is not None:
        _say("serve_saved", path=kept)
    if demo:
        _load_demonstration()
    _run(host, port, threads, named, worker)
    return 0


def _load_demonstration() -> None:
    if importlib.util.find_spec("jiannuo.web.demo") is None:
        raise JiannuoError("serve_demo_missing")
    importlib.import_module("jiannuo.web.demo").load()


def _run(host: str, port: int, threads: int, named: bool, worker: bool) -> None:
    from django.conf import settings

    from jiannuo.web import serving
    from jiannuo.web.accounts.models import Person

    sockets: dict[int, object] = {}
    server = serving.listen(host, port, threads, sockets)
    if not Person.objects.exists():
        _say("serve_nobody")
    _say("serve_ready", address=settings.ORIGINS[0] if named else f"http://127.0.0.1:{server.effective_port}")
    serving.run(server, sockets, worker)
    _say("serve_stopped")


def _say(code: str, **params: object) -> None:
    print(render(code, params, language()), file=sys.stderr, flush=True)
