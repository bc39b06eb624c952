"""How wide a text is when printed, and where a long name is best broken.

Widths are those of Liberation Serif, which has the widths of Times New Roman.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
_MM_OF_POINT = 25.4 / 72
_UNITS = 1000  # size at which widths are taken; large enough that rounding is below 0.1 %

# Words that a name is broken before rather than elsewhere: what comes after them says where or of whom.
_OPENERS = frozenset(
    "TỈNH THÀNH QUẬN HUYỆN THỊ PHƯỜNG XÃ ĐẶC CÔNG BAN TRƯỜNG BỆNH VIỆT CÁC KHU NGÀNH CỤM LAO VÀ KHỐI".split()
)
# Words of two syllables that names and slogans are full of; a reader stumbles where they come apart.
_WORDS = """
    an toàn bảo đảm biện pháp cải cách chào mừng chấp hành chất lượng chỉ tiêu chính sách chương trình chủ đề
    cổ phần công chức công đoàn công nghiệp công nhân công tác công ty cơ quan cơ sở danh hiệu doanh nghiệp
    dịch vụ đại hội đặc khu đoàn kết đoàn viên đơn vị đời sống giáo dục hành chính hạnh phúc hiệu quả hoàn thành
    hoạt động hội nghị hợp tác hưởng ứng hữu hạn kế hoạch khen thưởng khuyến học kinh doanh kinh tế kỷ luật
    lao động lập thành liên đoàn năng suất nhà nước nhiệm vụ nông thôn pháp luật phát động phát triển phong trào
    quản lý quận ủy quốc phòng quyết tâm sản xuất sáng kiến sáng tạo sự nghiệp thành công thành phố thành tích
    thành viên thắng lợi thi đua thực hiện thương mại thường vụ tiên tiến tỉnh ủy tổ chức tổng công tổng liên trách nhiệm
    trung ương tuyên truyền văn hóa văn phòng viên chức việt nam vệ sinh vững mạnh xã hội xây dựng y tế yêu nước
"""
_SYLLABLES = _WORDS.upper().split()
_TOGETHER = frozenset(zip(_SYLLABLES[::2], _SYLLABLES[1::2], strict=True))
_MOST_LINES = 5
_ONE_LINE_MORE = 100.0  # millimetres of unevenness that a further line is worth


@lru_cache(maxsize=4)
def _font(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    style = {
        (False, False): "Regular",
        (True, False): "Bold",
        (False, True): "Italic",
        (True, True): "BoldItalic",
    }
    return ImageFont.truetype(str(FONTS / f"LiberationSerif-{style[bold, italic]}.ttf"), _UNITS)


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of one line in millimetres; ``size`` in points."""
    return float(_font(bold, italic).getlength(text)) / _UNITS * size * _MM_OF_POINT


