/* From a tag to a button: two requests, and nothing else leaves the page before the visitor opens the chat. */
import { hear, tell } from "./bus.js";
import { commands } from "./commands.js";
import { startAgain } from "./details.js";
import { feed, isRunning, isTheirs, take } from "./feed.js";
import { build, frame, paint } from "./frame.js";
import { buildLauncher, drawLauncher, focusLauncher } from "./launcher.js";
import { listen, showsPanel, startLine } from "./line.js";
import { readUpTo, startMarks, unread } from "./marks.js";
import { waiting } from "./outbox.js";
import { takeLink } from "./page.js";
import { buildPanel, drawPanel, hidePanel, isLooking, isOpen, showPanel, watchPanel } from "./panel.js";
import { loadSettings } from "./settings.js";
import { isOn, play, setSound } from "./sound.js";
import { forgetAll, onOtherTab, recall, remember, rememberNothing } from "./store.js";
import { KEY, TAG } from "./tag.js";
import { forget, mayReturn, say, visit } from "./visitor.js";

const heard = { newest: null };

export function start() {
  if (!KEY || globalThis.Alur?.isThere) return; // a second tag
  const queued = globalThis.Alur?.q ?? [];
  const ready = prepare();
  globalThis.Alur = (...words) => void ready.then((does) => does?.(...words));
  globalThis.Alur.isThere = true;
  for (const words of queued) globalThis.Alur(...words);
}

/** What commands do, once there is something to do it with; null where there is no chat. */
async function prepare() {
  if (document.readyState === "loading") await new Promise((go) => addEventListener("DOMContentLoaded", go));
  const lang = recall("lang") ?? TAG.lang ?? document.documentElement.lang.slice(0, 2);
  if (!(await loadSettings(lang))) return null;
  build();
  dress();
  if (TAG.preview) return preview();
  startLine();
  startMarks(isLooking);
  watchPanel();
  const does = commands({ open, close, speak, forget: forgetMe });
  if (TAG.identity) does("identify", TAG.identity);
  comeBack();
  return does;
}

/** Only to be looked at: nothing is asked, kept or sent. */
function preview() {
  rememberNothing({ andForget: false });
  take(JSON.parse(TAG.preview));
  frame.root.inert = true;
  showPanel({ focuses: false });
  drawLauncher(true);
  return null;
}

function dress() {
  const panel = buildPanel({ close, speak, end, forget: forgetMe, get sound() { return isOn(); }, setSound });
  frame.root.replaceChildren(...buildLauncher(press), panel);
  paint();
}

/** A chat that goes on, or a way back from a mail; else the page stays as it was. */
function comeBack() {
  const link = takeLink();
  if (link) return visit({ link }).then(listen, listen).then(() => open());
  if (TAG.open !== undefined) return open({ focuses: false });
  if (recall("open") && globalThis.innerWidth > 767) return open({ focuses: false });
  if ((recall("chat") || waiting().length) && mayReturn()) begin();
}

function begin() {
  visit().catch(() => {}).finally(listen);
}

function press() {
  if (isOpen()) close();
  else open();
}

function open({ focuses = true } = {}) {
  if (isOpen()) return;
  showPanel({ focuses });
  remember("open", true);
  drawLauncher(true);
  begin();
  showsPanel(true);
  tell("looked");
}

function close() {
  if (!isOpen()) return;
  hidePanel();
  remember("open", null);
  drawLauncher(false);
  showsPanel(false);
  focusLauncher();
}

async function speak(lang) {
  if (!(await loadSettings(lang))) return;
  remember("lang", lang);
  const wasOpen = isOpen();
  dress();
  if (wasOpen) showPanel({ focuses: true });
  drawLauncher(wasOpen);
  tell("unread", { n: unread() });
}

async function end() {
  try {
    const { state } = await say("end/");
    take({ messages: [], lines: [], state });
  } catch {
    tell("line", { isUp: false });
  }
}

async function forgetMe() {
  if (isOpen()) close();
  const told = forget();
  forgetAll();
  await told;
  startAgain();
  drawPanel();
}

/** An answer came while nobody was looking, or somebody was: the sound is for both. */
hear("feed", () => {
  const theirs = [...feed.messages.values()].filter(isTheirs);
  const newest = Math.max(0, ...theirs.map(({ id }) => id));
  if (heard.newest !== null && newest > heard.newest && newest > readUpTo()) play();
  heard.newest = feed.state ? newest : null;
});
hear("identified", () => {
  visit().then(() => (isOpen() || isRunning()) && listen(), () => {});
});
hear("repaint", paint);
hear("visitor", () => startAgain());
hear("renewed", () => (isOpen() || recall("chat")) && begin());
onOtherTab((name, value) => name === "chat" && value && !isOpen() && mayReturn() && begin());
