from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body, Person
from thidua.kernel.models import Record
from thidua.launch.models import LaunchEvent
from thidua.pledge.models.scheme import Scheme, SchemeTitle
from thidua.pledge.models.unit_list import UnitList
from thidua.pledge.states import LIVE, REGISTRATION


class Registration(Record):
    """One line of a list: who strives for which title, or which work or topic is undertaken.

    It stays with the unit that registered it, wherever its person goes; coverage counts the person where they
    are. ``same_as`` is the same title of the same year registered in another movement: told, never counted twice.
    """

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("cá nhân")
        COLLECTIVE = "collective", _("tập thể")
        FAMILY = "family", _("gia đình")
        WORK = "work", _("công trình, sản phẩm gắn biển")
        TOPIC = "topic", _("đề tài, sáng kiến")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="registrations")
    listed = models.ForeignKey(UnitList, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="registrations")
    kind = models.CharField(_("loại đăng ký"), max_length=10, choices=Kind.choices)
    title = models.ForeignKey(
        SchemeTitle,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("danh hiệu"),
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    spouse = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    spouse_name = models.CharField(_("vợ hoặc chồng"), max_length=120, blank=True)
    subject = models.CharField(_("tên tập thể, công trình, đề tài"), max_length=300, blank=True)
    content = models.TextField(_("nội dung, phần việc đăng ký"), blank=True)
    identity = models.CharField(_("mã số, số định danh"), max_length=20, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    own = models.BooleanField(_("đoàn viên tự đăng ký"), default=False)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=REGISTRATION.choices, default=REGISTRATION.initial
    )
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_as"
    )
    due_on = models.DateField(_("dự kiến hoàn thành"), null=True, blank=True)
    realised_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)
    realised_note = models.CharField(_("kết quả"), max_length=500, blank=True)
    plaque_on = models.DateField(_("gắn biển ngày"), null=True, blank=True)
    # The launch that was held on the work. An event that is dropped takes no registration along.
    event = models.ForeignKey(
        LaunchEvent, null=True, blank=True, on_delete=models.SET_NULL, related_name="registered"
    )
    # What may stand once in the scheme under a title: a person, a collective of the unit, a work, a topic.
    key = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("dòng đăng ký")
        constraints = (
            models.UniqueConstraint(
                fields=["scheme", "title", "key"],
                condition=models.Q(state__in=LIVE) & ~models.Q(key=""),
                nulls_distinct=False,
                name="registered_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("work", "topic")) | models.Q(title__isnull=False),
                name="titles_are_named",
            ),
        )
        indexes = (models.Index(fields=["listed", "state", "title"], name="lines_of_a_list"),)

    def __str__(self) -> str:
        return " · ".join(part for part in (self.who, str(self.title or self.get_kind_display())) if part)

    @property
    def who(self) -> str:
        """Whose registration it is, as lists write it: "Ma Thị Hiền", "Ma Thị Hiền và Lý Văn Tám", "Tổ may 3"."""
        if self.kind in (self.Kind.WORK, self.Kind.TOPIC, self.Kind.COLLECTIVE) or self.person is None:
            return self.subject
        other = self.spouse.name if self.spouse else self.spouse_name
        if not other:
            return self.person.name
        return gettext("%(one)s và %(other)s") % {"one": self.person.name, "other": other}

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


class Registrant(models.Model):
    """A person who stands in a live registration of a title; both spouses of a family do.

    The row is there while the registration counts, so the database itself keeps anybody from standing under one
    title twice: as two lines, or once with a wife and once with a husband.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="registrants")
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    title = models.ForeignKey(SchemeTitle, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standing_for")

    class Meta:
        verbose_name = _("người đăng ký")
        constraints = (models.UniqueConstraint(fields=["title", "person"], name="one_title_a_person"),)
        indexes = (models.Index(fields=["scheme", "person"], name="registered_people"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.title}"
