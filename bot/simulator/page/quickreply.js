// Quick replies: only those of the last message, gone once a newer message stands below it.

import { el, picture } from "./dom.js";
import { icon } from "./icons.js";
import { actionName, pressButton } from "./press.js";
import { say } from "./words.js";

const USUAL_ICON = { camera: "camera", cameraRoll: "photo", location: "place" };
// These leave the chat as it is until the person has finished, so LINE keeps the buttons.
const STAYS = new Set(["camera", "cameraRoll", "location", "datetimepicker", "uri"]);

export class QuickReplies {
  #doneWith = null;

  constructor(phone) {
    this.phone = phone;
    this.element = el("div", { class: "quick", role: "group", "aria-label": say("quickReplies") });
    this.element.hidden = true;
  }

  show(entries) {
    const last = entries.at(-1);
    const items = this.#offered(last);
    this.element.hidden = items.length === 0;
    this.element.replaceChildren(...items.map((item) => this.#button(item, last.id)));
  }

  #offered(last) {
    if (!last || last.unsent || last.from !== "bot" || last.id === this.#doneWith) return [];
    // LINE for PC shows none.
    if (this.phone.view.onPc) return [];
    return last.message.quickReply?.items ?? [];
  }

  #button({ action, imageUrl }, entryId) {
    const usual = USUAL_ICON[action.type];
    const sign = imageUrl ? picture(imageUrl, { class: "quick-icon" }) : usual ? icon(usual) : null;
    const button = pressButton(action, this.phone, { class: "quick-reply" }, sign,
      el("span", {}, actionName(action)));
    button.addEventListener("click", () => {
      if (STAYS.has(action.type)) return;
      this.#doneWith = entryId;
      this.element.hidden = true;
    });
    return button;
  }
}
