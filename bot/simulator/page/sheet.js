// Sheets that slide over one phone, and its toasts.

import { el } from "./dom.js";
import { english, say, wordButton } from "./words.js";

const TOAST_MS = 5000;

export class Layer {
  #toast = el("div", { class: "toast", role: "status", "aria-live": "polite" });
  #timer = 0;

  constructor() {
    this.element = el("div", { class: "layer" }, this.#toast);
  }

  toast(text) {
    clearTimeout(this.#timer);
    this.#toast.textContent = text;
    this.#toast.classList.add("shown");
    this.#timer = setTimeout(() => this.#toast.classList.remove("shown"), TOAST_MS);
  }

  /**
   * Asks with a form of `fields`; resolves to what `read` returns, or to null when cancelled.
   * `titleKey` and `doneKey` name the words of its title and its button.
   */
  ask(titleKey, doneKey, fields, read) {
    const opener = document.activeElement;
    return new Promise((resolve) => {
      const dialog = el("dialog", {
        class: "sheet", "aria-label": say(titleKey), title: english(titleKey),
      });
      // Behind the sheet nothing can be reached, as on a phone.
      const behind = [...this.element.parentElement.children]
        .filter((part) => part !== this.element && !part.inert);
      for (const part of behind) part.inert = true;
      const finish = (answer) => {
        dialog.remove();
        for (const part of behind) part.inert = false;
        opener?.focus?.();
        resolve(answer);
      };
      const form = el("form", { method: "dialog", on: {
        submit: (event) => {
          event.preventDefault();
          finish(read());
        },
      } },
      el("h2", {}, say(titleKey)), fields,
      el("div", { class: "sheet-actions" },
        wordButton("cancel", { class: "plain", on: { click: () => finish(null) } }),
        wordButton(doneKey, { class: "strong", type: "submit" })));
      dialog.append(form);
      dialog.addEventListener("keydown", (event) => {
        if (event.key === "Escape") finish(null);
      });
      this.element.append(dialog);
      dialog.show();
      form.querySelector("input, select")?.focus();
    });
  }
}

/** A labelled field of a sheet. */
export function field(key, input) {
  return el("label", { class: "field", title: english(key) }, el("span", {}, say(key)), input);
}
