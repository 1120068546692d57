"""``jiannuo ledger``: set-up, import, export, backup, restore, verify, people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from jiannuo.cli import output
from jiannuo.cli.commands import Command, Group
from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import language, render

ROLES = ("administrator", "office", "leader", "head", "reporter", "auditor")  # as in ledger.status; a test compares
FORMATS = ("xlsx", "csv", "jsonl")  # as in web.upkeep.export; a test compares


def ledger_group(lang: str) -> Group:
    """The group with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    def command(name: str, callback: Callable[..., int], *params: click.Parameter) -> Command:
        code = f"help_ledger_{name}"
        return Command(
            name=name, language=lang, callback=callback, help=word(code), short_help=word(code), params=list(params)
        )

    force = click.Option(["--force"], is_flag=True, help=word("help_force"))
    target = click.Option(["-o", "--output", "target"], metavar="FILE", help=word("help_ledger_output"))
    group = Group(name="ledger", language=lang, help=f"{word('help_ledger')}\n\n{word('help_ledger_exits')}")
    group.short_help = word("help_ledger")
    for one in (
        command(
            "init",
            init,
            click.Option(["--government"], envvar="JIANNUO_GOVERNMENT", help=word("help_ledger_government")),
            click.Option(["--username"], envvar="JIANNUO_ADMIN", help=word("help_ledger_username")),
            click.Option(["--units"], metavar="FILE", help=word("help_ledger_units")),
        ),
        command(
            "import",
            take_in,
            click.Argument(["path"], metavar="FILE"),
            click.Option(["--owner"], metavar="CODE", help=word("help_ledger_owner")),
        ),
        command(
            "export",
            export,
            click.Argument(["wanted"], metavar="LEDGER", required=False, default=""),
            target,
            click.Option(["--format", "form"], type=click.Choice(FORMATS), help=word("help_ledger_format")),
            click.Option(["--tables"], is_flag=True, help=word("help_ledger_tables")),
            force,
        ),
        command("backup", backup, click.Argument(["path"], metavar="FILE"), force),
        command(
            "restore",
            restore,
            click.Argument(["path"], metavar="FILE"),
            click.Option(["--force"], is_flag=True, help=word("help_ledger_replace")),
        ),
        command("verify", verify),
        command("check", check),
        command("work", work),
        command("user", user, *_user_params(lang)),
    ):
        group.add_command(one)
    return group


def _user_params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["username"], metavar="NAME"),
        click.Option(["--add"], metavar="FULLNAME", help=render("help_ledger_add", {}, lang)),
        click.Option(["--unit"], metavar="CODE", help=render("help_ledger_unit", {}, lang)),
        click.Option(["--role"], type=click.Choice(ROLES), help=render("help_ledger_role", {}, lang)),
        click.Option(["--reset"], is_flag=True, help=render("help_ledger_reset", {}, lang)),
        click.Option(["--active/--inactive"], default=None, help=render("help_ledger_active", {}, lang)),
    ]


def _ready(*, migrate: bool = False) -> None:
    from jiannuo.web import startup

    startup.ready()
    if migrate:
        startup.migrate()
    else:
        startup.require_current()


def _say(code: str, **params: object) -> None:
    click.echo(render(code, params, language()))


def _complain(message: str) -> None:
    message = " ".join(message.split())  # what people wrote may hold line breaks
    print(render("error", {"message": message}, language()), file=sys.stderr)


def init(government: str | None, username: str | None, units: str | None) -> int:
    """Make the database, the root of the tree and the first administrator."""
    import os

    _ready(migrate=True)
    from jiannuo.web.upkeep.founding import found

    government = government or _asked("init_ask_government", "云汀市人民政府")
    username = username or _asked("init_ask_username", "admin")
    made = found(government, username, os.environ.get("JIANNUO_ADMIN_PASSWORD", ""))
    _say("init_made", username=made.username, password=made.password)
    return _units(Path(units)) if units else 0


def _asked(code: str, otherwise: str) -> str:
    """An answer of the person at the terminal; *otherwise* where nobody is there to ask."""
    if not sys.stdin.isatty():
        return otherwise
    return str(click.prompt(render(code, {}, language()), default=otherwise))


def _units(path: Path) -> int:
    """Take in a table of units and people; one-time passwords go to standard output."""
    from jiannuo.web.access.actor import console
    from jiannuo.web.accounts import sheets

    taken = sheets.take_in(sheets.read(path.name, _bytes(path)), console())
    for username, name, secret in taken.passwords:
        _say("import_password", username=username, name=name, password=secret)
    _say("import_units", count=taken.changed)
    for one in taken.failed:
        _complain(
            render(
                "unit_sheet_row",
                {"sheet": one.sheet, "row": one.row, "reason": one.error.message(language())},
                language(),
            )
        )
    return 2 if taken.failed else 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise JiannuoError("not_found", source=str(path)) from error
    except OSError as error:
        raise JiannuoError("unit_sheet_unreadable", name=str(path)) from error


