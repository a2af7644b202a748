/* data-behaviour="live" on .app: data-socket, data-since (addresses), data-agent (id), data-ticker (the worker's address),
   data-cursor (optional: what the page had read when it was drawn). */
import { behaviour } from "../lib/behaviours.js";
import { afterPaint } from "../lib/dom.js";
import { watchChanges } from "../live/changes.js";
import { watchConnection } from "../live/connection.js";
import { startPresence } from "../live/presence.js";
import { openSocket } from "../live/socket.js";

behaviour("live", (app) => {
  watchChanges();
  afterPaint(() => {
    watchConnection(app);
    startPresence(app);
    openSocket(app.dataset.socket);
  });
});