def broken(
    text: str, room: float, size: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """``text`` in as few lines as fit into ``room`` millimetres, broken where a reader would breathe.

    Words that belong together stay so, lines are of even length, and no line is one short word. A text that does
    not fit in five lines is left whole: the page breaks it.
    """
    words = [word for word in text.split(" ") if word]  # a blank for the pen is no place to break
    measured = partial(width, size=size, bold=bold, italic=italic)
    whole = measured(" ".join(words))
    found = []
    for count in range(1, min(_MOST_LINES, len(words)) + 1):
        lines = _Lines(words, room, measured, whole / count).best(0, count)
        if lines is not None:
            found.append((lines[0] + _ONE_LINE_MORE * count, lines[1]))
        if len(found) == 2 or (found and count == 1):
            break
    return min(found)[1] if found else (" ".join(words),)


def narrowed(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """The measure, at most ``room`` millimetres, in which a text that flows by itself falls into the best lines:
    it can be changed later without undoing breaks."""
    words = [word for word in text.split(" ") if word]
    widths = [width(word, size, bold=bold) for word in words]
    space = width(" ", size, bold=bold)
    least = max([*widths, room * _NARROWEST])
    steps = int(max(room - least, 0) / _STEP)
    return min(
        (least + step * _STEP for step in range(steps, -1, -1)),
        key=lambda measure: max(
            _ugliness(_flowing(words, widths, space, measure + slack)) for slack in (-_SLACK, _SLACK)
        ),
        default=room,
    )


def falls_so(
    lines: Sequence[str], room: float, size: float, *, bold: bool = False, italic: bool = False
) -> float | None:
    """The measure in which these lines, joined, fall into themselves; None when there is none."""
    words = " ".join(lines).split(" ")
    measured = partial(width, size=size, bold=bold, italic=italic)
    widths = [measured(word) for word in words]
    space = measured(" ")
    measure = max(measured(line) for line in lines) + 2 * _SLACK
    if measure > room:
        return None
    same = all(
        [line for line, _wide in _flowing(words, widths, space, measure + slack)] == list(lines)
        for slack in (-_SLACK, _SLACK)
    )
    return measure if same else None


_NARROWEST = 0.5  # of the room: titles are not columns
_STEP = 1.0  # millimetres
_SLACK = 0.7  # likewise: printers and programs whose letters are a hair wider or narrower


def _flowing(
    words: Sequence[str], widths: Sequence[float], space: float, room: float
) -> list[tuple[str, float]]:
    """Lines and their widths, each as full as it gets."""
    lines: list[tuple[str, float]] = []
    for word, wide in zip(words, widths, strict=True):
        if lines and lines[-1][1] + space + wide <= room:
            lines[-1] = (f"{lines[-1][0]} {word}", lines[-1][1] + space + wide)
        else:
            lines.append((word, wide))
    return lines


def _ugliness(lines: Sequence[tuple[str, float]]) -> float:
    even = sum(wide for _line, wide in lines) / max(len(lines), 1)
    uneven = sum(abs(wide - even) for _line, wide in lines)
    return uneven + sum(_cost(a[0], b[0]) for a, b in pairwise(lines)) + _ONE_LINE_MORE * len(lines)


class _Lines:
    """The least ugly way to set words in a given number of lines, tried from each word on only once."""

    def __init__(
        self, words: Sequence[str], room: float, measured: Callable[[str], float], even: float
    ) -> None:
        self.words, self.room, self.measured, self.even = words, room, measured, even
        self.known: dict[tuple[int, int], tuple[float, tuple[str, ...]] | None] = {}

    def best(self, start: int, count: int) -> tuple[float, tuple[str, ...]] | None:
        """Ugliness in millimetres and the lines from word ``start`` on; None when they do not fit."""
        if (start, count) not in self.known:
            ways = [way for stop in self._stops(start, count) if (way := self._way(start, stop, count))]
            self.known[start, count] = min(ways, default=None)
        return self.known[start, count]

    def _stops(self, start: int, count: int) -> range:
        last = len(self.words)
        return range(last, last + 1) if count == 1 else range(start + 1, last - count + 2)

    def _way(self, start: int, stop: int, count: int) -> tuple[float, tuple[str, ...]] | None:
        line = " ".join(self.words[start:stop])
        wide = self.measured(line)
        if wide > self.room:
            return None
        ugly = abs(wide - self.even)
        if count == 1:
            return ugly, (line,)
        rest = self.best(stop, count - 1)
        return rest and (ugly + rest[0] + _cost(line, rest[1][0]), (line, *rest[1]))


def _cost(before: str, after: str) -> float:
    """What a break between two lines costs, in millimetres of unevenness."""
    last, first = (
        word.upper().strip(",-–“”") for word in (before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0])
    )
    if (last, first) in _TOGETHER:
        return 200
    lonely = 60 if 1 in (len(before.split()), len(after.split())) else 0
    return lonely + (0 if first in _OPENERS or before.endswith((",", ";")) else 12)
