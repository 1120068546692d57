"""The form that takes a report in: a file or pasted text, whose it is, of which year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from jiannuo.ledger.status import UnitKind
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Unit

ACCEPTED = ".docx,.doc,.pdf,.html,.htm,.md,.txt,.wps,.ofd"
_GOVERNING = (UnitKind.GOVERNMENT.value, UnitKind.COUNTY.value, UnitKind.TOWN.value)


class UploadForm(forms.Form):
    """A report to be uploaded; what was pasted stays in the form, a file must be chosen again."""

    owner = forms.ModelChoiceField(Unit.objects.none(), label=lazy("所属政府"), empty_label=lazy("请选择"))
    file = forms.FileField(
        label=lazy("文件"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED}), allow_empty_file=True
    )
    text = forms.CharField(
        label=lazy("或粘贴全文"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    year = forms.IntegerField(label=lazy("年份"), required=False, min_value=1980, max_value=2100)

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = visible(Unit.objects.filter(active=True, kind__in=_GOVERNING), actor, "report.upload", "path")
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = rows
        owner.initial = rows.first()
        owner.error_messages = {
            "required": _("请选择报告属于哪一级政府"),
            "invalid_choice": _("您不能为这个单位上传报告；请从列表中选择"),
        }
        self.fields["year"].error_messages |= {"invalid": _("年份应为四位数字，如 2026")}

    def clean(self) -> dict[str, Any]:
        """Either a file or a text, not both."""
        given = super().clean() or {}
        file, text = given.get("file"), (given.get("text") or "").strip()
        if file is None and not text:
            raise forms.ValidationError(_("没有选择文件，也没有粘贴全文；请给出其中一样"))
        if file is not None and text:
            raise forms.ValidationError(_("既选了文件又粘贴了全文；请只留一样（文件要重新选择）"))
        return given

    def content(self) -> tuple[bytes, str]:
        """Data and name of what was given; RefusedError where it is too large."""
        file = self.cleaned_data["file"]
        if file is None:
            return self.cleaned_data["text"].encode(), "粘贴的全文.txt"
        name = str(file.name)[-120:]
        if file.size > settings.JIANNUO_UPLOAD_LIMIT:
            raise RefusedError("file_too_large", name=name, most=settings.JIANNUO_UPLOAD_LIMIT // 1_000_000)
        return file.read(), name
