// Text messages: links, LINE's own emoji, and the placeholders of textV2.

import { el } from "../dom.js";
import { stickerFace } from "../icons.js";
import { say } from "../words.js";

const LINK = /https?:\/\/[^\s<>"'“”]+/g;
const TRAILING = /[.,;:!?)\]}]+$/;
const PLACEHOLDER = /\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g;

/** A text bubble of `message` (type text or textV2). */
export function textBubble(message) {
  const parts = message.type === "textV2" ? substituted(message) : withEmojis(message);
  const pieces = parts.flatMap((part) => (typeof part === "string" ? withLinks(part) : [part]));
  return el("div", { class: "bubble text-bubble" }, pieces);
}

// `emojis` name the places of the "$" signs that stand for LINE's emoji.
function withEmojis({ text, emojis = [] }) {
  const parts = [];
  let from = 0;
  for (const emoji of [...emojis].sort((a, b) => a.index - b.index)) {
    parts.push(text.slice(from, emoji.index), lineEmoji(emoji));
    from = emoji.index + (emoji.length ?? 1);
  }
  return [...parts, text.slice(from)];
}

function substituted({ text, substitution = {} }) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    parts.push(text.slice(from, match.index), filled(match, substitution));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function filled([whole, key], substitution) {
  if (key === undefined) return whole[0];
  const value = Object.hasOwn(substitution, key) ? substitution[key] : null;
  if (value?.type === "emoji") return lineEmoji(value);
  if (value?.type === "mention") return el("span", { class: "mention" }, "@", key);
  return whole;
}

function lineEmoji({ productId, emojiId }) {
  const name = `${productId}/${emojiId}`;
  return el("span", { class: "line-emoji", role: "img", "aria-label": name, title: name },
    stickerFace(name));
}

function withLinks(text) {
  const pieces = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const address = found.replace(TRAILING, "");
    pieces.push(text.slice(from, index), link(address));
    from = index + address.length;
  }
  return [...pieces, text.slice(from)];
}

function link(address) {
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);
}

/** A sticker: LINE's art is not ours to show, so a face of our own with the two ids. */
export function sticker({ packageId, stickerId }) {
  return el("div", {
    class: "sticker", role: "img", "aria-label": `${say("sticker")} ${packageId}/${stickerId}`,
  }, stickerFace(stickerId), el("span", { class: "sticker-ids" }, `${packageId} / ${stickerId}`));
}
