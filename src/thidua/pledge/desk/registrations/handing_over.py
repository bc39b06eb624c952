"""What the members of a cluster registered, for the leader who goes: read, taken away, attached and sent."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, errors_of, signed_in, status_of
from thidua.pledge.actions.registrations.send_together import duty_of, send_together
from thidua.pledge.desk.registrations.answering import DOCX, refusing, sheet
from thidua.pledge.desk.registrations.forms import SendTogetherForm
from thidua.pledge.queries.registrations.of_members import (
    file_name,
    of_members,
    said,
    summed_up,
    together_document,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def together(request: Request, duty_id: int) -> HttpResponse:
    duty = duty_of(request.actor, duty_id)
    told = of_members(duty)
    form = SendTogetherForm(request.POST or None, initial={"done_on": clock.today()})
    if not told.missing:
        del form.fields["reason"]
    cluster_page = reverse("federation:cluster", args=[duty.cluster_id, duty.year])
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            send_together(actor=request.actor, duty_id=duty_id, **form.cleaned_data)
            words = _("Đã lập bản tổng hợp, đính kèm và ghi đã gửi.")
            return done(request, words, "federation:cluster", duty.cluster_id, duty.year)
    title = _("Tổng hợp đăng ký năm %(year)s của các thành viên") % {"year": told.year}
    context = {
        "title": title,
        "kicker": str(duty.cluster),
        "crumbs": [{"label": str(duty.cluster), "url": cluster_page}, {"label": title, "url": ""}],
        "duty": duty,
        "told": told,
        "sum": summed_up(told),
        "members": [(one, [(said(line), line.lines) for line in one.titles]) for one in told.members],
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "back": cluster_page,
    }
    return render(request, "pledge/registrations/together.html", context, status=status_of(form))


@require_GET
@signed_in
def together_word(request: Request, duty_id: int) -> HttpResponse:
    """The same as Word, before it is attached."""
    duty = duty_of(request.actor, duty_id)
    return sheet(together_document(duty, of_members(duty), clock.today()), file_name(duty), DOCX)
