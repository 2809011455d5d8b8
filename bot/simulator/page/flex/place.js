// Where a component stands in its box: share of the space, margin, position, offsets.

import { setStyle } from "../dom.js";
import { step } from "./units.js";

// LINE shares the width of a horizontal box equally unless told otherwise, and gives the
// children of a vertical box the height that they need. These kinds never stretch.
const RIGID = new Set(["icon", "separator"]);

/** Sets the styles of `node`, which shows `component` as a child of `box`. */
export function place(node, component, box, isFirst) {
  const vertical = box.layout === "vertical";
  setStyle(node, { flex: share(component, vertical), ...positioned(component) });
  if (component.position === "absolute") return;
  const gap = step(component.margin) ?? (isFirst ? null : step(box.spacing));
  setStyle(node, { [vertical ? "margin-top" : "margin-inline-start"]: gap });
}

function share(component, vertical) {
  if (RIGID.has(component.type)) return "0 0 auto";
  const flex = component.flex ?? usualFlex(component, vertical);
  if (flex === 0) return "0 0 auto";
  return vertical ? `${flex} 0 auto` : `${flex} 0 0`;
}

function usualFlex(component, vertical) {
  if (component.type === "filler") return 1;
  if (vertical) return 0;
  // A box with a width of its own takes no part in the sharing.
  return component.type === "box" && component.width ? 0 : 1;
}

function positioned(component) {
  return {
    position: component.position === "absolute" ? "absolute" : null,
    top: step(component.offsetTop),
    bottom: step(component.offsetBottom),
    "inset-inline-start": step(component.offsetStart),
    "inset-inline-end": step(component.offsetEnd),
  };
}
