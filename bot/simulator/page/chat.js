// The scrolling list of a chat's entries.

import { el } from "./dom.js";
import { entryNode, sameSpeaker } from "./entry.js";
import { say } from "./words.js";

const DAY = new Intl.DateTimeFormat("th-TH", {
  weekday: "short", day: "numeric", month: "short", timeZone: "Asia/Bangkok",
});
const NEAR_PX = 60;

export class ChatLog {
  #list = el("div", { class: "entries" });
  #dots = el("div", { class: "loading", hidden: true, role: "status" },
    el("span", { class: "dot" }), el("span", { class: "dot" }), el("span", { class: "dot" }));
  #shown = new Map();
  #pinned = true;
  #top = 0;

  constructor(phone, label) {
    this.phone = phone;
    this.element = el("div", {
      class: "chat", role: "log", "aria-live": "polite", "aria-label": label, tabindex: 0,
    }, this.#list, this.#dots);
    this.element.addEventListener("scroll", () => this.#follow());
    // Pictures that load late must not push the newest message out of sight.
    const watch = new ResizeObserver(() => this.#keepAtEnd());
    watch.observe(this.#list);
    watch.observe(this.element);
  }

  /** Shows `entries`, touching only what changed; `afresh` draws all of them again. */
  show(entries, afresh = false) {
    const before = this.#shown;
    const grew = entries.at(-1)?.id !== [...before.keys()].at(-1);
    this.#shown = new Map();
    const nodes = [];
    entries.forEach((entry, place) => {
      const follows = sameSpeaker(entries[place - 1], entry) && !newDay(entries, place);
      if (newDay(entries, place)) nodes.push(this.#day(entry));
      const known = before.get(entry.id);
      const stays = !afresh && known?.entry === entry && known.follows === follows;
      const node = stays ? known.node : entryNode(entry, follows, this.phone);
      this.#shown.set(entry.id, { entry, follows, node });
      nodes.push(node);
    });
    replaceOnly(this.#list, nodes);
    if (grew) this.#pinned = true;
    this.#keepAtEnd();
  }

  /** Shows or hides the three dots. */
  setLoading(loading) {
    if (this.#dots.hidden === !loading) return;
    this.#dots.hidden = !loading;
    if (loading) this.#dots.setAttribute("aria-label", say("typing"));
    else this.#dots.removeAttribute("aria-label");
    this.#keepAtEnd();
  }

  #day(entry) {
    const text = DAY.format(new Date(entry.at));
    const old = [...this.#list.children].find((node) => node.dataset.day === text);
    return old ?? el("p", { class: "day", data: { day: text } }, text);
  }

  // Only a person scrolling up lets go of the end; a chat that grows or shrinks does not.
  #follow() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    if (scrollHeight - scrollTop - clientHeight < NEAR_PX) this.#pinned = true;
    else if (scrollTop < this.#top) this.#pinned = false;
    this.#top = scrollTop;
  }

  #keepAtEnd() {
    if (this.#pinned) this.element.scrollTop = this.element.scrollHeight;
  }
}

function newDay(entries, place) {
  const before = entries[place - 1];
  if (!before) return true;
  return DAY.format(new Date(before.at)) !== DAY.format(new Date(entries[place].at));
}

// A live region speaks what is put in, so nodes that stay are not put in again.
function replaceOnly(list, nodes) {
  const staying = new Set(nodes);
  for (const node of [...list.children]) if (!staying.has(node)) node.remove();
  nodes.forEach((node, place) => {
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
}
