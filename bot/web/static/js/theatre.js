// The clip's screen, its playback controls and its volume levels.

import { clock, h, s, setVar } from "./dom.js";
import { PickMedia } from "./pickmedia.js";
import { Player } from "./player.js";
import { Score } from "./ribbon.js";

const LEVELS = "musechat.levels";
const SEEK_STEP_S = 2;

const icon = (d) => s("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" }, s("path", { d, fill: "currentColor" }));
const PLAY = "M7 4.500v15L20 12z";
const PAUSE = "M6 4.500h4.200v15H6zM13.800 4.500H18v15h-4.200z";

function rememberedLevels() {
  try {
    return { clip: 0.3, music: 0.8, ...JSON.parse(localStorage.getItem(LEVELS) ?? "{}") };
  } catch {
    return { clip: 0.3, music: 0.8 };
  }
}

export class Theatre {
  constructor() {
    this.video = h("video", { playsinline: true, preload: "auto", "aria-label": "Your clip", tabindex: -1 });
    this.audio = h("audio", { preload: "auto" });
    this.player = new Player(this.video, this.audio);
    this.player.levels = rememberedLevels();
    this.score = new Score({ onSeek: (t) => this.player.seek(t), onStart: (t) => this.player.setStart(t) });
    this.media = new PickMedia({ onRendered: (url) => this.showRendered(url), onFit: (fit) => this.score.setFit(fit) });
    this.bands = h("div", { class: "bands", hidden: true, "aria-hidden": "true" });
    this.notice = h("p", { class: "screen-notice", role: "note", hidden: true });
    this.play = h("button", { type: "button", class: "play", "aria-label": "Play", on: { click: () => this.player.toggle() } });
    this.time = h("span", { class: "time" });
    this.node = this.assemble();
    this.listen();
    this.player.applyLevels();
    this.showState();
  }

  assemble() {
    const levels = h("div", { class: "levels" }, this.level("clip", "Clip sound"), this.level("music", "Music"), this.media.toggle);
    const transport = h("div", { class: "transport" }, this.play, this.time, levels);
    const screen = h("div", { class: "screen", on: { click: () => this.player.toggle() } }, this.video, this.bands, this.notice);
    return h("section", { class: "theatre", "aria-label": "Clip and music" }, screen, this.audio, transport, this.media.line, this.score.node, this.media.node);
  }

  level(which, label) {
    const id = `level-${which}`;
    const input = h("input", { id, type: "range", min: 0, max: 100, step: 1, value: Math.round(this.player.levels[which] * 100) });
    const paint = () => setVar(input, "--fill", `${input.value}%`);
    input.addEventListener("input", () => {
      paint();
      this.player.setLevel(which, Number(input.value) / 100);
      localStorage.setItem(LEVELS, JSON.stringify(this.player.levels));
    });
    paint();
    return h("div", { class: `level level-${which}` }, h("label", { for: id }, label), input);
  }

  listen() {
    const { player } = this;
    player.addEventListener("state", () => this.showState());
    player.addEventListener("time", () => this.showTime());
    player.addEventListener("nopicture", () => this.showBands());
    player.addEventListener("norendered", () => this.media.fail("This browser cannot play the clip with the music. The file can be downloaded."));
    player.addEventListener("silent", () => this.tell("This track's file cannot be played here. Try one of the alternates."));
    player.addEventListener("length", () => {
      this.score.setClip(this.traits, player.length);
      this.showTime();
    });
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
  }

  /** The clip at `url`; `traits` may follow later. */
  setClip(url, traits, name = "") {
    this.traits = traits ?? this.traits;
    this.clipName = name || this.clipName;
    if (url && !this.url) {
      this.url = url;
      this.player.setClip(url, traits?.duration_s);
    } else if (!url) this.player.losePicture();
    if (traits && !(this.player.picture && this.player.length)) this.player.setLength(traits.duration_s);
    if (traits) this.score.setClip(traits, this.player.length || traits.duration_s);
    if (!this.bands.hidden) this.showBands();
    this.showTime();
  }

  /** Another version of the clip: what was seen in the one before does not hold for it. */
  replaceClip(url, name) {
    this.showRendered(null);
    this.media.setPick(null);
    this.url = null;
    this.traits = null;
    this.video.hidden = false;
    this.bands.hidden = true;
    this.tell("");
    this.setClip(url, null, name);
  }

  setPick(pick) {
    this.media.setPick(pick, Boolean(this.url));
    this.player.setMusic(pick.audio_url, pick.start_s, pick.traits.loudness_lufs);
    this.score.setTrack(pick.title, pick.traits, pick.start_s);
    if (this.player.picture) this.tell("");
  }

  /** Play the clip with its music in it; the levels and the start of what is rendered are fixed. */
  showRendered(url) {
    this.player.setRendered(url);
    for (const input of this.node.querySelectorAll(".level input")) input.disabled = Boolean(url);
    this.score.fix(Boolean(url));
    this.video.hidden = !this.player.picture;
    this.bands.hidden = this.player.picture;
    if (url) this.tell("");
  }

  showBands() {
    this.bands.hidden = false;
    this.video.hidden = true;
    const colours = this.traits?.palette?.length ? this.traits.palette : ["#2a2724", "#3b352e", "#1d1b19"];
    this.bands.replaceChildren(...colours.map((colour) => this.band(colour)));
    const kind = this.traits?.container ?? this.clipName?.split(".").pop()?.toLowerCase() ?? "";
    this.tell(`This browser cannot show this kind of clip${kind ? ` (${kind})` : ""}. The music plays all the same; the score below keeps your place.`);
  }

  band(colour) {
    const band = h("i");
    setVar(band, "background", colour);
    return band;
  }

  tell(text) {
    this.notice.textContent = text;
    this.notice.hidden = !text;
  }

  showState() {
    const on = this.player.playing;
    this.play.replaceChildren(icon(on ? PAUSE : PLAY));
    this.play.setAttribute("aria-label", on ? "Pause" : "Play");
    this.node.classList.toggle("playing", on);
  }

  showTime() {
    const text = `${clock(this.player.time)} / ${clock(this.player.length)}`;
    if (this.time.textContent !== text) this.time.textContent = text;
    this.score.setTime(this.player.time);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    const range = at instanceof HTMLInputElement && at.type === "range";
    if (!range && at.closest?.("input, textarea, select, button, a, summary")) return;
    if (event.key === " ") this.player.toggle();
    else if (!range && event.key === "ArrowRight") this.player.seek(this.player.time + SEEK_STEP_S);
    else if (!range && event.key === "ArrowLeft") this.player.seek(this.player.time - SEEK_STEP_S);
    else return;
    event.preventDefault();
  }

  close() {
    this.media.close();
    document.removeEventListener("keydown", this.onKey);
    this.player.close();
  }
}
