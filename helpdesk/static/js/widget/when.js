/* Times in the visitor's own zone and the widget's language. */
import { say, settings } from "./settings.js";

const format = (at, options) => new Intl.DateTimeFormat(settings.lang, { hourCycle: "h23", ...options }).format(new Date(at));
const dayOf = (at) => new Date(at).toDateString();

export const clock = (at) => format(at, { hour: "2-digit", minute: "2-digit" });

/** "10.03" today, else with its day. */
export function moment(at) {
  if (dayOf(at) === dayOf(Date.now())) return clock(at);
  return format(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

/** "Monday 08.00": within the week that is enough. */
export function nextTime(at) {
  if (dayOf(at) === dayOf(Date.now())) return clock(at);
  return format(at, { weekday: "long", hour: "2-digit", minute: "2-digit" });
}

const STEPS = [1, 3, 5, 10, 15, 20, 30];

/** A wait in words that promise no more than is known. */
export function about(seconds) {
  const minutes = STEPS.find((step) => seconds <= step * 60);
  if (!minutes) return say("wait_long");
  return minutes === 1 ? say("wait_short") : say("wait", { n: minutes });
}

/** How long answers usually take. */
export function usually(seconds) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return say("usually_minutes", { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 24 ? say("usually_hours", { n: hours }) : say("usually_days", { n: Math.round(hours / 24) });
}

export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte"];
  const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : 2;
  const options = { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: step === 2 ? 1 : 0 };
  return new Intl.NumberFormat(settings.lang, options).format(bytes / 1000 ** step);
}
