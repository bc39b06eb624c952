"""What a Vietnamese syllable can look like: the test that tells a word from a wrongly decoded one.

A syllable is an onset, a rime and a tone. Rimes are a closed list; a rime that ends in c, ch, p or t
bears only sắc or nặng.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong "
    "ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt "
    "uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu "
    "ynh yt ych"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_ON_A_STOP = "\u0301\u0323"


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether these letters, in any one case, can be a Vietnamese syllable.

    >>> is_syllable("được"), is_syllable("tiªu"), is_syllable("trờng"), is_syllable("tỏc")
    (True, False, False, False)
    """
    if not word or not is_one_case(word):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not (_STOPPED.search(plain) and tones and tones[0] not in _ON_A_STOP)


def is_one_case(word: str) -> bool:
    """Small, CAPITAL or Named; not miXed."""
    return word[1:] == word[1:].lower() or word == word.upper()


# The syllables that paper of unions is mostly made of. Where a word can be read in two ways, the one
# in this list is meant.
COMMON = frozenset(
    "ai anh ban bao bằng bảo bản bị bổ bộ biểu biệt bồi ca các cách cam can cao cả cải cấp cần cầu cập căn cho "
    "chỉ chính chí chất chấp chống chúng chú chủ chức chương chưa chung chuyên chuyển chăm có con cô cơ còn "
    "cố cộng công của cùng cứ cử cuộc cụ cụm cường danh dân dài do doanh dự dục dung dụng duy dựng dưỡng "
    "dương đa đã đào đại đạo đạt đảm đảng đánh đáp đặc đặt đầu đầy đẩy đất đây đề để đến đều điểm điều điển "
    "điện đình định đi đó đoàn đoạn đối đồng động đội đời đợt đô đổi độ độc đủ đua đúng đưa đương được đường "
    "gia giai giao giá giáo giải giám giảm giỏi giới giữa giữ góp gồm gửi gương hai hành hành hàng hạn hạng hạnh hằng "
    "hiểm hiến hiện hiệu hình hòa hoà hóa hoá hoàn hoạch hoạt hỗ học hóa hội hộ hồ hợp hưởng hướng huy huyện "
    "huyết ít kế kết khai khác khám khảo khác khắc khắp khăn khen khẩn khí khích khó khoa khoán khỏe không khối "
    "khu khuyến kiến kiện kiểm kiệm kinh kịp kỳ kỷ kỹ là làm lao lập lãnh lâm lại lần lên liên liêm liền lĩnh lệ lệnh "
    "lễ loại lợi lối lời luật luôn lực lượng lương lưu lý mà mạnh mặt mẫu mỗi mới mở mở mọi mô môi mục mức "
    "mừng một nam năm nay nào năng nâng nạn nên nếp nếu nền nội nộp nông nỗ nơi nước nữ nữa ngày ngành nghề nghị "
    "nghiêm nghiệp nghĩa nghiên ngoài người nguồn nguyên nguy nhà nhận nhân nhất nhằm nhanh nhiệm nhiều nhiên "
    "như những nhưng nhóm nhu nữ nỗi ổn ông phải phạm phán phát phân phần phấn phép phí phó phong phòng phố phối "
    "phổ phù phúc phụ phương phường phục qua quá quan quản quân quận quả quốc quý quỹ quyền quyết quy ra rà rộng "
    "rõ sáng sạch sau sách sẵn sản sát sắc sẽ sinh sĩ sỹ số sở sống sơ sự sức sử sửa soát so song suất tác tài "
    "tại tạo tặng tăng tâm tập tấm tắc tầm tất tế tên thi thị thiết thiện thiểu thi thể thế thẻ theo thêm thành "
    "thanh thay tham thảo thăm tháng thắng thạc thấp thân thật thẩm thông thống thời thôn thọ thu thù thúc thủ "
    "thuật thuận thuần thuộc thư thứ thực thưởng thường thương thượng ti tỉ tích tiên tiến tiền tiêu tiếp tiết tiêu tin "
    "tinh tình tính tỉnh tỉ tỷ tiểu toàn toán tòa to tổ tổng tôn tối tốt tới trách trang trào trạng trẻ trên "
    "trì trị triển triệu trình trí trong trọng trợ trở trụ trung truyền trực trước trường trưởng trương trừ từ tư "
    "tuần tuyên tuyển tuyến tự tưởng tượng tương từng ưu ủng ủy uỷ vai vào và văn vẫn vận vật vấn về vệ vì vị việc "
    "viên viện vinh vĩnh vỡ vô với vốn vụ vui vững vực vượt xanh xã xác xây xét xếp xuất xứng xử xưởng xuân ý yêu yếu".split()
)
