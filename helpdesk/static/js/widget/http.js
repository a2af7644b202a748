/* Requests that no browser asks permission for first: text/plain with JSON in it, and nobody's cookies. */
import { ours } from "./tag.js";

const PATIENCE = 30_000;

export class Refusal extends Error {
  constructor(status, said, wait) {
    super(said?.error ?? "");
    this.status = status; // 0: the server could not be reached
    this.code = said?.code ?? "";
    this.fields = said?.fields ?? {};
    this.wait = Number(wait) || 0; // seconds, if the server said so
  }

  /** Another try may well succeed. */
  get passes() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export async function post(path, words) {
  const headers = { "Content-Type": "text/plain;charset=UTF-8" };
  return ask(path, { method: "POST", headers, body: JSON.stringify({ v: 1, ...words }) });
}

export async function ask(path, options = {}) {
  const answer = await reached(path, options);
  if (answer.status === 204) return {};
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refusal(answer.status, said, answer.headers.get("Retry-After"));
  if (!said) throw new Refusal(0);
  return said;
}

async function reached(path, options) {
  const plain = { credentials: "omit", referrerPolicy: "origin", signal: AbortSignal.timeout(PATIENCE) };
  try {
    return await fetch(ours(path), { ...plain, ...options });
  } catch {
    throw new Refusal(0);
  }
}

/** A file with words, and how far it got. The one request that pays for a preflight. */
export function upload(path, fields, onProgress) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ v: "1", ...fields })) form.append(name, value);
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", ours(path));
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = request.onabort = () => fail(new Refusal(0));
    request.onload = () => {
      const isFine = request.status < 300 && request.response;
      if (isFine) done(request.response);
      else fail(new Refusal(request.status, request.response));
    };
    request.send(form);
  });
}

/** Goes out even while the page is being left. */
export function beacon(path, words) {
  navigator.sendBeacon?.(ours(path), JSON.stringify({ v: 1, ...words }));
}
