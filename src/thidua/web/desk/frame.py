"""What the frame of every page shows around the page: the rail, where I am, search, me."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from thidua.access.requests import Request
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.web.desk import life_cycle
from thidua.web.desk.counted import still_holds, waiting_count
from thidua.web.desk.here import Here, here


def frame(request: Request) -> dict[str, Any]:
    """Context of ``frame.html``. Lazy: a fragment that draws no frame asks nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.account_id is None:
        return {}
    return {
        "rail": SimpleLazyObject(lambda: rail(request, actor)),
        "where": SimpleLazyObject(lambda: where(here(request), actor.acts_for)),
        "tabs": SimpleLazyObject(lambda: tabs(request, actor)),
        "search": {"url": reverse("desk:search"), "value": request.GET.get("q", "")},
        "me": {"initials": initials(actor.name), "name": actor.name, "url": reverse("access:me")},
        "banner": SimpleLazyObject(banner),
    }


def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def banner() -> dict[str, str] | None:
    day = clock.pinned_day()
    if day is None:
        return None
    words = _("Bản trình diễn: mọi người đang ở ngày %(day)s; người và số liệu là hư cấu.")
    return {"text": words % {"day": format_date(day)}}


def rail(request: Request, actor: Actor) -> list[dict[str, Any]]:
    count = waiting_count(request)
    places = [
        _place(
            request,
            _("Việc cần làm"),
            "desk:home",
            "list-check",
            count=count,
            urgent=True,
            refresh="" if still_holds(request) else reverse("desk:waiting"),
        ),
        _place(request, _("Phong trào"), "desk:movements", "flag"),
    ]
    if _registers_alone(actor):
        places.append(_place(request, _("Đăng ký của tôi"), "pledge:own_registrations", "clipboard-list"))
    after = []
    if any(True for one in ("score.grade", "score.grade_own") for _grant in actor.having(one)):
        after.append(_place(request, _("Xếp loại cơ sở"), "score:grading_home", "award"))
    if any(True for _grant in actor.having("federation.lead")):
        after.append(_place(request, _("Cụm thi đua"), "federation:clusters", "users"))
    if any(True for _grant in actor.having("federation.view")):
        after.append(_place(request, _("Cây tổ chức"), "federation:tree", "building-community"))
    if any(True for _grant in actor.having("catalogue.view")):
        after.append(_place(request, _("Danh mục"), "catalogue:home", "archive"))
    if any(True for _grant in actor.having("access.accounts")):
        after.append(_place(request, _("Tài khoản"), "access:accounts", "users"))
    return [one for one in [*places, *_stages(request, actor), *after] if one]


def _registers_alone(actor: Actor) -> bool:
    """A member has no stages, and registers all the same."""
    own = any(True for _grant in actor.having("pledge.own"))
    return own and not any(True for _grant in actor.having("pledge.view"))


def _stages(request: Request, actor: Actor) -> list[dict[str, Any] | None]:
    """The stages of the movement at hand that have pages of their own, in life-cycle order."""
    states = life_cycle.standing(here(request))
    shown = life_cycle.open_pages(actor)
    return [
        _stage(request, stage, states.get(stage.code, "later"))
        for stage in life_cycle.STAGES
        if stage.code in shown
    ]


def _stage(request: Request, stage: life_cycle.Stage, state: str) -> dict[str, Any] | None:
    entry = _place(request, str(stage.name), stage.page, "")
    return {**entry, "kind": "stage", "state": state} if entry else None


def _place(request: Request, label: str, page: str, icon: str, **more: Any) -> dict[str, Any] | None:
    try:
        url = reverse(page)
    except NoReverseMatch:
        return None
    current = request.path == url if url == "/" else request.path.startswith(url)
    return {"label": label, "url": url, "icon": icon, "kind": "place", "current": current, **more}


def tabs(request: Request, actor: Actor) -> list[dict[str, Any]]:
    found = [
        _place(request, _("Việc"), "desk:home", "list-check", count=waiting_count(request)),
        _place(request, _("Phong trào"), "desk:movements", "flag"),
    ]
    if _registers_alone(actor):
        found.append(_place(request, _("Đăng ký"), "pledge:own_registrations", "clipboard-list"))
    if "report" in life_cycle.open_pages(actor):
        found.append(_place(request, _("Báo cáo"), "report:home", "clipboard-list"))
    return [one for one in found if one]


def where(at: Here, acts_for: str = "") -> list[dict[str, str]]:
    told = []
    if at.unit:
        unit = str(at.unit)
        if acts_for:
            unit = _("%(unit)s, làm thay %(name)s") % {"unit": unit, "name": acts_for}
        told.append({"label": _("Đang làm cho"), "value": unit, "url": reverse("desk:choose")})
    if at.movement:
        told.append(
            {
                "label": _("Phong trào"),
                "value": str(at.movement),
                "url": reverse("desk:choose") + "#phong-trao",
            }
        )
    if at.period:
        told.append({"label": _("Kỳ"), "value": str(at.period), "url": reverse("desk:choose") + "#ky"})
    return told
