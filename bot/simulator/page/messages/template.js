// Template messages: buttons, confirm, carousel, image_carousel.

import { el, picture, setStyle } from "../dom.js";
import { colour } from "../flex/units.js";
import { actionName, pressButton, pressOver } from "../press.js";
import { say } from "../words.js";

const DRAWERS = { buttons, confirm, carousel, image_carousel: imageCarousel };

/** A template as a node, null for a kind that LINE has not published yet. */
export function template(shape, hand) {
  return DRAWERS[shape?.type]?.(shape, hand) ?? null;
}

function buttons(shape, hand) {
  return card(shape, shape, hand);
}

function confirm(shape, hand) {
  return el("div", { class: "card template confirm" },
    el("p", { class: "template-text" }, shape.text),
    el("div", { class: "confirm-actions" }, shape.actions.map((action) => line(action, hand))));
}

function carousel(shape, hand) {
  return strip(shape.columns.map((column) => card(column, shape, hand)));
}

function imageCarousel(shape, hand) {
  return strip(shape.columns.map(({ imageUrl, action }) => {
    const label = action.label
      ? el("span", { class: "image-label", "aria-hidden": "true" }, action.label)
      : null;
    const column = el("div", { class: "image-column" },
      picture(imageUrl, { class: "image-cover" }), label);
    return pressOver(column, action, hand, say("picture"));
  }));
}

function strip(columns) {
  return el("div", { class: "template-strip", tabindex: 0, role: "group" }, columns);
}

// `shape` says how all pictures are cut; `column` holds what is said.
function card(column, shape, hand) {
  const top = el("div", { class: "template-top" },
    column.thumbnailImageUrl ? thumbnail(column, shape) : null,
    column.title ? el("strong", { class: "template-title" }, column.title) : null,
    el("p", { class: "template-text" }, column.text));
  if (column.defaultAction) {
    pressOver(top, column.defaultAction, hand, column.title ?? column.text);
  }
  return el("div", { class: "card template" }, top,
    el("div", { class: "template-actions" }, column.actions.map((action) => line(action, hand))));
}

function thumbnail(column, shape) {
  const fit = shape.imageSize === "contain" ? "image-contain" : "image-cover";
  const square = shape.imageAspectRatio === "square";
  const frame = el("div", { class: `thumbnail ${square ? "square" : ""}` },
    picture(column.thumbnailImageUrl, { class: fit }));
  setStyle(frame, { "background-color": colour(column.imageBackgroundColor) });
  return frame;
}

function line(action, hand) {
  return pressButton(action, hand, { class: "template-action" }, actionName(action));
}
