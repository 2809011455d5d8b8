// What the page knows of the simulator, kept fresh by its event stream.
//
// Events: "users", "chat" (detail: userId), "faults", "quota", "log".

export class State extends EventTarget {
  bot = { userId: "", basicId: "", displayName: "" };
  users = new Map();
  faults = {};
  quota = { limit: null, used: 0 };
  unread = new Map();
  #chats = new Map();
  #open = new Set();
  #arriving = new Set();
  #dropped = false;

  constructor(api) {
    super();
    this.api = api;
  }

  /** Listens first and asks then, so that nothing falls between the two. */
  async start() {
    await this.#listen();
    await this.refresh();
  }

  async refresh() {
    const state = await this.api.state();
    this.bot = state.bot;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.faults = state.faults ?? {};
    this.quota = state.quota ?? this.quota;
    for (const name of ["users", "faults", "quota"]) this.#tell(name);
  }

  /** The chat's entries, oldest first; empty until `openChat` has finished. */
  entries(userId) {
    return this.#chats.get(userId) ?? [];
  }

  async openChat(userId) {
    this.#open.add(userId);
    this.unread.delete(userId);
    // What the stream brings while the answer is on its way is newer than the answer.
    const waiting = { userId, late: new Map() };
    this.#arriving.add(waiting);
    let messages;
    try {
      ({ messages } = await this.api.chat(userId));
    } finally {
      this.#arriving.delete(waiting);
    }
    if (!this.#open.has(userId)) return;
    const entries = new Map(messages.map((entry) => [entry.id, entry]));
    for (const entry of waiting.late.values()) entries.set(entry.id, entry);
    this.#chats.set(userId, [...entries.values()]);
    this.#tell("chat", userId);
    this.#tell("users");
  }

  closeChat(userId) {
    this.#open.delete(userId);
    this.#chats.delete(userId);
  }

  #listen() {
    const stream = this.api.stream();
    stream.addEventListener("message", (event) => this.#take(JSON.parse(event.data)));
    stream.addEventListener("error", () => { this.#dropped = true; });
    stream.addEventListener("open", () => this.#catchUp());
    return new Promise((resolve) => {
      stream.addEventListener("open", resolve, { once: true });
      stream.addEventListener("error", resolve, { once: true });
    });
  }

  #take(event) {
    const { kind, userId } = event;
    if (kind === "entry" || kind === "unsend") this.#takeEntry(event);
    else if (kind === "user") this.#takeUser(event);
    else if (kind === "faults" || kind === "quota") this.#takeSetting(kind, event.entry);
    else if (kind === "log") this.#tell("log", userId);
  }

  #takeEntry({ kind, userId, entry }) {
    if (!entry) {
      if (this.#chats.has(userId)) this.openChat(userId);
      return;
    }
    if (entry.from === "bot") this.#clearLoading(userId);
    for (const waiting of this.#arriving) {
      if (waiting.userId === userId) waiting.late.set(entry.id, entry);
    }
    const chat = this.#chats.get(userId);
    if (!chat) {
      const unread = kind === "entry" && entry.from === "bot" && !this.#open.has(userId);
      if (unread) this.#countUnread(userId);
      return;
    }
    const place = chat.findIndex((known) => known.id === entry.id);
    if (place >= 0) chat[place] = entry;
    else chat.push(entry);
    this.#tell("chat", userId);
  }

  #takeSetting(name, value) {
    if (!value) {
      this.refresh();
      return;
    }
    this[name] = value;
    this.#tell(name);
  }

  #takeUser({ userId, user }) {
    if (!user) {
      this.refresh();
      return;
    }
    this.users.set(userId, user);
    this.#tell("users");
  }

  #countUnread(userId) {
    this.unread.set(userId, (this.unread.get(userId) ?? 0) + 1);
    this.#tell("users");
  }

  // LINE ends the loading animation as soon as a message arrives.
  #clearLoading(userId) {
    const user = this.users.get(userId);
    if (!user?.loadingUntil) return;
    this.users.set(userId, { ...user, loadingUntil: null });
    this.#tell("users");
  }

  // Events may have been missed while the stream was away.
  async #catchUp() {
    if (!this.#dropped) return;
    this.#dropped = false;
    await this.refresh();
    await Promise.all([...this.#chats.keys()].map((userId) => this.openChat(userId)));
    this.#tell("log");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
