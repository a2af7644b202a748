/* What is asked before the chat, or when the server says that it must know more. Asked once; what the visitor has
   written meanwhile waits in the outbox and goes out with it. */
import { tell } from "./bus.js";
import { make, put, set } from "./dom.js";
import { feed } from "./feed.js";
import { waiting } from "./outbox.js";
import { say, settings } from "./settings.js";
import { say as post } from "./visitor.js";
import { add } from "./outbox.js";

const KINDS = {
  name: { type: "text", autocomplete: "name", maxlength: 200 },
  email: { type: "email", autocomplete: "email", maxlength: 320, inputmode: "email" },
  phone: { type: "tel", autocomplete: "tel", maxlength: 20, inputmode: "tel" },
};
const form = { isHeld: false, problems: {}, values: {}, isDone: false };

/** The names still to be asked for; none: the visitor just writes. */
export function asked() {
  const { asks, phase } = feed.state ?? {};
  if (form.isDone && !form.isHeld) return [];
  if (form.isHeld || !phase || phase === "new" || phase === "ended") return asks ?? [];
  return [];
}

/** False: the company asks for something that it did not ask for when this page was loaded. */
export const isKnown = (name) => (name === "consent" ? Boolean(settings.asks.consent) : settings.asks.fields.some((one) => one.name === name));

export function mustTell({ fields }) {
  form.isHeld = true;
  form.problems = fields;
  form.isDone = false;
}

export function startAgain() {
  Object.assign(form, { isHeld: false, problems: {}, values: {}, isDone: false });
}

export function buildDetails() {
  const names = asked();
  const { fields } = settings.asks; // once something must be asked, what may be told is asked with it
  const hasWords = waiting().length > 0;
  const words = hasWords ? null : field({ name: "text", required: true }, make("textarea", { rows: 3, maxlength: settings.text }));
  const problem = make("p", { class: "err", role: "alert" });
  const trap = make("div", { class: "trap", "aria-hidden": "true" }, make("input", { name: "website", tabindex: "-1", autocomplete: "off" }));
  const consent = names.includes("consent") || "consent" in form.problems ? settings.asks.consent : null;
  const parts = [words, fields.map((one) => field(one)), consent ? agreement(consent) : null, trap, problem];
  const shown = make("form", { class: "pre", novalidate: true }, make("p", { class: "lead" }, say("ask")), parts, make("button", { class: "cta" }, say("start")));
  shown.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(shown, problem);
  });
  shown.addEventListener("input", () => Object.assign(form.values, Object.fromEntries(new FormData(shown))));
  return shown;
}

/** The first thing to fill in. */
export const focusDetails = (shown) => shown.querySelector("textarea, input:not([tabindex]), select")?.focus({ preventScroll: true });

function field({ name, required, choices }, control) {
  const id = `ask-${name}`;
  const wrong = form.problems[name] ?? "";
  const look = { id, name, class: "inp", required, "aria-required": required ? "true" : null, "aria-invalid": wrong ? "true" : null, "aria-describedby": `${id}-err` };
  const input = control ?? (choices ? chooser(choices) : make("input", KINDS[name] ?? { type: "text" }));
  set(input, look);
  input.value = form.values[name] ?? "";
  const label = make("label", { for: id }, say(`ask_${name}`), required ? null : make("span", { class: "opt" }, ` ${say("optional")}`));
  return make("div", { class: "fld" }, label, input, make("p", { class: "err", id: `${id}-err` }, wrong));
}

const chooser = (choices) => make("select", {}, make("option", { value: "" }, say("choose")), choices.map(([value, words]) => make("option", { value }, words)));

function agreement({ text, url }) {
  const more = url && /^https?:/.test(url) ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, say("privacy"), make("span", { class: "vh" }, ` ${say("new_tab")}`)) : null;
  const box = make("input", { type: "checkbox", name: "consent", id: "ask-consent", required: true, "aria-describedby": "ask-consent-err" });
  box.checked = Boolean(form.values.consent);
  return make("div", { class: "fld agree" }, make("label", { for: "ask-consent" }, box, make("span", {}, text, more ? " " : null, more)), make("p", { class: "err", id: "ask-consent-err" }, form.problems.consent ?? ""));
}

function missing(shown) {
  const found = {};
  for (const input of shown.querySelectorAll("[required]")) {
    if (input.type === "checkbox" ? !input.checked : !input.value.trim()) found[input.name] = say("missing");
    else if (input.type === "email" && !input.checkValidity()) found[input.name] = say("bad_email");
  }
  return found;
}

async function submit(shown, problem) {
  const given = Object.fromEntries(new FormData(shown));
  if (show(shown, missing(shown))) return;
  const { text, consent, ...details } = given;
  const button = shown.querySelector(".cta");
  set(button, { "aria-disabled": "true" });
  try {
    const answer = await post("details/", { ...details, consent: consent === "on" });
    feed.state = answer.state;
  } catch (refusal) {
    set(button, { "aria-disabled": null });
    if (!show(shown, refusal.fields ?? {})) put(problem, refusal.message || say("unreachable"));
    return;
  }
  Object.assign(form, { isHeld: false, problems: {}, values: {}, isDone: true });
  if (text?.trim()) add(text.trim());
  tell("released");
  tell("feed");
  tell("wrote");
}

/** True: something is wrong, and the first of it has the focus. */
function show(shown, problems) {
  form.problems = problems;
  const inputs = [...shown.querySelectorAll("[name]:not([tabindex])")];
  for (const input of inputs) {
    put(shown.querySelector(`#${input.id}-err`), problems[input.name] ?? "");
    set(input, { "aria-invalid": problems[input.name] ? "true" : null });
  }
  const first = inputs.find(({ name }) => problems[name]);
  first?.focus();
  return Boolean(first);
}
