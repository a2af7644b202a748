/* data-behaviour="shortcuts": the dialog behind "?". It lists exactly what lib/keyboard.js would obey on this page:
   [data-keys] is filled when it opens; [data-single-keys] switches single keys off for those who dictate (WCAG 2.1.4). */
import { behaviour } from "../lib/behaviours.js";
import { afterPaint, all, every, make, on, one } from "../lib/dom.js";
import { capOf, offered, register, singleKeysOn, switchSingleKeys } from "../lib/keyboard.js";
import { say, wordsOf } from "../lib/words.js";

behaviour("shortcuts", (dialog) => {
  const toggle = one("[data-single-keys]", dialog);
  const draw = () => {
    toggle.setAttribute("aria-checked", singleKeysOn());
    one("[data-keys]", dialog).replaceChildren(...groups());
  };
  new MutationObserver(() => dialog.open && draw()).observe(dialog, { attributeFilter: ["open"] });
  afterPaint(nameKeys);
  document.addEventListener("htmx:load", nameKeys);
  document.addEventListener("page:morphed", nameKeys);
  return every(
    on(toggle, "click", () => {
      switchSingleKeys(!singleKeysOn());
      draw();
    }),
    on(dialog, "click", (event) => event.target === dialog && dialog.close()),
    // What switches them off must work when they are off: "?" does, with Ctrl or ⌘.
    register({ keys: "mod /", whileTyping: true, run: () => dialog.open || dialog.showModal() }),
  );
});

function groups() {
  const byGroup = Map.groupBy ? Map.groupBy(offered(), ({ group }) => group) : grouped(offered());
  return [...byGroup].map(([group, shortcuts]) =>
    make("section", {}, make("h3", {}, group), make("ul", {}, ...shortcuts.map(({ keys, label }) => make("li", {}, make("span", {}, label), make("span", {}, ...caps(keys)))))),
  );
}

function grouped(list) {
  const groups = new Map();
  for (const item of list) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return groups;
}

/** "g i" is one key after the other, "mod shift l" all at once. */
function caps(keys) {
  const parts = keys.split(" ");
  const isSequence = parts.length > 1 && !parts.some((key) => ["mod", "shift", "alt"].includes(key));
  const row = parts.map((key) => make("kbd", {}, capOf(key, wordsOf("caps"))));
  return isSequence ? row.flatMap((cap, at) => (at ? [make("small", {}, say("then")), cap] : [cap])) : row;
}

/** <kbd data-cap="mod"> from the server: only the browser knows which keyboard this is. */
function nameKeys() {
  for (const cap of all("kbd[data-cap]")) cap.textContent = capOf(cap.dataset.cap, wordsOf("caps"));
}
