// Imagemap messages: one picture with areas to press.

import { el, picture, setStyle, webUrl } from "../dom.js";
import { actionName, pressButton } from "../press.js";
import { playButton } from "./media.js";

// Imagemap actions are named in their own way; the hand knows the common ones.
const AS_ACTION = {
  uri: ({ label, linkUri }) => ({ type: "uri", label, uri: linkUri }),
  message: ({ label, text }) => ({ type: "message", label, text }),
  clipboard: ({ label, clipboardText }) => ({ type: "clipboard", label, clipboardText }),
};

export function imagemap(message, hand) {
  const { width, height } = message.baseSize;
  const map = el("div", { class: "imagemap", style: { "aspect-ratio": `${width} / ${height}` } },
    picture(`${message.baseUrl}/1040`, { class: "image-cover", alt: message.altText }));
  if (message.video) map.append(videoIn(message.video, message.baseSize, hand));
  for (const action of message.actions ?? []) {
    const common = AS_ACTION[action.type]?.(action);
    if (!common) continue;
    const area = pressButton(common, hand, { class: "area", "aria-label": actionName(common) });
    setStyle(area, areaStyle(action.area, message.baseSize));
    map.append(area);
  }
  return map;
}

/** Where an area lies, in percent of its picture. */
export function areaStyle({ x, y, width, height }, size) {
  const across = (value) => `${(100 * value) / size.width}%`;
  const down = (value) => `${(100 * value) / size.height}%`;
  return { left: across(x), top: down(y), width: across(width), height: down(height) };
}

function videoIn(video, size, hand) {
  const play = playButton();
  const frame = el("div", { class: "area imagemap-video", style: areaStyle(video.area, size) },
    picture(video.previewImageUrl, { class: "image-cover" }), play);
  play.addEventListener("click", () => {
    const player = el("video", { controls: true, autoplay: true });
    const source = webUrl(video.originalContentUrl);
    if (source) player.src = source;
    if (video.externalLink) player.addEventListener("ended", () => offerLink(frame, video, hand));
    frame.replaceChildren(player);
  });
  return frame;
}

// LINE offers the link once the video has ended.
function offerLink(frame, { externalLink: { label, linkUri } }, hand) {
  const action = { type: "uri", label, uri: linkUri };
  frame.append(pressButton(action, hand, { class: "fx-video-link" }, label));
}
