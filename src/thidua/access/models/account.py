from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from thidua.access.states import ACCOUNT, OPEN
from thidua.federation.models import Body, Person
from thidua.formats import text
from thidua.kernel.models import Record


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.select_related("unit").get(login=username)


def new_mark() -> str:
    return get_random_string(16)


class Account(AbstractBaseUser, Record):
    """Someone who signs in: by phone number, or by the unit's code and the choice of a person.

    No e-mail address anywhere. ``login`` is a phone number as 0912345678, or a short name in lower case.
    ``password`` holds the hash of a PIN or of a password.
    """

    login = models.CharField(_("số điện thoại hoặc tên đăng nhập"), max_length=40, unique=True)
    name = models.CharField(_("họ và tên"), max_length=120)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    unit = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="accounts", verbose_name=_("đơn vị")
    )
    state = models.CharField(max_length=10, choices=ACCOUNT.choices, default=ACCOUNT.initial, editable=False)
    must_change = models.BooleanField(_("phải đổi mã"), default=False)
    slip_made_at = models.DateTimeField(_("in phiếu lúc"), null=True, editable=False)
    slip_until = models.DateTimeField(_("phiếu dùng được đến"), null=True, editable=False)
    # Part of what a session is checked against at every request: a new mark ends every session.
    session_mark = models.CharField(max_length=16, default=new_mark, editable=False)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    folded = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("tài khoản")
        indexes = (
            models.Index(fields=["unit", "sort_key"], name="accounts_of_a_unit"),
            models.Index(fields=["folded"], name="accounts_search", opclasses=["text_pattern_ops"]),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = text.clean(self.name)
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """The derived columns; also called before ``bulk_create``, which skips save()."""
        self.folded = text.fold(self.name)[:200]
        self.sort_key = text.person_sort_key(self.name)[:400]

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's name for what our states say
        return self.state == OPEN

    @property
    def phone(self) -> str:
        """The login when it is a phone number, for calling back; otherwise ""."""
        return self.login if self.login.isdigit() else ""

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        told = f"{self.password}:{self.session_mark}"
        return salted_hmac("thidua.access.session", told, secret=secret, algorithm="sha256").hexdigest()
