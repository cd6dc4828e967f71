// Errors, in one line with the remedy; and the report of a turn without a match.

import { h } from "./dom.js";

/** A turn that failed or was stopped. */
export function failure(turn, { onAgain, onNewClip }) {
  const stopped = turn.state === "cancelled";
  const line = stopped ? "Stopped, as you asked." : turn.error || "Something went wrong on our side.";
  return h(
    "section",
    { class: "trouble", role: "alert" },
    h("h2", {}, stopped ? "Stopped" : "That did not work"),
    h("p", {}, line),
    turn.incident && h("p", { class: "incident" }, `Incident ${turn.incident}: the log tells the whole story under this name.`),
    h("div", { class: "answers" }, onAgain && h("button", { type: "button", class: "primary", on: { click: onAgain } }, "Try again"), h("button", { type: "button", on: { click: onNewClip } }, "Choose another clip")),
  );
}

/** Nothing in the library passes: which rule removed how many, and the cheapest one to relax. */
export function noMatch(report, { onRelax, onBack }) {
  const removed = [...(report.removed ?? [])].sort((a, b) => b.count - a.count);
  const offer = report.relax;
  return h(
    "section",
    { class: "trouble no-match", "aria-labelledby": "no-match-title" },
    h("h2", { id: "no-match-title" }, "Nothing here keeps all of that"),
    h("p", {}, `I went through ${report.total ? `all ${report.total} tracks` : "every track"} here, and none keeps all of that. What stands in the way:`),
    removed.length ? h("ul", { class: "removed" }, removed.map(({ label, count }) => h("li", {}, h("strong", {}, String(count)), ` ruled out by “${label}”`))) : null,
    h(
      "div",
      { class: "answers" },
      offer && h("button", { type: "button", class: "primary", on: { click: () => onRelax(offer) } }, `Let go of “${offer.label}” (${offer.would_pass} would pass)`),
      onBack && h("button", { type: "button", on: { click: onBack } }, "Back a turn"),
    ),
  );
}
