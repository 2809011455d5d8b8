// The Flex components that hold nothing: image, icon, separator, filler, video.

import { el, picture, webUrl } from "../dom.js";
import { icon } from "../icons.js";
import { actionName, pressButton, pressOver } from "../press.js";
import { say } from "../words.js";
import { gravity } from "./text.js";
import { colour, fontSize, imageWidth, ratio } from "./units.js";

const ACROSS = { start: "flex-start", center: "center", end: "flex-end" };

export function image(part, hand) {
  const frame = el("div", {
    class: "fx-frame",
    style: {
      width: imageWidth(part.size),
      "aspect-ratio": ratio(part.aspectRatio),
      "background-color": colour(part.backgroundColor),
    },
  }, picture(part.url, { class: part.aspectMode === "cover" ? "fx-cover" : "fx-fit" }));
  const node = el("div", {
    class: "fx-image",
    style: { "align-items": ACROSS[part.align] ?? null, "justify-content": gravity(part.gravity) },
  }, frame);
  return part.action ? pressOver(node, part.action, hand, say("picture")) : node;
}

export function flexIcon(part) {
  const height = fontSize(part.size, part.scaling);
  return el("span", {
    class: "fx-icon",
    style: { height, "aspect-ratio": ratio(part.aspectRatio) },
  }, picture(part.url, { class: "fx-fit" }));
}

export function separator(part, hand, parent) {
  const lies = parent.layout === "vertical";
  return el("div", {
    class: `fx-separator ${lies ? "fx-lying" : "fx-standing"}`,
    style: { "background-color": colour(part.color) },
  });
}

export function filler() {
  return el("div", { class: "fx-filler" });
}

/** A video as its preview picture; pressing play puts the player in its place. */
export function video(part, hand) {
  const frame = el("div", {
    class: "fx-video",
    style: { "aspect-ratio": ratio(part.aspectRatio) },
  }, picture(part.previewUrl, { class: "fx-cover" }));
  const play = el("button", { type: "button", class: "play", "aria-label": say("play") },
    icon("play"));
  play.addEventListener("click", () => frame.replaceChildren(player(part)));
  frame.append(play);
  if (part.action) {
    frame.append(pressButton(part.action, hand, { class: "fx-video-link" },
      actionName(part.action)));
  }
  return frame;
}

function player(part) {
  const node = el("video", { controls: true, autoplay: true, playsinline: true });
  const url = webUrl(part.url);
  if (url) node.src = url;
  return node;
}
