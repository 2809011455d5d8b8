// Builds DOM nodes. Data from messages only ever becomes text nodes, checked
// attributes or checked style values, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: `class`, `data`, `style` and `on` are maps of their own, the rest are attributes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") setAll(node.dataset, value);
    else if (name === "style") setStyle(node, value);
    else if (name === "on") listenAll(node, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets each style that has a value; names are CSS names. */
export function setStyle(node, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value !== null && value !== undefined) node.style.setProperty(name, value);
  }
}

/** A drawing of ours: `shapes` are [tag, attributes] pairs. */
export function svg(viewBox, shapes, props = {}) {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", viewBox);
  root.setAttribute("aria-hidden", "true");
  root.setAttribute("focusable", "false");
  for (const [name, value] of Object.entries(props)) root.setAttribute(name, value);
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    root.append(shape);
  }
  return root;
}

/** The URL when a browser may load it as a picture or a page, else null. */
export function webUrl(text) {
  try {
    const url = new URL(String(text));
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A picture from a message; one that cannot load becomes a quiet grey field. */
export function picture(address, props = {}) {
  const url = webUrl(address);
  const missing = () => el("span", {
    class: `picture-missing ${props.class ?? ""}`,
    title: String(address ?? ""),
    role: props.alt ? "img" : null,
    "aria-label": props.alt || null,
  });
  if (url === null) return missing();
  const image = el("img", { alt: "", decoding: "async", draggable: "false", ...props });
  image.addEventListener("error", () => image.replaceWith(missing()), { once: true });
  image.src = url;
  return image;
}

function setAll(target, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) target[name] = String(value);
  }
}

function listenAll(node, listeners) {
  for (const [event, listener] of Object.entries(listeners)) node.addEventListener(event, listener);
}
