/* Times of day as the server writes them: 09.58, in the agent's own zone (<html data-zone="Asia/Jakarta">). */

let format = null; // takes milliseconds to make: not while the page starts

export function clockTime(milliseconds) {
  const timeZone = document.documentElement.dataset.zone || undefined;
  format ??= new Intl.DateTimeFormat("id", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  return format.format(milliseconds).replace(":", ".");
}
