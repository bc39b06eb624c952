from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.access.models import Account, Holding
from thidua.access.roles import Role
from thidua.kernel.desk.offering import offer
from thidua.kernel.typed import DayField

_PIN = {"inputmode": "numeric", "maxlength": 128, "autocapitalize": "off", "spellcheck": "false"}


def secret_field(
    label: Any, autocomplete: str, *, numeric: bool = True, required: bool = True
) -> forms.CharField:
    keys = {**_PIN, "autocomplete": autocomplete}
    if not numeric:
        keys.pop("inputmode")
    return forms.CharField(
        label=label, max_length=128, strip=False, required=required, widget=forms.PasswordInput(attrs=keys)
    )


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint)


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Số điện thoại hoặc tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    secret = secret_field(_("Mã PIN hoặc mật khẩu"), "current-password")
    shared = forms.BooleanField(label=_("Máy dùng chung"), required=False)

    def __init__(self, *args: Any, letters: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letters:
            self.fields["secret"].widget.attrs.pop("inputmode")


class UnitDoorForm(forms.Form):
    code = forms.CharField(
        label=_("Mã đơn vị"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "organization"}),
    )
    unit_secret = secret_field(_("Mã chung của đơn vị"), "off")
    shared = forms.BooleanField(label=_("Máy dùng chung"), required=False, initial=True)


class PersonForm(forms.Form):
    account = forms.TypedChoiceField(label=_("Bạn là ai?"), coerce=int, widget=forms.RadioSelect)
    secret = secret_field(_("Mã PIN của riêng bạn"), "current-password")

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, one.name) for one in people]
        offer(self, "account", choices)
        if len(choices) == 1:
            self.initial.setdefault("account", choices[0][0])


class ChangeSecretForm(forms.Form):
    current = secret_field(_("Mã đang dùng"), "current-password", numeric=False)
    new_secret = secret_field(_("Mã mới"), "new-password", numeric=False)
    new_secret_again = secret_field(_("Gõ lại mã mới"), "new-password", numeric=False)

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_secret"].help_text = _(
            "6 chữ số khó đoán (không lấy ngày sinh, số điện thoại), hoặc mật khẩu từ 10 ký tự."
        )
        if first:
            del self.fields["current"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new_secret") != data.get("new_secret_again"):
            self.add_error("new_secret_again", _("Hai lần gõ khác nhau. Hãy gõ lại mã mới ở cả hai ô."))
        return data


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Dùng cho"), max_length=100, help_text=_("Ví dụ: phần mềm kế toán."))


class OpenAccountForm(forms.Form):
    unit = forms.CharField(label=_("Đơn vị"), max_length=255, help_text=_("Mã hoặc tên đầy đủ của đơn vị."))
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    login = forms.CharField(
        label=_("Số điện thoại hoặc tên đăng nhập"),
        max_length=60,
        help_text=_("Số điện thoại là dễ nhớ nhất. Không có thì đặt tên như «huong.bv1»."),
    )
    role = forms.ChoiceField(label=_("Vai trò"), required=False)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", [("", _("chưa giao")), *role_choices(roles)])


class ChangeAccountForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    login = forms.CharField(label=_("Số điện thoại hoặc tên đăng nhập"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveRoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"))
    unit = forms.CharField(label=_("Ở đơn vị"), max_length=255, help_text=_("Mã hoặc tên đầy đủ."))
    from_on = day_field(_("Từ ngày"))
    until_on = day_field(_("Đến hết ngày"), required=False, hint=_("Để trống nếu chưa biết."))
    reason = forms.CharField(label=_("Lý do, số quyết định"), max_length=300, required=False)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", role_choices(roles))


class _ToSomebody(forms.Form):
    """A colleague from the list of the unit, or anybody below by login."""

    account = forms.TypedChoiceField(label=_("Người nhận"), coerce=int, required=False)
    login = forms.CharField(
        label=_("Hoặc số điện thoại (tên đăng nhập) của người khác"), max_length=60, required=False
    )

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("chọn trong đơn vị")), *((one.pk, one.name) for one in people)]
        offer(self, "account", choices)


class DelegateForm(_ToSomebody):
    holding = forms.TypedChoiceField(label=_("Vai trò giao làm thay"), coerce=int)
    from_on = day_field(_("Từ ngày"))
    until_on = day_field(_("Đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ phép, đi học."))
    field_order = ("holding", "account", "login", "from_on", "until_on", "reason")

    def __init__(self, *args: Any, holdings: Iterable[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(one.pk, f"{one.get_role_display()} · {one.unit}") for one in holdings]
        offer(self, "holding", told)


class HandOverForm(_ToSomebody):
    on = day_field(_("Từ ngày"), hint=_("Từ ngày này người nhận làm, người giao thôi."))
    reason = forms.CharField(label=_("Lý do, số quyết định"), max_length=300, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


def role_choices(roles: Iterable[Role]) -> list[tuple[str, object]]:
    return [(role.code, role.name) for role in roles]
