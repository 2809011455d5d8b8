// One entry of a chat: whose it is, the message, its time, and the menu of one's own messages.

import { copy } from "./actions.js";
import { el, picture } from "./dom.js";
import { seedling } from "./icons.js";
import { isFull, isWide, messageNode } from "./messages/message.js";
import { iconButton, say, wordButton } from "./words.js";

const LONG_PRESS_MS = 550;
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bangkok",
});

/** The article for `entry`; `follows` when the same speaker spoke just before. */
export function entryNode(entry, follows, phone) {
  const { message } = entry;
  const article = el("article", {
    class: `entry ${entry.from} ${follows ? "follows" : ""}`,
    data: {
      entryId: entry.id, from: entry.from, kind: message.type, via: entry.via,
      unsent: entry.unsent ? "true" : null, echo: entry.echo ? "true" : null,
    },
  });
  if (entry.unsent) {
    const mine = entry.from === "user";
    article.append(el("p", { class: "notice" }, say(mine ? "unsentByYou" : "unsentByBot")));
  } else if (entry.from === "bot") {
    fillTheirs(article, entry, follows, phone);
  } else {
    fillMine(article, entry, phone);
  }
  return article;
}

/** Whether two entries have one speaker, so that the second needs no picture and name. */
export function sameSpeaker(first, second) {
  return first?.from === second.from && !first.unsent
    && speaker(first) === speaker(second);
}

function speaker({ sender }) {
  return JSON.stringify([sender?.name ?? null, sender?.iconUrl ?? null]);
}

function fillTheirs(article, entry, follows, phone) {
  const { message, sender } = entry;
  if (message.altText) article.setAttribute("aria-label", message.altText);
  article.classList.toggle("wide", isWide(message));
  article.classList.toggle("full", isFull(message));
  const name = sender?.name ?? phone.state.bot.displayName;
  article.append(
    el("div", { class: "avatar" }, follows ? null : avatar(sender)),
    el("div", { class: "said" },
      follows ? null : el("div", { class: "speaker" }, name),
      el("div", { class: "line" }, messageNode(message, phone), about(entry))),
  );
}

function fillMine(article, entry, phone) {
  const node = messageNode(entry.message, phone);
  const opener = iconButton("messageMenu", "dots", {
    class: "message-menu-opener", "aria-haspopup": "menu",
  });
  article.append(el("div", { class: "line" }, opener, about(entry), node));
  const open = () => openMenu(article, entry, opener, phone);
  opener.addEventListener("click", open);
  article.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    open();
  });
  onLongPress(node, open);
}

function avatar(sender) {
  return sender?.iconUrl ? picture(sender.iconUrl, { class: "avatar-picture" }) : seedling();
}

// When it was said and, below one's own words, that the account has read them.
function about(entry) {
  const at = new Date(entry.at);
  return el("div", { class: "about" },
    entry.from === "user" && entry.read ? el("span", { class: "read" }, say("read")) : null,
    el("time", { datetime: at.toISOString() }, CLOCK.format(at)));
}

function onLongPress(node, act) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  node.addEventListener("pointerdown", (event) => {
    if (event.button === 0) timer = setTimeout(act, LONG_PRESS_MS);
  });
  for (const event of ["pointerup", "pointerleave", "pointercancel"]) {
    node.addEventListener(event, stop);
  }
}

function openMenu(article, entry, opener, phone) {
  if (article.querySelector("[role=menu]")) return;
  const menu = el("div", { class: "message-menu", role: "menu", "aria-label": say("messageMenu") });
  const leave = new AbortController();
  const close = () => {
    leave.abort();
    menu.remove();
  };
  const item = (key, act) => wordButton(key, {
    role: "menuitem",
    on: {
      click: () => {
        close();
        act();
      },
    },
  });
  if (entry.message.type === "text") {
    menu.append(item("copy", () => copy(entry.message.text, phone)));
  }
  // What a postback shows is no message of its own, so LINE cannot take it back.
  if (!entry.echo) menu.append(item("unsend", () => phone.send("unsend", { messageId: entry.id })));
  article.append(menu);
  menu.querySelector("button")?.focus();
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) close();
  }, { signal: leave.signal });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    opener.focus();
  });
}
