"""Forms of citizens' comments and of those who deal with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from jiannuo.web.public.shown import comment_rules


def _text(label: str, most: int, *, required: bool = True, rows: int = 5) -> forms.CharField:
    field = forms.CharField(label=label, max_length=most, required=required, widget=forms.Textarea({"rows": rows}))
    words = {"label": label, "most": most}
    field.error_messages["required"] = _("请填写“%(label)s”") % words
    field.validators[0].message = _("“%(label)s”不超过 %(most)s 个字符；请精简") % words  # type: ignore[attr-defined]
    return field


def _line(label: str, most: int, *, required: bool = True, **attributes: str) -> forms.CharField:
    field = _text(label, most, required=required)
    field.widget = forms.TextInput({"maxlength": most, **attributes})
    return field


class CommentForm(forms.Form):
    """A citizen's comment.  ``website`` is hidden from people: who fills it in is a program."""

    website = forms.CharField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = comment_rules()
        self.fields["called"] = _line(_("称呼"), rules.name_most, autocomplete="nickname")
        self.fields["contact"] = _line(_("联系方式"), rules.contact_most, required=False, autocomplete="off")
        self.fields["text"] = _text(_("留言"), rules.text_most, rows=8)

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))


class DeclineForm(forms.Form):
    """Why a comment is not shown."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"] = _text(_("不予公开的理由"), comment_rules().reason_most, rows=3)


class AnswerForm(forms.Form):
    """The unit's answer."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"] = _text(_("答复"), comment_rules().answer_most, rows=8)
