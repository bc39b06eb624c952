"""The refusals of the target algebra in Vietnamese: what is wrong, why, and what to do next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import word

# What stands in a definition, as `algebra.reading` and those that read with it call it.
KINDS: dict[str, str | Promise] = {
    "missing": _("một giá trị"),
    "list": _("một danh sách"),
    "mapping": _("một nhóm mục có tên"),
    "text": _("chữ"),
    "flag": _("có hoặc không"),
    "whole": _("số nguyên"),
    "at_most": _("mức nhiều nhất không dưới mức ít nhất"),
    "number": _("số chính xác"),
    "date": _("ngày"),
    "answer": _("câu trả lời của một ô"),
    "element": _("ô số liệu"),
    "component": _("thành phần của biểu"),
    "indicator": _("cách đo"),
    "target": _("chỉ tiêu"),
    "condition": _("điều kiện"),
    "threshold": _("mức phải đạt"),
    "rule": _("phép kiểm"),
    "times": _("số lần so với kỳ trước"),
    "scale": _("số chữ số lẻ"),
    "activity": _("loại hoạt động"),
    "counted": _("cách đếm hoạt động"),
    "whose": _("hoạt động của ai"),
    "nature": _("loại số liệu"),
    "time": _("thời kỳ hay thời điểm"),
    "source": _("nguồn của số liệu"),
    "settles": _("lúc chốt kết quả"),
    "periodkind": _("loại kỳ"),
    "scoring_kind": _("cách chấm có trong danh sách"),
    "direction": _("up (càng nhiều càng tốt) hoặc down (càng ít càng tốt)"),
    "comparator": _("phép so sánh >=, >, <=, < hoặc ="),
    "criteria": _("danh sách tiêu chí"),
    "items": _("các mục của tiêu chí"),
    "bands": _("các khoảng điểm"),
    "band": _("một khoảng có đầu, có cuối"),
    "steps": _("các mức ngày, mỗi mức một lần"),
    "cap": _("mức trần cùng dấu với điểm"),
    "leader": _("percent (vượt nhiều phần trăm nhất) hoặc value (kết quả lớn nhất)"),
    "veto": _("event (khi có việc) hoặc below (khi dưới mức điểm)"),
    "effect": "not_eligible, not_ranked",
    "take": "sum, highest, lowest, mean",
    "rounding_step": _("bước làm tròn lớn hơn 0 viết được bằng số chữ số lẻ đã ghi"),
    "rounded_at": _("total (làm tròn tổng) hoặc criterion (làm tròn từng tiêu chí)"),
    "compared_of": _("actual (so số thực hiện) hoặc plan (so phần trăm kế hoạch)"),
    "each": _("điểm của từng lần, cùng dấu với nhau"),
    "start": _("số điểm có sẵn từ 0 trở lên của một tiêu chí trừ"),
    "places": _("số chữ số lẻ từ 0 đến 6"),
    "bonus": _("số từ 0 trở lên; điểm trừ thì ghi thành tiêu chí trừ"),
    "structure": "units, people_per_unit, deputies",
    "scoring_source": _("nguồn số hợp với cách chấm của tiêu chí"),
    "line": _("accepted (đã duyệt) hoặc sent (đã gửi)"),
    "scoresource": _("target, report, events, survey, peers hoặc hand"),
    "roundingmode": "half_up, half_even, down, up",
    "grades": _("danh sách các loại"),
    "conditionkind": "answer, each_at_least",
}
# A value of another shape is not shown whole: what it is says enough.
_SHAPES = {
    "None": _("(để trống)"),
    "dict": _("(một nhóm mục)"),
    "list": _("(một danh sách)"),
    "True": _("có"),
    "False": _("không"),
}

word(
    "algebra.too_many_places",
    what=_("«%(element)s» ghi %(value)s, lẻ hơn mức ô này giữ."),
    why=_("Ô này giữ nhiều nhất %(scale)s chữ số sau dấu phẩy, để cộng lên không lệch."),
    remedy=_("Hãy làm tròn rồi ghi lại."),
)
word(
    "algebra.too_large",
    what=_("«%(element)s» ghi %(value)s, lớn hơn mức cộng được đúng."),
    why=_("Số lớn nhất cộng được đúng là %(largest)s."),
    remedy=_("Hãy xem có thừa chữ số không."),
)
word(
    "algebra.overlapping_periods",
    what=_("Không cộng được «%(element)s» của hai kỳ trùng nhau."),
    why=_("%(first)s và %(second)s có những ngày chung; cộng lại thì tính hai lần."),
    remedy=_("Hãy lấy số cộng dồn của kỳ sau."),
)
word(
    "algebra.period_dates_out_of_order",
    what=_("Các ngày của kỳ «%(label)s» chưa đúng thứ tự."),
    why=_(
        "Tính từ %(measured_from)s, chốt số %(cutoff)s, hạn gửi %(due)s, hết kỳ %(ends)s: "
        "ngày sau phải không trước ngày trước."
    ),
    remedy=_("Hãy sửa ngày của kỳ."),
)
word(
    "algebra.nothing_to_combine",
    what=_("Chưa có kỳ nào để cộng."),
    why=_("Số của cả năm cộng từ ít nhất một kỳ đã có số."),
    remedy=_("Hãy chờ kỳ đầu tiên có báo cáo."),
)
word(
    "algebra.unknown_definition",
    what=_("Cách đo của chỉ tiêu chưa đọc được."),
    why=_("Chỗ «%(place)s» cần %(kind)s, đang là «%(value)s»."),
    remedy=_("Hãy chọn một cách đo có trong danh sách."),
    names={"kind": KINDS, "value": _SHAPES, "place": {"": _("ngoài cùng")}},
)
word(
    "algebra.duplicate_definition",
    what=_("Mã «%(value)s» dùng cho hai nơi."),
    why=_("Mỗi mã của %(kind)s chỉ chỉ một thứ."),
    remedy=_("Hãy đổi một trong hai mã."),
    names={"kind": KINDS},
)
word(
    "algebra.unknown_comparator",
    what=_("Chưa hiểu phép so sánh «%(comparator)s»."),
    why=_("Mức phải đạt chỉ dùng: từ, trên, không quá, dưới, không có, theo tiêu chí."),
    remedy=_("Hãy chọn một trong các cách so sánh đó."),
)
word(
    "algebra.threshold_misread",
    what=_("Mức phải đạt ghi chưa đủ hoặc thừa số."),
    why=_("Với phép so sánh «%(comparator)s», số đang là «%(value)s»."),
    remedy=_("Hãy ghi số cho mức; «không có» và «theo tiêu chí» thì không ghi số."),
)
word(
    "algebra.sums_missing",
    what=_("Chưa cộng được chỉ tiêu này cho kỳ đang xem."),
    why=_("Mẫu báo cáo của kỳ không có ô cần cho chỉ tiêu (%(key)s)."),
    remedy=_("Hãy chọn kỳ có hỏi chỉ tiêu này, hoặc báo quản trị tính lại tổng."),
)
word(
    "algebra.judged_child_by_child",
    what=_("Chỉ tiêu này xét từng đơn vị, không có một số chung."),
    why=_("Mỗi đơn vị cấp %(level)s phải tự đạt; không lấy trung bình."),
    remedy=_("Hãy mở chỉ tiêu để xem từng đơn vị."),
)
word(
    "algebra.nothing_to_split_by",
    what=_("Chưa chia được theo cách này."),
    why=_("Cách chia «%(rule)s» cần số của mọi đơn vị, và không phải số 0 ở tất cả: %(children)s."),
    remedy=_("Hãy bổ sung số còn thiếu, chia đều, hoặc ghi tay."),
)
word(
    "algebra.amount_not_splittable",
    what=_("Không chia được %(amount)s."),
    why=_("Số đem chia không âm và phải là bội của %(step)s."),
    remedy=_("Hãy sửa số đem chia."),
)
word(
    "algebra.not_assigned",
    what=_("%(child)s chưa được giao chỉ tiêu này."),
    why=_("Chỉ cắt giảm hay gộp được mức đã giao; chưa giao khác với giao số 0."),
    remedy=_("Hãy giao chỉ tiêu cho đơn vị trước."),
)
word(
    "algebra.trace_misused",
    what=_("Phần giải thích của con số này bị lỗi."),
    why=_("Bước «%(step)s» không khớp những gì nó phải kể: %(params)s."),
    remedy=_("Con số không đổi. Hãy báo quản trị kèm tên chỉ tiêu và kỳ."),
)
word(
    "algebra.grades_disagree",
    what=_("Cách xếp loại không khớp ở chỗ «%(place)s»."),
    why=_(
        "Các loại xếp từ cao xuống thấp, mỗi loại một mức điểm thấp hơn loại trên, loại cuối không có mức: «%(problem)s»."
    ),
    remedy=_("Hãy đề nghị quản trị xem lại mục này trong Danh mục."),
)
word(
    "algebra.score_sheet_misread",
    what=_("Bảng điểm chưa đọc được ở chỗ «%(place)s»."),
    why=_("Chỗ đó cần %(kind)s, đang là «%(value)s»."),
    remedy=_("Hãy sửa chỗ đó rồi chấm lại."),
    names={"kind": KINDS, "value": _SHAPES, "place": {"": _("ngoài cùng")}},
)
word(
    "algebra.points_disagree",
    what=_("Điểm của «%(id)s» không khớp, ở chỗ «%(place)s»."),
    why=_("Mức trần là %(cap)s, các mục bên trong nhiều nhất được %(reach)s."),
    remedy=_("Hãy sửa mức trần hoặc điểm của các mục cho khớp với quy chế."),
    names={"id": {"": _("cả bảng điểm")}},
)
word(
    "algebra.criterion_twice",
    what=_("Mã tiêu chí «%(id)s» dùng hai lần, lần sau ở chỗ «%(place)s»."),
    why=_("Mỗi mã chỉ chỉ một tiêu chí, để biết số liệu thuộc về mục nào."),
    remedy=_("Hãy đổi một trong hai mã."),
)
word(
    "algebra.criterion_unknown",
    what=_("Không có tiêu chí «%(id)s», được nhắc ở chỗ «%(place)s»."),
    why=_("Mã này không đứng ở đâu trong bảng điểm."),
    remedy=_("Hãy sửa mã, hoặc thêm tiêu chí."),
)
word(
    "algebra.criteria_cycle",
    what=_("Tiêu chí nằm trong chính nó: %(ids)s, ở chỗ «%(place)s»."),
    why=_("Điểm của một mục không thể cộng vào chính mục đó."),
    remedy=_("Hãy sửa mục cha của một trong các tiêu chí đó."),
)
