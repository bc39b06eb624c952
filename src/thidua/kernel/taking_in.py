"""What people type arrives as text that can be kept and found again, whichever keyboard sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeAlias, cast
from unicodedata import is_normalized, normalize

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]
_NUL = "\0"  # pasted along from damaged files; PostgreSQL keeps it in no text


def take_in_words(get_response: GetResponse) -> GetResponse:
    """Posted words in NFC (a Mac sends Vietnamese in pieces) and without NUL, before anybody reads or keeps them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # The sender went away: what did not arrive is refused as unsigned.
        with suppress(UnreadablePostError):
            if request.method == "POST" and not all(map(_can_be_kept, _words_of(request.POST))):
                cast("Any", request).POST = _mended(request.POST)
        return get_response(request)

    return middleware


def _words_of(posted: QueryDict) -> Iterator[str]:
    for name, values in posted.lists():
        yield name
        yield from map(str, values)


def _can_be_kept(words: str) -> bool:
    return _NUL not in words and is_normalized("NFC", words)


def _mended(posted: QueryDict) -> QueryDict:
    mended = QueryDict(mutable=True, encoding=posted.encoding)
    for name, values in posted.lists():
        mended.setlist(_mend(name), [_mend(str(value)) for value in values])
    return mended


def _mend(words: str) -> str:
    return words if _can_be_kept(words) else normalize("NFC", words.replace(_NUL, ""))


def mend_all(sent: Any) -> Any:
    """The same for what a program sends: words inside lists and objects as well."""
    match sent:
        case str():
            return _mend(sent)
        case list():
            return [mend_all(one) for one in sent]
        case dict():
            return {_mend(name): mend_all(value) for name, value in sent.items()}
        case _:
            return sent
