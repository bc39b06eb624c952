from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    text_seen = forms.CharField(label=_("Văn bản đã xem"), max_length=300, required=False)
    typed = forms.CharField(
        label=_("Giá trị theo văn bản"),
        required=False,
        help_text=_(
            "Ghi như trong văn bản, ví dụ 1.300.000 hoặc 03/02/1930. Để trống là lấy giá trị đề xuất."
        ),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
