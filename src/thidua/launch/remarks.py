"""How the remarks of the plan checker are said. The checker itself is plain Python and knows codes only."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from thidua.documents.checking.remarks import Remark
from thidua.kernel.errors import Phrase, Said, say_code, word

SEVERITIES: Mapping[str, Phrase] = {"error": _("sai"), "warning": _("cần xem"), "note": _("lưu ý")}


def say_remark(remark: Remark) -> Said:
    """A remark in the reader's language; a code that nobody has worded is named as it is."""
    return say_code(remark.code, remark.params) or Said(remark.code, remark.code, "", "")


# --- the writing ------------------------------------------------------------------------------------------------

word(
    "documents.defect_typo",
    what=_("Chữ «%(text)s» có thể viết sai."),
    why=_("Không có từ này trong văn bản hành chính."),
    remedy=_("Hãy sửa lại rồi kiểm tra những chỗ giống vậy."),
)
word(
    "documents.defect_duplicate_word",
    what=_("Lặp từ: «%(text)s»."),
    remedy=_("Hãy bỏ bớt một từ."),
)
word(
    "documents.defect_unclosed_quote",
    what=_("Dấu ngoặc kép mở trước «%(text)s» không có dấu đóng."),
    why=_("Người đọc không biết tên hay lời trích kết thúc ở đâu."),
    remedy=_("Hãy thêm dấu đóng ở cuối tên."),
)
word(
    "documents.defect_mixed_quotes",
    what=_("Lẫn hai kiểu dấu ngoặc kép ở %(text)s."),
    why=_("Một dấu thẳng, một dấu cong: tìm kiếm theo tên sẽ sót."),
    remedy=_("Hãy dùng một kiểu cho cả văn bản."),
)
word(
    "documents.defect_irregular_list_marker",
    what=_("Danh sách đổi cách đánh số ở «%(text)s»."),
    why=_("Các điểm trong một danh sách cần cùng kiểu dấu và số liền nhau."),
    remedy=_("Hãy đánh số lại danh sách này."),
)
word(
    "documents.defect_whitespace_runs",
    what=_("Tên văn bản có nhiều dấu cách liền nhau."),
    why=_("Khi chép sang chỗ khác, tên sẽ ngắt dòng sai."),
    remedy=_("Hãy xóa các dấu cách thừa; muốn xuống dòng thì dùng Shift+Enter."),
)
word(
    "documents.defect_ocr_error",
    what=_("«%(text)s» có thể là chữ nhận dạng sai."),
    why=_("Từ này không hợp với chỗ đang đứng."),
    remedy=_("Hãy so với bản gốc rồi sửa."),
)
word(
    "documents.defect_stray_marker",
    what=_("Còn sót dấu «%(text)s»."),
    why=_("Dấu này do phần mềm hoặc do gõ nhầm để lại, không thuộc nội dung."),
    remedy=_("Hãy xóa dấu này."),
)
word(
    "documents.defect_markdown_residue",
    what=_("Còn sót dấu định dạng «%(text)s» trong văn bản."),
    why=_("Văn bản đã qua một công cụ chuyển đổi."),
    remedy=_("Hãy xóa các dấu này rồi định dạng lại trong Word."),
)
word(
    "documents.defect_markup_residue",
    what=_("Còn sót mã «%(text)s» trong văn bản."),
    why=_("Văn bản được chép từ trang web hoặc qua công cụ chuyển đổi."),
    remedy=_("Hãy thay bằng ký tự thường."),
)
word(
    "documents.defect_look_alike_letters",
    what=_("Có ký tự trông giống chữ Việt nhưng không phải: «%(text)s»."),
    why=_("Tìm kiếm và sắp xếp sẽ bỏ sót những chữ này."),
    remedy=_("Bản đọc đã thay bằng chữ đúng; hãy gõ lại trong tệp gốc."),
)
word(
    "documents.defect_mixed_normalisation",
    what=_("Văn bản lẫn hai cách lưu dấu tiếng Việt (%(text)s)."),
    why=_("Tìm kiếm trong tệp gốc sẽ sót dù chữ trông giống nhau."),
    remedy=_("Bản đọc đã quy về một cách; hãy lưu lại tệp bằng một bộ gõ."),
)
word(
    "documents.defect_encoding_tcvn3",
    what=_("Có đoạn viết bằng phông cũ TCVN3: «%(text)s»."),
    why=_("Máy không có phông .Vn sẽ hiện sai chữ."),
    remedy=_("Bản đọc đã chuyển sang Unicode; hãy kiểm tra lại đoạn này."),
)
word(
    "documents.defect_encoding_vni",
    what=_("Có đoạn viết bằng phông cũ VNI: «%(text)s»."),
    why=_("Máy không có phông VNI sẽ hiện sai chữ."),
    remedy=_("Bản đọc đã chuyển sang Unicode; hãy kiểm tra lại đoạn này."),
)
word(
    "documents.defect_page_break_split",
    what=_("Tên «%(text)s» bị ngắt giữa chừng."),
    why=_("Chỗ ngắt trang hoặc dòng trống nằm giữa một tên."),
    remedy=_("Hãy nối lại thành một dòng."),
)

