// Starts the page: reads the address, asks for the state, draws, listens.

import { Api } from "./api.js";
import { el } from "./dom.js";
import { Shell } from "./shell.js";
import { State } from "./state.js";
import { View } from "./view.js";
import { say } from "./words.js";

async function start() {
  const view = new View(location.href);
  const state = new State(new Api());
  await state.start();
  if (view.open.length === 0) view.open = [...state.users.keys()].slice(0, 1);
  document.body.append(new Shell(state, view).element);
}

start().catch((error) => {
  console.error(error);
  document.body.append(el("p", { class: "problem", role: "alert" },
    `${say("failed")} ${error.message}`));
});
