"""The document that an office's template is tried with: one of everything that a template may name."""

from __future__ import annotations

from thidua.documents.writing.blocks import (
    Acting,
    Annex,
    Capacity,
    Column,
    Head,
    Official,
    Paragraph,
    Recipient,
    Signature,
    Table,
)


def sample() -> Official:
    """Of an office that does not exist, with the signs that break a careless template."""
    table = Table((Column("TT"), Column("Đơn vị & khối")), (("1", "Công đoàn “Một” <mẫu>"),), ("", "Cộng"))
    signature = Signature("Chủ tịch", "Nguyễn Văn Mẫu", (Acting(Capacity.COLLECTIVE, "Ban Thường vụ"),))
    return Official(
        head=Head(
            issuer="Công đoàn Mẫu & Thử",
            superior="Liên đoàn Lao động tỉnh Mẫu",
            symbol="KH-CĐ",
            place="Mẫu",
            kind="Kế hoạch",
            title="Phát động thi đua “thử mẫu” <một>",
            draft=True,
        ),
        blocks=(Paragraph("Đoạn thứ nhất, có dấu & và <ngoặc>."), table),
        addressees=("Các đơn vị trực thuộc",),
        signatures=(signature,),
        recipients=(Recipient("Liên đoàn Lao động tỉnh Mẫu", "để b/c"),),
        archive="VT",
        annexes=(Annex("Phụ lục mẫu", (table,)),),
    )
