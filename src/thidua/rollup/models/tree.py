from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tree(models.TextChoices):
    """The tree that sums are added up by. What is in ``then`` is in ``today`` or in ``ended``, never in both.

    ``today`` and ``ended`` are kept only for periods in which some report stands elsewhere than where it
    was stamped; for all others the tree of today is the tree of then.
    """

    THEN = "then", _("như lúc đó")  # where each report was stamped
    TODAY = "today", _("theo cây hiện nay")  # where the past of its unit counts today
    ENDED = "ended", _("đã kết thúc")  # what nobody living carries on, at its last place
