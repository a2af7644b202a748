/* A short tone for an answer: off until the visitor asks for it, made here so that no page has to allow a file. */
import { recall, remember } from "./store.js";

const TONES = [880, 1174.7];
const LENGTH = 0.12;
let context = null;

export const isOn = () => recall("sound") === true;

export function setSound(on) {
  remember("sound", on || null);
  if (on) play();
}

export function play() {
  if (!isOn()) return;
  context ??= new AudioContext();
  TONES.forEach((frequency, index) => tone(frequency, context.currentTime + index * LENGTH));
}

function tone(frequency, at) {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = frequency;
  volume.gain.setValueAtTime(0.08, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + LENGTH);
}
