// Draws a message object of any kind.

import { el } from "../dom.js";
import { flexContainer } from "../flex/flex.js";
import { say } from "../words.js";
import { imagemap } from "./imagemap.js";
import { audio, file, photo, place, video } from "./media.js";
import { template } from "./template.js";
import { sticker, textBubble } from "./text.js";

const DRAWERS = {
  text: textBubble,
  textV2: textBubble,
  sticker,
  image: photo,
  video,
  audio,
  file,
  location: place,
  imagemap,
  template: (message, hand) => template(message.template, hand),
  flex: (message, hand) => flexContainer(message.contents, hand),
};

/** The node for `message`; presses in it go to `hand`. */
export function messageNode(message, hand) {
  return DRAWERS[message.type]?.(message, hand) ?? unknown(message);
}

/** Whether the message runs to the right edge of the chat (it scrolls sideways). */
export function isWide(message) {
  if (message.type === "flex") return message.contents.type === "carousel";
  return message.type === "template" && message.template.type.endsWith("carousel");
}

/** Whether the message takes the place below the speaker's picture too. */
export function isFull(message) {
  return message.type === "flex" && message.contents.size === "giga";
}

function unknown(message) {
  return el("div", { class: "bubble text-bubble unknown" },
    `${say("unknownKind")} “${message.type}”`);
}
