// The Flex button. LINE cuts a label that does not fit, so this does too.

import { el, setStyle } from "../dom.js";
import { actionName, pressButton } from "../press.js";
import { gravity } from "./text.js";
import { colour, fontSize } from "./units.js";

const STYLES = new Set(["primary", "secondary", "link"]);
const SMALLEST_FONT_PX = 8;

export function button(part, hand) {
  const style = STYLES.has(part.style) ? part.style : "link";
  const label = el("span", { class: "fx-label" }, actionName(part.action));
  const own = colour(part.color);
  const pressed = pressButton(part.action, hand, {
    class: `fx-button fx-${style} ${part.height === "sm" ? "fx-low" : ""}`,
    style: {
      "font-size": fontSize("md", part.scaling),
      // `color` paints a link's letters but the ground of the other two.
      [style === "link" ? "color" : "background-color"]: own,
    },
  }, label);
  if (part.adjustMode === "shrink-to-fit") shrinkToFit(pressed, label);
  return el("div", {
    class: "fx-button-place",
    style: { "justify-content": gravity(part.gravity) },
  }, pressed);
}

// The width is known only once the button stands in the page, and changes with it.
function shrinkToFit(pressed, label) {
  const full = pressed.style.fontSize;
  new ResizeObserver(() => {
    setStyle(pressed, { "font-size": full });
    const fit = label.clientWidth / label.scrollWidth;
    if (fit >= 1) return;
    const size = parseFloat(getComputedStyle(pressed).fontSize) * fit;
    setStyle(pressed, { "font-size": `${Math.max(SMALLEST_FONT_PX, Math.floor(size))}px` });
  }).observe(pressed);
}
