from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body, Person
from thidua.kernel import clock


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=username)


class Account(AbstractBaseUser):
    """Someone who signs in: by phone number, or by the unit's code and the choice of a person.

    No e-mail address anywhere. ``password`` holds the hash of a PIN or of a password.
    """

    login = models.CharField(_("tên đăng nhập"), max_length=40, unique=True)
    name = models.CharField(_("họ và tên"), max_length=120)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    unit = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="accounts", verbose_name=_("đơn vị")
    )
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(_("phải đổi mã"), default=False)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=5, default="vi")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.name
