// Small drawings of our own, so that the page loads nothing from elsewhere.

import { svg } from "./dom.js";

const LINE = { fill: "none", stroke: "currentColor", "stroke-width": "1.8",
  "stroke-linecap": "round", "stroke-linejoin": "round" };
const path = (d) => ["path", { d, ...LINE }];

const ICONS = {
  plus: [path("M12 5v14M5 12h14")],
  send: [["path", { d: "M4 12 20 4l-4.500 16-4-6.500z", fill: "currentColor" }]],
  microphone: [
    ["rect", { x: 9, y: 3, width: 6, height: 11, rx: 3, ...LINE }],
    path("M6 11a6 6 0 0 0 12 0M12 17v4"),
  ],
  smile: [
    ["circle", { cx: 12, cy: 12, r: 9, ...LINE }],
    path("M8.500 14.500a4.500 4.500 0 0 0 7 0M9 9.500h.01M15 9.500h.01"),
  ],
  photo: [
    ["rect", { x: 3, y: 5, width: 18, height: 14, rx: 2, ...LINE }],
    path("m3 16 5-5 4 4 3-3 6 6M15.500 9h.01"),
  ],
  video: [
    ["rect", { x: 3, y: 6, width: 12, height: 12, rx: 2, ...LINE }],
    path("m15 11 6-3v8l-6-3"),
  ],
  voice: [path("M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4")],
  place: [
    path("M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11z"),
    ["circle", { cx: 12, cy: 10, r: 2.5, ...LINE }],
  ],
  file: [path("M6 3h8l4 4v14H6zM14 3v4h4")],
  camera: [
    path("M3 8h4l1.500-2.500h7L17 8h4v11H3z"),
    ["circle", { cx: 12, cy: 13, r: 3.5, ...LINE }],
  ],
  dots: [path("M6 12h.01M12 12h.01M18 12h.01")],
  close: [path("m6 6 12 12M18 6 6 18")],
  back: [path("m15 5-7 7 7 7")],
  play: [["path", { d: "M8 5.500v13l11-6.500z", fill: "currentColor" }]],
  pause: [path("M9 6v12M15 6v12")],
};

/** A 24×24 icon in the colour of the text around it. */
export function icon(name) {
  return svg("0 0 24 24", ICONS[name], { class: "icon" });
}

/** The account's picture: a seedling. */
export function seedling() {
  return svg("0 0 40 40", [
    ["circle", { cx: 20, cy: 20, r: 20, fill: "#e4f3e6" }],
    ["path", { d: "M20 32V19", stroke: "#2f7d46", "stroke-width": 2.6, "stroke-linecap": "round" }],
    ["path", { d: "M20 20c0-6 4-10 11-10 0 7-4 11-11 10z", fill: "#58b368" }],
    ["path", { d: "M20 24c0-5-3.500-8.500-10-8.500 0 6 3.500 9.500 10 8.500z", fill: "#3d9a54" }],
  ], { class: "seedling" });
}

const SKINS = ["#ffd76e", "#ffc2a8", "#bfe3a4", "#b7d9f5", "#dcc6f0"];
const MOUTHS = [
  "M30 57q18 18 36 0",
  "M32 58q16 20 32 0z",
  "M34 62q14 8 28 0",
  "M40 58q8 14 16 0z",
];

/** A friendly face in place of LINE's sticker art, the same for the same id. */
export function stickerFace(stickerId) {
  const number = [...String(stickerId)].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7) >>> 0;
  const ink = { fill: "none", stroke: "#4a3b2a", "stroke-width": 4, "stroke-linecap": "round" };
  const winks = number % 3 === 0;
  return svg("0 0 96 96", [
    ["circle", { cx: 48, cy: 48, r: 42, fill: SKINS[number % SKINS.length] }],
    ["circle", { cx: 24, cy: 56, r: 6, fill: "#f58f7c", opacity: 0.45 }],
    ["circle", { cx: 72, cy: 56, r: 6, fill: "#f58f7c", opacity: 0.45 }],
    ["path", { d: "M34 38v6", ...ink }],
    ["path", { d: winks ? "M56 41q6-5 12 0" : "M62 38v6", ...ink }],
    ["path", { d: MOUTHS[number % MOUTHS.length], ...ink }],
  ], { class: "sticker-face" });
}
