/* data-behaviour="board" data-src="<address>" around #board-live: the live board keeps itself true, with one request a second at most.
   Numbers change in place at once. Rows join, leave or change places only while nobody points at them or has the focus there, and
   every five seconds at most; until then #board-newer says how many wait, and shows them.
     data-changes-at   on #board-live: when time alone changes what it says (milliseconds)
     #board-pop        a menu or form of one row: while it is open no row moves
     data-does="take-over|reassign|extend|nudge" on the buttons of a row; their keys act on the row with the focus or the pointer, or the
     first, and are named by data-key-take-over and so on, data-key-group */
import { behaviour } from "../lib/behaviours.js";
import { all, every, on, one } from "../lib/dom.js";
import { ask } from "../lib/http.js";
import { register } from "../lib/keyboard.js";
import { morph, parse } from "../lib/morph.js";
import { serverNow } from "../lib/server_time.js";
import { say } from "../lib/words.js";
import { mayAskAgain } from "./again.js";

const SETTLES = 150;
const PAUSE = 1_000;
const COUNTED = 1_000; // so old the server's numbers may be: what is asked sooner after a hint is asked again (tickets/counts.py)
const POLL = 15_000; // what an agent carries for other teams is told to nobody here
const REST = 5_000; // between two moves of rows
const LONGEST_TIMER = 2 ** 31 - 1;
const KEYS = { t: "take-over", a: "reassign", e: "extend", n: "nudge" };
const ABOUT = ["changed", "presence", "counts"];

behaviour("board", (place) => {
  let timer = 0;
  let bell = 0;
  let asked = 0;
  let hinted = Date.now(); // the page itself may have come with numbers that old
  let moved = 0;
  let isAsking = false;
  let wantsMore = false;
  let waiting = 0; // rows that would join, leave or move
  let wasPushed = false; // by a person, on #board-newer
  const plan = (wait = SETTLES) => {
    if (document.hidden || timer) return;
    timer = setTimeout(look, Math.max(wait, asked + PAUSE - Date.now()));
  };
  const look = async () => {
    timer = 0;
    if (isAsking) return (wantsMore = true);
    [isAsking, asked] = [true, Date.now()];
    try {
      const fresh = parse(await (await ask(place.dataset.src)).text()).firstElementChild;
      if (place.isConnected) await draw(fresh);
    } catch (refusal) {
      if (await mayAskAgain(refusal, 0)) plan();
    } finally {
      isAsking = false;
      if (wantsMore || asked < hinted + COUNTED) [wantsMore] = [false, plan()];
    }
  };
  const draw = async (fresh) => {
    const mayMove = wasPushed || (!isHeld() && Date.now() - moved > REST);
    waiting = differences(fresh);
    if (waiting && !mayMove) keepPlaces(fresh);
    else if (waiting) [moved, waiting] = [Date.now(), 0];
    wasPushed = false;
    await morph(one("#board-live", place), fresh);
    showWaiting();
    ringAt(Number(fresh.dataset.changesAt));
  };
  const showWaiting = () => {
    const newer = one("#board-newer");
    if (!newer) return;
    newer.hidden = !waiting;
    newer.textContent = say("newer", { n: waiting });
  };
  const ringAt = (moment) => {
    clearTimeout(bell);
    if (moment) bell = setTimeout(plan, Math.min(Math.max(0, moment - serverNow()) + SETTLES, LONGEST_TIMER));
  };
  const release = () => waiting && setTimeout(() => isHeld() || plan(), SETTLES);
  const push = () => {
    wasPushed = true;
    plan(0);
  };
  const hint = () => {
    hinted = Date.now();
    plan();
  };
  const hear = ({ detail }) => ABOUT.includes(detail.type) && hint();
  const keys = Object.entries(KEYS).map(([key, does]) => register({ keys: key, label: place.getAttribute(`data-key-${does}`), group: place.dataset.keyGroup, when: () => Boolean(buttonFor(does)), run: () => buttonFor(does).click() }));
  const hints = { "board-changed": hint, "live:message": hear, "live:changed": hint, "live:full": hint, "live:open": hint, "page:undone": hint, visibilitychange: hint };
  const poll = setInterval(() => plan(), POLL);
  const held = setInterval(() => waiting && !isHeld() && plan(), REST);
  ringAt(Number(one("#board-live", place)?.dataset.changesAt));
  return every(
    () => [timer, bell].forEach(clearTimeout),
    () => [poll, held].forEach(clearInterval),
    ...keys,
    ...Object.entries(hints).map(([name, heard]) => on(document, name, heard)),
    on(place, "mouseleave", release),
    on(place, "focusout", release),
    on(place, "click", "#board-newer", push),
  );
});

const isHeld = () => {
  const rows = one("#board-a");
  return Boolean(rows && (rows.matches(":hover") || rows.contains(document.activeElement))) || Boolean(one("#board-pop:popover-open"));
};

/** Of the row that somebody is at, else of the first. */
function buttonFor(does) {
  const row = document.activeElement?.closest("[data-row]") ?? one("[data-row]:hover") ?? one("[data-row]");
  return row && one(`[data-does="${does}"]:not(:disabled)`, row);
}

const idsOf = (within) => all("[data-row]", within).map(({ id }) => id);

/** How many rows came, went or stand elsewhere. */
function differences(fresh) {
  const [before, after] = [idsOf(one("#board-live")), idsOf(fresh)];
  const came = after.filter((id) => !before.includes(id)).length;
  const went = before.filter((id) => !after.includes(id)).length;
  if (came || went) return came + went;
  return before.filter((id, at) => after[at] !== id).length;
}

/** The answer, with its rows where they stood: what has gone stays as it was, what has come waits. */
function keepPlaces(fresh) {
  keepAdvice(fresh);
  const old = one("#board-ladder");
  const list = one("#board-ladder", fresh);
  if (!old) return list?.replaceWith(emptyOf()); // nothing stood there: it waits as a whole
  const rows = all("[data-row]", old).map((row) => one(`#${row.id}`, fresh) ?? gone(row));
  if (list) return list.replaceChildren(...rows);
  const empty = one("#board-ladder-h", fresh).closest("section").lastElementChild;
  const copy = old.cloneNode(false);
  copy.append(...rows);
  empty.replaceWith(copy);
}

/** What somebody is about to press stays what it says. */
function keepAdvice(fresh) {
  const [old, news] = [one("#board-advice"), one("#board-advice", fresh)];
  if (old && news) news.replaceWith(old.cloneNode(true));
}

function gone(row) {
  const copy = row.cloneNode(true);
  copy.dataset.gone = "";
  return copy;
}

const emptyOf = () => one("#board-ladder-h").closest("section").lastElementChild.cloneNode(true);
