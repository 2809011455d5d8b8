// The rich menu at the foot of the chat: its bar, its picture and the areas to press.

import { el, setStyle } from "./dom.js";
import { areaStyle } from "./messages/imagemap.js";
import { actionName, pressButton } from "./press.js";
import { english, say } from "./words.js";

export class RichMenu {
  #shownId = null;

  constructor(phone) {
    this.phone = phone;
    this.bar = el("button", {
      type: "button", class: "menu-bar", title: english("richMenu"), "aria-expanded": "false",
      on: { click: () => this.toggle(this.panel.hidden) },
    });
    this.panel = el("div", { class: "menu-panel", role: "group", "aria-label": say("richMenu") });
    this.panel.hidden = true;
    this.element = el("div", { class: "menu" }, this.bar, this.panel);
    this.element.hidden = true;
  }

  /** Shows the rich menu of that id, or none. A failed fetch is told in a toast. */
  async show(id) {
    this.element.hidden = id === null || this.phone.view.onPc;
    if (id === this.#shownId) return;
    this.#shownId = id;
    if (id === null) return;
    const { api } = this.phone.state;
    const menu = await api.richMenu(id);
    // The menu may have been switched while the answer was on its way.
    if (id === this.#shownId) this.#draw(menu, api.richMenuImage(id));
  }

  toggle(open) {
    this.panel.hidden = !open;
    this.bar.setAttribute("aria-expanded", String(open));
  }

  #draw(menu, image) {
    this.bar.replaceChildren(menu.chatBarText);
    setStyle(this.panel, { "aspect-ratio": `${menu.size.width} / ${menu.size.height}` });
    const areas = menu.areas.map(({ bounds, action }) => {
      const area = pressButton(action, this.phone, {
        class: "area", "aria-label": actionName(action),
      });
      setStyle(area, areaStyle(bounds, menu.size));
      return area;
    });
    const picture = el("img", { class: "menu-picture", src: image, alt: "" });
    this.panel.replaceChildren(picture, ...areas);
    this.toggle(menu.selected === true);
  }
}
