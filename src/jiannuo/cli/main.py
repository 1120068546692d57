"""The command's entry: exit codes, and one line on standard error for whatever goes wrong."""

from __future__ import annotations

import os
import sys

import click

from jiannuo.cli.commands import Group, usage_message
from jiannuo.cli.compare import compare_command
from jiannuo.cli.ledger import ledger_group
from jiannuo.cli.link import link_command
from jiannuo.cli.panel import explore_command, panel_command
from jiannuo.cli.publish import publish_command
from jiannuo.cli.read import read_command
from jiannuo.cli.serve import serve_command
from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import language, render

OK, INTERNAL, FAILED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def build(lang: str) -> Group:
    """The whole command with its help in ``zh`` or ``en``."""
    from jiannuo import __version__

    group = Group(name="jiannuo", language=lang, help=render("help_main", {}, lang))
    group.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            help=render("help_version", {}, lang),
            callback=lambda ctx, _param, value: _print_version(ctx, __version__) if value else None,
        )
    )
    group.add_command(compare_command(lang))
    group.add_command(publish_command(lang))
    group.add_command(panel_command(lang))
    group.add_command(explore_command(lang))
    group.add_command(read_command(lang))
    group.add_command(link_command(lang))
    group.add_command(serve_command(lang))
    group.add_command(ledger_group(lang))
    return group


def _print_version(ctx: click.Context, version: str) -> None:
    click.echo(f"jiannuo {version}")
    ctx.exit()


def run(arguments: list[str] | None = None) -> None:
    """Run the command and exit: 0 done, 2 something asked for could not be done, 1 internal error."""
    # Messages may hold Chinese whatever the locale's encoding is.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_code(arguments))


def _code(arguments: list[str] | None) -> int:
    lang = language()
    group = build(lang)
    try:
        # Not group.main: it has exit codes of its own for a closed pipe and an interrupt, and prints on them.
        with group.make_context("jiannuo", list(sys.argv[1:] if arguments is None else arguments)) as context:
            result = group.invoke(context)
        sys.stdout.flush()
        return result if isinstance(result, int) else OK
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        return FAILED
    except click.UsageError as error:
        return _complain(usage_message(error, lang), lang)
    except JiannuoError as error:
        return _complain(error.message(lang), lang)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except Exception as error:
        if os.environ.get("JIANNUO_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}"
        _complain(render("internal", {"source": "jiannuo", "reason": one_line(reason)}, lang), lang)
        return INTERNAL


def one_line(text: str) -> str:
    """*text* without line breaks."""
    return " ".join(text.split())


def _complain(message: str, lang: str) -> int:
    print(render("error", {"message": message}, lang), file=sys.stderr)
    return FAILED


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere instead of failing once more."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
