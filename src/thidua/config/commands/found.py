"""Begins for real: the highest unit of this installation and its first administrator."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.access.slips import Slip

HELP = "lập kho mới cho một cơ quan: đơn vị đứng đầu và quản trị đầu tiên; hỏi những gì chưa ghi"
_QUESTIONS = {
    "unit": "Tên đơn vị đứng đầu (ví dụ: Liên đoàn Lao động tỉnh Cao Bằng)",
    "short_name": "Tên gọn (ví dụ: LĐLĐ tỉnh Cao Bằng; Enter nếu không có)",
    "kind": "Loại đơn vị (ví dụ: LĐLĐ tỉnh, CĐCS; ? để xem danh sách)",
    "administrator": "Họ và tên quản trị",
    "login": "Số điện thoại của quản trị (là tên đăng nhập)",
}
_MAY_BE_EMPTY = frozenset({"short_name"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", help="tên đơn vị đứng đầu")
    parser.add_argument("--short-name", help="tên gọn")
    parser.add_argument("--kind", help="loại đơn vị, như «LĐLĐ tỉnh», «CĐCS»")
    parser.add_argument("--code", default="", help="mã đơn vị; để trống thì lấy chữ đầu của tên")
    parser.add_argument("--administrator", help="họ và tên quản trị đầu tiên")
    parser.add_argument("--login", help="số điện thoại của quản trị")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    told = {name: getattr(arguments, name) for name in _QUESTIONS}
    missing = [name for name, value in told.items() if value is None and name not in _MAY_BE_EMPTY]
    if missing and not sys.stdin.isatty():
        names = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        print(f"Còn thiếu: {names}. Hãy ghi thêm, hoặc chạy trong cửa sổ lệnh để được hỏi.", file=sys.stderr)
        return 2
    starting.house()
    starting.catalogue()
    from thidua.config import founding

    for name in _QUESTIONS:
        if told[name] is None:
            told[name] = _ask(name) if sys.stdin.isatty() else ""
    slip = founding.found_office(founding.Office(code=arguments.code, **told))
    print(_said(slip))
    return 0


def _ask(name: str) -> str:
    from thidua.federation.queries.kinds import kind_names, kind_words

    while True:
        answer = input(f"{_QUESTIONS[name]}: ").strip()
        if name == "kind" and answer not in kind_words():
            print("  " + "\n  ".join(kind_names()))
        elif answer or name in _MAY_BE_EMPTY:
            return answer


def _said(slip: Slip) -> str:
    from thidua.formats import vi

    return "\n".join(
        (
            "",
            f"Đã lập: {slip.unit} (mã {slip.unit_code}).",
            f"Quản trị: {slip.name}. Đăng nhập bằng {slip.login}, mã PIN lần đầu {slip.pin}",
            f"(dùng đến hết ngày {vi.format_date(slip.until.date())}; lần đầu vào sẽ đặt mã của mình).",
            "",
            "Việc tiếp theo, trên trang web:",
            "  1. Tổ chức → đơn vị → Nhập danh sách: đưa các đơn vị trực thuộc vào từ Excel.",
            "  2. Tài khoản → Nhập từ Excel: mở tài khoản cho chuyên viên, văn thư, chủ tịch; in phiếu.",
            "  3. Chuyên viên vào Phát động → Phong trào mới, hoặc Tạo phong trào từ văn bản.",
            "",
        )
    )
