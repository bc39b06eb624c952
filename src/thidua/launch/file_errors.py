"""What is refused when a paper leaves as a file, and when an office brings its own template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal, word


class NotPrintable(Refusal):
    code = "launch.not_printable"
    what = _("Văn bản có ký tự «%(sign)s» mà phông chữ văn bản hành chính không có.")
    why = _("Bản PDF/A phải mang đủ phông chữ bên trong để mở ra ở đâu cũng như nhau.")
    remedy = _("Hãy sửa hoặc xóa ký tự đó trong văn bản; bản Word vẫn tải được.")


class BannersTooMany(Refusal):
    code = "launch.banners_too_many"
    what = _("Một tệp được từ 1 đến %(most)s băng rôn, ở đây là %(count)s.")
    why = _("Tệp lớn hơn thì máy in khó mở; văn bản chưa có khẩu hiệu thì không có gì để in.")
    remedy = _("Hãy chọn riêng đơn vị mình, hoặc bớt khẩu hiệu trong văn bản.")


class BannerUnprinted(Refusal):
    code = "launch.banner_unprinted"
    what = _("Không in được băng rôn rộng %(width)s m, cao %(height)s m, lề %(bleed)s m.")
    why = _("Mỗi cạnh từ 0,1 m đến gần 5 m, lề cắt không quá một phần mười chiều cao.")
    remedy = _("Hãy nhập lại kích thước theo mét, ví dụ rộng 4, cao 0,8, lề 0,02.")


class NoOfficeProgram(Refusal):
    code = "launch.no_office_program"
    status = 409
    what = _("Máy chủ này không làm được bản PDF theo mẫu của cơ quan.")
    why = _("Mẫu Word của cơ quan cần LibreOffice để thành PDF, mà máy chủ chưa cài.")
    remedy = _("Hãy tải bản Word theo mẫu rồi lưu thành PDF, hoặc nhờ quản trị cài LibreOffice.")


word(
    "documents.not_printable",
    what=_("Văn bản có ký hiệu «%(sign)s» mà phông chữ của bản PDF không có."),
    why=_("Bản PDF dùng phông chữ cố định để máy nào mở cũng giống nhau."),
    remedy=_("Hãy thay ký hiệu đó bằng chữ, hoặc tải bản Word."),
)
word(
    "documents.template_too_large",
    what=_("Tệp mẫu quá lớn."),
    why=_("Mẫu được tối đa 5 MB, mỗi phần bên trong 2 MB."),
    remedy=_("Hãy bỏ bớt ảnh và nội dung thừa trong mẫu rồi gửi lại."),
)
word(
    "documents.template_not_word",
    what=_("Tệp này không phải văn bản Word dạng .docx."),
    why=_("Mẫu được điền bằng cách thay chữ trong tệp .docx; tệp .doc hay .pdf không điền được."),
    remedy=_("Hãy mở bằng Word, chọn «Lưu thành» dạng .docx rồi gửi lại."),
)
word(
    "documents.template_has_code",
    what=_("Mẫu có mã lệnh hoặc tệp nhúng: %(part)s."),
    why=_("Mã lệnh chạy trên máy người mở, nên mẫu không được chứa."),
    remedy=_("Hãy bỏ macro, nút bấm, tệp nhúng khỏi mẫu rồi gửi lại."),
)
word(
    "documents.template_reaches_out",
    what=_("Mẫu lấy nội dung từ nơi khác: %(target)s."),
    why=_("Ảnh, mẫu gốc hay trường liên kết ra ngoài sẽ mất hoặc đổi khi mở ở máy khác."),
    remedy=_("Hãy chèn hẳn ảnh vào mẫu, bỏ liên kết rồi gửi lại."),
)
word(
    "documents.template_syntax",
    what=_("Có chỗ viết chưa đúng trong mẫu, gần: «%(near)s»."),
    why=_("Ngoặc nhọn chưa đóng, hoặc vòng lặp, điều kiện chưa có dòng kết thúc."),
    remedy=_("Hãy kiểm tra từng cặp ngoặc nhọn và từng endfor, endif rồi gửi lại."),
)
word(
    "documents.template_name_unknown",
    what=_("Mẫu dùng tên không có: %(names)s."),
    why=_("Các tên dùng được: %(known)s."),
    remedy=_("Hãy sửa tên cho đúng rồi gửi lại."),
)
word(
    "documents.template_empty",
    what=_("Mẫu không có tên trường nào."),
    why=_("Không có gì để điền thì mọi văn bản sẽ giống hệt nhau."),
    remedy=_("Hãy viết tên trường giữa hai ngoặc nhọn ở chỗ cần điền rồi gửi lại."),
)
word(
    "documents.template_forbidden",
    what=_("Mẫu có câu lệnh không được dùng: %(what)s."),
    why=_("Mẫu chỉ được điền giá trị, chọn theo điều kiện và lặp qua danh sách có sẵn."),
    remedy=_("Hãy bỏ câu lệnh đó, chỉ dùng các tên trường trong bảng rồi gửi lại."),
)
