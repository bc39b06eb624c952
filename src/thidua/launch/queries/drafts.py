"""Papers that stand at their writer: begun and not sent on, or returned with what to change."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing
from thidua.kernel.waiting import Waiting
from thidua.launch.models import Paper, Step
from thidua.launch.queries.of_cluster import of_own_cluster
from thidua.launch.queries.plans import PLANS
from thidua.launch.states import PAPER

_MOST = 20


def with_last_step(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Each with the last thing that happened to it on its office way."""
    last = Step.objects.filter(paper=OuterRef("pk")).order_by("-pk")
    return papers.annotate(
        last_kind=Subquery(last.values("kind")[:1]),
        last_who=Subquery(last.values("who")[:1]),
        last_text=Subquery(last.values("text")[:1]),
    )


def returned_why(paper: Paper) -> str:
    """Who returned this draft and what is to be changed; "" when it was not returned."""
    if paper.state != "draft" or getattr(paper, "last_kind", None) != Step.Kind.SENT_BACK:
        return ""
    return _("%(who)s trả lại: %(reason)s") % {
        "who": getattr(paper, "last_who", ""),
        "reason": getattr(paper, "last_text", ""),
    }


def told_state(paper: Paper) -> str:
    return _("Văn bản đang: %(state)s.") % {"state": PAPER.states[paper.state]}


def own_drafts(actor: Actor, unit: Body) -> Iterator[Waiting]:
    """Drafts of the unit that this person began, or nobody in particular. Plans that a superior asks for are
    told with their deadline elsewhere. One query."""
    above = Q(parent__seat__path=paths.parent(unit.path), parent__asks_levels__contains=[unit.level])
    beside = Q(of_own_cluster(unit.pk, issuer="parent__issuer", year="parent__year"))
    asked = Q(kind__in=PLANS, parent__kind__in=PLANS, parent__state="issued") & (above | beside)
    mine = Q(begun_by_id=actor.account_id) | Q(begun_by_id=None)
    found = with_last_step(listing(Paper, actor=actor, verb="draft").filter(mine, seat=unit).exclude(asked))
    for paper in found.select_related("movement").order_by("-pk")[:_MOST]:
        why = returned_why(paper)
        yield Waiting(
            stage="launch",
            code="launch.correct_paper" if why else "launch.finish_paper",
            title=(_("Sửa và trình lại %(paper)s") if why else _("Soạn xong %(paper)s"))
            % {"paper": _named(paper)},
            fact=why or _("Bản nháp của %(movement)s, chưa trình.") % {"movement": paper.movement},
            button=_("Xem chỗ cần sửa") if why else _("Soạn tiếp"),
            url=reverse("launch:paper", args=[paper.pk]),
            unit=str(unit),
        )


def _named(paper: Paper) -> str:
    """A draft has no number yet: what it is about tells it from others."""
    return f"{paper}: {paper.title}"[:120] if paper.title else str(paper)
