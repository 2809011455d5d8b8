// The simulator's control API. Every call gives the parsed JSON answer or throws an Error
// whose text can be shown.

const BASE = new URL("../api/", import.meta.url);

export class Api {
  #richMenus = new Map();

  state() {
    return this.#call("GET", "state");
  }

  chat(userId) {
    return this.#call("GET", `chats/${part(userId)}`);
  }

  addUser(name) {
    return this.#call("POST", "users", { name });
  }

  /** `verb` is follow, block, unblock, text, sticker, media, location, postback or unsend. */
  act(userId, verb, body = {}) {
    return this.#call("POST", `users/${part(userId)}/${verb}`, body);
  }

  faults() {
    return this.#call("GET", "faults");
  }

  setFaults(faults) {
    return this.#call("PUT", "faults", faults);
  }

  log(after) {
    return this.#call("GET", `log?after=${after}`);
  }

  /** A rich menu never changes once made, so it is asked for once. */
  richMenu(id) {
    if (!this.#richMenus.has(id)) {
      const asked = this.#call("GET", `richmenus/${part(id)}`);
      asked.catch(() => this.#richMenus.delete(id));
      this.#richMenus.set(id, asked);
    }
    return this.#richMenus.get(id);
  }

  richMenuImage(id) {
    return new URL(`richmenus/${part(id)}/image`, BASE).href;
  }

  stream() {
    return new EventSource(new URL("stream", BASE));
  }

  async #call(method, path, body) {
    const request = { method, headers: { Accept: "application/json" } };
    if (body !== undefined) {
      request.headers["Content-Type"] = "application/json";
      request.body = JSON.stringify(body);
    }
    const answer = await fetch(new URL(path, BASE), request);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
    return text ? JSON.parse(text) : null;
  }
}

function part(text) {
  return encodeURIComponent(String(text));
}
