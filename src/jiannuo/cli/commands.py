"""Click's classes with the words of our two languages."""

from __future__ import annotations

from typing import Any

import click

from jiannuo.model.messages import render


class UnknownCommand(click.UsageError):
    """No command has this name."""

    def __init__(self, name: str, ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name


class _Worded(click.Command):
    """What our command and group share: heads, the help option and paragraphs in one language."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def word(self, code: str) -> str:
        """The message *code* without params."""
        return render(code, {}, self.language)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.word("help_help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.word("help_usage_head"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx)) is not None]
        with formatter.section(self.word("help_options_head")):
            formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return [f"[{self.word('help_options_head')}]", *pieces]


class Command(_Worded):
    """A command in one language."""


class Group(_Worded, click.Group):
    """A group in one language."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), f"{self.word('help_command')} …"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if (two := " ".join(args[:2])) in self.commands and two not in args:
            return two, self.commands[two], args[2:]  # a command of two words
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise UnknownCommand(args[0], ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(self.word("help_commands_head")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(80)) for name in sorted(self.commands)])


def usage_message(error: click.UsageError, language: str) -> str:
    """One line in *language* for what Click found wrong with the command line."""
    command = error.ctx.info_name if error.ctx and error.ctx.parent else ""
    params: dict[str, object] = {"command": command or "", "reason": error.format_message().rstrip(".")}
    code = "usage_other"
    if isinstance(error, click.NoSuchOption):
        code, params["name"] = "usage_no_option", error.option_name
    elif isinstance(error, click.MissingParameter):
        code, params["name"] = "usage_missing", _name(error.param, error.ctx)
    elif isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        code = "usage_value"
        params |= {"name": _name(error.param, error.ctx), "choices": ", ".join(error.param.type.choices)}
        params["value"] = _given(error)
    elif isinstance(error, UnknownCommand):
        code, params["name"] = "usage_no_command", error.name
    return " ".join(render(code, params, language).replace(" :", ":").split())


def _given(error: click.BadParameter) -> str:
    """The value that was refused, which Click keeps in its message only, in quotes."""
    parts = error.message.split("'")
    return parts[1] if len(parts) > 2 else ""


def _name(param: click.Parameter | None, ctx: click.Context | None) -> str:
    if param is None:
        return "-"
    return (
        param.opts[0]
        if isinstance(param, click.Option)
        else param.make_metavar(ctx or click.Context(click.Command("")))
    )
