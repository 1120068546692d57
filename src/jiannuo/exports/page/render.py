"""Templates, styles and scripts put together into one file."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

_ASSETS = files("jiannuo.exports") / "assets"
_TEMPLATES = files("jiannuo.exports.page") / "templates"


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # slow to import

    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def script_json(value: Any) -> Markup:
    """*value* as JSON that may stand inside a script element, whatever strings it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def page(template: str, *, charts: bool, **values: Any) -> str:
    """The page *template* with style, script and, where it has *charts*, the charting library inside."""
    style = "\n".join((_asset("tokens.css"), _template("page.css")))
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),
            script=Markup(_template("page.js")),
            library=Markup(_asset("echarts.min.js")) if charts else "",
            **values,
        )
    )


def with_font(html: str) -> str:
    """*html* with the characters that it shows embedded as a font of last resort."""
    from jiannuo.exports.page.fonts import face

    return html.replace("<style>", f"<style>\n{face(html)}", 1)
