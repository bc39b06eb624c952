"""How pages answer: who asks, refusals where they belong, what was done on the page that comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotSignedIn, Refusal, say

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """The request as pages see it. ``actor`` is NOBODY for strangers.

    ``period_at_hand()`` is the key of the reporting period chosen in the bar. A page that chose another one
    sets ``shows_period``, so that the bar above it says the same.
    """

    actor: Actor
    period_at_hand: Callable[[], int | None]
    shows_period: int | None


def signed_in(view: Callable[Concatenate[Request, P], HttpResponseBase]) -> View:
    """Strangers are asked to sign in; what others may then see the door decides. Raises NotSignedIn."""

    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor.account_id is None:
            raise NotSignedIn()
        return view(request, *args, **kwargs)

    return asked


class Refused(ValidationError):
    """A refusal of an action, kept where a form keeps its errors."""

    def __init__(self, refusal: CodedError) -> None:
        super().__init__(str(say(refusal)), code=refusal.code)
        self.refusal = refusal


@contextmanager
def refusing(
    form: BaseForm, field: str | None = None, *, at: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[None]:
    """A refusal of the action inside becomes an error of the form, which stays as it was typed.

    It is shown at ``field``, or at the first field of the form that ``at`` names for the refusal's code, or
    above the form when it has none of them.
    """
    try:
        yield
    except CodedError as refusal:
        wanted = (field, *(at or {}).get(refusal.code, ()))
        form.add_error(next((name for name in wanted if name in form.fields), None), Refused(refusal))


def refusal_of(form: BaseForm) -> CodedError | None:
    """Why the action did not take this form; None when it was not refused by an action."""
    told = (error for errors in form.errors.as_data().values() for error in errors)
    return next((error.refusal for error in told if isinstance(error, Refused)), None)


def errors_of(form: BaseForm) -> list[dict[str, str]]:
    """What ``<c-summary-of-errors>`` lists: what is wrong, with the box it leads to."""
    told = [{"target": "", "label": str(words), "what": ""} for words in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            what = str(bound.errors[0])
            told.append({"target": bound.id_for_label, "label": str(bound.label), "what": what})
    return told


def status_of(*forms: BaseForm) -> int:
    """200, or why the first form that was not taken was not."""
    for form in forms:
        refusal = refusal_of(form)
        if isinstance(refusal, Refusal):
            return refusal.status
        if form.is_bound and form.errors:
            return 422
    return 200


def told(request: HttpRequest, refusal: CodedError) -> None:
    """Says a refusal at the top of the next page, for a button that has no fields."""
    messages.error(request, str(say(refusal)))


def back(page: str, *args: Any, anchor: str = "", **named: Any) -> HttpResponse:
    """To a page by its name, at a place on it."""
    where = resolve_url(page, *args, **named)
    return HttpResponseRedirect(f"{where}#{anchor}" if anchor else where)


def done(request: HttpRequest, words: str, page: str, *args: Any, **named: Any) -> HttpResponse:
    """Says what was done, on the page that comes next."""
    messages.success(request, words)
    return back(page, *args, **named)


def refused(request: HttpRequest, refusal: CodedError, page: str, *args: Any, **named: Any) -> HttpResponse:
    """Says what was refused on the page that comes next; nothing was typed there that could be lost."""
    told(request, refusal)
    return back(page, *args, **named)
