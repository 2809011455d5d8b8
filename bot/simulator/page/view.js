// How the page is looked at: which device, which font size, which chats are open.
// It lives in the address, so that a view can be linked to and photographed.

export class View extends EventTarget {
  constructor(address) {
    super();
    const query = new URL(address).searchParams;
    this.bare = query.get("bare") === "1";
    this.device = query.get("view") === "pc" ? "pc" : "phone";
    this.font = query.get("font") === "largest" ? "largest" : "normal";
    this.open = [...new Set(query.getAll("user"))];
  }

  get onPc() {
    return this.device === "pc";
  }

  setDevice(device) {
    this.device = device;
    this.#changed("look");
  }

  setFont(font) {
    this.font = font;
    this.#changed("look");
  }

  setOpen(userIds) {
    this.open = userIds;
    this.#changed("open");
  }

  #changed(name) {
    const query = new URLSearchParams(this.open.map((userId) => ["user", userId]));
    if (this.onPc) query.set("view", "pc");
    if (this.font === "largest") query.set("font", "largest");
    if (this.bare) query.set("bare", "1");
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    this.dispatchEvent(new Event(name));
  }
}