def take_in(path: str, owner: str | None) -> int:
    """A report becomes a report with a ledger; a table of units and people goes into the tree."""
    _ready()
    if Path(path).suffix.lower() in (".csv", ".xlsx"):
        return _units(Path(path))
    from jiannuo.web.upkeep.reports import take_in_report

    ledger = take_in_report(Path(path), owner or "")
    _say("import_report", title=ledger.title, number=ledger.pk, count=ledger.tasks.count())
    return 0


def export(wanted: str, target: str | None, form: str | None, tables: bool, force: bool) -> int:
    """A ledger as a table, or all tables as an archive."""
    _ready()
    from jiannuo.web.upkeep import archive
    from jiannuo.web.upkeep.export import ledger_named, pieces

    if target is not None:
        output.refuse_existing(Path(target), force)
    if tables:
        if target is None:
            raise JiannuoError("export_needs_file")
        archive.write(Path(target).absolute(), files=False)
        return 0
    chosen = form or (Path(target).suffix.lstrip(".").lower() if target else "jsonl")
    if chosen not in FORMATS:
        raise JiannuoError("output_suffix", target=str(target), formats="、".join(FORMATS))
    ledger = ledger_named(wanted)
    if target is None:
        if chosen == "xlsx" and sys.stdout.isatty():
            raise JiannuoError("output_binary", target="stdout", format=chosen)
        output.to_stdout(pieces(ledger, chosen))
    else:
        output.to_file(pieces(ledger, chosen), Path(target))
    return 0


def backup(path: str, force: bool) -> int:
    """All tables and kept files in one file, while people go on working."""
    _ready()
    from jiannuo.web.upkeep import archive

    target = Path(path).absolute()
    output.refuse_existing(target, force)
    manifest = archive.write(target)
    for digest in manifest.lost:
        _complain(render("verify_file_lost", {"digest": digest, "reason": "—"}, language()))
    rows = sum(manifest.rows.values())
    _say("backup_done", path=target, rows=rows, files=len(manifest.parts) - len(manifest.rows), log=manifest.log.count)
    return 2 if manifest.lost else 0


def restore(path: str, force: bool) -> int:
    """A backup into an empty database and data folder, verified afterwards."""
    from jiannuo.web import startup

    startup.ready()
    from jiannuo.web.upkeep import archive
    from jiannuo.web.upkeep.restore import restore as put_back

    with archive.opened(Path(path).absolute()) as source, startup.database():
        kept = put_back(source, force=force)
        manifest = source.manifest
    if kept is not None:
        _say("restore_kept", path=kept)
    _say(
        "restore_done",
        rows=sum(manifest.rows.values()),
        made=f"{manifest.made:%Y-%m-%d %H:%M}Z",
        log=manifest.log.count,
    )
    return _verified([manifest.log] if manifest.log.count else [])


def verify() -> int:
    """Each trouble in a line on standard error."""
    _ready()
    return _verified([])


def _verified(anchors: list[Any]) -> int:
    from jiannuo.web.audit.models import ChainHead
    from jiannuo.web.upkeep.verify import verify as troubles

    count = 0
    for remark in troubles(anchors):
        count += 1
        _complain(remark.message(language()))
    head = ChainHead.objects.filter(pk=1).first()
    if count:
        _say("verify_bad", count=count)
        return 2
    _say("verify_good", log=head.seq if head else 0, hash=head.hash if head else "—")
    return 0


def check() -> int:
    """What Django's deployment check and the settings have to say."""
    _ready()
    from jiannuo.web.upkeep.deployment import troubles

    found = list(troubles())
    for message in found:
        _complain(message)
    if not found:
        _say("check_good")
    return 2 if found else 0


def work() -> int:
    """The worker alone, until SIGTERM or Ctrl+C."""
    _ready()
    from jiannuo.web.serving import work_alone

    work_alone()
    return 0


def user(username: str, add: str | None, unit: str | None, role: str | None, reset: bool, active: bool | None) -> int:
    """Add a person, give a role, reset the password, shut out or let in; without an option, show the person."""
    _ready()
    from jiannuo.web.upkeep import founding

    if bool(unit) != bool(role) or (add and not unit):
        raise JiannuoError("user_role_and_unit")
    secret = ""
    if add:
        secret = founding.add(username, add, str(unit), str(role))
    elif unit and role:
        founding.grant(username, unit, role)
    if active is not None:
        founding.set_active(username, active)
    if reset:
        secret = founding.reset(username)
    if secret:
        _say("user_password", username=username, password=secret)
    for line in founding.described(username, language()):
        click.echo(line)
    return 0
