// What happens when an action is pressed, as LINE does it. `phone` is the Phone that the
// pressed element belongs to.

import { webUrl } from "./dom.js";
import { say } from "./words.js";

const ONLY_ON_PHONES = new Set(["datetimepicker", "location", "camera", "cameraRoll"]);
// The two ways, and the old scheme, to offer a text for sharing with friends.
const SHARE = /^(?:https:\/\/line\.me\/R|line:\/)\/(?:share\?text=|msg\/text\/\??)(.*)$/s;

const DOERS = {
  postback: doPostback,
  message: (action, phone) => phone.send("text", { text: action.text }),
  uri: doUri,
  datetimepicker: doDatetimePicker,
  richmenuswitch: doRichMenuSwitch,
  clipboard: (action, phone) => copy(action.clipboardText, phone),
  location: (action, phone) => phone.askPlace(),
  camera: doCamera,
  cameraRoll: doCamera,
};

/** Whether LINE offers the action on a phone (always) or on a PC. */
export function availableOn(action, onPc) {
  return !(onPc && ONLY_ON_PHONES.has(action.type));
}

/** Performs `action`; whatever goes wrong is told in a toast. */
export async function perform(action, phone) {
  if (!phone.available(action)) {
    phone.toast(say("phoneOnly"));
    return;
  }
  const doer = DOERS[action.type];
  if (doer) await doer(action, phone);
  else phone.toast(`${say("unknownKind")} ${action.type}`);
}

/** Copies `text` and says so. */
export async function copy(text, phone) {
  try {
    await navigator.clipboard.writeText(text);
    phone.toast(`${say("copied")}\n${text}`);
  } catch {
    phone.toast(`${say("notCopied")}\n${text}`);
  }
}

async function doPostback(action, phone) {
  // The old `text` property is a message by the user, and not only an echo.
  if (action.text) await phone.send("text", { text: action.text });
  const body = { data: action.data };
  if (action.displayText) body.displayText = action.displayText;
  await phone.send("postback", body);
  const opens = {
    closeRichMenu: () => phone.menu.toggle(false),
    openRichMenu: () => phone.menu.toggle(true),
    openKeyboard: () => phone.composer.focus(action.fillInText),
    openVoice: () => phone.toast(say("microphoneHint")),
  };
  opens[action.inputOption]?.();
}

function doUri(action, phone) {
  const uri = (phone.view.onPc && action.altUri?.desktop) || action.uri;
  const shared = SHARE.exec(uri);
  if (shared) {
    phone.toast(`${say("sharing")}\n${decoded(shared[1])}`);
  } else if (uri.startsWith("tel:")) {
    phone.toast(`${say("calling")} ${decoded(uri.slice(4))}`);
  } else if (uri.startsWith("line:") || uri.startsWith("https://line.me/R/")) {
    phone.toast(`${say("opensInLine")}\n${uri}`);
  } else if (webUrl(uri) !== null) {
    window.open(webUrl(uri), "_blank", "noopener,noreferrer");
  } else {
    phone.toast(`${say("cannotOpen")}\n${uri}`);
  }
}

async function doDatetimePicker(action, phone) {
  const params = await phone.askMoment(action);
  if (params) await phone.send("postback", { data: action.data, params });
}

function doRichMenuSwitch(action, phone) {
  const params = { newRichMenuAliasId: action.richMenuAliasId, status: "SUCCESS" };
  return phone.send("postback", { data: action.data, params });
}

function doCamera(action, phone) {
  phone.toast(say("cameraHint"));
  phone.composer.openTray("more");
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
