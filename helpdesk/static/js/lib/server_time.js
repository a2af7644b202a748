/* The server's clock decides what is late, not the one of this machine. */
import { one } from "./dom.js";

let ahead = 0;

const told = Number(one("meta[name=server-time]")?.content);
// A page from the cache tells an old time; performance.now() counts from when this one was asked for.
if (told && !isFromCache()) ahead = told - (performance.timeOrigin + (navigation()?.responseStart ?? 0));

export const serverNow = () => Date.now() + ahead;

export function hearServerTime(iso) {
  const at = Date.parse(iso);
  if (at) ahead = at - Date.now();
}

function navigation() {
  return performance.getEntriesByType("navigation")[0];
}

function isFromCache() {
  return navigation()?.type === "back_forward";
}
