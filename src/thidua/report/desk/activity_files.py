"""Photos and papers of what a unit did."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel import files
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, say
from thidua.report.actions.attach_to_activity import attach_to_activity, detach_from_activity
from thidua.report.desk.asking import actor_of, done, refused, signed_in
from thidua.report.models import Activity


def keep_files(request: HttpRequest, actor: Actor, activity: Activity) -> bool:
    """Each file is kept or refused by itself: one that is too large takes nothing else with it."""
    given: Iterable[UploadedFile] = request.FILES.getlist("files")
    refusals = [refusal for one in given if (refusal := _keep(actor, activity, one)) is not None]
    for refusal in refusals:
        messages.error(request, str(say(refusal)))
    return not refusals


def _keep(actor: Actor, activity: Activity, given: UploadedFile) -> CodedError | None:
    try:
        attach_to_activity(
            actor=actor,
            activity_id=activity.pk,
            name=given.name or "",
            stream=given,
            size=given.size or 0,
        )
    except CodedError as refusal:
        return refusal
    return None


@signed_in
@require_GET
def activity_file(request: HttpRequest, activity_id: int, file_id: int) -> FileResponse:
    """The file itself, to those who may see the record. Never shown inside a page of ours."""
    found = fetch(Activity, activity_id, actor=actor_of(request))
    one = found.files.filter(pk=file_id).first()
    if one is None:
        raise Absent()
    answer = FileResponse(
        files.open_stored(one), content_type=one.kind, as_attachment=True, filename=one.name
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@require_POST
def remove_file(request: HttpRequest, activity_id: int, file_id: int) -> HttpResponse:
    """Takes one off."""
    try:
        detach_from_activity(actor=actor_of(request), activity_id=activity_id, file_id=file_id)
    except CodedError as refusal:
        return refused(request, refusal, "report:change_activity", activity_id=activity_id)
    return done(request, _("Đã bỏ tệp."), "report:change_activity", activity_id=activity_id)
