// Text and its spans.

import { el, setStyle } from "../dom.js";
import { pressOver } from "../press.js";
import { colour, fontSize, step } from "./units.js";

const DECORATION = { underline: "underline", "line-through": "line-through", none: "none" };
const ALIGN = { start: "start", end: "end", center: "center" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };

/** A text component; `adjustMode` is left out, as on the platforms that ignore it. */
export function text(part, hand) {
  const words = part.contents ? part.contents.map((span) => spanOf(span, part)) : [part.text ?? ""];
  const line = el("p", { class: "fx-line", style: lineStyle(part) }, words);
  if (part.wrap) line.classList.add("fx-wrap");
  if (part.wrap && part.maxLines > 0) limitLines(line, part.maxLines);
  if (part.wrap) spaceLines(line, step(part.lineSpacing));
  const node = el("div", {
    class: "fx-text",
    style: { "justify-content": GRAVITY[part.gravity] ?? null },
  }, line);
  return part.action ? pressOver(node, part.action, hand, part.text) : node;
}

/** The vertical place of a text, image or button in the height that it is given. */
export function gravity(value) {
  return GRAVITY[value] ?? null;
}

function lineStyle(part) {
  return { ...letters(part), "font-size": fontSize(part.size, part.scaling),
    "text-align": ALIGN[part.align] ?? null };
}

function spanOf(span, part) {
  const style = { ...letters(span), "font-size": fontSize(span.size, part.scaling, null) };
  return el("span", { style }, span.text ?? "");
}

function letters({ color, weight, style, decoration }) {
  return {
    color: colour(color),
    "font-weight": { bold: "700", regular: "400" }[weight] ?? null,
    "font-style": { italic: "italic", normal: "normal" }[style] ?? null,
    "text-decoration-line": DECORATION[decoration] ?? null,
  };
}

function limitLines(line, maxLines) {
  line.classList.add("fx-clamped");
  setStyle(line, { "-webkit-line-clamp": String(maxLines) });
}

// The space goes between lines only, so half of it is taken back above and below.
function spaceLines(line, spacing) {
  if (spacing === null) return;
  setStyle(line, {
    "line-height": `calc(1.4em + ${spacing})`,
    "margin-block": `calc(${spacing} / -2)`,
  });
}
