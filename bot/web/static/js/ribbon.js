// The energy curves: the clip's above, the track's below, and a beam that joins the clip to its part of the track.

import { clock, h, s, setVar, spokenClock } from "./dom.js";

const WIDE = 1000;
const HIGH = 100;
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
    this.clip = { length: 1 };
    this.track = null;
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
    this.window = s("rect", { y: 0, height: HIGH });
    this.trackPicture.replaceChildren(
      s("clipPath", { id: this.windowId }, this.window),
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
    const left = (start / length) * WIDE;
    const right = Math.min(WIDE, ((start + this.clip.length) / length) * WIDE);
    this.window.setAttribute("x", left);
    this.window.setAttribute("width", Math.max(2, right - left));
    this.beam.replaceChildren(s("path", { d: `M0 0H${WIDE}L${right} 44H${left}Z` }));
    this.begin.value = start;
    this.begin.setAttribute("aria-valuetext", `${spokenClock(start)} into the track`);
    this.from.textContent = `${title} from ${clock(start)}`;
    this.back.hidden = Math.abs(start - chosen) < 0.15;
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
    if (this.track) setVar(this.trackLane, "--at", Math.min(1, (this.track.start + time) / this.track.length));
  }
}
