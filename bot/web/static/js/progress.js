// Progress drawn as a film leader: the number counts the stages still to come, the hand shows the share of this one.

import { announce, h, s, setVar } from "./dom.js";
import { STAGE_NAMES, STAGES, stageLine } from "./words.js";

export class Leader {
  /** @param {() => void} onCancel */
  constructor(onCancel) {
    this.count = h("span", { class: "leader-count", "aria-hidden": "true" });
    this.line = h("p", { class: "leader-line" });
    this.hint = h("p", { class: "leader-hint" });
    this.bar = h("progress", { max: 100, "aria-label": "Progress of this turn" });
    this.cancel = h("button", { type: "button", class: "quiet", on: { click: onCancel } }, "Stop");
    this.list = h("ol", { class: "leader-stages", "aria-hidden": "true" });
    this.dial = h("div", { class: "leader-dial" }, cross(), this.count);
    this.node = h("section", { class: "leader", "aria-label": "Progress" }, this.dial, h("div", { class: "leader-words" }, this.line, this.hint, this.list, this.bar, this.cancel));
  }

  /** Show the upload's progress, before there is a turn. */
  sending(share) {
    this.show(5, share, "Bringing your clip in", share ? `${Math.round(share * 100)} % sent` : "", true);
    this.cancel.hidden = true;
  }

  turn(turn, workerAlive = true) {
    const at = STAGES.indexOf(turn.stage);
    const waiting = turn.state === "queued";
    const left = at < 0 ? (turn.kind === "first" ? 5 : 3) : STAGES.length - at;
    const hint = waiting && !workerAlive ? "No worker is running. Your turn is kept and starts as soon as one does." : "";
    this.show(left, waiting ? 0 : turn.progress, stageLine(turn), hint, turn.kind === "first");
    this.cancel.hidden = false;
    this.node.classList.toggle("waiting", waiting);
  }

  show(left, share, line, hint, withClip) {
    this.count.textContent = left;
    this.line.textContent = `${line}…`;
    this.hint.textContent = hint;
    setVar(this.dial, "--share", share ?? 0);
    this.dial.classList.toggle("sweep", share == null);
    const names = STAGES.slice(withClip ? 0 : 2).map((stage) => h("li", { data: { at: Math.sign(STAGES.length - STAGES.indexOf(stage) - left) } }, STAGE_NAMES[stage]));
    this.list.replaceChildren(...names);
    const overall = ((5 - left + (share ?? 0.3)) / 5) * 100;
    this.bar.value = Math.round(overall);
    announce(hint ? `${line}. ${hint}` : line);
  }
}

function cross() {
  return s(
    "svg",
    { viewBox: "0 0 100 100", "aria-hidden": "true" },
    s("path", { d: "M50 0V100M0 50H100", class: "leader-cross" }),
    s("circle", { cx: 50, cy: 50, r: 46, class: "leader-ring" }),
    s("circle", { cx: 50, cy: 50, r: 40, class: "leader-ring thin" }),
  );
}
