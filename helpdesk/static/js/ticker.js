/* A worker of its own: timers of a hidden tab are slowed down, those of a worker are not. It is loaded as it is. */
setInterval(() => postMessage(""), 15_000);
