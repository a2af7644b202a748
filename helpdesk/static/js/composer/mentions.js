/* "@" in a note offers the colleagues whose names begin so: a list that is walked with the arrow keys while the caret stays in the
   text (Enter and Tab choose, Escape shuts it). [data-nobody] under the text says which @word means nobody, before the note is saved. */
import { announce } from "../lib/announce.js";
import { all, every, make, on, one } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { begunBefore, colleagues, meaningNobody } from "./colleagues.js";

export function startMentions(composer) {
  const { form, area } = composer;
  const list = make("ul", { class: "pop mentions", id: "mention-list", role: "listbox", "aria-label": say("colleagues"), hidden: true });
  const options = () => all("[role=option]", list);
  let begun = null; // {from, people}
  let at = 0;
  form.append(list);
  area.setAttribute("aria-controls", list.id);

  const close = () => {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };
  const mark = (to) => {
    at = (to + options().length) % options().length;
    options().forEach((option, place) => option.setAttribute("aria-selected", place === at));
    options()[at].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", options()[at].id);
  };
  const open = () => {
    const before = options().length * !list.hidden;
    list.replaceChildren(...begun.people.map(({ name }, place) => make("li", { class: "opt", role: "option", id: `mention-${place}` }, name)));
    list.hidden = false;
    mark(0);
    if (before !== begun.people.length) announce(say("mentionable", { n: begun.people.length }));
  };
  const look = async () => {
    const isNote = composer.kind === "note" && area.value.includes("@");
    const known = isNote ? await colleagues(form.dataset.colleaguesUrl) : null;
    begun = known && document.activeElement === area ? begunBefore(area.value.slice(0, area.selectionEnd), known) : null;
    if (begun) open();
    else close();
    const nobody = known && !begun ? meaningNobody(area.value, known.names) : [];
    warn(one("[data-nobody]", form), nobody.length ? say("nobody_called", { names: nobody.join(", ") }) : "");
  };
  const choose = (place) => {
    area.setRangeText(`@${begun.people[place].handle} `, begun.from, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };
  const keys = { ArrowDown: () => mark(at + 1), ArrowUp: () => mark(at - 1), Enter: () => choose(at), Tab: () => choose(at), Escape: close };
  const press = (event) => {
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  };
  return every(
    () => list.remove(),
    on(area, "input", look),
    on(area, "keydown", press),
    on(area, "blur", close),
    on(list, "mousedown", (event) => event.preventDefault()), // the caret stays where it is
    on(list, "click", "[role=option]", (_event, option) => choose(options().indexOf(option))),
  );
}

function warn(place, words) {
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}
