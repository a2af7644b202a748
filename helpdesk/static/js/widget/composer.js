/* Where the visitor writes: grows to five lines, keeps its draft, takes files by button, paste and drop. */
import { announce } from "./announce.js";
import { hear, tell } from "./bus.js";
import { icon, iconButton, make, put } from "./dom.js";
import { add } from "./outbox.js";
import { say, settings } from "./settings.js";
import { onOtherTab, recall, remember } from "./store.js";
import { size } from "./when.js";
import { sayTyping } from "./line.js";

const NEAR_THE_END = 200; // so many characters before the limit it is counted
const LINES = 5;

const view = { form: null, text: null, say: null, chosen: null, files: [] };

export function buildComposer() {
  view.say = make("p", { class: "err", id: "write-say", role: "alert" });
  view.chosen = make("ul", { class: "chosen" });
  view.text = make("textarea", { rows: 1, placeholder: say("write"), "aria-label": say("write"), "aria-describedby": "write-say", enterkeyhint: "send", autocomplete: "off" });
  view.text.value = recall("draft") ?? "";
  const picker = make("input", { type: "file", class: "vh", multiple: true, tabindex: "-1", "aria-hidden": "true", onchange: () => choose([...picker.files], picker) });
  const attach = iconButton("paperclip", say("attach"), () => picker.click());
  const send = make("button", { class: "send", "aria-label": say("send"), title: say("send") }, icon("arrow-up"));
  const pill = make("div", { class: "write" }, view.text, settings.files?.most ? attach : null, picker, send);
  view.form = make("form", { class: "comp", novalidate: true }, view.chosen, view.say, pill);
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendIt();
  });
  view.text.addEventListener("keydown", onKey);
  view.text.addEventListener("input", changed);
  view.text.addEventListener("paste", (event) => event.clipboardData.files.length && (event.preventDefault(), choose([...event.clipboardData.files])));
  drawChosen();
  return view.form;
}

export const composer = () => view.form;
export const focusComposer = () => view.text.focus({ preventScroll: true });

export function grow() {
  const { text } = view;
  if (!text?.isConnected) return;
  text.style.height = "auto";
  const line = parseFloat(getComputedStyle(text).lineHeight) || 20;
  text.style.height = `${Math.min(text.scrollHeight, line * LINES + 12)}px`;
}

/** Words for the visitor to send or not. */
export function write(words) {
  remember("draft", words || null);
  if (!view.text) return;
  view.text.value = words;
  grow();
  changed();
}

export function choose(files, picker) {
  put(view.say, "");
  for (const file of files) {
    if (file.size > settings.files.bytes) put(view.say, say("file_large", { name: file.name, most: size(settings.files.bytes) }));
    else if (!file.size) put(view.say, say("file_empty", { name: file.name }));
    else view.files.push(file);
  }
  if (picker) picker.value = "";
  drawChosen();
  if (files.length) focusComposer();
}

function drawChosen() {
  const row = (file) => make("li", {}, icon("file"), make("span", { class: "fn" }, file.name), iconButton("x", say("remove_file", { name: file.name }), () => (leaveOut(file), focusComposer())));
  view.chosen.replaceChildren(...view.files.map(row));
  view.chosen.hidden = !view.files.length;
}

function leaveOut(file) {
  view.files = view.files.filter((one) => one !== file);
  drawChosen();
}

function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  sendIt();
}

function changed() {
  grow();
  remember("draft", view.text.value || null);
  if (view.text.value) sayTyping();
  const left = settings.text - [...view.text.value].length;
  put(view.say, left < 0 ? say("too_long", { n: -left }) : left < NEAR_THE_END ? say("left", { n: left }) : "");
}

/* Each file is a message of its own; the words go with the first. */
function sendIt() {
  const text = view.text.value.trim();
  if ((!text && !view.files.length) || [...text].length > settings.text) return;
  const { files } = view;
  view.files = [];
  view.text.value = "";
  changed();
  drawChosen();
  put(view.say, "");
  if (!files.length) add(text);
  files.forEach((file, index) => add(index ? "" : text, file));
  tell("wrote");
}

hear("edit", (item) => {
  if (!item?.text) return;
  write([view.text.value, item.text].filter(Boolean).join("\n"));
  focusComposer();
});
hear("sent", () => announce(say("sent")));
hear("visitor", () => {
  view.files = [];
  if (view.form) drawChosen();
});
onOtherTab((name, value) => {
  const root = view.text?.getRootNode();
  if (name === "draft" && view.text && root.activeElement !== view.text) {
    view.text.value = value ?? "";
    grow();
  }
});
