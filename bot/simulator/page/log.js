// The log of webhooks sent and API calls received, newest first.

import { el } from "./dom.js";
import { say } from "./words.js";

const KEPT = 300;
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Bangkok",
});
const ARROW = { webhook: "→ webhook", api: "← api" };

export class CallLog {
  #last = 0;
  #rows = el("ol", { class: "calls" });
  #empty = el("p", { class: "quiet" }, say("emptyLog"));
  #reading = null;
  #again = false;

  constructor(state) {
    this.state = state;
    this.element = el("div", { class: "call-log" }, this.#empty, this.#rows);
    state.addEventListener("log", () => {
      if (this.element.isConnected) this.shown();
    });
  }

  /** Reads what is new; called when the panel opens and while it stands open. */
  async shown() {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = this.#read();
    await this.#reading;
    this.#reading = null;
    if (!this.#again) return;
    this.#again = false;
    await this.shown();
  }

  async #read() {
    try {
      const { items } = await this.state.api.log(this.#last);
      for (const item of items.slice(-KEPT)) this.#add(item);
      this.#empty.hidden = this.#rows.childElementCount > 0;
    } catch (error) {
      this.#empty.hidden = false;
      this.#empty.textContent = `${say("failed")} ${error.message}`;
    }
  }

  #add(item) {
    this.#last = Math.max(this.#last, item.n);
    this.#rows.prepend(row(item));
    if (this.#rows.childElementCount > KEPT) this.#rows.lastElementChild.remove();
  }
}

function row({ at, direction, method, path, status, note }) {
  const went = status >= 200 && status < 300;
  return el("li", { class: `call ${went ? "went" : "failed"}` },
    el("span", { class: "call-when" }, CLOCK.format(new Date(at))),
    el("span", { class: "call-way" }, ARROW[direction] ?? direction),
    el("span", { class: "call-status" }, String(status ?? "")),
    el("code", {}, `${method} ${path}`),
    note ? el("span", { class: "call-note" }, note) : null);
}
