// What LINE asks in a window of its own: a date or time, and a place.

import { el } from "./dom.js";
import { field } from "./sheet.js";
import { english, say } from "./words.js";

const INPUTS = {
  date: { type: "date", key: "pickDate", length: 10, min: "1900-01-01", max: "2100-12-31" },
  time: { type: "time", key: "pickTime", length: 5, min: "00:00", max: "23:59" },
  datetime: {
    type: "datetime-local", key: "pickDatetime", length: 16,
    min: "1900-01-01T00:00", max: "2100-12-31T23:59",
  },
};
const BANGKOK = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Bangkok", dateStyle: "short", timeStyle: "short",
});
const PLACES = [
  ["ศาลากลางจังหวัดมุกดาหาร", "ถ.วิวิธสุรการ อ.เมือง มุกดาหาร", 16.5436, 104.7235],
  ["สนามหลวง", "เขตพระนคร กรุงเทพมหานคร", 13.7563, 100.4915],
  ["ประตูท่าแพ", "อ.เมือง เชียงใหม่", 18.7878, 98.9933],
  ["หอนาฬิกาปัตตานี", "อ.เมือง ปัตตานี", 6.8692, 101.2550],
];

/** Asks for the moment that a datetimepicker wants; resolves to postback params or null. */
export function askMoment(layer, { mode, initial, min, max }) {
  const kind = INPUTS[mode];
  const input = el("input", {
    type: kind.type,
    required: true,
    min: asInput(min) ?? kind.min,
    max: asInput(max) ?? kind.max,
    "aria-label": say(kind.key),
    title: english(kind.key),
  });
  input.value = asInput(initial) ?? now(mode).slice(0, kind.length);
  return layer.ask(kind.key, "choose", [input], () => ({
    [mode]: input.value.slice(0, kind.length),
  }));
}

/** Asks for a place; resolves to the body of a location message or null. */
export function askPlace(layer) {
  const [first] = PLACES;
  const inputs = {
    title: el("input", { maxlength: 100, value: first[0] }),
    address: el("input", { maxlength: 100, value: first[1] }),
    latitude: number(first[2], 90),
    longitude: number(first[3], 180),
  };
  const preset = el("select", { on: {
    change: () => {
      const place = PLACES[preset.selectedIndex];
      Object.values(inputs).forEach((input, part) => { input.value = place[part]; });
    },
  } }, PLACES.map(([title]) => el("option", {}, title)));
  const fields = [
    field("preset", preset), field("placeTitle", inputs.title), field("address", inputs.address),
    field("latitude", inputs.latitude), field("longitude", inputs.longitude),
  ];
  return layer.ask("sendPlace", "send", fields, () => ({
    title: inputs.title.value,
    address: inputs.address.value,
    latitude: Number(inputs.latitude.value),
    longitude: Number(inputs.longitude.value),
  }));
}

function number(value, limit) {
  return el("input", {
    type: "number", step: "any", min: -limit, max: limit, required: true, value,
  });
}

// LINE writes datetimes with "T" or "t".
function asInput(text) {
  return text ? text.replace("t", "T") : null;
}

function now(mode) {
  const [day, clock] = BANGKOK.format(new Date()).split(" ");
  return { date: day, time: clock, datetime: `${day}T${clock}` }[mode];
}
