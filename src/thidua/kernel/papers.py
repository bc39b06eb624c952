"""What is said about papers: the words for the codes of ``documents.source``, its notes and its repairs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.documents.source.model import Note, RepairKind
from thidua.kernel.errors import Phrase, word

NOTES: dict[Note, Phrase] = {
    Note.TRACKED_CHANGES: _("Văn bản có sửa đổi chưa duyệt; đã đọc bản sau khi sửa."),
    Note.HIDDEN_TEXT: _("Có chữ ẩn; không đọc."),
    Note.COMMENTS: _("Có ghi chú bên lề; không đọc."),
    Note.TEXT_BOXES: _("Có khung chữ; đọc ở chỗ khung được gắn."),
    Note.PICTURES: _("Có hình; chữ trong hình không đọc được."),
    Note.FOOTNOTES: _("Có chú thích cuối trang; đọc sau phần thân."),
    Note.CONTENTS_DROPPED: _("Bỏ qua mục lục."),
    Note.RUNNING_HEADS_DROPPED: _("Bỏ qua dòng lặp ở đầu và cuối trang."),
    Note.PAGES_ARE_PICTURES: _("Có trang chỉ là ảnh, không có chữ; hãy xem lại các trang đó."),
    Note.SCAN_NOT_READ: _(
        "Văn bản là ảnh chụp và máy chủ không đọc được chữ trong ảnh; hãy gõ bên cạnh ảnh."
    ),
    Note.SCAN_READ: _("Chữ do máy đọc từ ảnh, chữ nào cũng có thể sai; hãy so với ảnh."),
    Note.SCAN_CUT: _("Chỉ đọc được những trang đầu của ảnh chụp."),
    Note.DECODED_CP1258: _("Tệp dùng bảng mã Windows-1258; đã chuyển sang Unicode."),
    Note.DECODED_TCVN3: _("Tệp dùng bảng mã TCVN3 (ABC); đã chuyển sang Unicode."),
    Note.DECODED_VNI: _("Tệp dùng bảng mã VNI; đã chuyển sang Unicode."),
    Note.DECODED_VIQR: _("Tệp gõ dấu kiểu VIQR; đã chuyển sang Unicode."),
    Note.DECODED_CP1252: _("Tệp dùng bảng mã phương Tây; có thể thiếu dấu."),
}

REPAIRS: dict[RepairKind, Phrase] = {
    RepairKind.NORMALISED: _("dấu viết rời, đã ghép"),
    RepairKind.TCVN3: _("phông TCVN3"),
    RepairKind.VNI: _("phông VNI"),
    RepairKind.LOOK_ALIKE: _("chữ trông giống"),
    RepairKind.BOOKMARK: _("dấu trang của Word"),
    RepairKind.MARKUP: _("ký hiệu định dạng"),
    RepairKind.ENTITY: _("ký hiệu &…; chưa giải"),
    RepairKind.JOINED: _("đoạn bị ngắt, đã nối"),
    RepairKind.SUSPECTED: _("chỗ ngờ sai phông, để nguyên"),
}

_FORMATS = {
    "docx": _("Word (.docx)"),
    "doc": _("Word cũ (.doc)"),
    "pdf": _("PDF"),
    "picture": _("ảnh"),
    "html": _("trang web (.html)"),
    "text": _("văn bản thuần (.txt)"),
}
_FOUND = {
    "xlsx": _("bảng tính Excel"),
    "xls": _("bảng tính Excel cũ"),
    "pptx": _("bài trình chiếu"),
    "epub": _("sách điện tử"),
    "zip": _("tệp nén"),
    "mht": _("trang web lưu một tệp (.mht)"),
    "ole": _("tệp Office cũ không phải Word"),
    "binary": _("tệp không phải văn bản"),
    "page": _("trang không có trong tệp"),
}
_MEASURES = {
    "bytes": _("dung lượng"),
    "unpacked": _("dung lượng sau khi giải nén"),
    "memory": _("bộ nhớ cần để đọc"),
    "parts": _("số phần trong tệp"),
    "pages": _("số trang"),
    "characters": _("số chữ"),
    "paragraphs": _("số đoạn"),
    "cells": _("số ô của bảng"),
}
_TRICKS = {
    "doctype": _("khai báo thực thể XML"),
    "nesting": _("các phần lồng nhau quá sâu"),
}

word(
    "documents.source_refused",
    what=_("Không đọc được văn bản này."),
    remedy=_("Tệp gốc được giữ nguyên. Hãy mở bằng Word, lưu lại dạng .docx rồi gửi lại."),
)
word(
    "documents.source_empty",
    what=_("Văn bản này trống."),
    why=_("Trong tệp không có chữ nào."),
    remedy=_("Hãy mở tệp xem đã lưu chưa, rồi gửi lại."),
)
word(
    "documents.source_too_large",
    what=_("Văn bản này quá lớn để đọc."),
    why=_("Vượt giới hạn %(limit)s (%(what)s); một kế hoạch thường chỉ vài chục trang."),
    remedy=_("Hãy tách riêng phần kế hoạch và phụ lục sang một tệp mới, bỏ bớt ảnh, rồi gửi lại."),
    names={"what": _MEASURES},
)
word(
    "documents.source_damaged",
    what=_("Tệp bị hỏng nên không đọc được."),
    why=_("Đây là tệp %(format)s nhưng nội dung bên trong không còn nguyên, thường do tải về hay chép dở."),
    remedy=_(
        "Hãy mở thử trên máy; nếu mở được thì lưu thành tệp mới dạng .docx rồi gửi lại, nếu không thì xin lại tệp gốc."
    ),
    names={"format": _FORMATS},
)
word(
    "documents.source_locked",
    what=_("Tệp có mật khẩu nên không đọc được."),
    why=_("Tệp %(format)s này được đặt mật khẩu mở."),
    remedy=_("Hãy mở tệp bằng mật khẩu, bỏ mật khẩu, lưu lại rồi gửi."),
    names={"format": _FORMATS},
)
word(
    "documents.source_unknown",
    what=_("Loại tệp này không đọc được thành văn bản."),
    why=_("Đây là: %(found)s. Chỉ đọc .docx, .doc, .pdf, .txt, .md, .html và ảnh chụp văn bản."),
    remedy=_(
        "Hãy lưu văn bản thành .docx hoặc .pdf rồi gửi lại; danh sách Excel thì gửi ở trang Nhập danh sách."
    ),
    names={"found": _FOUND},
)
word(
    "documents.source_hostile",
    what=_("Tệp này được làm theo cách có thể gây hại nên không đọc."),
    why=_("Trong tệp có: %(what)s. Word và các chương trình văn phòng không tạo ra thứ này."),
    remedy=_("Hãy mở bằng Word, chép nội dung sang một tệp mới, lưu dạng .docx rồi gửi lại."),
    names={"what": _TRICKS},
)
word(
    "documents.source_too_slow",
    what=_("Đọc tệp này lâu quá nên đã dừng."),
    why=_("Quá %(seconds)s giây mà chưa xong; một kế hoạch bình thường đọc trong một giây."),
    remedy=_("Hãy mở tệp, lưu thành .docx mới, bỏ bớt ảnh và bảng thừa rồi gửi lại."),
)
word(
    "documents.converter_missing",
    what=_("Máy chủ chưa đọc được tệp Word cũ (.doc, .rtf, .odt)."),
    why=_("Loại tệp này cần LibreOffice, và máy chủ chưa cài."),
    remedy=_(
        "Hãy mở tệp bằng Word, chọn «Lưu thành» dạng .docx rồi gửi lại; hoặc nhờ quản trị cài libreoffice-writer-nogui."
    ),
)
word(
    "documents.converter_failed",
    what=_("Không chuyển được tệp Word cũ sang .docx."),
    why=_("LibreOffice không mở được tệp, có thể vì tệp hỏng hoặc có mật khẩu."),
    remedy=_("Hãy mở tệp bằng Word, chọn «Lưu thành» dạng .docx rồi gửi lại."),
)
