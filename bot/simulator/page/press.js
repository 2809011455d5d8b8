// What can be pressed in a message. A `hand` does the pressing:
//   hand.press(action, origin)  performs it;  hand.available(action)  says whether LINE
//   offers it on the device being shown.

import { el } from "./dom.js";
import { english } from "./words.js";

const DATA_FIELD = {
  postback: "data",
  datetimepicker: "data",
  richmenuswitch: "data",
  message: "text",
  uri: "uri",
  clipboard: "clipboardText",
};

/** The name of an action for those who cannot see it. */
export function actionName(action, fallback = "") {
  const { label, displayText, text, uri } = action;
  return [label, fallback, displayText, text, uri, action.type].find((name) => name?.trim()) ?? "";
}

/** A button that performs `action`; it shows `children`. */
export function pressButton(action, hand, props = {}, ...children) {
  const { data, ...rest } = props;
  const usable = hand.available(action);
  const button = el("button", {
    type: "button",
    ...rest,
    "aria-disabled": usable ? null : "true",
    title: usable ? rest.title : english("phoneOnly"),
    data: { ...data, actionType: action.type, actionData: action[DATA_FIELD[action.type]] ?? "" },
  }, children);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    hand.press(action, button);
  });
  return button;
}

/** Makes all of `node` pressable, under whatever buttons stand inside it. */
export function pressOver(node, action, hand, fallback = "") {
  const name = actionName(action, fallback || node.textContent.trim().slice(0, 100));
  node.classList.add("pressable");
  node.prepend(pressButton(action, hand, { class: "press-over", "aria-label": name }));
  return node;
}
