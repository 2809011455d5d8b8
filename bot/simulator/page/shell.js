// The page around the phones: top bar, list of users, phones side by side, drawers.

import { Drawers } from "./drawers.js";
import { el } from "./dom.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { english, say } from "./words.js";

export class Shell {
  #phones = new Map();
  #empty = el("p", { class: "quiet", title: english("nobodyOpen") }, say("nobodyOpen"));

  constructor(state, view) {
    this.state = state;
    this.view = view;
    this.row = el("main", { class: "phones" }, this.#empty);
    this.element = view.bare ? this.row : this.#whole();
    document.documentElement.classList.toggle("bare", view.bare);
    view.addEventListener("open", () => this.#showOpen());
    this.#showOpen();
  }

  #whole() {
    const people = new People(this.state, this.view);
    const drawers = new Drawers(this.state);
    return el("div", { class: "shell" }, this.#top(drawers),
      el("div", { class: "work" }, people.element, this.row, drawers.element));
  }

  #top(drawers) {
    return el("header", { class: "top" },
      el("h1", { title: english("product") }, say("product")),
      choice("device", ["phone", "pc"], this.view.device, (device) => this.view.setDevice(device)),
      choice("font", ["normal", "largest"], this.view.font, (font) => this.view.setFont(font)),
      el("span", { class: "gap" }), quotaNote(this.state), drawers.buttons);
  }

  #showOpen() {
    const open = this.view.open.filter((userId) => this.state.users.has(userId));
    for (const [userId, { phone, place }] of this.#phones) {
      if (open.includes(userId)) continue;
      phone.close();
      place.remove();
      this.#phones.delete(userId);
    }
    for (const userId of open) if (!this.#phones.has(userId)) this.#add(userId);
    this.#empty.hidden = open.length > 0;
  }

  #add(userId) {
    const phone = new Phone(this.state, this.view, userId);
    const { name } = this.state.users.get(userId);
    const place = el("div", { class: "phone-place" },
      this.view.bare ? null : el("p", { class: "owner" }, name), phone.element);
    this.#phones.set(userId, { phone, place });
    this.row.append(place);
    place.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function choice(key, values, chosen, choose) {
  const group = el("fieldset", { class: "choice", title: english(key) },
    el("legend", {}, say(key)));
  for (const value of values) {
    const radio = el("input", { type: "radio", name: key, value, on: {
      change: () => choose(value),
    } });
    radio.checked = value === chosen;
    group.append(el("label", { title: english(value) }, radio, el("span", {}, say(value))));
  }
  return group;
}

function quotaNote(state) {
  const note = el("span", { class: "quota", title: english("quota") });
  const show = () => {
    const { used, limit } = state.quota;
    note.textContent = `${say("quota")} ${used} / ${limit ?? "∞"}`;
  };
  state.addEventListener("quota", show);
  show();
  return note;
}
