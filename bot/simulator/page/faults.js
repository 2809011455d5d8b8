// The form of what can be made to go wrong. Every change is put at once, as the whole document
// (see the control API): {kind: null | {ms?, when?, scope, times}, webhooks: {…}}.

import { el } from "./dom.js";
import { say } from "./words.js";

const KINDS = {
  latency_ms: ["ตอบช้า", "Slow answers"],
  timeout: ["ไม่ตอบเลย", "No answer"],
  status_500: ["LINE ล่ม (500)", "Server error"],
  throttle_429: ["ส่งถี่เกิน (429)", "Rate limited"],
  quota_exhausted: ["โควตาหมด (429)", "Monthly quota used up"],
  reset_after_acceptance: ["รับแล้วสายหลุด", "Accepted, then the connection breaks"],
};
const WEBHOOKS = {
  duplicate: ["ส่ง webhook ซ้ำ", "Deliver twice"],
  reorder: ["สลับลำดับ webhook", "Deliver out of order"],
  redelivery: ["ส่งใหม่เมื่อไม่ได้ 200", "Redeliver when not answered"],
  delay_ms: ["หน่วง webhook (มิลลิวินาที)", "Delay, milliseconds"],
  redelivery_interval_ms: ["ส่งใหม่ทุก (มิลลิวินาที)", "Redelivery interval, milliseconds"],
  redelivery_limit: ["ส่งใหม่ไม่เกิน (ครั้ง)", "Redeliveries at most"],
};
const PARTS = {
  ms: ["มิลลิวินาที", "Milliseconds"],
  when: ["เกิดเมื่อ", "When"],
  scope: ["เฉพาะ API (เว้นว่าง = ทั้งหมด)", "Only these endpoints, comma between"],
  times: ["กี่ครั้ง (เว้นว่าง = จนกว่าจะปิด)", "How many calls; empty: until off"],
};
const WHEN = {
  before: ["ก่อนรับ", "Before acceptance"],
  after: ["หลังรับแล้ว", "After acceptance"],
};
const FIRST = {
  latency_ms: { ms: 1500, scope: [], times: null },
  timeout: { when: "before", scope: [], times: null },
  status_500: { when: "before", scope: [], times: null },
};

export class FaultForm {
  #problem = el("p", { class: "problem", role: "alert" });
  #fields = el("div", { class: "faults" });
  #shape = "";
  #setters = [];
  #queue = Promise.resolve();

  constructor(state) {
    this.state = state;
    this.element = el("form", { on: { submit: (event) => event.preventDefault() } },
      this.#fields, this.#problem);
    state.addEventListener("faults", () => this.shown());
    this.shown();
  }

  /** Shows the faults as they are; only a fault switched on or off draws the fields anew. */
  shown() {
    const { webhooks = {}, ...api } = this.state.faults;
    const switches = Object.entries(api).map(([kind, fault]) => [kind, fault !== null]);
    const shape = JSON.stringify([switches, Object.keys(webhooks)]);
    if (shape !== this.#shape) this.#draw(api, webhooks);
    this.#shape = shape;
    for (const set of this.#setters) set(this.state.faults);
  }

  #draw(api, webhooks) {
    const held = document.activeElement?.dataset?.fault;
    this.#setters = [];
    this.#fields.replaceChildren(
      ...Object.entries(api).map(([kind, fault]) => this.#apiFault(kind, fault)),
      ...Object.entries(webhooks).map(([name, value]) => this.#webhookFault(name, value)),
    );
    if (held) this.#fields.querySelector(`[data-fault="${CSS.escape(held)}"]`)?.focus();
  }

  #apiFault(kind, fault) {
    const [thai, english] = KINDS[kind] ?? [kind, kind];
    const usual = FIRST[kind] ?? { scope: [], times: null };
    const toggle = checkbox(kind, (on) => this.#put(() => ({ [kind]: on ? usual : null })));
    this.#setters.push((faults) => { toggle.checked = faults[kind] !== null; });
    return el("fieldset", { title: english },
      el("label", { class: "switch" }, toggle, el("span", {}, thai)),
      Object.keys(fault ?? {}).map((name) => this.#detail(kind, name)));
  }

  #detail(kind, name) {
    const [thai, english] = PARTS[name] ?? [name, name];
    const change = (to) => this.#put((faults) => ({ [kind]: { ...faults[kind], [name]: to } }));
    return el("label", { class: "field", title: english }, el("span", {}, thai),
      this.#input(`${kind}.${name}`, name, change, (faults) => faults[kind]?.[name]));
  }

  #webhookFault(name, value) {
    const [thai, english] = WEBHOOKS[name] ?? [name, name];
    const id = `webhooks.${name}`;
    const change = (to) => this.#put(({ webhooks }) => ({ webhooks: { ...webhooks, [name]: to } }));
    if (typeof value === "boolean") {
      const toggle = checkbox(id, change);
      this.#setters.push(({ webhooks }) => { toggle.checked = webhooks[name]; });
      return el("fieldset", { title: english },
        el("label", { class: "switch" }, toggle, el("span", {}, thai)));
    }
    return el("fieldset", { title: english }, el("label", { class: "field" },
      el("span", {}, thai), this.#input(id, name, change, ({ webhooks }) => webhooks[name])));
  }

  #input(id, name, change, read) {
    const node = name === "when" ? choice(id, change) : written(id, name, change);
    this.#setters.push((faults) => {
      // What is being written stays.
      if (document.activeElement !== node) node.value = asText(read(faults));
    });
    return node;
  }

  // One change after the other, each on what the server then has.
  #put(change) {
    this.#queue = this.#queue.then(async () => {
      this.#problem.textContent = "";
      try {
        const faults = await this.state.api.faults();
        await this.state.api.setFaults({ ...faults, ...change(faults) });
      } catch (error) {
        this.#problem.textContent = `${say("failed")} ${error.message}`;
      }
      await this.state.refresh();
    });
  }
}

function checkbox(id, change) {
  const box = el("input", { type: "checkbox", data: { fault: id } });
  box.addEventListener("change", () => change(box.checked));
  return box;
}

function written(id, name, change) {
  const isText = name === "scope";
  const node = el("input", {
    type: isText ? "text" : "number", min: name === "times" ? 1 : 0, step: 1, data: { fault: id },
  });
  node.addEventListener("change", () => {
    if (!node.reportValidity()) return;
    if (isText) change(node.value.split(",").map((part) => part.trim()).filter(Boolean));
    else change(node.value === "" ? emptyNumber(name) : Number(node.value));
  });
  return node;
}

function asText(value) {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

function emptyNumber(name) {
  return name === "times" ? null : 0;
}

function choice(id, change) {
  const node = el("select", { data: { fault: id } }, Object.entries(WHEN).map(
    ([key, [thai, english]]) => el("option", { value: key, title: english }, thai)));
  node.addEventListener("change", () => change(node.value));
  return node;
}
