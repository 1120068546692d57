"""Forms of watched things."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiannuo.ledger import watch
from jiannuo.ledger.status import Frequency
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Unit
from jiannuo.web.orders.forms import UnitField
from jiannuo.web.ui.words import state_name
from jiannuo.web.watch.models import Entity
from jiannuo.web.watch.reading import rule_words


class EntityForm(forms.Form):
    """Something to watch."""

    called = forms.CharField(label=_("名称"), max_length=120)
    code = forms.CharField(label=_("编码"), max_length=60, help_text=_("导入数据时用，如统一社会信用代码"))
    kind = forms.CharField(label=_("类别"), max_length=40, help_text=_("如 国有企业、项目"))
    unit = UnitField(label=_("监管单位"), queryset=Unit.objects.none(), help_text=_("预警和督办单发给它"))
    active = forms.BooleanField(label=_("在用"), required=False, initial=True, help_text=_("停用后不再收数，历史保留"))

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        """Offer the units of *actor*."""
        super().__init__(*args, **options)
        units = visible(Unit.objects.filter(active=True), actor, "watch.manage", "path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class SeriesForm(forms.Form):
    """A figure and the rules that it is held against."""

    indicator = forms.CharField(label=_("指标"), max_length=80, help_text=_("如 资产负债率"))
    code = forms.CharField(label=_("序列编码"), max_length=80, help_text=_("导入数据时用，全系统唯一"))
    measure_unit = forms.CharField(label=_("计量单位"), max_length=40, required=False)
    frequency = forms.ChoiceField(label=_("频次"))
    due_day = forms.IntegerField(
        label=_("应报日"), min_value=1, max_value=31, initial=15, help_text=_("期满次月的几日前报送")
    )
    rules = forms.MultipleChoiceField(
        label=_("规则"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("违反规则时预警，并自动下达督办单"),
    )
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the rules that ship, each with its limit, in the language of the page."""
        super().__init__(*args, **options)
        self.fields["frequency"].choices = [(one.value, state_name(one)) for one in Frequency]  # type: ignore[attr-defined]
        rules = [(key, rule_words(rule)) for key, rule in watch.rules().items()]
        self.fields["rules"].choices = rules  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"frequency": Frequency.of(self.cleaned_data["frequency"])}


def entity_values(entity: Entity) -> dict[str, Any]:
    """What the form of an entity begins with."""
    return {
        "called": entity.name,
        "code": entity.code,
        "kind": entity.kind,
        "unit": entity.unit_id,
        "active": entity.active,
    }


class FeedForm(forms.Form):
    """A file of values."""

    file = forms.FileField(label=_("CSV 文件"), help_text=_("UTF-8 或 GBK 编码，第一行为表头"))
