/* How long something takes, in few characters: the same rules as helpdesk/lib/spans.py. */
import { wordsOf } from "./words.js";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
const two = (number) => String(number).padStart(2, "0");

export function shortSpan(seconds) {
  const whole = Math.trunc(Math.abs(seconds));
  const sign = seconds < 0 ? "−" : "";
  const [day, hour, minute] = wordsOf("units");
  if (whole < HOUR) return `${sign}${two(Math.trunc(whole / MINUTE))}:${two(whole % MINUTE)}`;
  if (whole < DAY) return `${sign}${Math.trunc(whole / HOUR)}${hour} ${two(Math.trunc((whole % HOUR) / MINUTE))}${minute}`;
  return `${sign}${Math.trunc(whole / DAY)}${day} ${Math.trunc((whole % DAY) / HOUR)}${hour}`;
}
