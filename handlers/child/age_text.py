"""Whether a message tells an age and nothing else.

"ลูก 8 เดือน" asks for the check of that age; "ลูก 8 เดือนท้องเสีย" asks something that a
checklist does not answer.
"""

from __future__ import annotations

import re

from bot.thai import fold

_NUMBERS = "หนึ่ง|นึง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|เอ็ด|ยี่|ครึ่ง|เศษ"
_UNITS = "ขวบ|ปี|เดือน|สัปดาห์|อาทิตย์|วัน|years?|yrs?|months?|mos?|weeks?|days?"
_WHO = (
    "ลูก|หลาน|น้อง|หนู|เด็ก|สาว|ชาย|ของ|ฉัน|ผม|เรา|คน|แม่|พ่อ|มี|"
    "my|our|the|a|an|baby|child|kid|son|daughter|grand|boy|girl|s?he|it|i|have|has|is|'s"
)
_ABOUT = (
    "อายุ|วัย|แรกเกิด|เพิ่ง|พึ่ง|จะ|ได้|ครบ|เต็ม|ใกล้|เกือบ|ย่าง|เข้า|กว่า|ประมาณ|ราว|แล้ว|ตอนนี้|พอดี|ๆ|"
    "กับ|และ|เกิด|คลอด|ใหม่|aged?|old|about|almost|nearly|just|now|only|and|half|new|born"
)
_POLITE = "ค่ะ|คะ|ค่า|ครับ|คับ|ฮะ|จ้า|จ้ะ|จ๊ะ|นะ|เด้อ|เจ้า|please"
_PARTS = re.compile(
    rf"(?:\s|[\d.,/\-!?]|{_NUMBERS}|{_UNITS}|{_WHO}|{_ABOUT}|{_POLITE})+", re.IGNORECASE
)


def tells_only_an_age(text: str) -> bool:
    """Whether nothing is left of the text beside an age and who is meant."""
    return _PARTS.fullmatch(fold(text)) is not None
