"""Forms of bulletins."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiannuo.ledger.month import Month
from jiannuo.web import clock
from jiannuo.web.bulletins.actions import MOST_LEAD, MOST_REASON, MOST_TITLE
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.periods import BulletinPeriod, ends, period_name, periods_of
from jiannuo.web.progress.models import Collection
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.words import state_name


class Period(msgspec.Struct, frozen=True):
    """A period as chosen, written ``2026-03:quarter``."""

    month: Month
    period: BulletinPeriod

    @classmethod
    def parse(cls, text: str) -> Period:
        """What the form holds; ValueError where it is no period."""
        month, _colon, period = text.partition(":")
        found = cls(Month.parse(month), BulletinPeriod.of(period))
        if not ends(found.period, found.month):
            raise ValueError(text)
        return found


class NewForm(forms.Form):
    """Which period of a ledger, newest first; what was not rated, or was issued before, says so."""

    period = forms.ChoiceField(label=gettext_lazy("期间"))

    def __init__(self, ledger: Ledger, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rated = set(Collection.objects.filter(ledger=ledger, rated__isnull=False).values_list("month", flat=True))
        issued = _issued(ledger)
        present = Month.of(clock.today())
        groups: dict[BulletinPeriod, list[tuple[str, str]]] = {period: [] for period in BulletinPeriod}
        for month in (Month(ledger.year, number) for number in range(12, 0, -1)):
            for period in periods_of(month) if month <= present else []:
                number = issued.get((str(month), period.value))
                mark = "" if str(month) in rated else _("（未评定）")
                mark = mark if number is None else _("（第%(number)s期已印发）") % {"number": number}
                groups[period].append((f"{month}:{period.value}", period_name(period, month) + mark))
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state_name(period), choices) for period, choices in groups.items() if choices]
        open_months = {month for month in rated if (month, BulletinPeriod.MONTH.value) not in issued}
        if open_months:
            self.initial["period"] = f"{max(open_months)}:{BulletinPeriod.MONTH.value}"


def _issued(ledger: Ledger) -> dict[tuple[str, str], int]:
    """The number of the issue about each period, by month and period."""
    rows = Bulletin.objects.filter(ledger=ledger, number__isnull=False).order_by("number")
    return {(month, period): number or 0 for month, period, number in rows.values_list("month", "period", "number")}


class EditForm(forms.Form):
    """Title and lead text, with the version that they were made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("标题"), max_length=MOST_TITLE)
    lead = forms.CharField(
        label=gettext_lazy("导语"),
        required=False,
        max_length=MOST_LEAD,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("按台账数据写成，可修改；每行为一段。"),
    )

    @classmethod
    def of(cls, bulletin: Bulletin) -> EditForm:
        """The form of a draft as it stands."""
        return cls(initial={"version": bulletin.version, "title": bulletin.title, "lead": bulletin.lead})


class CorrectForm(forms.Form):
    """Why an issue is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("更正说明"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("错在哪里，以什么为准；将印在更正通报的开头。"),
    )
