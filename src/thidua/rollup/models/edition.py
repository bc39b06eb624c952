from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.launch.models import Period, Target


class Edition(models.Model):
    """The sums of a period as they stood when somebody froze them. Later stages cite it; nothing of it ever
    changes (the database refuses). What is corrected afterwards makes the next edition.

    Only what was accepted is in it, by the tree as stamped. ``vector`` names the components of all arrays.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("bản số"))
    final = models.BooleanField(_("chính thức"))  # else preliminary: the period was still open
    vector = models.JSONField()
    frozen_at = models.DateTimeField(_("khóa lúc"))
    by = models.CharField(_("người khóa"), max_length=200)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bản tổng hợp đã khóa")
        constraints = (models.UniqueConstraint(fields=["period", "number"], name="edition_numbers"),)

    def __str__(self) -> str:
        return gettext("Bản tổng hợp số %(number)s, %(period)s") % {
            "number": self.number,
            "period": self.period,
        }

    @property
    def standing(self) -> str:
        """What its figures may be called."""
        return gettext("số liệu chính thức") if self.final else gettext("số liệu sơ bộ")


class EditionSum(models.Model):
    """The accepted sums of one inner node and bloc; the same columns as ``Agg``."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sums")
    node_id = models.BigIntegerField()
    path = models.CharField(max_length=255, db_collation="C")
    parent_path = models.CharField(max_length=255, db_collation="C")
    bloc = models.CharField(max_length=30, blank=True)
    accepted = ArrayField(models.FloatField())
    accepted_n = ArrayField(models.IntegerField())
    accepted_bulk = ArrayField(models.FloatField(), null=True)
    accepted_bulk_n = ArrayField(models.IntegerField(), null=True)
    expected_reports = models.IntegerField()
    accepted_reports = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "path", "bloc"], name="one_frozen_sum_a_node_and_bloc"
            ),
        )
        indexes = (models.Index(fields=["edition", "parent_path"], name="frozen_children"),)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.path}/{self.bloc}"


class EditionReport(models.Model):
    """A report as it stood in an edition: in which version, where, and with which figures it counted."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    report_id = models.BigIntegerField()
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    version = models.PositiveIntegerField(_("lần sửa"))
    counted = models.BooleanField()  # accepted; of others only the roster counts
    path = models.CharField(max_length=255, db_collation="C")
    parent_path = models.CharField(max_length=255, db_collation="C")
    bloc = models.CharField(max_length=30, blank=True)
    vals = ArrayField(models.FloatField())  # in the order of Edition.vector; NaN: not told

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "report_id"], name="a_report_once_an_edition"),
        )
        indexes = (
            models.Index(fields=["edition", "path"], name="frozen_reports"),
            models.Index(fields=["edition", "parent_path"], name="frozen_leaf_children"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.report_id} v{self.version}"


class EditionLine(models.Model):
    """A target line as shown: of the unit at whose seat the movement is, and of those directly below it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    name = models.TextField()
    rule = models.CharField(max_length=300)
    value = models.CharField(max_length=120)
    share = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20)
    completeness = models.CharField(max_length=120)
    # Exact, as fractions in text ("812/950"); empty where nothing was reported.
    figure = models.CharField(max_length=120, blank=True)
    numerator = models.CharField(max_length=120, blank=True)
    denominator = models.CharField(max_length=120, blank=True)
    threshold = models.JSONField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "unit", "target"], name="one_frozen_line_a_unit_and_target"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.name}: {self.value}"
