// The energy curves: the clip's above, the track's below, and a beam that joins the clip to its part of the track.

import { clock, h, s, setVar, spokenClock } from "./dom.js";

const WIDE = 1000;
const HIGH = 100;
const MOVED_S = 0.15; // the music begins elsewhere than chosen
const NEAR_S = 0.08; // as in musechat/fit.py: a cut and a beat within this are one
let lanes = 0;

/** A mirrored, smooth ribbon through 0..1 values, as an SVG path in a WIDE x HIGH box. */
export function ribbonPath(values) {
  const middle = HIGH / 2;
  const step = WIDE / Math.max(1, values.length - 1);
  const points = values.map((v, i) => [i * step, 2 + Math.min(1, Math.max(0, v)) * (middle - 4)]);
  // Curves through the points between the values, bent towards the values: smooth, and never above them.
  const side = (list, sign) => {
    const bends = list.slice(0, -1).map(([x, y], i) => {
      const [nx, ny] = list[i + 1];
      return `Q${x.toFixed(1)} ${(middle + sign * y).toFixed(1)} ${((x + nx) / 2).toFixed(1)} ${(middle + (sign * (y + ny)) / 2).toFixed(1)}`;
    });
    const [x, y] = list.at(-1);
    return `${bends.join("")}L${x} ${middle + sign * y}`;
  };
  const back = [...points].reverse();
  return `M0 ${middle - points[0][1]}${side(points, -1)}L${WIDE} ${middle + back[0][1]}${side(back, 1)}Z`;
}

/** Stretch a curve so that its shape is visible, while calm music stays lower than energetic music. */
export function shown(curve) {
  if (!curve?.length) return [0.12, 0.12];
  const top = Math.max(...curve, 0.02);
  return curve.map((v) => Math.max(0.04, (v / top) * (0.42 + 0.55 * top)));
}

function mark(kind, at) {
  const node = h("i", { class: kind });
  setVar(node, "--at", Math.min(1, Math.max(0, at)));
  return node;
}

function canvas() {
  return s("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" });
}

function slider(label, listener) {
  return h("input", { type: "range", min: 0, max: 1, step: 0.1, value: 0, "aria-label": label, on: { input: listener } });
}

export class Score {
  /** @param {{onSeek: (s: number) => void, onStart: (s: number) => void}} hooks */
  constructor(hooks) {
    this.windowId = `window-${++lanes}`;
    this.clipPicture = canvas();
    this.trackPicture = canvas();
    this.beam = s("svg", { viewBox: `0 0 ${WIDE} 44`, preserveAspectRatio: "none", class: "beam", "aria-hidden": "true" });
    this.labels = h("div", { class: "sections", "aria-hidden": "true" });
    this.seek = slider("Position in the clip", () => hooks.onSeek(Number(this.seek.value)));
    this.begin = slider("Where the music begins under the clip", () => this.moved(hooks.onStart));
    this.back = h("button", { type: "button", class: "link", hidden: true, on: { click: () => this.restore(hooks.onStart) } }, "Back to the chosen moment");
    this.from = h("span", { class: "from" });
    this.clipLane = h("div", { class: "lane clip-lane" }, this.clipPicture, h("i", { class: "needle" }), this.seek);
    this.trackLane = h("div", { class: "lane track-lane" }, this.trackPicture, h("i", { class: "needle" }), this.begin);
    this.trackPart = h("div", { class: "track-part", hidden: true }, this.beam, this.trackLane, this.labels, h("p", { class: "lane-note" }, this.from, this.back));
    this.node = h("section", { class: "score", "aria-label": "Energy of clip and track" }, h("p", { class: "lane-name" }, "Your clip"), this.clipLane, this.trackPart);
    this.hits = h("div", { class: "meets", "aria-hidden": "true" });
    this.joints = h("div", { class: "meets", "aria-hidden": "true" });
    this.clipLane.append(this.hits);
    this.trackLane.append(this.joints);
    this.clip = { length: 1 };
    this.track = null;
    this.fit = null; // how clip and music meet, see musechat/fit.py
  }

  /** Draw where clip and music meet, and where the music leaps; null: that is not known. */
  setFit(fit) {
    this.fit = fit;
    this.drawWindow();
  }

  /** Whether the music's start can be moved. */
  fix(fixed) {
    this.rendered = fixed; // only then the music leaps where it has joints
    this.begin.disabled = fixed;
    this.back.disabled = fixed;
  }

  /** Which parts of the track lie under which parts of the clip: [clip from, clip to, track from, seconds a second]. */
  stretches() {
    const { fit, track, clip } = this;
    if (!fit || Math.abs(track.start - track.chosen) >= MOVED_S) return [[0, clip.length, track.start, 1]];
    const starts = [[fit.music_from_s, fit.track_from_s], ...fit.joints.map((joint) => [joint.at_s, joint.track_to_s])];
    return starts.map(([from, at], i) => [from, starts[i + 1]?.[0] ?? fit.music_to_s, at, fit.rate ?? 1]);
  }

