/* Whom "@" can name. GET <form data-colleagues-url> answers {"people": [{"name", "handle"}], "names": [what means one of them]};
   asked once per page. What counts as a name is said by the server: tickets/mentions.py. */
import { ask } from "../lib/http.js";

const MENTION = /(?<![\p{L}\p{N}_@.])@(?=\S)/gu;
const BEGUN = /(?<![\p{L}\p{N}_@.])@([\p{L}\p{N}_.'-]+(?: [\p{L}\p{N}_.'-]*)*|)$/u;

let asked = null;

/** Null where they cannot be had now. */
export async function colleagues(url) {
  asked ??= ask(url).then((answer) => answer.json());
  return asked.catch(() => (asked = null));
}

/** What is being written before the caret: {from, people}, or null where it names nobody, or somebody already. */
export function begunBefore(text, { people, names }) {
  const found = BEGUN.exec(text);
  if (!found) return null;
  const words = found[1].toLowerCase();
  if (words.endsWith(" ") && names.includes(words.trim())) return null;
  const fits = ({ name, handle }) => [name, handle, ...name.split(" ")].some((one) => one.toLowerCase().startsWith(words));
  const fitting = people.filter(fits);
  return fitting.length ? { from: found.index, people: fitting } : null;
}

/** The words after an @ that mean nobody: ["@dimsa"]. */
export function meaningNobody(text, names) {
  const rests = [...text.matchAll(MENTION)].map(({ index }) => text.slice(index + 1, index + 321));
  const isName = (rest) => names.some((name) => rest.toLowerCase().startsWith(name) && !/[\p{L}\p{N}]/u.test(rest.charAt(name.length)));
  const words = rests.filter((rest) => !isName(rest)).map((rest) => /^[\p{L}\p{N}_.'-]+/u.exec(rest)?.[0]);
  return [...new Set(words.filter(Boolean))].map((word) => `@${word.replace(/[.'-]+$/, "")}`);
}