# --- head, signature, references --------------------------------------------------------------------------------

word(
    "documents.defect_missing_header",
    what=_("Thiếu phần đầu văn bản (%(text)s)."),
    why=_("Văn bản cần đủ quốc hiệu, tiêu ngữ, cơ quan ban hành, số, ngày tháng."),
    remedy=_("Hãy bổ sung phần đầu, hoặc dùng bản có đủ phần đầu."),
)
word(
    "documents.defect_missing_number",
    what=_("Văn bản chưa có số, ký hiệu."),
    why=_("Cấp dưới không trích dẫn được văn bản không số."),
    remedy=_("Hãy lấy số ở văn thư trước khi gửi."),
)
word(
    "documents.defect_missing_signer_title",
    what=_("Sau «%(text)s» không ghi chức vụ người ký."),
    why=_("Chữ ký cần có chức vụ giữa dòng thẩm quyền và họ tên."),
    remedy=_("Hãy ghi chức vụ của người ký."),
)
word(
    "documents.defect_month_only_date",
    what=_("Ngày ký mới có tháng: «%(text)s»."),
    why=_("Thời hạn và hiệu lực tính từ ngày ký."),
    remedy=_("Hãy ghi đủ ngày, tháng, năm."),
)
word(
    "documents.defect_wrong_body_name",
    what=_("Không có cơ quan tên «%(text)s»."),
    remedy=_("Hãy ghi đúng tên cơ quan."),
)
word(
    "documents.defect_wrong_reference",
    what=_("«%(text)s» không thể đúng."),
    why=_("Số, năm hoặc ngày của văn bản được dẫn không khớp nhau, hoặc không khớp với văn bản có thật."),
    remedy=_("Hãy tra lại văn bản được dẫn."),
)
word(
    "documents.defect_incomplete_reference",
    what=_("«%(text)s» dẫn thiếu năm và ký hiệu."),
    why=_("Mỗi năm số lại bắt đầu từ 1, nên một số chỉ nhiều văn bản."),
    remedy=_("Hãy ghi đủ số, năm, ký hiệu."),
)
word(
    "documents.defect_external_reference",
    what=_("Có phần chỉ dẫn sang văn bản khác: «%(text)s»."),
    why=_("Người thực hiện chưa biết phần này nằm ở đâu."),
    remedy=_("Hãy ghi số văn bản, hoặc gửi kèm khi ban hành."),
)

# --- days, counts, targets --------------------------------------------------------------------------------------

