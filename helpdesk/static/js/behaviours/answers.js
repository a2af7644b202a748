/* Whoever asked hears the answer, though what they pressed is gone: news may draw the page anew while it is under way,
   and htmx looks for the answer's places, and tells its words, from the element that asked (getRootNode). */
import { make, on } from "../lib/dom.js";

on(document, "htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
  const shelter = make("div", { hidden: true });
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState !== XMLHttpRequest.DONE || elt.isConnected) return;
    shelter.append(elt);
    document.body.append(shelter);
  });
  xhr.addEventListener("loadend", () => shelter.remove());
});
