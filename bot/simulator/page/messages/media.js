// Pictures, videos, audio clips, files and places.

import { el, picture, svg, webUrl } from "../dom.js";
import { icon } from "../icons.js";
import { english, say } from "../words.js";

/** A picture message; one without an address (sent from this page) is a drawing of ours. */
export function photo(message) {
  const preview = address(message, "previewImageUrl");
  if (preview === null) return samplePhoto("photo");
  const image = picture(preview, { class: "photo", alt: say("picture") });
  const full = address(message, "originalContentUrl") ?? preview;
  return el("a", { href: full, target: "_blank", rel: "noopener noreferrer" }, image);
}

/** A video message as its preview; play puts the player in its place. */
export function video(message) {
  const preview = address(message, "previewImageUrl");
  const source = address(message, "originalContentUrl");
  // A film sent from this page names itself as its preview, which no browser can draw.
  const drawn = preview !== null && preview !== source;
  const frame = el("div", { class: "video-frame" },
    drawn ? picture(preview, { class: "photo", alt: say("video") }) : samplePhoto("video"));
  if (source === null) return frame;
  const play = playButton();
  play.addEventListener("click", () => {
    const player = el("video", { class: "photo", controls: true, autoplay: true });
    player.src = source;
    frame.replaceChildren(player);
  });
  frame.append(play);
  return frame;
}

/** An audio clip: play or pause, and how long it lasts. */
export function audio(message) {
  const source = address(message, "originalContentUrl");
  const length = el("span", { class: "audio-length" }, minutes(message.duration ?? 0));
  const wave = el("span", { class: "audio-wave" }, icon("voice"), icon("voice"), icon("voice"));
  const button = el("button", {
    type: "button", class: "audio-play", "aria-label": say("play"), title: english("play"),
    disabled: source === null,
  }, icon("play"));
  if (source !== null) wireAudio(button, source);
  return el("div", { class: "bubble audio-bubble" }, button, wave, length);
}

export function file(message) {
  return el("div", { class: "bubble file-bubble" }, icon("file"),
    el("span", { class: "file-name" }, message.fileName ?? say("file")),
    message.fileSize ? el("span", { class: "file-size" }, kilobytes(message.fileSize)) : null);
}

export function place(message) {
  const point = `${Number(message.latitude).toFixed(4)}, ${Number(message.longitude).toFixed(4)}`;
  return el("div", { class: "card place-card" },
    el("div", { class: "place-map" }, mapDrawing()),
    el("div", { class: "place-words" },
      el("strong", {}, message.title || say("place")),
      message.address ? el("span", {}, message.address) : null,
      el("span", { class: "place-point" }, point)));
}

export function playButton() {
  return el("button", {
    type: "button", class: "play", "aria-label": say("play"), title: english("play"),
  }, icon("play"));
}

function address(message, name) {
  return webUrl(message[name] ?? message.contentProvider?.[name]);
}

function wireAudio(button, source) {
  const sound = new Audio();
  sound.preload = "none";
  sound.src = source;
  const show = (playing) => {
    button.replaceChildren(icon(playing ? "pause" : "play"));
    button.setAttribute("aria-label", say(playing ? "pause" : "play"));
  };
  for (const event of ["pause", "ended", "error"]) sound.addEventListener(event, () => show(false));
  button.addEventListener("click", () => {
    if (!sound.paused) {
      sound.pause();
      return;
    }
    show(true);
    sound.play().catch(() => show(false));
  });
}

function minutes(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function kilobytes(bytes) {
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function samplePhoto(kind) {
  return el("div", { class: "photo sample-photo", role: "img", "aria-label": say(kind) },
    svg("0 0 160 120", [
      ["rect", { width: 160, height: 120, fill: "#d9e7f2" }],
      ["circle", { cx: 122, cy: 32, r: 13, fill: "#ffe08a" }],
      ["path", { d: "M0 120V88l38-30 34 28 24-17 64 37v14z", fill: "#9cc3a1" }],
      ["path", { d: "M0 120v-14l54-22 46 20 60-12v28z", fill: "#7aa983" }],
    ]));
}

function mapDrawing() {
  return svg("0 0 240 110", [
    ["rect", { width: 240, height: 110, fill: "#e9efe6" }],
    ["path", { d: "M-5 84C50 60 70 104 130 76S210 40 250 52", fill: "none", stroke: "#a8cbe6",
      "stroke-width": 14 }],
    ["path", { d: "M30-5 62 115M-5 34 245 18M150-5l26 120", fill: "none", stroke: "#fff",
      "stroke-width": 6 }],
    ["path", { d: "M120 70s-15-14-15-25a15 15 0 0 1 30 0c0 11-15 25-15 25z", fill: "#d9534a" }],
    ["circle", { cx: 120, cy: 45, r: 5.5, fill: "#fff" }],
  ]);
}
