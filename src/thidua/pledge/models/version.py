"""What was put before the parties to sign, word for word, and who signed it. Rows are never changed in their text:
each is hashed with the one before it, see ``queries/covenants/chain.py``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models import Paper
from thidua.launch.signing import CAPACITIES
from thidua.pledge.models.covenant import Covenant, Party
from thidua.pledge.states import COVENANT_VERSION


class CovenantVersion(models.Model):
    """One text of a covenant. A version by notice follows a lawful decision and is signed by nobody again.

    ``digest`` = SHA-256 of the hash before and ``text``; ``seal`` = SHA-256 of the digest and all its signatures,
    written when no more can come.
    """

    class How(models.TextChoices):
        SIGNED = "signed", _("các bên ký")
        NOTICE = "notice", _("thông báo theo quyết định")

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("bản"))
    how = models.CharField(_("hình thức"), max_length=6, choices=How.choices)
    state = models.CharField(
        max_length=8, choices=COVENANT_VERSION.choices, default=COVENANT_VERSION.initial, editable=False
    )
    text = models.TextField(_("nguyên văn"))
    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, blank=True)
    decision = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cites = models.CharField(_("theo văn bản"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    in_force_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("bản giao ước")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["covenant", "number"], name="covenant_versions"),
            models.UniqueConstraint(
                fields=["covenant"], condition=models.Q(state="in_force"), name="one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["covenant"], condition=models.Q(state="open"), name="one_version_to_sign"
            ),
        )

    def __str__(self) -> str:
        return f"{self.covenant}, {self.number}"


class Signature(models.Model):
    """That a party signed a version: in the house with the own PIN, or on stage, kept with the scan."""

    class Way(models.TextChoices):
        APP = "app", _("ký trên ứng dụng")
        STAGE = "stage", _("ký trên giấy tại lễ ký")

    version = models.ForeignKey(CovenantVersion, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    way = models.CharField(_("cách ký"), max_length=5, choices=Way.choices)
    capacity = models.CharField(_("thẩm quyền"), max_length=20, blank=True)
    office = models.CharField(_("chức vụ"), max_length=120, blank=True)
    name = models.CharField(_("người ký"), max_length=120)
    signed_on = models.DateField(_("ngày ký"))
    made_at = models.DateTimeField(default=clock.now, editable=False)
    account_id = models.BigIntegerField(
        null=True, editable=False
    )  # of the signer; on stage of who recorded it
    person_id = models.BigIntegerField(null=True, editable=False)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("chữ ký giao ước")
        constraints = (models.UniqueConstraint(fields=["version", "party"], name="a_party_signs_once"),)

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"

    @property
    def capacity_words(self) -> str:
        """ "TM. BAN THƯỜNG VỤ, KT. CHỦ TỊCH"; of a body outside the union its office."""
        known = CAPACITIES.get(self.capacity)
        return str(known.name) if known else self.office
