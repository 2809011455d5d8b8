// The list of simulated users.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { english, say, wordButton } from "./words.js";

export class People {
  #list = el("ul", { class: "people-list" });
  #rows = new Map();
  #frame = null;
  #problem = el("p", { class: "problem", role: "alert" });

  constructor(state, view) {
    this.state = state;
    this.view = view;
    this.element = el("nav", { class: "people", "aria-label": say("people") },
      el("h2", { title: english("people") }, say("people")), this.#list, this.#form(),
      this.#problem);
    state.addEventListener("users", () => this.#soon());
    view.addEventListener("open", () => this.#soon());
    this.#show();
  }

  // A message to everybody brings news of everybody: one drawing a frame is enough.
  #soon() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#show();
    });
  }

  #show() {
    // Redrawing must not take the keyboard's place away.
    const held = document.activeElement?.closest?.("[data-person-button]")?.dataset.personButton;
    const rows = [...this.state.users.values()].map((user) => this.#rowOf(user));
    const known = [...this.#list.children];
    if (rows.length === known.length && rows.every((row, place) => row === known[place])) return;
    this.#list.replaceChildren(...rows);
    if (!held) return;
    this.#list.querySelector(`[data-person-button="${CSS.escape(held)}"]`)?.focus();
  }

  // A row that would look the same is kept: a press may just be on its way to it.
  #rowOf(user) {
    const isOpen = this.view.open.includes(user.id);
    const unread = this.state.unread.get(user.id) ?? 0;
    const look = JSON.stringify([user.name, user.following, user.blocked, isOpen, unread]);
    const known = this.#rows.get(user.id);
    if (known?.look === look) return known.row;
    const row = this.#draw(user, isOpen, unread);
    this.#rows.set(user.id, { look, row });
    return row;
  }

  #draw(user, isOpen, unread) {
    return el("li", { class: `person ${isOpen ? "open" : ""}`, data: { personId: user.id } },
      el("button", {
        type: "button", class: "person-name", "aria-pressed": String(isOpen),
        title: english(isOpen ? "close" : "open"), data: { personButton: `${user.id} open` },
        on: { click: () => this.#toggle(user.id) },
      },
      el("span", { class: "initial", "aria-hidden": "true" }, [...user.name][0] ?? "?"),
      el("span", { class: "person-words" },
        el("strong", {}, user.name), el("small", {}, standing(user))),
      unread ? el("span", { class: "unread" }, String(unread)) : null),
      el("span", { class: "person-acts" }, acts(user).map((verb) => this.#act(user, verb))));
  }

  #act(user, key) {
    const verb = key === "addFriend" ? "follow" : key;
    return wordButton(key, {
      class: "plain small", "aria-label": `${say(key)} ${user.name}`,
      data: { personButton: `${user.id} act` },
      on: { click: () => this.#try(() => this.state.api.act(user.id, verb)) },
    });
  }

  #form() {
    const input = el("input", {
      "aria-label": say("newName"), title: english("newName"), placeholder: say("newName"),
      maxlength: 20, required: true,
    });
    return el("form", { class: "add-user", on: {
      submit: (event) => {
        event.preventDefault();
        this.#add(input);
      },
    } }, input, el("button", {
      type: "submit", class: "round", "aria-label": say("addUser"), title: english("addUser"),
    }, icon("plus")));
  }

  #add(input) {
    const name = input.value.trim();
    if (!name) return;
    this.#try(async () => {
      const user = await this.state.api.addUser(name);
      input.value = "";
      this.state.users.set(user.id, user);
      this.view.setOpen([...this.view.open, user.id]);
    });
  }

  #toggle(userId) {
    const { open } = this.view;
    this.view.setOpen(open.includes(userId)
      ? open.filter((id) => id !== userId)
      : [...open, userId]);
  }

  async #try(act) {
    this.#problem.textContent = "";
    try {
      await act();
    } catch (error) {
      this.#problem.textContent = `${say("failed")} ${error.message}`;
    }
  }
}

function standing({ blocked, following }) {
  return say(blocked ? "isBlocked" : following ? "isFriend" : "notFriend");
}

function acts({ blocked, following }) {
  if (blocked) return ["unblock"];
  return following ? ["block"] : ["addFriend"];
}
