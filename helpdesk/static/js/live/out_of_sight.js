/* A ticket that one may see no more while it is open here: said at once, with who took it and whereto. Nothing on the page can be done
   to it any more; what was written stays, to be copied ("composer:shut", composer/shutting.js).
   "live:unseen" {ticket}: an address of the ticket has answered 404. */
import { all, icon, make, on, one, tell } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { say } from "../lib/words.js";

on(document, "live:unseen", ({ detail }) => {
  const pane = one(`#thread[data-ticket="${detail.ticket}"]`);
  if (!pane || "unseen" in pane.dataset) return;
  pane.dataset.unseen = "";
  delete pane.dataset.seenUrl;
  for (const part of all("#thread [data-live], #side [data-live]")) delete part.dataset.live; // not asked for again
  for (const control of all("form, button, [popover], [data-to-pane=side], [data-viewers]", one("#head"))) control.remove();
  one("#side .scroll")?.replaceChildren();
  tell("composer:shut", detail);
  sayLost(detail.ticket);
});

async function sayLost(ticket) {
  const told = one(".bell-pop").getAttribute("hx-get");
  const { words } = await ask(`${told}?taken=${ticket}`).then((answer) => answer.json(), () => ({}));
  const lines = [say("out_of_sight"), words, one("#composer") && say("copy_it")].filter(Boolean);
  one("#ticket-say")?.replaceChildren(make("div", { class: "note-bar note-warn" }, icon("triangle-alert", "s"), make("div", { class: "grow" }, ...lines.map((line) => make("p", {}, line)))));
}
