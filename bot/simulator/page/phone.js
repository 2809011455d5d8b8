// One person's phone: LINE's chat with the account.

import { availableOn, perform } from "./actions.js";
import { ChatLog } from "./chat.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { icon, seedling } from "./icons.js";
import { askMoment, askPlace } from "./picker.js";
import { QuickReplies } from "./quickreply.js";
import { RichMenu } from "./richmenu.js";
import { Layer } from "./sheet.js";
import { english, say, wordButton } from "./words.js";

export class Phone {
  #loadingTimer = 0;
  #layer = new Layer();
  #leave = new AbortController();

  constructor(state, view, userId) {
    this.state = state;
    this.view = view;
    this.userId = userId;
    this.chat = new ChatLog(this, `${say("chatWith")} ${state.bot.displayName}`);
    this.quick = new QuickReplies(this);
    this.menu = new RichMenu(this);
    this.composer = new Composer(this);
    this.door = el("div", { class: "door" });
    this.title = el("h2", { class: "chat-title" });
    this.screen = el("div", { class: "screen" }, this.chat.element, this.quick.element,
      this.composer.element, this.menu.element);
    this.element = el("section", { class: "phone", data: { userId } },
      this.#head(), this.screen, this.door, this.#layer.element);
    this.#listen();
    this.#look();
    this.#showUser();
    this.#open();
  }

  get user() {
    return this.state.users.get(this.userId);
  }

  /** Forgets the chat; the element is of no use afterwards. */
  close() {
    this.#leave.abort();
    clearTimeout(this.#loadingTimer);
    this.state.closeChat(this.userId);
    this.element.remove();
  }

  available(action) {
    return availableOn(action, this.view.onPc);
  }

  press(action) {
    perform(action, this).catch((error) => this.#fail(error));
  }

  /** Does `verb` as this person; resolves to whether it worked. */
  async send(verb, body) {
    try {
      await this.state.api.act(this.userId, verb, body);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  toast(text) {
    this.#layer.toast(text);
  }

  askMoment(action) {
    return askMoment(this.#layer, action);
  }

  async askPlace() {
    const place = await askPlace(this.#layer);
    if (place) await this.send("location", place);
  }

  #head() {
    return el("header", { class: "chat-head" },
      el("span", { class: "back" }, icon("back")), this.title,
      el("span", { class: "badge", title: english("officialAccount") }, say("officialAccount")));
  }

  #listen() {
    const { signal } = this.#leave;
    this.state.addEventListener("chat", ({ detail }) => {
      if (detail === this.userId) this.#showChat();
    }, { signal });
    this.state.addEventListener("users", () => this.#showUser(), { signal });
    this.view.addEventListener("look", () => {
      this.#look();
      this.#showChat(true);
      this.#showUser();
    }, { signal });
  }

  async #open() {
    try {
      await this.state.openChat(this.userId);
    } catch (error) {
      this.#fail(error);
    }
  }

  #look() {
    this.element.dataset.view = this.view.device;
    this.element.dataset.font = this.view.font;
    this.composer.openTray(null);
  }

  #showChat(afresh = false) {
    const entries = this.state.entries(this.userId);
    this.chat.show(entries, afresh);
    this.quick.show(entries);
  }

  #showUser() {
    const { user } = this;
    if (!user) return;
    this.element.setAttribute("aria-label", user.name);
    this.title.textContent = this.state.bot.displayName;
    const standing = user.blocked ? "blocked" : user.following ? "friend" : "stranger";
    if (this.element.dataset.standing !== standing) this.#showStanding(standing);
    this.#showLoading(user.loadingUntil);
    const menuId = standing === "friend" ? user.richMenuId : null;
    this.menu.show(menuId).catch((error) => this.#fail(error));
  }

  #showStanding(standing) {
    this.element.dataset.standing = standing;
    this.door.hidden = standing === "friend";
    this.composer.element.hidden = standing !== "friend";
    this.screen.inert = standing === "stranger";
    this.door.replaceChildren(...this.#doorWords(standing));
  }

  #doorWords(standing) {
    if (standing === "friend") return [];
    if (standing === "blocked") {
      return [el("p", {}, say("blockedNote")),
        wordButton("unblock", { class: "big", on: { click: () => this.send("unblock") } })];
    }
    const { displayName, basicId } = this.state.bot;
    return [seedling(), el("h3", {}, displayName), el("p", {}, basicId),
      wordButton("addFriend", { class: "big", on: { click: () => this.send("follow") } })];
  }

  #showLoading(until) {
    clearTimeout(this.#loadingTimer);
    const left = (until ?? 0) - Date.now();
    this.chat.setLoading(left > 0);
    if (left > 0) this.#loadingTimer = setTimeout(() => this.chat.setLoading(false), left);
  }

  #fail(error) {
    console.error(error);
    this.toast(`${say("failed")}\n${error.message}`);
  }
}
