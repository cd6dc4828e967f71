// A pick whose reason is still being written: its words are shown one by one, at reading pace.

import { h, stillMotion } from "./dom.js";

const WORD_MS = 90;

export class Draft {
  constructor() {
    this.title = h("h2", { class: "title" });
    this.by = h("p", { class: "by" });
    this.reason = h("p", { class: "reason" });
    this.node = h("article", { class: "note draft", "aria-label": "The pick, while its reason is written" }, h("p", { class: "kicker" }, "Found, and being explained"), this.title, this.by, this.reason);
  }

  /** Show the draft so far; the server has checked all of it. */
  show({ title, artist, reason }) {
    this.title.textContent = title;
    this.by.textContent = artist;
    this.known = reason;
    if (!reason.startsWith(this.reason.textContent)) this.reason.textContent = ""; // it was begun anew
    if (stillMotion()) this.reason.textContent = reason;
    else this.timer ??= setInterval(() => this.type(), WORD_MS);
  }

  type() {
    const [word] = this.known.slice(this.reason.textContent.length).match(/^\s*\S+/) ?? [];
    if (word) this.reason.textContent += word;
    else this.close();
  }

  close() {
    clearInterval(this.timer);
    this.timer = null;
  }
}
