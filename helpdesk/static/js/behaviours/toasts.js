/* What the person just did, for 6 s at the foot of the page.
   data-behaviour="toasts"  the region; toasts in it may come from the server:
     [data-toast] with [data-close], and [data-undo="<address>"]: a POST there takes it back; data-stays: until closed
   toast({words, undo, next, seconds, countdown, tone}): undo() is called when asked for, next is {words, go}; countdown({n}) gives
   words each second.
   Z is the newest undo. Time stands still while the pointer or the focus is on a toast. */
import { announce } from "../lib/announce.js";
import { behaviour } from "../lib/behaviours.js";
import { all, every, icon, make, on, one } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { register } from "../lib/keyboard.js";
import { say } from "../lib/words.js";

const SECONDS = 6;

behaviour("toasts", (region) => {
  const drawn = all("[data-toast]", region);
  for (const element of drawn) run(element, {});
  if (drawn.length) announce(drawn.map((element) => one("span", element).textContent).join(" "));
  const reached = () => troubleOf(say("unreachable"))?.remove();
  const undone = () => [...region.querySelectorAll("[data-undoes], [data-undo]")].at(-1);
  return every(
    on(document, "live:open", reached),
    on(document, "htmx:afterOnLoad", reached),
    on(region, "click", "[data-close]", (_event, button) => button.closest("[data-toast]").remove()),
    register({ keys: "z", label: say("undo"), group: one('[data-key="?"]')?.dataset.keyGroup, when: (event) => !event || undone(), run: () => undone().click() }),
  );
});

export function toast({ words, undo = null, next = null, seconds = SECONDS, countdown = null, tone = "success" }) {
  const region = one("#toasts");
  if (!region) return null;
  const text = make("span", {}, words);
  const element = make("div", { class: "toast", "data-toast": true, "data-stays": tone === "error" }, icon(tone === "success" ? "check" : "triangle-alert"), text);
  const offer = (label, run, undoes = false) => {
    const button = make("button", { type: "button", "data-undoes": undoes }, label);
    button.addEventListener("click", () => [element.remove(), run()]);
    element.append(button);
  };
  if (undo) offer(say("undo"), undo, true);
  if (next) offer(next.words, next.go);
  element.append(make("button", { type: "button", class: "ib", "data-close": true, "aria-label": say("close") }, icon("x", "s")));
  region.append(element);
  announce(words);
  run(element, { seconds, tell: (left) => countdown && (text.textContent = countdown(left)), pausable: !countdown });
  return element;
}

/** The same trouble again is said again, but stands there once. */
export function complain(words) {
  const former = troubleOf(words);
  if (former) announce(words);
  return former ?? toast({ words, tone: "error" });
}

const troubleOf = (words) => all("#toasts [data-stays]").find((element) => one("span", element).textContent === words);

function run(element, { seconds = SECONDS, tell = () => {}, pausable = true }) {
  const undo = one("[data-undo]", element);
  undo?.addEventListener("click", () => takeBack(element, undo.dataset.undo));
  if ("stays" in element.dataset) return;
  let left = seconds;
  const isHeld = () => pausable && (element.matches(":hover") || element.contains(document.activeElement));
  const timer = setInterval(() => {
    if (!element.isConnected) clearInterval(timer);
    if (!isHeld()) left -= 1;
    if (left > 0) return tell(left);
    clearInterval(timer);
    element.remove();
  }, 1000);
}

async function takeBack(element, url) {
  try {
    await ask(url, { method: "POST" });
    element.remove();
    document.dispatchEvent(new CustomEvent("page:undone"));
  } catch (refusal) {
    element.remove();
    complain(refusal.message);
  }
}
