"""One document of each kind, of an office that does not exist. Names hold what breaks careless writers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from thidua.documents.writing.blocks import (
    Acting,
    Align,
    Annex,
    Capacity,
    Column,
    Official,
    Recipient,
    Signature,
    Table,
)
from thidua.documents.writing.kinds.accounts import Account, Minutes, Result, minutes, report
from thidua.documents.writing.kinds.decision import Decision, decision
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.letters import (
    Invitation,
    Letter,
    Submission,
    invitation,
    letter,
    notice,
    submission,
)
from thidua.documents.writing.kinds.plan import Named, Plan, guidance, launch_text, plan
from thidua.documents.writing.kinds.promises import (
    Article,
    Chapter,
    Covenant,
    Registered,
    cluster_regulation,
    covenant,
    registration_list,
)
from thidua.documents.writing.kinds.sentences import Aim, Basis, Comparator, Due, Stage, basis

DAY = dt.date(2027, 2, 7)
PROVINCE = "Liên đoàn Lao động tỉnh Sông Mây"
LONG = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn một thành viên Cấp nước & Môi trường thành phố Sông Mây"
DEPUTY = Signature(
    "Phó Chủ tịch",
    "Lê Thị Hoa Mơ",
    (Acting(Capacity.COLLECTIVE, "Ban Thường vụ"), Acting(Capacity.DEPUTY, "Chủ tịch")),
)


BASE = Frame(
    issuer=PROVINCE,
    superior="Tổng Liên đoàn Lao động Việt Nam",
    place="Sông Mây",
    year=2027,
    signatures=(DEPUTY,),
    recipients=(
        Recipient("Tổng Liên đoàn Lao động Việt Nam", "để b/c"),
        Recipient("Ban Dân vận & Mặt trận tỉnh", "phối hợp"),
        Recipient("Các LĐLĐ huyện, thành phố, CĐ ngành", "để thực hiện"),
    ),
    archive="VT, CSPL",
)


def frame(symbol: str, title: str, **more: Any) -> Frame:
    return replace(BASE, symbol=symbol, title=title, **more)


def a_plan() -> Official:
    grounds = (
        basis(Basis(kind="Luật Thi đua, khen thưởng", day=dt.date(2022, 6, 15))),
        basis(
            Basis(
                verb="Thực hiện",
                kind="Kế hoạch",
                number="12/KH-TLĐ",
                day=dt.date(2027, 1, 5),
                issuer="Tổng Liên đoàn Lao động Việt Nam",
                subject="tổ chức phong trào thi đua năm 2027",
            )
        ),
    )
    title = "Phát động phong trào thi đua “Lao động giỏi, lao động sáng tạo” trong công nhân, viên chức, lao động năm 2027"
    return plan(frame("KH-LĐLĐ", title, bases=grounds, draft=True), PLAN)


PLAN = Plan(
    opening=(
        "Ban Thường vụ Liên đoàn Lao động tỉnh xây dựng kế hoạch phát động phong trào thi đua như sau:",
    ),
    purposes=(
        "Động viên đoàn viên, người lao động hăng hái thi đua lao động sản xuất và công tác",
        "Góp phần hoàn thành nhiệm vụ phát triển kinh tế - xã hội năm 2027",
    ),
    requirements=("Phong trào phải thiết thực, có chỉ tiêu rõ ràng",),
    slogans=("Sông Mây đoàn kết, sáng tạo & phát triển",),
    participants=("Công đoàn các cấp, đoàn viên, công nhân, viên chức, lao động trong tỉnh",),
    aims=(
        Aim(
            subject="được học tập nghị quyết Đại hội Công đoàn",
            population="cán bộ công đoàn chuyên trách",
            value=100,
            unit="%",
        ),
        Aim(subject="kết nạp đoàn viên mới", comparator=Comparator.AT_LEAST, value=2150, unit="đoàn viên"),
        Aim(
            subject="đạt danh hiệu vững mạnh",
            population="công đoàn cơ sở",
            comparator=Comparator.MORE,
            value=Decimal("82.5"),
            unit="%",
        ),
        Aim(subject="công đoàn cơ sở xếp loại yếu", value=0, unit="công đoàn cơ sở"),
        Aim(
            subject="vận động ủng hộ Quỹ “Mái ấm Công đoàn”",
            comparator=Comparator.AT_LEAST,
            value=700_000_000,
            unit="đồng",
        ),
        Aim(
            subject="giới thiệu đoàn viên ưu tú cho Đảng",
            comparator=Comparator.AT_LEAST,
            value=1,
            unit="đoàn viên",
            per="công đoàn cơ sở",
            average=True,
        ),
    ),
    contents=(
        Named("", ("Đẩy mạnh tuyên truyền, giáo dục pháp luật",)),
        Named("Khối doanh nghiệp", ("Thi đua tăng năng suất, bảo đảm <an toàn> lao động",)),
        Named("Khối cơ quan, đơn vị sự nghiệp", ("Thi đua cải cách hành chính",)),
    ),
    stages=(
        Stage(
            ordinal=1,
            start=dt.date(2027, 1, 1),
            end=dt.date(2027, 6, 30),
            theme="Đoàn kết mừng Đảng, mừng Xuân",
            review="sơ kết",
            review_on=dt.date(2027, 7, 15),
        ),
        Stage(ordinal=2, start=dt.date(2027, 7, 1), end=dt.date(2027, 12, 31), review="tổng kết"),
    ),
    duties=(
        Named("Ban Chính sách pháp luật", ("Theo dõi, tổng hợp kết quả phong trào",)),
        Named("Công đoàn cấp trên trực tiếp cơ sở", ("Xây dựng kế hoạch, tổ chức phát động ở đơn vị",)),
    ),
    dues=(
        Due(
            who="Công đoàn cấp trên trực tiếp cơ sở",
            what="gửi báo cáo tổng kết",
            to="Liên đoàn Lao động tỉnh",
            on=dt.date(2027, 11, 15),
        ),
    ),
)


def annex(units: int, targets: int) -> Annex:
    columns = (
        Column("TT", 2, Align.CENTRE),
        Column("Đơn vị", 9),
        *(Column(f"Chỉ tiêu {at} (đoàn viên)", 4, Align.RIGHT) for at in range(1, targets + 1)),
    )
    rows = tuple(
        (str(at), f"Công đoàn ngành “Số {at}” & <khu>", *("1.250" for _ in range(targets)))
        for at in range(1, units + 1)
    )
    return Annex(
        "Chỉ tiêu giao các đơn vị", (Table(columns, rows, ("", "Cộng", *("" for _ in range(targets)))),), True
    )


def a_decision() -> Official:
    told = Decision(
        authority="Ban Thường vụ Liên đoàn Lao động tỉnh Sông Mây",
        request_of="Trưởng Ban Chính sách pháp luật",
        articles=(
            "Giao chỉ tiêu thi đua năm 2027 cho 12 đơn vị, có Phụ lục kèm theo Quyết định này",
            "Các đơn vị tổ chức thực hiện và báo cáo kết quả theo các kỳ báo cáo của năm 2027",
            "Quyết định này có hiệu lực từ ngày ký. Các đơn vị có tên tại Phụ lục chịu trách nhiệm thi hành",
        ),
        annexes=(annex(12, 8), annex(40, 3)),
    )
    grounds = (basis(Basis(kind="Luật Công đoàn", day=dt.date(2024, 11, 27))),)
    return decision(frame("QĐ-LĐLĐ", "Giao chỉ tiêu thi đua năm 2027", bases=grounds), told)


def a_letter() -> Official:
    told = Letter(
        opening=("Để chuẩn bị sơ kết đợt 1, Liên đoàn Lao động tỉnh đề nghị các đơn vị thực hiện:",),
        points=("Rà soát kết quả thực hiện chỉ tiêu", "Gửi báo cáo trước ngày 05/7/2027"),
        ending=("Đề nghị các đơn vị quan tâm thực hiện",),
    )
    to = ("Các Liên đoàn Lao động huyện, thành phố", "Công đoàn ngành", LONG)
    return letter(frame("LĐLĐ-CSPL", "chuẩn bị sơ kết đợt thi đua thứ nhất năm 2027", addressees=to), told)


def minutes_of_a_meeting() -> Official:
    told = Minutes(
        began="08 giờ 00, ngày 12/11/2027",
        where="Trụ sở Liên đoàn Lao động tỉnh",
        chaired_by="bà Lê Thị Hoa Mơ, Phó Chủ tịch",
        written_by="ông Trần Sông Mây",
        present=("Các ủy viên Ban Thường vụ: 9/11 người",),
        said=("Thảo luận kết quả phong trào", "Biểu quyết danh sách khen thưởng"),
        concluded=("Thông qua danh sách với 9/9 phiếu",),
        ended="11 giờ 15 cùng ngày",
    )
    sides = (Signature("Thư ký", "Trần Sông Mây"), Signature("Chủ trì", "Lê Thị Hoa Mơ"))
    return minutes(frame("BB-LĐLĐ", "Họp xét khen thưởng năm 2027", signatures=sides, recipients=()), told)


def a_covenant() -> Official:
    names = [f"Công đoàn ngành số {at}" for at in range(1, 13)]
    signed = tuple(
        Signature("Phó Chủ tịch", f"Người Ký {at}", (Acting(Capacity.DEPUTY, "Chủ tịch"),), party=name)
        if at == 5
        else Signature("Chủ tịch", f"Người Ký {at}", party=name)
        for at, name in enumerate(names, 1)
    )
    told = Covenant(
        parties=tuple(names),
        opening=("Các đơn vị trong cụm thống nhất ký giao ước thi đua năm 2027:",),
        aims=(Aim(subject="đạt danh hiệu vững mạnh", population="công đoàn cơ sở", value=85, unit="%"),),
        promises=("Đoàn kết, giúp nhau cùng tiến bộ",),
        copies="Giao ước này được lập thành 13 bản, mỗi đơn vị giữ một bản",
    )
    return covenant(Frame(issuer="Cụm thi đua số 1", place="Sông Mây", day=DAY, signatures=signed), told)


def a_regulation() -> Official:
    chapters = (
        Chapter(
            "Quy định chung",
            (
                Article("Phạm vi, đối tượng áp dụng", ("Quy chế này áp dụng cho các đơn vị trong cụm",)),
                Article("Nguyên tắc", ("Tự nguyện, bình đẳng", "Công khai, dân chủ")),
            ),
        ),
        Chapter(
            "Tổ chức hoạt động",
            (
                Article(
                    "Cụm trưởng",
                    (
                        Named(
                            "Cụm trưởng có nhiệm vụ:",
                            ("Xây dựng kế hoạch;", "Điều hành;", "Chấm điểm;", "Tổng hợp;", "Báo cáo."),
                        ),
                        "Cụm trưởng được bầu mỗi năm một lần",
                    ),
                ),
            ),
        ),
    )
    return cluster_regulation(frame("QC-CTĐ", "Tổ chức và hoạt động của Cụm thi đua số 1"), chapters)


def a_report() -> Official:
    told = Account(
        opening=("Liên đoàn Lao động tỉnh báo cáo kết quả phong trào thi đua 6 tháng đầu năm 2027 như sau:",),
        done=("Các cấp công đoàn đã phát động phong trào",),
        results=(
            Result("Công đoàn cơ sở vững mạnh", "trên 82,5%", "84%", "Đạt"),
            Result("Kết nạp đoàn viên", "từ 2.150 đoàn viên", "2.200", "Vượt"),
        ),
        ahead=("Tiếp tục thực hiện kế hoạch",),
    )
    return report(frame("BC-LĐLĐ", "Kết quả phong trào thi đua 6 tháng đầu năm 2027"), told)


def a_list() -> Official:
    people = tuple(
        Registered(f"Người Đăng Ký {at}", "Công đoàn ngành “Giáo dục & Đào tạo”", "Lao động tiên tiến")
        for at in range(1, 41)
    )
    return registration_list(frame("DS-LĐLĐ", "Đăng ký danh hiệu thi đua năm 2027"), people)


def a_submission() -> Official:
    told = Submission(
        reasons=("Kế hoạch năm 2027 cần sớm được ban hành",),
        proposals=("Phê duyệt kế hoạch", "Bố trí kinh phí 50 triệu đồng"),
        asks="Kính trình Ban Thường vụ xem xét, quyết định",
    )
    to = ("Ban Thường vụ Liên đoàn Lao động tỉnh",)
    return submission(frame("TTr-CSPL", "Ban hành kế hoạch thi đua năm 2027", addressees=to), told)


def an_invitation() -> Official:
    told = Invitation(
        invited="Đồng chí Chủ tịch Công đoàn ngành",
        to_what="Hội nghị tổng kết phong trào thi đua năm 2027",
        when="08 giờ 00, ngày 12/11/2027",
        where="Hội trường Liên đoàn Lao động tỉnh",
        chaired_by="Đồng chí Chủ tịch Liên đoàn Lao động tỉnh",
    )
    return invitation(frame("GM-LĐLĐ", ""), told)


EVERY: Mapping[str, Callable[[], Official]] = {
    "kế hoạch": a_plan,
    "hướng dẫn": lambda: guidance(frame("HD-LĐLĐ", "Tổ chức phong trào thi đua năm 2027"), PLAN),
    "phát động": lambda: launch_text(frame("PĐ-LĐLĐ", "Phong trào thi đua năm 2027"), PLAN),
    "quyết định": a_decision,
    "tờ trình": a_submission,
    "báo cáo": a_report,
    "thông báo": lambda: notice(
        frame("TB-LĐLĐ", "Lịch nghỉ"), Letter(opening=("Liên đoàn Lao động tỉnh thông báo lịch nghỉ",))
    ),
    "công văn": a_letter,
    "giấy mời": an_invitation,
    "biên bản": minutes_of_a_meeting,
    "giao ước": a_covenant,
    "danh sách đăng ký": a_list,
    "quy chế cụm": a_regulation,
}
