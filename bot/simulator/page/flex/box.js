// The box, the only Flex component that holds others.

import { el } from "../dom.js";
import { pressOver } from "../press.js";
import { button } from "./button.js";
import { filler, flexIcon, image, separator, video } from "./parts.js";
import { place } from "./place.js";
import { text } from "./text.js";
import { borderWidth, colour, extent, gradient, step } from "./units.js";

const JUSTIFY = new Set([
  "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly",
]);
const ALIGN = new Set(["center", "flex-start", "flex-end"]);

const DRAWERS = { box, text, button, image, icon: flexIcon, separator, filler, video };

/** Any component as a node; one of an unknown kind is left out, as LINE does. */
export function component(part, hand, parent) {
  return DRAWERS[part?.type]?.(part, hand, parent) ?? null;
}

/** A box component as a node; `part.contents` are drawn inside it. */
export function box(part, hand) {
  const node = el("div", { class: `fx-box fx-${part.layout}`, style: boxStyle(part) });
  let isFirst = true;
  for (const child of part.contents ?? []) {
    const drawn = component(child, hand, part);
    if (drawn === null) continue;
    place(drawn, child, part, isFirst);
    node.append(drawn);
    if (child.position !== "absolute") isFirst = false;
  }
  return part.action ? pressOver(node, part.action, hand) : node;
}

function boxStyle(part) {
  // One side's own padding goes before paddingAll.
  const all = step(part.paddingAll);
  const border = borderWidth(part.borderWidth);
  return {
    "padding-top": step(part.paddingTop) ?? all,
    "padding-bottom": step(part.paddingBottom) ?? all,
    "padding-inline-start": step(part.paddingStart) ?? all,
    "padding-inline-end": step(part.paddingEnd) ?? all,
    width: extent(part.width),
    "max-width": extent(part.maxWidth),
    height: extent(part.height),
    "max-height": extent(part.maxHeight),
    "justify-content": JUSTIFY.has(part.justifyContent) ? part.justifyContent : null,
    "align-items": ALIGN.has(part.alignItems) ? part.alignItems : null,
    "background-color": colour(part.backgroundColor),
    "background-image": gradient(part.background),
    "border-width": border,
    "border-style": border && "solid",
    "border-color": colour(part.borderColor),
    "border-radius": step(part.cornerRadius),
  };
}
