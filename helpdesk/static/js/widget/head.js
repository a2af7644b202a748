/* Who one talks to, and what can be expected of them. */
import { iconButton, icon, make, put, set } from "./dom.js";
import { entries, feed } from "./feed.js";
import { say, settings } from "./settings.js";
import { clock, nextTime, usually } from "./when.js";

const view = {};

export function buildHead({ menu, close }) {
  view.face = make("span", { class: "av", "aria-hidden": "true" });
  view.title = make("b", { id: "who" });
  view.more = make("small");
  const away = iconButton("x", say("close"), close, { class: "ib away" });
  return make("header", { class: "head" }, view.face, make("span", { class: "who" }, view.title, view.more), menu, away);
}

export function drawHead() {
  if (!view.face) return;
  const { agent } = feed.state ?? {};
  put(view.title, agent ? say("agent_of", { name: agent.name, company: settings.name }) : settings.name);
  put(view.more, more());
  set(view.face, { "data-hue": agent?.hue ?? null });
  if (agent) put(view.face, agent.initials);
  else if (!view.face.querySelector("svg")) view.face.replaceChildren(icon("message-circle"));
}

/** Until we have heard who is there we promise nobody. */
function more() {
  const { phase, usual_reply: usual, there } = feed.state ?? {};
  const hours = feed.state?.hours ?? settings.hours;
  if (phase === "resolved" || phase === "ended") {
    const last = entries().findLast((one) => one.kind === "ended");
    return last ? say("ended_at", { time: clock(last.at) }) : say("ended");
  }
  if (hours && !hours.open) return hours.opens_at ? say("closed_until", { time: nextTime(hours.opens_at) }) : say("closed");
  if (!feed.state) return "";
  if (phase !== "with_agent" && there === false) return say("nobody");
  if (usual) return usually(usual);
  return phase === "queued" ? say("waiting") : say("here");
}
