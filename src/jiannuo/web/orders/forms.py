"""Forms of orders and channels."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Unit
from jiannuo.web.orders.actions import GRADES
from jiannuo.web.orders.models import Channel
from jiannuo.web.orders.robots import PREFIX

if TYPE_CHECKING:
    _UnitChoice = forms.ModelChoiceField[Unit]
else:  # takes no parameters when it runs
    _UnitChoice = forms.ModelChoiceField

CHANNEL_WORDS = {"wecom": _("企业微信"), "dingtalk": _("钉钉"), "feishu": _("飞书")}
GRADE_WORDS = {"good": _("好"), "fair": _("一般"), "poor": _("差")}


def end_of(day: date | None) -> datetime | None:
    """The last minute of *day* where the ledger is kept."""
    return None if day is None else timezone.make_aware(datetime.combine(day, time(23, 59)))


def day_field(label: Any, help_text: Any) -> forms.DateField:
    """A day that may be left empty."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class UnitField(_UnitChoice):
    """A unit, listed under its full name, set in by its level."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's full name."""
        return f"{'　' * (obj.level - 1)}{obj.name}"


class OrderForm(forms.Form):
    """A new order; deadlines that are left empty follow the rule."""

    unit = UnitField(label=_("承办单位"), queryset=Unit.objects.none(), empty_label=_("请选择"))
    title = forms.CharField(label=_("事由"), max_length=200, widget=forms.TextInput(attrs={"class": "whole"}))
    text = forms.CharField(
        label=_("督办内容"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明要办什么、办到什么程度、依据哪项任务"),
    )
    hard = forms.BooleanField(label=_("疑难事项"), required=False, help_text=_("办结时限按疑难事项计算"))
    report_due = day_field(_("反馈时限"), _("不填则按规则计算"))
    due = day_field(_("办结时限"), _("不填则按规则计算"))
    task = forms.IntegerField(required=False, widget=forms.HiddenInput)
    breach = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        """Offer the units that *actor* may issue orders to."""
        super().__init__(*args, **options)
        units = visible(Unit.objects.filter(active=True), actor, "order.issue", "path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "unit_id": data["unit"].pk,
            "title": data["title"],
            "text": data["text"],
            "hard": data["hard"],
            "task_id": data["task"],
            "breach_id": data["breach"],
            "report_due": end_of(data["report_due"]),
            "due": end_of(data["due"]),
        }


class SeveralFiles(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none too."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file checked by itself."""
        given = [one for one in data or [] if isinstance(one, UploadedFile)]
        return [forms.FileField.clean(self, one, initial) for one in given]


class AnswerForm(forms.Form):
    """What the unit did."""

    prefix = "answer"
    text = forms.CharField(
        label=_("办理情况"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写明做了什么、结果如何、还差什么"),
    )
    attached = FilesField(label=_("附件"), required=False, widget=SeveralFiles(attrs={"multiple": True}))


class ReasonForm(forms.Form):
    """Why an order is sent back or withdrawn."""

    text = forms.CharField(label=_("理由"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))


class RemarkForm(forms.Form):
    """What the head adds to the request for closure."""

    text = forms.CharField(
        label=_("销号说明"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CloseForm(forms.Form):
    """How well the order was dealt with."""

    grade = forms.ChoiceField(
        label=_("办理评价"), choices=[(code, GRADE_WORDS[code]) for code in GRADES], widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("评语"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ChannelForm(forms.Form):
    """A robot; its address stands in the environment, never in the database."""

    called = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类型"), choices=list(CHANNEL_WORDS.items()))
    variable = forms.RegexField(
        f"^{PREFIX}[A-Z0-9_]+$",
        label=_("环境变量"),
        max_length=50,
        initial=PREFIX,
        widget=forms.TextInput(attrs={"class": "whole"}),
        help_text=_("服务器上存放机器人地址的环境变量名，以 JIANNUO_ROBOT_ 开头；签名密钥放在同名加 _SECRET 的变量中"),
        error_messages={"invalid": _("变量名应以 JIANNUO_ROBOT_ 开头，只含大写字母、数字和下划线")},
    )
    unit = UnitField(
        label=_("所属单位"), queryset=Unit.objects.none(), help_text=_("通知该单位人员的消息同时发到这个群")
    )
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        """Offer the units whose channels *actor* manages."""
        super().__init__(*args, **options)
        units = visible(Unit.objects.filter(active=True), actor, "channel.manage", "path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


def channel_values(channel: Channel) -> dict[str, Any]:
    """What the form of a channel begins with."""
    return {
        "called": channel.name,
        "kind": channel.kind,
        "variable": channel.variable,
        "unit": channel.unit_id,
        "active": channel.active,
    }
