// Flex containers: the bubble and the carousel of bubbles.

import { el, setStyle } from "../dom.js";
import { pressOver } from "../press.js";
import { component } from "./box.js";
import { colour } from "./units.js";

const SIZES = new Set(["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"]);
const BLOCKS = ["header", "hero", "body", "footer"];

/** A Flex container as a node. */
export function flexContainer(container, hand) {
  if (container.type === "carousel") return carousel(container, hand);
  return bubble(container, hand);
}

function carousel(container, hand) {
  const bubbles = (container.contents ?? []).map((item) => bubble(item, hand));
  // It scrolls, so the keyboard must be able to reach it.
  return el("div", { class: "fx-carousel", tabindex: 0, role: "group" }, bubbles);
}

function bubble(container, hand) {
  const size = SIZES.has(container.size) ? container.size : "mega";
  const node = el("div", {
    class: `fx-bubble fx-size-${size}`,
    dir: container.direction === "rtl" ? "rtl" : "ltr",
  });
  for (const name of BLOCKS) {
    if (container[name]) node.append(block(name, container, hand, node.childElementCount === 0));
  }
  return container.action ? pressOver(node, container.action, hand) : node;
}

function block(name, container, hand, isFirst) {
  const style = container.styles?.[name] ?? {};
  const closesBubble = name === "body" && !container.footer;
  const node = el("div", {
    class: `fx-block fx-${name} ${closesBubble ? "fx-last" : ""}`,
    style: { "background-color": colour(style.backgroundColor) },
  });
  const drawn = component(container[name], hand, { layout: "vertical" });
  if (drawn !== null) node.append(drawn);
  // LINE draws no line above the first block.
  if (style.separator && !isFirst) {
    node.classList.add("fx-lined");
    setStyle(node, { "border-top-color": colour(style.separatorColor) });
  }
  return node;
}
