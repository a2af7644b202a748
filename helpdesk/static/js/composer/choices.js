/* What is wrong with the choices that a reply offers (#reply-choices, one a line), while they are typed: said under them, where
   the server's hint stands as long as nothing is. The server looks again. */
import { on, one } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { limitsOf } from "./limits.js";

export function showChoices(form) {
  return on(form, "input", "#reply-choices", (_event, area) => {
    const place = one("#reply-choices-say", form);
    const wrong = fault(titlesIn(area.value), limitsOf(form)?.choices);
    place.dataset.hint ??= place.textContent;
    if (place.textContent !== (wrong || place.dataset.hint)) place.textContent = wrong || place.dataset.hint;
    place.classList.toggle("c-bad", Boolean(wrong));
    place.classList.toggle("t3", !wrong);
    area.setAttribute("aria-invalid", Boolean(wrong));
  });
}

function titlesIn(text) {
  return text.split(/\r?\n/).map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean);
}

function fault(titles, can) {
  if (!can) return "";
  if (titles.length > can.most) return say("too_many_choices", { n: can.most });
  const most = titles.length > can.buttons ? can.row : can.button;
  const choice = titles.find((title) => [...title].length > most);
  if (choice) return say("choice_too_long", { choice, n: [...choice].length, most });
  return new Set(titles.map((title) => title.toLowerCase())).size < titles.length ? say("same_choices") : "";
}
