/* What is behind the three dots: language, sound, keep the conversation, end it, be forgotten. */
import { tell } from "./bus.js";
import { icon, iconButton, make, set } from "./dom.js";
import { entries, feed, isRunning, isTheirs } from "./feed.js";
import { say, settings } from "./settings.js";
import { clock } from "./when.js";

const NAMES = { id: "Bahasa Indonesia", en: "English" };
const view = { button: null, list: null };

/** `does` says what is on and what each line does. */
export function buildMenu(does) {
  view.button = iconButton("ellipsis", say("more"), () => (isOpen() ? shut() : open(does)), { "aria-haspopup": "menu", "aria-expanded": "false" });
  view.list = make("div", { class: "menu", role: "menu", "aria-label": say("more"), hidden: true });
  view.list.addEventListener("keydown", walk);
  const whole = make("div", { class: "more" }, view.button, view.list);
  whole.addEventListener("focusout", (event) => isOpen() && !whole.contains(event.relatedTarget) && hide());
  return whole;
}

/** True if it was open: Escape closes the menu first. */
export function closeMenu() {
  if (!isOpen()) return false;
  shut();
  return true;
}

const isOpen = () => view.list && !view.list.hidden;

function open(does) {
  view.list.replaceChildren(...lines(does));
  view.list.hidden = false;
  set(view.button, { "aria-expanded": "true" });
  items()[0].focus();
}

function hide() {
  view.list.hidden = true;
  set(view.button, { "aria-expanded": "false" });
}

function shut() {
  hide();
  view.button.focus();
}

const items = () => [...view.list.querySelectorAll("button")];

function lines({ sound, speak, setSound, end, forget }) {
  const others = (settings.languages ?? []).filter((code) => code !== settings.lang);
  const toggle = make("button", { type: "button", role: "menuitemcheckbox", "aria-checked": String(sound), tabindex: "-1", onclick: () => (setSound(!sound), shut()) }, icon(sound ? "check" : "bell"), say("sound"));
  return [
    ...others.map((code) => line("languages", NAMES[code] ?? code, () => speak(code), { lang: code })),
    toggle,
    feed.messages.size ? line("download", say("save"), save) : null,
    isRunning() ? line("circle-x", say("end"), end) : null,
    line("trash-2", say("forget"), forget),
  ].filter(Boolean);
}

function line(name, words, does, attributes = {}) {
  const click = () => {
    shut();
    does();
  };
  return make("button", { type: "button", role: "menuitem", tabindex: "-1", ...attributes, onclick: click }, icon(name), words);
}

function walk(event) {
  const all = items();
  const at = all.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  }
}

/** As plain text, made here: nothing has to be asked for. */
function save() {
  const text = entries().map((one) => `${clock(one.at)}  ${one.kind ? say(`line_${one.kind}`, { name: one.name ?? "", time: clock(one.at) }) : said(one)}`);
  const address = URL.createObjectURL(new Blob([`${settings.name}\n\n${text.join("\n")}\n`], { type: "text/plain" }));
  const link = make("a", { href: address, download: `${feed.state?.number ?? "chat"}.txt` });
  view.list.after(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  tell("saved");
}

const said = (one) => `${isTheirs(one) ? one.name || settings.name : say("you")}: ${[one.text, ...one.files.map(({ name }) => `[${name}]`)].filter(Boolean).join(" ")}`;
