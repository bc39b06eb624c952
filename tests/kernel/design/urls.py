"""Pages of the gallery server: the components, plain pages, a form that saves, a shared phone."""

from django.contrib.staticfiles.views import serve
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, re_path

from tests.kernel.design import sample

SAVED: dict[str, object] = {"version": 1, "answers": {}}


def page(template: str, status: int = 200):
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template, sample.everything(), status=status)

    return view


def start_over(request: HttpRequest) -> JsonResponse:
    SAVED.update(version=1, answers={})
    return JsonResponse(SAVED)


def save(request: HttpRequest) -> JsonResponse:
    """The server's half of autosave, as a room would answer it."""
    if int(request.POST["version"]) != SAVED["version"]:
        return JsonResponse({"message": "Chị Hoa vừa sửa báo cáo này lúc 09:40."}, status=409)
    SAVED["answers"] = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    SAVED["version"] = int(request.POST["version"]) + 1
    return JsonResponse({"version": SAVED["version"], "saved_at": "09:42"})


def saved(request: HttpRequest) -> JsonResponse:
    return JsonResponse(SAVED)


urlpatterns = [
    path("", page("gallery.html")),
    path("plain/", page("plain.html")),
    *[path(f"{code}/", page(f"{code}.html", code)) for code in (400, 403, 404, 500)],
    path("save/", save),
    path("saved/", saved),
    path("start-over/", start_over),
    re_path(r"^static/(?P<path>.*)$", serve, {"insecure": True}),
]


def shared(request: HttpRequest) -> HttpResponse:
    """A page of work on a phone that several people use: it signs out after four seconds."""
    told = {
        **sample.frame(),
        "title": "Máy dùng chung",
        "shared_phone": {"seconds": 4, "sign_out": "/signed-out/"},
    }
    return render(request, "frame.html", told)


urlpatterns += [path("shared/", shared), path("signed-out/", lambda _: HttpResponse("Đã thoát."))]
