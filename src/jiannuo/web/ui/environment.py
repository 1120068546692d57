"""What every template can use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined

from jiannuo.ledger import status
from jiannuo.ledger.status import LIGHT_SIGNS, SIGNS, Light, Rating
from jiannuo.web.ui import words
from jiannuo.web.ui.addresses import url


def environment(**options: Any) -> Environment:
    """The environment: everything is escaped, a name that nobody gave is an error."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        url=url,
        static=static,
        messages=get_messages,
        language=get_language,
        languages=settings.LANGUAGES,
        status=status,
        Rating=Rating,
        Light=Light,
        SIGNS=SIGNS,
        LIGHT_SIGNS=LIGHT_SIGNS,
        new_key=words.new_key,
        state_name=words.state_name,
    )
    env.filters.update(
        day=words.day,
        day_of=words.day_of,
        moment=words.moment,
        month=words.month,
        figure=words.figure,
        percent=words.percent,
        size=words.size,
    )
    return env
