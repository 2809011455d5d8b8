// The page's own words: Thai as shown, English as the title (tooltip).

import { el } from "./dom.js";
import { icon } from "./icons.js";

const WORDS = {
  product: ["ต้นกล้า · LINE จำลอง", "Tonkla · LINE simulator"],
  people: ["ผู้ใช้", "Users"],
  newName: ["ชื่อผู้ใช้ใหม่", "Name of a new user"],
  addUser: ["เพิ่มผู้ใช้", "Add a user"],
  open: ["เปิดแชต", "Open the chat"],
  close: ["ปิดแชต", "Close the chat"],
  addFriend: ["เพิ่มเพื่อน", "Add friend"],
  notFriend: ["ยังไม่เป็นเพื่อน", "Not a friend yet"],
  isFriend: ["เป็นเพื่อน", "Friend"],
  isBlocked: ["บล็อกอยู่", "Blocked"],
  block: ["บล็อก", "Block the account"],
  unblock: ["ปลดบล็อก", "Unblock the account"],
  blockedNote: ["คุณบล็อกบัญชีนี้อยู่", "You have blocked this account"],
  officialAccount: ["บัญชีทางการ", "Official account"],
  device: ["หน้าจอ", "Screen"],
  phone: ["มือถือ", "Phone"],
  pc: ["คอมพิวเตอร์", "LINE for PC"],
  font: ["ตัวอักษร", "Font size"],
  normal: ["ปกติ", "Normal"],
  largest: ["ใหญ่สุด", "Largest"],
  faults: ["จำลองปัญหา", "Faults"],
  log: ["บันทึก API", "API and webhook log"],
  quota: ["โควตาเดือนนี้", "This month's quota"],
  closeDrawer: ["ปิดแผง", "Close the panel"],
  nobodyOpen: ["เลือกผู้ใช้ทางซ้ายเพื่อเปิดแชต", "Choose a user to open a chat"],
  chatWith: ["แชตกับ", "Chat with"],
  messageBox: ["พิมพ์ข้อความ", "Message"],
  send: ["ส่ง", "Send"],
  more: ["เพิ่มเติม", "Attach"],
  stickers: ["สติกเกอร์", "Stickers"],
  microphone: ["ไมโครโฟน", "Microphone"],
  microphoneHint: [
    "บนมือถือจริง กดไมค์ที่แป้นพิมพ์แล้วพูด · ส่งคลิปเสียงได้จากปุ่ม ＋",
    "On a real phone, dictate with the keyboard's microphone",
  ],
  photo: ["รูปภาพ", "Photo"],
  video: ["วิดีโอ", "Video"],
  voice: ["เสียง", "Voice"],
  place: ["ตำแหน่ง", "Location"],
  file: ["ไฟล์", "File"],
  cancel: ["ยกเลิก", "Cancel"],
  choose: ["ตกลง", "OK"],
  pickDate: ["เลือกวันที่", "Choose a date"],
  pickTime: ["เลือกเวลา", "Choose a time"],
  pickDatetime: ["เลือกวันและเวลา", "Choose date and time"],
  sendPlace: ["ส่งตำแหน่ง", "Send a location"],
  preset: ["สถานที่ตัวอย่าง", "Sample places"],
  placeTitle: ["ชื่อสถานที่", "Title"],
  address: ["ที่อยู่", "Address"],
  latitude: ["ละติจูด", "Latitude"],
  longitude: ["ลองจิจูด", "Longitude"],
  messageMenu: ["ตัวเลือกข้อความ", "Message options"],
  unsend: ["ยกเลิกข้อความ", "Unsend"],
  copy: ["คัดลอก", "Copy"],
  unsentByYou: ["คุณยกเลิกข้อความแล้ว", "You unsent a message"],
  unsentByBot: ["ข้อความถูกยกเลิก", "The message was unsent"],
  read: ["อ่านแล้ว", "Read"],
  typing: ["กำลังพิมพ์", "Loading"],
  quickReplies: ["ปุ่มตอบด่วน", "Quick replies"],
  richMenu: ["เมนู", "Rich menu"],
  play: ["เล่น", "Play"],
  pause: ["หยุด", "Pause"],
  phoneOnly: ["ใช้ได้เฉพาะ LINE บนมือถือ", "Works only in LINE on a phone"],
  cameraHint: [
    "บนมือถือจะเปิดกล้อง · ที่นี่เลือกรูปตัวอย่างจากปุ่ม ＋",
    "Opens the camera on a phone; send the sample photo here",
  ],
  calling: ["โทร", "Call"],
  sharing: ["แชร์ข้อความ", "Share"],
  copied: ["คัดลอกแล้ว", "Copied"],
  notCopied: ["คัดลอกไม่ได้ในเบราว์เซอร์นี้", "This browser refuses to copy"],
  opensInLine: ["เปิดในแอป LINE", "Opens in the LINE app"],
  cannotOpen: ["เปิดลิงก์นี้ไม่ได้", "This link cannot be opened"],
  failed: ["ทำไม่สำเร็จ", "It did not work"],
  unknownKind: ["หน้านี้ยังไม่แสดงข้อความชนิด", "Not drawn here"],
  emptyLog: ["ยังไม่มีรายการ", "Nothing yet"],
  picture: ["รูปภาพ", "Picture"],
  sticker: ["สติกเกอร์", "Sticker"],
};

/** What the page shows for `key`, in Thai. */
export function say(key) {
  return WORDS[key][0];
}

/** The English title for `key`. */
export function english(key) {
  return WORDS[key][1];
}

/** A button that shows its word. */
export function wordButton(key, props = {}) {
  return el("button", { type: "button", title: english(key), ...props }, say(key));
}

/** A button that shows a picture and speaks its word. */
export function iconButton(key, iconName, props = {}) {
  return el(
    "button",
    { type: "button", title: english(key), "aria-label": say(key), ...props },
    icon(iconName),
  );
}
