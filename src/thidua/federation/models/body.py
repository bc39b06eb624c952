from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.kind import UnitKind
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.kernel.models import Record


class Body(Record):
    """Whatever issues, signs, receives or is assigned: a unit of the tree, a department, a cluster,
    an interim working group, a partner outside the union.

    ``parent`` and ``path`` hold today's line of management; the dated truth is ``Placement``. A unit that
    has ended keeps its last place, so that its reports and people stay within somebody's reach. Bodies
    outside the tree (departments, partners) have no path; ``host`` is the unit that keeps them.
    """

    class Form(models.TextChoices):
        UNIT = "unit", _("đơn vị công đoàn")
        WORKING_GROUP = "working_group", _("tổ công tác")
        DEPARTMENT = "department", _("ban, phòng")
        CLUSTER = "cluster", _("cụm, khối thi đua")
        PARTNER = "partner", _("cơ quan phối hợp")

    form = models.CharField(_("dạng"), max_length=20, choices=Form.choices, default=Form.UNIT)
    kind = models.ForeignKey(UnitKind, null=True, on_delete=models.PROTECT, verbose_name=_("loại"))
    code = models.CharField(_("mã đơn vị"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=255)
    short_name = models.CharField(_("tên gọn"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("cấp trên"),
    )
    path = models.CharField(max_length=255, blank=True, db_collation="C")
    host = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted",
        verbose_name=_("thuộc đơn vị"),
    )
    # Where the door looks: the own path, or the host's.
    seat = models.CharField(max_length=255, blank=True, db_collation="C", editable=False)
    phone = models.CharField(_("điện thoại liên hệ"), max_length=20, blank=True)
    founded_on = models.DateField(_("thành lập"), null=True, blank=True)
    ended_on = models.DateField(_("kết thúc"), null=True, blank=True)
    # Kept by save(): how people look for it and how lists are ordered.
    folded = models.CharField(max_length=400, editable=False)
    matching_key = models.CharField(max_length=255, editable=False)
    sort_key = models.CharField(max_length=800, editable=False, db_collation="C")

    class Meta:
        verbose_name = _("tổ chức")
        constraints = (
            models.UniqueConstraint(fields=["path"], condition=~models.Q(path=""), name="one_unit_a_path"),
        )
        indexes = (
            models.Index(fields=["parent", "sort_key"], name="body_children"),
            models.Index(fields=["matching_key"], name="body_matching"),
            models.Index(fields=["seat"], name="body_seat"),
            models.Index(fields=["folded"], name="body_search", opclasses=["text_pattern_ops"]),
            GinIndex(SearchVector("folded", config="simple"), name="body_words"),
            # As a person types them into a form, in small letters or large.
            models.Index(Upper("code"), name="body_code_typed"),
            models.Index(Upper("short_name"), name="body_short_name_typed"),
        )

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        if "path" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "seat"}
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Cleans the name and fills the derived columns; also called before ``bulk_create``."""
        self.name = text.clean(self.name)
        self.seat = self.path or (self.host.path if self.host else "")
        self.folded = search_key(self.name, self.short_name, self.code)[:400]
        self.matching_key = text.matching_key(self.name)[:255]
        self.sort_key = text.sort_key(self.name)[:800]

    @property
    def level(self) -> str:
        return self.kind.level if self.kind else ""

    def may_stand_under(self, above: Body) -> bool:
        """Whether the kind of this unit allows that unit as its manager; a working group has no kind."""
        return self.kind is None or self.kind.may_stand_under(above.level)

    @property
    def kind_name(self) -> str:
        """The kind in the reader's language; of a body without one, its form."""
        return str(self.kind) if self.kind else self.get_form_display()

    @property
    def is_placed(self) -> bool:
        return bool(self.path)

    @property
    def has_ended(self) -> bool:
        return self.ended_on is not None
