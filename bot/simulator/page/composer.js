// The row for writing, and the trays of stickers and of other things to send.

import { el } from "./dom.js";
import { icon, stickerFace } from "./icons.js";
import { english, iconButton, say } from "./words.js";

// Packages that LINE lets accounts send too.
const STICKERS = [
  ["446", "1988"], ["446", "1989"], ["446", "2005"], ["789", "10855"],
  ["789", "10877"], ["11537", "52002734"], ["11537", "52002752"], ["11539", "52114110"],
];
const ATTACHMENTS = ["photo", "video", "voice", "place", "file"];
const MEDIA_TYPE = { photo: "image", video: "video", voice: "audio", file: "file" };

export class Composer {
  #tray = el("div", { class: "tray" });
  #openTray = null;

  constructor(phone) {
    this.phone = phone;
    this.input = el("textarea", {
      id: `say-${phone.userId}`, rows: 1, maxlength: 5000, "aria-label": say("messageBox"),
      title: english("messageBox"), placeholder: "Aa", autocomplete: "off",
      on: { input: () => this.#offerSend(), keydown: (event) => this.#key(event) },
    });
    this.more = this.#trayButton("more", "plus");
    this.stickers = this.#trayButton("stickers", "smile");
    this.microphone = iconButton("microphone", "microphone", {
      on: { click: () => phone.toast(say("microphoneHint")) },
    });
    this.sender = iconButton("send", "send", { class: "send", type: "submit" });
    this.#tray.hidden = true;
    this.element = el("div", { class: "composer" },
      el("form", { on: { submit: (event) => this.#submit(event) } },
        this.more, this.input, this.stickers, this.microphone, this.sender),
      this.#tray);
    this.#offerSend();
  }

  /** Puts the cursor into the row, with `text` filled in when given. */
  focus(text) {
    if (text) this.input.value = text;
    this.#offerSend();
    this.input.focus();
  }

  /** Opens the tray `name` ("more" or "stickers"), or closes all with null. */
  openTray(name) {
    this.#openTray = name;
    this.more.setAttribute("aria-expanded", String(name === "more"));
    this.stickers.setAttribute("aria-expanded", String(name === "stickers"));
    this.#tray.hidden = name === null;
    this.#tray.className = `tray tray-${name}`;
    this.#tray.replaceChildren(...(name === "more" ? this.#attachments() : []),
      ...(name === "stickers" ? this.#stickerButtons() : []));
  }

  #trayButton(name, iconName) {
    return iconButton(name, iconName, {
      "aria-expanded": "false",
      on: { click: () => this.openTray(this.#openTray === name ? null : name) },
    });
  }

  #attachments() {
    return ATTACHMENTS.map((name) => {
      const unavailable = name === "place" && this.phone.view.onPc;
      return el("button", {
        type: "button", title: english(unavailable ? "phoneOnly" : name),
        "aria-disabled": unavailable ? "true" : null,
        on: { click: () => this.#attach(name, unavailable) },
      }, icon(name), el("span", {}, say(name)));
    });
  }

  #attach(name, unavailable) {
    if (unavailable) {
      this.phone.toast(say("phoneOnly"));
      return;
    }
    this.openTray(null);
    if (name === "place") this.phone.askPlace();
    else this.phone.send("media", { type: MEDIA_TYPE[name] });
  }

  #stickerButtons() {
    return STICKERS.map(([packageId, stickerId]) => el("button", {
      type: "button", "aria-label": `${say("sticker")} ${packageId}/${stickerId}`,
      title: `${packageId} / ${stickerId}`,
      on: {
        click: () => {
          this.openTray(null);
          this.phone.send("sticker", { packageId, stickerId });
        },
      },
    }, stickerFace(stickerId)));
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = "";
    this.#offerSend();
    // What could not be sent comes back, unless the person writes on already.
    const sent = await this.phone.send("text", { text });
    if (!sent && !this.input.value) this.focus(text);
  }

  #offerSend() {
    const empty = !this.input.value.trim();
    this.microphone.hidden = !empty;
    this.sender.hidden = empty;
  }
}
