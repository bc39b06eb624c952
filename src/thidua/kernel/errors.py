"""Refusals that people read: what is wrong, why, and what to do next.

A room declares its refusals in its own ``errors.py`` as subclasses of ``Refusal``. Codes of the plain
Python rooms (formats, algebra, documents) get their wording through ``word``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.formats.errors import CodedError

Phrase: TypeAlias = str | Promise


@dataclass(frozen=True)
class Said:
    """A refusal in the reader's language."""

    code: str
    what: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.remedy) if part)

    def as_data(self) -> dict[str, str]:
        return {"code": self.code, "what": self.what, "why": self.why, "remedy": self.remedy}


class Refusal(CodedError):
    """A refusal with its sentences; parameters are filled in by name."""

    code: ClassVar[str] = "kernel.refused"
    status: ClassVar[int] = 422
    what: ClassVar[Phrase] = _("Việc này chưa làm được.")
    why: ClassVar[Phrase] = ""
    remedy: ClassVar[Phrase] = ""
    known: ClassVar[dict[str, type[Refusal]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        twin = Refusal.known.get(cls.code)
        if twin is not None and twin.__qualname__ != cls.__qualname__:
            raise TypeError(f"code {cls.code} is used by {twin.__qualname__} and {cls.__qualname__}")
        Refusal.known[cls.code] = cls

    def say(self) -> Said:
        return Said(self.code, *(_filled(part, self.params) for part in (self.what, self.why, self.remedy)))


def _filled(phrase: Phrase, params: Mapping[str, object]) -> str:
    return str(phrase) % params if params else str(phrase)


_WORDING: dict[str, tuple[Phrase, Phrase, Phrase]] = {}
Names: TypeAlias = Mapping[str, Mapping[str, Phrase]]
_NAMES: dict[str, Names] = {}


def word(
    code: str, *, what: Phrase, why: Phrase = "", remedy: Phrase = "", names: Names | None = None
) -> None:
    """Gives a code of a plain Python room its sentences. ``names`` are the words for what its parameters may be,
    by parameter and value; what has none is told as it is."""
    _WORDING[code] = (what, why, remedy)
    _NAMES[code] = names or {}


def worded() -> Mapping[str, tuple[Phrase, Phrase, Phrase]]:
    return _WORDING


def say(error: CodedError) -> Said:
    """Any coded error in the reader's language; a code without wording is named as it is."""
    if isinstance(error, Refusal):
        return error.say()
    unworded = Said(error.code, _("Có lỗi chưa được đặt lời: %(code)s") % {"code": error.code}, "", "")
    return say_code(error.code, error.params) or unworded


def say_code(code: str, params: Mapping[str, object]) -> Said | None:
    """The sentences of a code that another room only names; None when nobody has worded it."""
    refusal = Refusal.known.get(code)
    if refusal is not None:
        return refusal(**params).say()
    if code not in _WORDING:
        return None
    names = _NAMES[code]
    told = {name: names.get(name, {}).get(str(value), value) for name, value in params.items()}
    told["code"] = code
    return Said(code, *(str(part) % told if part else "" for part in _WORDING[code]))


class Absent(Refusal):
    """The same answer for what does not exist and for what is not yours to see."""

    code = "kernel.absent"
    status = 404
    what = _("Không tìm thấy nội dung này.")
    why = _("Địa chỉ có thể đã cũ, hoặc nội dung không thuộc phạm vi của bạn.")
    remedy = _("Hãy quay về trang Việc cần làm, hoặc hỏi đơn vị đã gửi địa chỉ cho bạn.")


class NotByAddress(Refusal):
    code = "kernel.not_by_address"
    status = 405
    what = _("Trang này chỉ mở được bằng nút bấm trên trang trước.")
    why = _("Địa chỉ này nhận một việc để làm, không giữ nội dung để xem lại.")
    remedy = _("Hãy quay lại trang trước rồi bấm nút lần nữa nếu cần.")


class NotYours(Refusal):
    code = "kernel.not_yours"
    status = 403
    what = _("Bạn xem được nhưng không làm được việc này.")
    why = _("Việc này dành cho người giữ vai trò khác ở đơn vị.")
    remedy = _("Hãy nhờ người phụ trách, hoặc đề nghị đơn vị giao vai trò cho bạn.")


class NotNow(Refusal):
    code = "kernel.not_now"
    status = 409
    what = _("Lúc này chưa làm được việc «%(verb)s».")
    why = _("Nội dung đang ở trạng thái «%(state)s».")
    remedy = _("Hãy tải lại trang để xem trạng thái mới nhất.")


class Stale(Refusal):
    code = "kernel.stale"
    status = 409
    what = _("Có người vừa sửa nội dung này.")
    why = _("Bản bạn đang mở cũ hơn bản đã lưu.")
    remedy = _("Phần bạn gõ vẫn còn trên màn hình: hãy so hai bản rồi lưu lại.")


class NotSignedIn(Refusal):
    code = "kernel.not_signed_in"
    status = 401
    what = _("Bạn chưa đăng nhập.")
    why = _("Phiên làm việc đã hết hoặc chưa bắt đầu.")
    remedy = _("Hãy đăng nhập; phần đang gõ được giữ lại.")
