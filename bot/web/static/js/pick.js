// The pick as a programme note, and its alternates as cards.

import { clock, h, s, announce, unseen } from "./dom.js";
import { ribbonPath, shown } from "./ribbon.js";
import { creditLine, licenceTerms, trackTraits } from "./words.js";

const MARK = new Map([[true, ["✓", "Allowed: "]], [false, ["✕", "Not allowed: "]], [null, ["?", ""]]]);

/** The whole note about one pick. */
export function pickNote(pick, verdict, kicker, { why, asked, edited, unsure } = {}) {
  const by = [pick.artist, pick.album].filter(Boolean).join(" · ");
  return h(
    "article",
    { class: "note", "aria-labelledby": "pick-title" },
    h("p", { class: "kicker" }, kicker),
    h("h2", { id: "pick-title", class: "title" }, pick.title),
    h("p", { class: "by" }, by),
    edited && h("p", { class: "edited", role: "status" }, edited),
    pick.reason && h("p", { class: "reason" }, pick.reason),
    pick.broken?.length ? h("p", { class: "broken" }, `It could not keep: ${pick.broken.join(", ")}.`) : null,
    (unsure ?? []).map((line) => h("p", { class: "broken" }, line)),
    why,
    asked,
    traits(pick),
    tags(pick),
    licence(pick),
    verdict === "accepted" && takeaway(pick),
  );
}

function traits(pick) {
  const rows = trackTraits(pick.traits, pick.said).map(([name, words, detail]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, words, detail && h("small", {}, detail))),
  );
  return h("dl", { class: "traits" }, rows);
}

function tags(pick) {
  const said = [...(pick.tags ?? []).slice(0, 7), ...(pick.said?.guesses ?? [])];
  if (!said.length) return null;
  return h("ul", { class: "tags", "aria-label": "Tags" }, said.map((tag) => h("li", {}, tag)));
}

function licence(pick) {
  const known = pick.licence.id && pick.licence.id !== "unknown";
  const name = known ? pick.licence.id.replaceAll("-", " ").replace("CC BY", "CC BY") : "Licence not known";
  const link = safeLink(pick.licence.url);
  const terms = licenceTerms(pick.licence, pick.artist).map(([allowed, words]) => {
    const [mark, spoken] = MARK.get(allowed);
    return h("li", { data: { allowed } }, h("span", { "aria-hidden": "true" }, mark), h("span", { class: "hidden-text" }, spoken), words);
  });
  return h(
    "section",
    { class: "licence", "aria-label": "Licence" },
    h("h3", {}, link ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, name) : name),
    h("ul", {}, terms),
  );
}

/** Only web addresses become links: a library's tags are foreign text. */
function safeLink(url) {
  return /^https?:\/\//i.test(url ?? "") ? url : null;
}

function takeaway(pick) {
  const line = creditLine(pick);
  const source = safeLink(pick.source_url);
  const copy = h("button", { type: "button", class: "quiet" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(line);
    copy.textContent = "Copied";
    announce("Credit line copied");
  });
  return h(
    "section",
    { class: "takeaway", "aria-label": "Take it with you" },
    h("p", { class: "takeaway-line" }, line),
    h("p", { class: "takeaway-more" }, `Lay it under your clip from ${clock(pick.start_s)}. `, source && h("a", { href: source, target: "_blank", rel: "noopener noreferrer" }, "Where it comes from")),
    copy,
  );
}

/** The alternates: one tap plays one under the clip, another uses it. */
export function alternates(picks, onStage, { onPlay, onUse, verdicts }) {
  if (picks.length < 2) return null;
  const cards = picks.map((pick) => card(pick, pick.id === onStage.id, verdicts[pick.id] === "accepted", onPlay, onUse));
  return h("section", { class: "alternates", "aria-labelledby": "alternates-title" }, h("h3", { id: "alternates-title" }, "Also worth a listen"), h("ul", {}, cards));
}

function card(pick, playing, used, onPlay, onUse) {
  const energy = s("svg", { viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true" }, s("path", { d: ribbonPath(shown(pick.traits.energy_curve)) }));
  const [tempo, mood] = trackTraits(pick.traits, pick.said);
  const play = h(
    "button",
    { type: "button", class: "card-play", "aria-pressed": String(playing), on: { click: () => onPlay(pick) } },
    unseen("Play with the clip: "),
    h("span", { class: "card-title" }, pick.title),
    unseen(" by "),
    h("span", { class: "card-by" }, pick.artist),
    unseen(": "),
    energy,
    h("span", { class: "card-words" }, `${mood[1]}${pick.said?.tempo ? ` · ${tempo[1]}` : ""}${pick.rank === 0 ? " · first pick" : ""}`),
  );
  const use = h("button", { type: "button", class: "quiet", disabled: used, on: { click: () => onUse(pick) } }, used ? "In use" : "Use this one", unseen(` ${pick.title}`));
  return h("li", { class: playing ? "card on" : "card" }, play, use);
}
