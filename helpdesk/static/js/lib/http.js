/* Requests of ours, with the token that proves where they come from. */
import { one } from "./dom.js";
import { say } from "./words.js";

const LONGEST = 30_000;

/** What went wrong, in words for the person. `status` 0: no answer at all. */
export class Refusal extends Error {
  constructor(words, status, answer = null) {
    super(words);
    this.status = status;
    this.answer = answer;
  }
}

export const token = () => one("meta[name=csrf-token]")?.content ?? "";

/** Answers with the Response, or throws a Refusal. `body`: FormData, URLSearchParams, or an object sent as JSON. */
export async function ask(url, { method = "GET", body = null } = {}) {
  const signal = method === "GET" ? AbortSignal.timeout(LONGEST) : null; // a file may take as long as it takes
  const headers = { "X-Requested-With": "fetch", Accept: "application/json, text/html" };
  if (method !== "GET") headers["X-CSRFToken"] = token();
  if (body && !(body instanceof FormData) && !(body instanceof URLSearchParams)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(url, { method, body, headers, signal, credentials: "same-origin" });
  } catch {
    throw new Refusal(say("unreachable"), 0);
  }
  if (!response.ok || response.redirected) throw await refusalOf(response);
  return response;
}

export const isJson = (response) => (response.headers.get("Content-Type") ?? "").startsWith("application/json");

async function refusalOf(response) {
  if (response.status === 401 || response.redirected) return new Refusal(say("signed_out"), 401);
  if (response.status === 429) return new Refusal(say("too_often"), 429);
  const answer = isJson(response) ? await response.json() : await response.text();
  return new Refusal(answer?.error || say("failed"), response.status, answer);
}
