"""The words that, right before a length of time, tell that it is not a child's age."""

from __future__ import annotations

from typing import Final


def _thai(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


def _english(line: str) -> tuple[str, ...]:
    # The space keeps "at" from being found at the end of another word.
    return tuple(f" {word}" for word in line.split())


# A threshold, a question or a memory: "ก่อน 2 ขวบ", "ตอน 6 เดือน", "คนที่ 2 ขวบครึ่ง".
REFERENCES: Final = (
    *_thai(
        "ก่อน กว่า ไม่เกิน ถึง จน ตั้งแต่ ตอน เมื่อ สมัย พอ ช่วง ระหว่าง กี่ จั๊ก จัก หลาย ไม่ครบ ไม่เต็ม ไม่",
        "แต่ละ ทุก หลัง หลังจาก ภายใน ที่ เดือน ปี ปีหน้า มากสุด ต่ำสุด อย่างน้อย",
    ),
    *_english("under below over before after until till by at from since than within every"),
    *_english("to for in next last past"),
)

# Something lasts, is waited for or paid for. Before ขวบ, which only ever tells an age, these do
# not matter.
DURATIONS: Final = (
    *_thai(
        "มา ไป อีก นาน รอ ใน ตลอด ระยะ เวลา หยุด พัก งาน จ่าย ค้าง ส่ง หัก ผ่อน กู้ อยู่ ขาด หาย ห่าง กัน คบ",
        "แยก หย่า สัญญา ย้อนหลัง ล่วงหน้า กำหนด เกิน โทษ คุก ยืม ออม ครั้งละ สมทบ สังคม อุดหนุน เปิด ปิด",
        "ไข้ ไอ ป่วย หวัด ไม่สบาย ท้องเสีย ท้องผูก กิน ดื่ม ใช้ ยา คุม ฝัง นมแม่ ล้วน อย่างเดียว เมนส์ รอบเดือน",
        "ฝึก เรียน ช้า สอน ครู พี่เลี้ยง ประสบการณ์ หลักสูตร แผน อบรม แม่อายุ",
        "ลาออก ลาคลอด ลาเลี้ยงลูก ลาได้ ลากิจ ขอลา ให้ลา",
    ),
    " ลา",  # on its own: many a nickname ends in it
    *_english("leave wait waited waiting married worked working another here"),
)
