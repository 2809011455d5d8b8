// The panels at the right: faults to play, and the log of calls.

import { el } from "./dom.js";
import { FaultForm } from "./faults.js";
import { CallLog } from "./log.js";
import { english, iconButton, say, wordButton } from "./words.js";

export class Drawers {
  #panels;

  constructor(state) {
    this.#panels = { faults: new FaultForm(state), log: new CallLog(state) };
    this.body = el("div", { class: "drawer-body", tabindex: 0 });
    this.title = el("h2");
    this.element = el("aside", { class: "drawer", id: "drawer" },
      el("div", { class: "drawer-head" }, this.title,
        iconButton("closeDrawer", "close", {
          class: "plain", on: { click: () => this.open(null) },
        })),
      this.body);
    this.element.hidden = true;
    this.buttons = ["faults", "log"].map((name) => wordButton(name, {
      class: "plain", "aria-expanded": "false", "aria-controls": "drawer", data: { drawer: name },
      on: { click: () => this.open(this.opened === name ? null : name) },
    }));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.open(null);
    });
  }

  /** Opens the drawer `name` ("faults" or "log"), or closes it with null. */
  open(name) {
    const left = this.opened;
    this.opened = name;
    this.element.hidden = name === null;
    for (const button of this.buttons) {
      button.setAttribute("aria-expanded", String(button.dataset.drawer === name));
      if (name === null && button.dataset.drawer === left) button.focus();
    }
    if (name === null) return;
    this.title.textContent = say(name);
    this.title.title = english(name);
    this.element.setAttribute("aria-label", say(name));
    this.body.replaceChildren(this.#panels[name].element);
    this.#panels[name].shown();
  }
}
