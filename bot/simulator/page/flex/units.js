// LINE's keywords in pixels, and checks of what a message may put into a style.

const STEPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const FONT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29,
  "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160,
  "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };

const PIXELS = /^(-?\d+(?:\.\d+)?)px$/;
const PERCENT = /^-?\d+(?:\.\d+)?%$/;
const COLOUR = /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i;
const RATIO = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/;
const ANGLE = /^\d+(?:\.\d+)?deg$/;

/** Margin, spacing, padding, offset or corner radius as CSS, null when there is none. */
export function step(value) {
  return length(value, STEPS);
}

/** Border width as CSS, null when there is none. */
export function borderWidth(value) {
  return length(value, BORDER);
}

/** Width or height of a box as CSS, null when there is none. */
export function extent(value) {
  return length(value, {});
}

/** Width of an image as CSS; LINE's default is md. */
export function imageWidth(value = "md") {
  return value === "full" ? "100%" : length(value, IMAGE) ?? `${IMAGE.md}px`;
}

/** Font size as CSS; with `scaling` it follows the reader's font setting. */
export function fontSize(value, scaling, usual = "md") {
  const size = length(value, FONT) ?? (usual && `${FONT[usual]}px`);
  if (!size) return null;
  return scaling ? `calc(${size} * var(--font-scale, 1))` : size;
}

/** A hex colour, else null. */
export function colour(value) {
  return COLOUR.test(value ?? "") ? value : null;
}

/** CSS aspect-ratio of "width:height". */
export function ratio(value, usual = "1:1") {
  const [, width, height] = RATIO.exec(value ?? "") ?? RATIO.exec(usual);
  return `${width} / ${height}`;
}

/** A CSS gradient of LINE's linearGradient background, else null. */
export function gradient(background) {
  if (background?.type !== "linearGradient" || !ANGLE.test(background.angle ?? "")) return null;
  const stops = [colour(background.startColor), centre(background), colour(background.endColor)];
  const known = stops.filter((stop) => stop !== null);
  return known.length > 1 ? `linear-gradient(${background.angle}, ${known.join(", ")})` : null;
}

function centre({ centerColor, centerPosition = "50%" }) {
  if (colour(centerColor) === null || !PERCENT.test(centerPosition)) return null;
  return `${centerColor} ${centerPosition}`;
}

function length(value, keywords) {
  if (typeof value !== "string") return null;
  if (Object.hasOwn(keywords, value)) return `${keywords[value]}px`;
  return PIXELS.test(value) || PERCENT.test(value) ? value : null;
}