  /** Marks at hits and joints, as far as they are true for where the music begins now. */
  drawMarks(stretches) {
    const fit = this.fit && Math.abs(this.track.start - this.track.chosen) < MOVED_S ? this.fit : null;
    const place = (clip) => stretches.findLast(([from]) => clip >= from - 1e-3);
    const onTrack = (clip) => (place(clip) ? (place(clip)[2] + (clip - place(clip)[0]) * place(clip)[3]) / this.track.length : -1);
    const shownHits = (fit?.hits ?? []).filter((hit) => hit.music === "rise" || Math.abs(hit.late_s) <= NEAR_S);
    const kind = (hit) => (hit.music === "rise" ? "meet rise" : "meet beat");
    this.hits.replaceChildren(...shownHits.map((hit) => mark(kind(hit), hit.clip_s / this.clip.length)));
    const joints = (fit?.joints ?? []).flatMap((joint) => [joint.track_from_s, joint.track_to_s]).map((at) => mark("meet joint", at / this.track.length));
    const rises = (fit?.rises_s ?? []).map((at) => mark("meet rise", onTrack(at)));
    this.joints.replaceChildren(...rises, ...joints);
  }

  setClip(traits, length) {
    this.clip = { length: Math.max(0.1, length) };
    this.seek.max = this.clip.length.toFixed(1);
    this.clipPicture.replaceChildren(s("path", { class: "ribbon", d: ribbonPath(shown(traits?.energy_curve)) }));
    for (const cut of (traits?.cuts_s ?? []).slice(0, 200)) {
      const x = (cut / this.clip.length) * WIDE;
      this.clipPicture.append(s("line", { class: "cut", x1: x, x2: x, y1: 4, y2: HIGH - 4 }));
    }
    this.drawWindow();
  }

  setTrack(title, traits, start) {
    this.track = { title, length: Math.max(1, traits.duration_s), chosen: start, start };
    this.trackPart.hidden = false;
    const d = ribbonPath(shown(traits.energy_curve));
    this.window = s("clipPath", { id: this.windowId });
    this.trackPicture.replaceChildren(
      this.window,
      s("path", { class: "ribbon faint", d }),
      s("path", { class: "ribbon", d, "clip-path": `url(#${this.windowId})` }),
    );
    this.drawSections(traits.sections ?? []);
    this.begin.max = Math.max(0, this.track.length - 1).toFixed(1);
    this.drawWindow();
  }

  drawSections(sections) {
    const labels = sections.map((section, i) => {
      const label = h("span", {}, section.label === sections[i - 1]?.label ? "" : section.label);
      setVar(label, "--from", section.start_s / this.track.length);
      setVar(label, "--share", (section.end_s - section.start_s) / this.track.length);
      return label;
    });
    this.labels.replaceChildren(...labels);
  }

  drawWindow() {
    if (!this.track) return;
    const { start, length, chosen, title } = this.track;
    const stretches = this.stretches();
    const spans = stretches.map(([from, to, at, rate]) => {
      const left = (at / length) * WIDE;
      const right = Math.min(WIDE, ((at + (to - from) * rate) / length) * WIDE);
      return { left, right, from: (from / this.clip.length) * WIDE, to: (to / this.clip.length) * WIDE };
    });
    this.window.replaceChildren(...spans.map(({ left, right }) => s("rect", { x: left, y: 0, width: Math.max(2, right - left), height: HIGH })));
    this.beam.replaceChildren(...spans.map(({ left, right, from, to }) => s("path", { d: `M${from} 0H${to}L${right} 44H${left}Z` })));
    this.drawMarks(stretches);
    this.begin.value = start;
    this.begin.setAttribute("aria-valuetext", `${spokenClock(start)} into the track`);
    this.from.textContent = `${title} from ${clock(start)}`;
    this.back.hidden = Math.abs(start - chosen) < MOVED_S;
  }

  moved(tell) {
    this.track.start = Number(this.begin.value);
    this.drawWindow();
    tell(this.track.start);
  }

  restore(tell) {
    this.track.start = this.track.chosen;
    this.drawWindow();
    tell(this.track.start);
    this.begin.focus();
  }

  setTime(time) {
    if (document.activeElement !== this.seek || Math.abs(Number(this.seek.value) - time) > 0.2) this.seek.value = time;
    this.seek.setAttribute("aria-valuetext", `${spokenClock(time)} of ${spokenClock(this.clip.length)}`);
    setVar(this.clipLane, "--at", Math.min(1, time / this.clip.length));
    if (this.track) {
      const parts = this.rendered ? this.stretches() : [[0, this.clip.length, this.track.start, 1]];
      const [from, , at, rate] = parts.findLast(([begin]) => time >= begin) ?? parts[0];
      setVar(this.trackLane, "--at", Math.min(1, (at + Math.max(0, time - from) * rate) / this.track.length));
    }
  }
}
