"""The form of a new token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from jiannuo.web import clock
from jiannuo.web.api.scopes import limits, scopes


class TokenForm(forms.Form):
    """What a token is for, what it may, until when."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        wrong = {"required": _("请填写此项"), "invalid": _("应为日期，如 2026-03-31")}
        self.fields["purpose"] = forms.CharField(label=_("用途"), max_length=80, error_messages=wrong)
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("范围"),
            choices=[(code, f"{code}　{scope.name}") for code, scope in scopes().items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请至少选一个范围")},
        )
        self.fields["expires"] = forms.DateField(
            label=_("到期日"),
            initial=clock.today() + timedelta(days=limits().token_days),
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            error_messages=wrong,
        )
