"""Signing on a phone with the PIN, recording what was signed on stage, and the number from the clerk's book."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.access import devices
from thidua.access.proving import prove
from thidua.federation.models import Post
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, errors_of, refusing, signed_in, status_of
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent
from thidua.launch.actions.give_opinion import person_behind
from thidua.launch.actions.sign_paper import offices_of
from thidua.launch.desk.answering import scan_of
from thidua.launch.signing import CAPACITIES
from thidua.pledge.actions.covenants.number import number_covenant
from thidua.pledge.actions.covenants.on_stage import OnStage, record_stage
from thidua.pledge.actions.covenants.sign import sign_covenant
from thidua.pledge.desk.covenants import covenant_page, crumbs, fetched, mark_of
from thidua.pledge.desk.covenants_forms import NumberForm, SignerForm, SignForm, StageForm
from thidua.pledge.models import Covenant, CovenantVersion, Party
from thidua.pledge.queries.covenants.reading import clause_lines, party_lines
from thidua.pledge.queries.covenants.standing import missing, parties_to_sign, speaking_for, to_sign
from thidua.pledge.queries.covenants.text import read


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sign(request: Request, covenant_id: int) -> HttpResponse:
    """The whole text, then the PIN. A wrong PIN is counted whatever becomes of the signature."""
    covenant = fetched(request, covenant_id, "sign")
    version = _version(covenant)
    party = speaking_for(request.actor, parties_to_sign(covenant), "pledge.sign")
    if party is None:
        raise Absent()
    form = SignForm(
        request.POST or None,
        initial={"digest": version.digest},
        capacities=_capacities(request.actor, party),
        auto_id="ky-%s",
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusing(form, at={"access.secret_wrong": ("secret",), "access.locked": ("secret",)}):
            proof = prove(actor=request.actor, secret=told["secret"], caller=devices.caller_of(request))
            sign_covenant(
                actor=request.actor,
                covenant_id=covenant_id,
                capacity=told["capacity"],
                digest=told["digest"],
                proof=proof,
            )
            return done(request, _said(covenant_id), "pledge:covenant", covenant_id)
    said = read(version)
    parties = party_lines(covenant, version)
    lines = clause_lines(said, party.pk)
    context = {
        "title": _("Ký giao ước"),
        "lead": _("%(unit)s ký bản %(number)s.") % {"unit": party.unit, "number": version.number},
        "crumbs": crumbs(covenant, _("Ký")),
        "covenant": covenant,
        "mark": mark_of(covenant),
        "said": said,
        "version": version,
        "lines": lines,
        "party": party,
        "without_figures": not any(one.mine for one in lines if one.in_figures),
        "have_signed": sum(one.signature is not None for one in parties),
        "signed": next((one.signature for one in parties if one.party == party and one.signature), None),
        "parties": parties,
        "form": form,
        "errors": errors_of(form),
    }
    response = render(request, "pledge/covenants/sign.html", context, status=status_of(form))
    response["Cache-Control"] = "no-store"
    return response


def _said(covenant_id: int) -> str:
    if Covenant.objects.get(pk=covenant_id).state == "in_force":
        return _("Đã ký. Đủ chữ ký các bên: giao ước có hiệu lực.")
    return _("Đã ký. Giao ước có hiệu lực khi mọi bên ký xong.")


def _version(covenant: Covenant) -> CovenantVersion:
    version = to_sign(covenant)
    if version is None:
        raise Absent()
    return version


def _capacities(actor: Actor, party: Party) -> list[str]:
    """Those that fit the offices of the person; all of them where the books know none."""
    person_id = person_behind(actor)
    offices = offices_of(person_id, party.unit, clock.today()) if person_id is not None else set()
    return [one.code for one in CAPACITIES.values() if offices & {str(each) for each in one.offices}]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stage(request: Request, covenant_id: int) -> HttpResponse:
    """Who signed on paper, one box a party that has not signed yet, and the scan of their pages."""
    covenant = fetched(request, covenant_id, "record_stage")
    version = _version(covenant)
    sent = request.POST or None
    form = StageForm(
        sent,
        request.FILES or None,
        initial={"signed_on": clock.today(), "digest": version.digest},
        auto_id="le-%s",
    )
    signers = _signers(covenant, version, sent)
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in signers)]):
        with refusing(form, at={"pledge.scan_missing": ("scan",), "launch.in_the_future": ("signed_on",)}):
            record_stage(
                actor=request.actor,
                covenant_id=covenant_id,
                digest=form.cleaned_data["digest"],
                signed_on=form.cleaned_data["signed_on"],
                signers=[_on_stage(one) for one in signers if one.cleaned_data["signed"]],
                scan=scan_of(form),
            )
            return done(request, _said_on_stage(covenant_id), "pledge:covenant", covenant_id)
    context = {
        "title": _("Ghi chữ ký tại lễ ký"),
        "lead": _("Bản quét có giá trị như ký trên ứng dụng."),
        "crumbs": crumbs(covenant, _("Lễ ký")),
        "covenant": covenant,
        "version": version,
        "form": form,
        "signers": signers,
        "errors": [*errors_of(form), *(told for one in signers for told in errors_of(one))],
    }
    return render(request, "pledge/covenants/stage.html", context, status=status_of(form, *signers))


def _signers(covenant: Covenant, version: CovenantVersion, sent: Any) -> list[SignerForm]:
    parties = missing(covenant, version)
    chairs = Post.objects.filter(
        unit__in=[one.unit_id for one in parties], office=Post.Office.CHAIR, until_on=None
    ).select_related("person")
    names = {one.unit_id: one.person.name for one in chairs}
    return [
        SignerForm(sent, party=one, initial={"signed": True, "name": names.get(one.unit_id, "")})
        for one in parties
    ]


def _on_stage(form: SignerForm) -> OnStage:
    """The capacity says the office; of a body outside the tree the office is written out."""
    told = form.cleaned_data
    if form.party.signs_on_paper:
        return OnStage(form.party.pk, told["name"], told["office"])
    capacity = told["capacity"]
    known = CAPACITIES.get(capacity)
    office = next(iter(sorted(str(one) for one in known.offices)), "") if known else ""
    return OnStage(form.party.pk, told["name"], office, capacity)


def _said_on_stage(covenant_id: int) -> str:
    if Covenant.objects.get(pk=covenant_id).state == "in_force":
        return _("Đã ghi. Đủ chữ ký các bên: giao ước có hiệu lực.")
    return _("Đã ghi. Các bên còn lại ký trên ứng dụng hoặc ghi sau.")


@require_POST
@signed_in
def number(request: Request, covenant_id: int) -> HttpResponse:
    form = NumberForm(request.POST)
    if form.is_valid():
        with refusing(form, "number"):
            covenant = number_covenant(actor=request.actor, covenant_id=covenant_id, **form.cleaned_data)
            words = _("Đã vào sổ văn bản đi: số %(reference)s.") % {"reference": covenant.reference}
            return done(request, words, "pledge:covenant", covenant_id)
    return covenant_page(request, fetched(request, covenant_id), number=form)