word(
    "documents.defect_malformed_date",
    what=_("Ngày viết không đúng cách: «%(text)s»."),
    why=_("Không rõ là ngày hay tháng."),
    remedy=_("Hãy viết lại ngày này."),
)
word(
    "documents.defect_impossible_date",
    what=_("Không có ngày «%(text)s» trong lịch."),
    remedy=_("Hãy sửa lại ngày này."),
)
word(
    "documents.defect_anniversary_mismatch",
    what=_("«%(text)s» tính số năm không khớp."),
    why=_("Lấy năm kỷ niệm trừ năm gốc được %(proposal)s."),
    remedy=_("Hãy sửa số năm, hoặc sửa ngày."),
)
word(
    "documents.defect_total_mismatch",
    what=_("Dòng cộng «%(text)s» không bằng tổng các dòng."),
    why=_("Cộng các đơn vị được %(proposal)s."),
    remedy=_("Hãy kiểm tra lại từng dòng của phụ lục."),
)
word(
    "documents.defect_nested_target",
    what=_("Chỉ tiêu «%(text)s» có hai ngưỡng lồng nhau."),
    why=_("Cần đếm số đơn vị mà mỗi đơn vị lại đạt một tỷ lệ riêng."),
    remedy=_("Hãy nói rõ cách đếm khi giao chỉ tiêu."),
)
word(
    "documents.check_round_backwards",
    what=_("%(round)s kết thúc %(end)s, trước ngày bắt đầu %(start)s."),
    remedy=_("Hãy sửa lại ngày của đợt."),
)
word(
    "documents.check_round_month_only",
    what=_("%(round)s chỉ ghi tháng %(month)s, không có ngày."),
    why=_("Số liệu của đợt cần ngày đầu và ngày cuối."),
    remedy=_("Hãy ghi đủ ngày, hoặc chọn ngày đầu, ngày cuối tháng khi tạo phong trào."),
)
word(
    "documents.check_rounds_overlap",
    what=_("%(after)s bắt đầu %(start)s khi %(before)s đến %(end)s mới kết thúc."),
    why=_("Một kết quả sẽ được tính vào hai đợt."),
    remedy=_("Hãy sửa ngày để hai đợt nối tiếp nhau."),
)
word(
    "documents.check_review_before_round",
    what=_("%(round)s sơ kết ngày %(review)s, trước khi bắt đầu (%(start)s)."),
    remedy=_("Hãy sửa ngày sơ kết."),
)
word(
    "documents.check_day_outside_round",
    what=_("«%(name)s» ngày %(day)s nằm ngoài %(round)s (%(start)s – %(end)s)."),
    why=_("Văn bản xếp ngày này vào đợt đó."),
    remedy=_("Hãy chuyển sang đợt khác, hoặc sửa ngày."),
)
word(
    "documents.check_day_in_no_round",
    what=_("«%(name)s» ngày %(day)s không nằm trong đợt nào."),
    remedy=_("Hãy xem lại thời gian các đợt."),
)
word(
    "documents.check_deadline_before_paper",
    what=_("Hạn %(due)s cho việc «%(what)s» đã qua khi văn bản ký ngày %(issued)s."),
    remedy=_("Hãy sửa hạn."),
)
word(
    "documents.check_deadline_month_only",
    what=_("Hạn «trước tháng %(due)s» cho việc «%(what)s» không có ngày."),
    why=_("Không rõ là trước đầu tháng hay trước cuối tháng."),
    remedy=_("Hãy ghi đủ ngày."),
)
word(
    "documents.check_cites_later_paper",
    what=_("Văn bản ngày %(issued)s dẫn %(number)s ngày %(day)s, là văn bản ra sau."),
    remedy=_("Hãy tra lại ngày của hai văn bản."),
)
word(
    "documents.check_reference_day",
    what=_("%(number)s được dẫn ngày %(day)s; sổ văn bản ghi ngày %(known)s."),
    remedy=_("Hãy tra lại văn bản được dẫn."),
)
word(
    "documents.check_reference_year",
    what=_("Sổ văn bản không có %(number)s, chỉ có %(known)s."),
    why=_("Có thể ghi nhầm năm."),
    remedy=_("Hãy tra lại văn bản được dẫn."),
)
word(
    "documents.check_target_without_unit",
    what=_("Chỉ tiêu «%(target)s» ghi %(value)s mà không có đơn vị tính."),
    remedy=_("Hãy ghi đơn vị tính."),
)
word(
    "documents.check_share_of_nothing",
    what=_("Chỉ tiêu «%(target)s» ghi %(value)s%% mà không nói trên tổng số nào."),
    why=_("Không có mẫu số thì mỗi nơi tính một cách."),
    remedy=_("Hãy ghi tỷ lệ này tính trên ai, trên cái gì."),
)
word(
    "documents.check_share_over_whole",
    what=_("Chỉ tiêu «%(target)s» ghi %(value)s%%, quá tổng số."),
    remedy=_("Hãy kiểm tra lại con số."),
)
word(
    "documents.check_points_do_not_add_up",
    what=_("Bảng điểm ghi tổng %(total)s điểm, cộng các nội dung được %(sum)s điểm."),
    why=_("Các đơn vị sẽ tự chấm theo hai mức tối đa khác nhau."),
    remedy=_("Hãy sửa điểm của một nội dung, hoặc sửa tổng điểm."),
)
word(
    "documents.check_targets_contradict",
    what=_("Chỉ tiêu «%(target)s» có hai mức không thể cùng đạt: %(one)s và %(other)s."),
    remedy=_("Hãy giữ một mức."),
)
word(
    "documents.check_targets_differ",
    what=_("Chỉ tiêu «%(target)s» có hai mức khác nhau: %(one)s và %(other)s."),
    remedy=_("Hãy giữ một mức, hoặc nói rõ mỗi mức dành cho ai."),
)

# --- the whole paper --------------------------------------------------------------------------------------------

word(
    "documents.check_launch_without",
    what=_("Văn bản phát động chưa nói %(missing)s."),
    why=_("Chỉ phát động khi đã rõ mục tiêu, chỉ tiêu, nội dung, biện pháp và đối tượng tham gia."),
    remedy=_("Hãy bổ sung trước khi ban hành."),
    names={
        "missing": {
            "aims": _("mục đích hoặc chỉ tiêu"),
            "contents": _("nội dung thi đua"),
            "measures": _("biện pháp, ai làm việc gì"),
            "participants": _("ai tham gia"),
        }
    },
)
word(
    "documents.check_two_papers",
    what=_("Tệp có thêm một văn bản nữa: «%(title)s»."),
    why=_("Mỗi bản đọc chỉ là của một văn bản."),
    remedy=_("Hãy đọc riêng văn bản ấy, hoặc tách thành hai tệp rồi gửi từng tệp."),
)
word(
    "documents.check_name_in_two_ways",
    what=_("Một tên viết hai cách: «%(one)s» và «%(other)s»."),
    why=_("Khi giao việc, hai cách viết thành hai đơn vị."),
    remedy=_("Hãy dùng một cách viết."),
)
