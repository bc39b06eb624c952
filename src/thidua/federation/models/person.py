from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.kernel.models import Record


class Person(Record):
    """A member or officer. ``home`` is the unit where the person is a member."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("nữ")
        MALE = "male", _("nam")

    home = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="people", verbose_name=_("đơn vị"))
    name = models.CharField(_("họ và tên"), max_length=120)
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex.choices, blank=True)
    born_on = models.DateField(_("ngày sinh"), null=True, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
    direct_worker = models.BooleanField(_("lao động trực tiếp"), null=True, blank=True)
    left_on = models.DateField(_("rời đơn vị"), null=True, blank=True)
    folded = models.CharField(max_length=200, editable=False)
    folded_given_first = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    class Meta:
        verbose_name = _("người")
        indexes = (
            models.Index(fields=["home", "sort_key"], name="people_of_a_unit"),
            models.Index(fields=["folded"], name="people_search", opclasses=["text_pattern_ops"]),
            models.Index(fields=["folded_given_first"], name="people_given", opclasses=["text_pattern_ops"]),
            GinIndex(SearchVector("folded", config="simple"), name="people_words"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Cleans the name and fills the derived columns; also called before ``bulk_create``."""
        self.name = text.clean(self.name)
        words = search_key(self.name).split()
        self.folded = " ".join(words)[:200]
        self.folded_given_first = " ".join(words[-1:] + words[:-1])[:200]
        self.sort_key = text.person_sort_key(self.name)[:400]


class Post(models.Model):
    """An office that a person holds at a body from a day until a day."""

    class Office(models.TextChoices):
        CHAIR = "chair", _("chủ tịch")
        VICE_CHAIR = "vice_chair", _("phó chủ tịch")
        STANDING_MEMBER = "standing_member", _("ủy viên ban thường vụ")
        COMMITTEE_MEMBER = "committee_member", _("ủy viên ban chấp hành")
        HEAD_OF_DEPARTMENT = "head_of_department", _("trưởng ban")
        OFFICER = "officer", _("chuyên viên")
        CLERK = "clerk", _("văn thư")
        INSPECTION = "inspection", _("ủy ban kiểm tra")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    office = models.CharField(_("chức vụ"), max_length=20, choices=Office.choices)
    full_time = models.BooleanField(_("chuyên trách"), default=False)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("chức vụ")
        constraints = (
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(office="chair", until_on=None),
                name="one_chair_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "office"],
                condition=models.Q(until_on=None),
                name="one_open_post_an_office",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="post_dates_in_order",
            ),
        )
        indexes = (models.Index(fields=["unit", "office"], name="posts_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_office_display()}"
