"""What the gallery shows: an invented Tuesday, 18/7/2017, in an invented province. The sums add up."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator

from thidua.kernel.templatetags.drawing import STATES

STAGES = (
    ("Phát động", "done", "07/02", "1.036/1.089 cơ sở", ""),
    ("Giao ước", "done", "31/3", "4/4 cụm ký", ""),
    ("Sáng kiến", "open", "đến 30/11", "214 sáng kiến", ""),
    ("Báo cáo", "here", "20/7", "871/1.089 cơ sở", "Cơ sở gửi đến 20/7"),
    ("Tổng hợp", "open", "31/7", "tự cộng", "Khóa số 31/7"),
    ("Chấm điểm", "later", "20/12", "thử 04/8", ""),
    ("Bình xét", "later", "25/12", "", ""),
    ("Quyết định", "later", "10/01/18", "", ""),
    ("Nhân rộng", "later", "quanh năm", "", ""),
    ("Tổng kết", "later", "26/01/18", "", ""),
)
UNITS = (
    ["coming"] * 3
    + ["none"]
    + ["coming"] * 3
    + ["full"] * 2
    + ["coming", "none"]
    + ["coming"] * 4
    + ["unassigned"]
)


def rail() -> list[dict[str, Any]]:
    counts = {"Báo cáo": (3, True), "Tổng hợp": (1, False)}
    stages = [
        {
            "label": label,
            "url": f"#{number}",
            "kind": "stage",
            "state": state,
            "count": counts.get(label, (0, False))[0],
            "urgent": counts.get(label, (0, False))[1],
        }
        for number, (label, state, *_) in enumerate(STAGES)
    ]
    place = {"kind": "place", "url": "#"}
    return [
        {**place, "label": "Việc cần làm", "icon": "clipboard-list", "count": 8, "urgent": True},
        {**place, "label": "Phong trào", "icon": "flag-2", "current": True},
        *stages,
        {**place, "label": "Giám sát", "icon": "eye-check"},
        {**place, "label": "Cây tổ chức", "icon": "building-community"},
        {**place, "label": "Sổ tay", "icon": "help-circle"},
    ]


def frame() -> dict[str, Any]:
    return {
        "rail": rail(),
        "where": [
            {"label": "Đang làm cho", "value": "LĐLĐ tỉnh Tuyên Quang", "url": "#"},
            {"label": "Phong trào", "value": "Thi đua CNVCLĐ 2017", "url": "#"},
            {"label": "Kỳ", "value": "6 tháng đầu năm", "url": "#"},
        ],
        "search": {"url": "#tim"},
        "notices": {"url": "#", "count": 5},
        "me": {"initials": "NK", "name": "Nông Văn Khánh", "url": "#"},
        "tabs": [
            {"label": "Việc", "url": "#", "icon": "clipboard-list", "count": 8},
            {"label": "Phong trào", "url": "#", "icon": "flag-2", "current": True},
            {"label": "Báo cáo", "url": "#", "icon": "report"},
            {"label": "Tôi", "url": "#", "icon": "user"},
        ],
        "support": {"words": "Cần giúp: Văn phòng LĐLĐ tỉnh", "url": "#"},
        "installation": "LĐLĐ tỉnh Tuyên Quang",
    }


def page() -> dict[str, Any]:
    return {
        "title": "Thi đua CNVCLĐ tỉnh Tuyên Quang năm 2017",
        "lead": "Đang thu báo cáo 6 tháng: 871/1.089 cơ sở đã gửi, còn 2 ngày.",
        "crumbs": [{"label": "Phong trào", "url": "#"}, {"label": "Năm 2017"}],
        "primary": {"label": "Nhắc 218 cơ sở", "url": "#"},
    }


def children() -> list[dict[str, Any]]:
    return [
        {
            "name": "LĐLĐ huyện Lâm Bình",
            "assigned": 60,
            "achieved": None,
            "state": "not_reported",
            "sent": "0/52",
        },
        {
            "name": "CĐCS Cơ quan Đảng ủy Khối",
            "assigned": None,
            "achieved": None,
            "state": "not_assigned",
            "sent": "1/1",
        },
        {
            "name": "Công đoàn ngành Giao thông",
            "assigned": 30,
            "achieved": 0,
            "state": "not_achieved",
            "sent": "14/17",
        },
        {
            "name": "LĐLĐ huyện Sơn Dương",
            "assigned": 260,
            "achieved": 187,
            "state": "not_achieved",
            "sent": "129/156",
        },
    ]


def everything() -> dict[str, Any]:
    return {
        **frame(),
        **page(),
        "stations": [
            {"label": label, "state": state, "date": when, "figure": figure, "note": note, "url": "#tram"}
            for label, state, when, figure, note in STAGES
        ],
        "state_names": list(STATES),
        "units": UNITS,
        "many_units": ["full"] * 30 + ["none"] * 4,
        "children": children(),
        "quantity": {"achieved": 1284, "threshold": 2000, "forecast": 2214},
        "share": {
            "achieved": Fraction(17850, 21000),
            "threshold": Fraction(85, 100),
            "forecast": Fraction(864, 1000),
        },
        "one": 1,
        "houses": {"achieved": 16, "threshold": 15},
        "day": date(2017, 7, 20),
        "overdue": date(2017, 6, 15),
        "errors": [{"target": "nu", "label": "Trong đó nữ", "what": "148 nữ nhiều hơn tổng 132 đoàn viên"}],
        "error": {
            "what": "148 nữ nhiều hơn tổng 132 đoàn viên.",
            "why": "Số nữ là một phần của tổng.",
            "next": "Hãy sửa số nữ, hoặc sửa tổng ở ô trên.",
        },
        "paths": [("truc-tiep", "Trực tiếp sản xuất"), ("gian-tiep", "Gián tiếp")],
        "listed": Paginator(range(1089), 50).page(5),
        "week": [{"day": date(2017, 7, 17 + offset), "jobs": range(offset % 3)} for offset in range(14)],
        "saving": True,
        "version": 1,
    }
