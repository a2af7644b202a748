/* What the parts of the widget tell each other. Never by events of the page: it would read along. */
const hearers = new Map();

export function hear(name, listener) {
  if (!hearers.has(name)) hearers.set(name, []);
  hearers.get(name).push(listener);
}

export function tell(name, detail) {
  for (const listener of hearers.get(name) ?? []) listener(detail);
}
