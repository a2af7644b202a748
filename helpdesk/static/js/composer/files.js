/* Files of a draft: picked, pasted or dropped, with progress; each is on the server before the reply is sent.
   <ul data-files="reply"> holds <li class="file" data-file="<id>" data-remove-url="…">, drawn by the server or here.
   What comes back with a reply that was taken back is drawn as the server told it.
   POST <files-url> with the field "file" answers {"id", "name", "size", "remove_url"}; DELETE <remove-url>. */
import { announce } from "../lib/announce.js";
import { all, icon, make, on, one } from "../lib/dom.js";
import { ask, token } from "../lib/http.js";
import { say } from "../lib/words.js";
import { limitsOf, refusalOf } from "./limits.js";

export class Files {
  constructor(form, { complain }) {
    this.form = form;
    this.complain = complain;
    const input = one("[data-attach]", form);
    this.undo = [
      on(form, "click", "[data-remove]", (_event, button) => this.remove(button.closest(".file"))),
      on(form, "paste", (event) => this.take(event, event.clipboardData)),
      on(form, "dragover", (event) => this.offer(event)),
      on(form, "dragleave", (event) => form.contains(event.relatedTarget) || delete form.dataset.dragging),
      on(form, "drop", (event) => this.take(event, event.dataTransfer)),
    ];
    if (!input) return;
    this.undo.push(
      on(input, "change", () => {
        this.add([...input.files]);
        input.value = "";
      }),
    );
  }

  get list() {
    return one(`[data-files="${this.form.dataset.kind}"]`, this.form);
  }

  get isBusy() {
    return Boolean(one(".file[data-state=going]", this.form));
  }

  /** What was refused or did not arrive: no message goes without it before somebody has seen that. */
  get isBroken() {
    return Boolean(one(".file[data-state=failed]", this.list ?? this.form));
  }

  offer(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    this.form.dataset.dragging = "";
  }

  take(event, from) {
    delete this.form.dataset.dragging;
    const files = [...(from?.files ?? [])];
    // A pasted picture of text comes with the text: then the text is what was meant.
    if (!files.length || (event.type === "paste" && from.types.includes("text/plain"))) return;
    event.preventDefault();
    this.add(files);
  }

  add(files) {
    if (!this.form.dataset.filesUrl || !this.list) return;
    for (const file of files) {
      const why = this.form.dataset.kind === "reply" && refusalOf(file, limitsOf(this.form), all(".file[data-file], .file[data-state=going]", this.list).length);
      if (why) this.fail(this.list.appendChild(rowOf(file.name, "going")), file, why);
      else this.upload(file);
    }
  }

  upload(file) {
    const bar = make("progress", { max: 100, value: 0, "aria-label": say("attaching", { name: file.name }) });
    const row = rowOf(file.name, "going");
    row.append(bar);
    this.list.append(row);
    const request = new XMLHttpRequest(); // fetch does not tell how far an upload got
    const body = new FormData();
    body.append("file", file);
    const channel = one("#reply-way [name=channel]", this.form)?.value;
    if (channel) body.append("channel", channel);
    request.open("POST", this.form.dataset.filesUrl.replace("KIND", this.form.dataset.kind));
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("X-Requested-With", "fetch");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = (100 * loaded) / total));
    request.addEventListener("loadend", () => {
      bar.remove();
      if (request.status >= 200 && request.status < 300 && request.response) this.keep(row, file, request.response);
      else this.fail(row, file, request.response?.error);
    });
    request.send(body);
  }

  keep(row, file, { id, remove_url: url }) {
    row.dataset.state = "kept";
    row.dataset.file = id;
    row.dataset.removeUrl = url;
    row.append(removal(file.name));
    announce(say("attached", { name: file.name }));
  }

  fail(row, file, words) {
    const why = words || say("not_attached", { name: file.name });
    row.dataset.state = "failed";
    one(".clip", row).textContent = why.includes(file.name) ? why : `${file.name}: ${why}`;
    row.append(removal(file.name));
    // It stands where the file would; whoever has left that place is told where they are.
    if (this.form.isConnected) announce(why);
    else this.complain(why);
  }

  async remove(row) {
    try {
      if (row.dataset.removeUrl) await ask(row.dataset.removeUrl, { method: "DELETE" });
      row.remove();
      one("textarea", this.form)?.focus();
    } catch (refusal) {
      this.complain(refusal.message);
    }
  }

  clear(kind) {
    all(`[data-files="${kind}"] .file`, this.form).forEach((row) => row.remove());
  }

  show(kind, files) {
    const list = one(`[data-files="${kind}"]`, this.form);
    for (const { id, name, remove_url: url } of files) {
      if (one(`[data-file="${CSS.escape(id)}"]`, list)) continue;
      const row = rowOf(name, "kept");
      Object.assign(row.dataset, { file: id, removeUrl: url });
      row.append(removal(name));
      list.append(row);
    }
  }

  letGo() {
    this.undo.forEach((letGo) => letGo());
  }
}

const rowOf = (name, state) => make("li", { class: "file", "data-state": state }, icon("paperclip", "s"), make("span", { class: "clip", title: name }, name));
const removal = (name) => make("button", { type: "button", class: "ib ib-s", "data-remove": true, "aria-label": say("remove", { name }) }, icon("x", "s"));
