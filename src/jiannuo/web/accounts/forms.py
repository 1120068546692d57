"""Forms of units, people and one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jiannuo.ledger.status import Named, Role, UnitKind
from jiannuo.web.accounts.models import Unit
from jiannuo.web.ui.words import state_name


class _Form(forms.Form):
    """Labels stand over their fields and need no colon."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)


def _named(states: list[Named]) -> list[tuple[str, str]]:
    return [(state.value, state_name(state)) for state in states]


class UnitForm(_Form):
    """A unit's names, kind and order."""

    name = forms.CharField(label=_("全称"), max_length=120, help_text=_("如 云汀市住房和城乡建设局"))
    short = forms.CharField(label=_("简称"), max_length=40, required=False, help_text=_("如 市住建局"))
    aliases = forms.CharField(
        label=_("别名"), max_length=400, required=False, help_text=_("报告里的其他叫法，用顿号隔开")
    )
    kind = forms.ChoiceField(label=_("类别"))
    order = forms.IntegerField(label=_("次序"), min_value=0, max_value=99_999_999, required=False, initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = _named(list(UnitKind))  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What an action wants of it."""
        data = self.cleaned_data
        names = [
            part for part in data["aliases"].replace("、", " ").replace("，", " ").replace(",", " ").split() if part
        ]
        return {
            "unit_name": data["name"],
            "short": data["short"],
            "aliases": names,
            "kind": UnitKind.of(data["kind"]),
            "order": data["order"] or 0,
        }


class NewUnitForm(UnitForm):
    """A unit that is not there yet: its code and the unit above stay as given here."""

    code = forms.CharField(label=_("编码"), max_length=40, help_text=_("导入和接口用的固定编码，以后不能改"))
    parent = forms.ModelChoiceField(label=_("上级单位"), queryset=Unit.objects.none(), empty_label=None)
    field_order = ("parent", "name", "short", "code", "kind", "aliases", "order")

    def __init__(self, *args: Any, above: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = above  # type: ignore[attr-defined]


class PersonForm(_Form):
    """What is known of a person."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    email = forms.EmailField(label=_("电子邮箱"), max_length=254, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    subject_id = forms.CharField(
        label=_("单点登录标识"), max_length=255, required=False, help_text=_("用统一身份登录时填写，一人一个")
    )

    def values(self) -> dict[str, Any]:
        """What an action wants of it."""
        names = ("title", "email", "phone", "subject_id")
        return {"person_name": self.cleaned_data["name"]} | {name: self.cleaned_data[name] for name in names}


class RoleForm(_Form):
    """A role in a unit."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    role = forms.ChoiceField(label=_("角色"))

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = _named([r for r in Role if r is not Role.PUBLIC])  # type: ignore[attr-defined]


class NewPersonForm(PersonForm, RoleForm):
    """A person who is not there yet, with a first role."""

    username = forms.CharField(label=_("登录名"), max_length=60, help_text=_("以后不能改"))
    field_order = ("username", "name", "unit", "role", "title", "email", "phone", "subject_id")


class SheetForm(_Form):
    """A file of units and people."""

    file = forms.FileField(label=_("文件"), allow_empty_file=True, help_text=_("CSV 或 Excel（.xlsx）"))


class OwnForm(_Form):
    """One's own language and how one is reached."""

    language = forms.ChoiceField(label=_("界面语言"), choices=settings.LANGUAGES)
    email = forms.EmailField(label=_("电子邮箱"), max_length=254, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)


class PasswordForm(_Form):
    """Another password of one's own."""

    old = forms.CharField(
        label=_("原密码"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("新密码"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("至少10个字符，不能全是数字，不能是常见密码，也不能与姓名、登录名相近"),
    )
    again = forms.CharField(
        label=_("再输一次新密码"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        if self.cleaned_data.get("new") != self.cleaned_data.get("again"):
            self.add_error("again", _("两次输入的新密码不一致；请重新输入"))
        return self.cleaned_data


class ConfirmForm(_Form):
    """One's password, to confirm."""

    password = forms.CharField(
        label=_("密码"),
        strip=False,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
