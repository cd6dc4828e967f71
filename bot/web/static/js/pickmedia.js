// What a worker makes of the pick on stage: the clip with its music as rendered, how both meet, and files to take away.

import * as api from "./api.js";
import { announce, h } from "./dom.js";

const MAKE = { true: "Being made…", false: "Make the files" };
const LOOK_MS = 700;
const PATIENCE_MS = 180_000; // a mix takes two minutes at most

/** "3.1 MB", "48 KB" */
function sizeWords(bytes) {
  if (!bytes) return "";
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export class PickMedia {
  /** @param {{onRendered: (url: string | null) => void, onFit: (fit: object | null) => void}} hooks */
  constructor(hooks) {
    this.hooks = hooks;
    this.pick = null;
    this.asked = 0; // each pick's answers know which pick they were asked for
    this.box = h("input", { type: "checkbox", role: "switch", id: "as-rendered", on: { change: () => this.switched() } });
    this.toggle = h("div", { class: "rendered", hidden: true }, this.box, h("label", { for: "as-rendered" }, "As rendered: your clip with the music"));
    this.line = h("p", { class: "media-line", role: "status" });
    this.figure = h("figure", { class: "fit", hidden: true });
    this.links = h("ul");
    this.make = h("button", { type: "button", class: "quiet", on: { click: () => this.makeFiles() } });
    this.files = h("div", { class: "files", hidden: true }, h("h2", {}, "Take it with you"), this.links, this.make);
    this.node = h("div", { class: "pick-media" }, this.figure, this.files);
  }

  /** Another pick is on stage; `pick` is null while there is none. */
  async setPick(pick, wanted) {
    if (pick?.id === this.pick?.id) return;
    this.pick = pick;
    this.asked += 1;
    this.media = null;
    this.box.checked = false;
    this.say("");
    this.links.replaceChildren();
    this.toggle.hidden = this.figure.hidden = this.files.hidden = true;
    this.hooks.onRendered(null);
    this.hooks.onFit(null);
    if (pick && wanted) await this.look("fit");
  }

  /** Order something, and look until it is there; whatever goes wrong leaves the page as it is. */
  async look(kind) {
    const asked = this.asked;
    const until = performance.now() + PATIENCE_MS;
    try {
      let media = await api.orderMedia(this.pick.id, kind);
      while (asked === this.asked) {
        this.show(media);
        if (media[kind].state !== "making" || performance.now() > until) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        if (asked === this.asked) media = await api.getMedia(this.pick.id);
      }
    } catch (refusal) {
      if (asked === this.asked && kind === "mix") this.fail(refusal.message);
    }
  }

  show(media) {
    const before = this.media;
    this.media = media;
    this.toggle.hidden = media.mix.state === "off";
    if (this.box.checked) this.showMix(media.mix, before?.mix);
    if (media.fit.data && !before?.fit.data) this.showFit(media.fit);
    this.showFiles(media);
  }

  showMix(mix, before) {
    if (mix.state === "failed") return this.fail(mix.line);
    this.say(mix.line);
    if (mix.state !== "ready" || before?.state === "ready") return undefined;
    announce("Your clip now plays with the music as rendered");
    return this.hooks.onRendered(mix.url);
  }

  showFit(fit) {
    const words = h("details", { class: "fit-words" }, h("summary", {}, "In words"), h("p", {}, fit.described));
    const meetings = h("ul", { class: "meetings" }, fit.meetings.map((line) => h("li", {}, line)));
    const picture = fit.state === "ready" && h("img", { src: fit.picture, alt: fit.described, loading: "lazy" });
    this.figure.replaceChildren(...[picture, h("figcaption", {}, meetings, words)].filter(Boolean));
    this.figure.hidden = false;
    this.hooks.onFit(fit.data);
  }

  showFiles({ mix, files }) {
    const items = files.map((file) => {
      const size = sizeWords(file.bytes);
      return h("li", {}, h("a", { href: file.url, download: file.name }, file.label), size && h("small", {}, ` ${size}`));
    });
    // What stands already is left alone: it may have the focus, or be about to be pressed.
    if (this.links.childElementCount !== items.length) this.links.replaceChildren(...items);
    const focused = document.activeElement === this.make;
    const busy = mix.state === "making";
    this.make.hidden = !["none", "failed", "making"].includes(mix.state);
    this.make.setAttribute("aria-disabled", String(busy));
    if (this.make.textContent !== MAKE[busy]) this.make.textContent = MAKE[busy];
    if (focused && this.make.hidden) this.links.querySelector("a")?.focus();
    this.files.hidden = mix.state === "off" && !items.length;
  }

  async makeFiles() {
    if (this.media?.mix.state === "making") return;
    announce("The files are being made");
    await this.look("mix");
    const state = this.media?.mix.state;
    if (state === "failed") this.fail(this.media.mix.line);
    else if (state === "ready") announce("The files are there");
  }

  /** The switch was moved. */
  async switched() {
    if (!this.box.checked) {
      this.say("");
      return this.hooks.onRendered(null);
    }
    if (this.media?.mix.state === "ready") return this.hooks.onRendered(this.media.mix.url);
    return this.look("mix");
  }

  fail(line) {
    this.box.checked = false;
    this.say(line);
    this.hooks.onRendered(null);
  }

  say(line) {
    this.line.textContent = line;
  }

  close() {
    this.asked += 1;
  }
}
