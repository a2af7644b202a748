/* What the chosen channel takes: data-limits (JSON) on #reply-way, drawn by the server, which looks again. */
import { one } from "../lib/dom.js";
import { say } from "../lib/words.js";

const MEGABYTE = 1024 * 1024;

export function limitsOf(form) {
  try {
    return JSON.parse(one("#reply-way", form)?.dataset.limits ?? "null");
  } catch {
    return null;
  }
}

/** Why a file cannot go, before it is uploaded; nothing: it may. `there`: how many are attached already. */
export function refusalOf(file, limits, there) {
  if (!limits?.files) return ""; // the server says that at once
  const { name, size, type } = file;
  if (there >= limits.files) return say("too_many_files", { n: limits.files });
  const known = Object.keys(limits.types).length > 0;
  const limit = known && type ? (limits.types[type] ?? limits.types[type.split("/")[0]] ?? limits.types[""]) : limits.bytes;
  if (limit === undefined) return "";
  return size > Math.min(limit, limits.bytes) ? say("file_too_large", { name, n: Math.floor(Math.min(limit, limits.bytes) / MEGABYTE) }) : "";
}
