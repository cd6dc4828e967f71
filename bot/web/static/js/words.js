// Describes measured traits in words.

import { clock } from "./dom.js";

const step = (value, limits, words) => words[limits.filter((limit) => value >= limit).length];

export const STAGES = ["fetch", "watch", "read", "choose", "write"];
/** The stages as a person would list them. */
export const STAGE_NAMES = { fetch: "Bring in", watch: "Watch", read: "Read", choose: "Listen", write: "Explain" };
const DOING = {
  fetch: "Bringing your clip in",
  watch: "Watching your clip",
  read: "Reading your words",
  answer: "Looking up the answer",
  choose: "Listening through the library",
  write: "Putting the reason into words",
};

/** One line for where a turn stands. */
export function stageLine(turn) {
  if (turn.state === "queued") return queueLine(turn.queue_place);
  const line = DOING[turn.stage] ?? "Getting ready";
  return turn.attempt > 1 ? `${line}, once more` : line;
}

function queueLine(place) {
  if (place == null || place <= 1) return "Next in line";
  return `Waiting: ${place - 1} ${place === 2 ? "turn" : "turns"} before yours`;
}

/** Traits of a track as [name, words, detail] rows; `said` holds what may be said of tempo, key and voice. */
export function trackTraits(traits, said = {}) {
  const rows = [["Tempo", said.tempo || "not sure", ""]];
  rows.push(["Energy", step(traits.energy, [0.25, 0.45, 0.65, 0.82], ["hushed", "calm", "steady", "lively", "fierce"]), percent(traits.energy)]);
  rows.push(["Mood", step(traits.valence, [0.25, 0.42, 0.58, 0.75], ["dark", "wistful", "even", "bright", "joyful"]), percent(traits.valence)]);
  rows.push(["Key", said.key ? said.key.replace("#", "♯") : "not sure", ""]);
  rows.push(["Voice", said.vocals || "not sure", ""]);
  rows.push(["Length", clock(traits.duration_s), ""]);
  return rows;
}

const percent = (value) => `${Math.round(value * 100)} of 100`;

/** A clip in a few words. */
const SURE_SCENE = 0.9; // as in musechat/clip.py: what is less probable is not said

export function clipWords(traits) {
  if (!traits) return "";
  const words = [`${Math.round(traits.duration_s)} s`];
  words.push(...(traits.scenes ?? []).filter((scene) => scene.probability >= SURE_SCENE).map((scene) => scene.name.replaceAll("-", " ")));
  words.push(step(traits.energy, [0.25, 0.45, 0.65], ["still", "calm", "moving", "fast"]));
  words.push(step(traits.brightness, [0.3, 0.6], ["dark", "mid-light", "bright"]));
  words.push(step(traits.warmth, [0.44, 0.56], ["cool colours", "neutral colours", "warm colours"]));
  if (traits.cuts_s.length) words.push(`${traits.cuts_s.length} ${traits.cuts_s.length === 1 ? "cut" : "cuts"}`);
  if (!traits.has_sound) words.push("silent");
  // The shares from which each is sure are those of musechat/clip.py.
  if (traits.has_sound && traits.speech >= 0.15) words.push("someone speaks");
  if (traits.has_sound && traits.music >= 0.3) words.push("there is music in it already");
  return words.join(" · ");
}

/** What a licence allows, as [allowed?, words]; allowed is null where it is not known. */
export function licenceTerms(licence, artist) {
  const told = (value, yes, no, unknown) => [value ?? null, value == null ? unknown : value ? yes : no];
  const terms = [
    told(licence.commercial, "Paid and commercial work too", "Not for commercial work", "Commercial work: not known, so ask first"),
    told(licence.derivatives, "Cut it and mix it", "Only whole and unchanged", "Cutting and mixing: not known, so ask first"),
  ];
  if (licence.attribution) terms.push([true, `Name ${artist}`]);
  if (licence.attribution === false) terms.push([true, "No credit needed"]);
  if (licence.share_alike) terms.push([true, "Share your work under the same licence"]);
  return terms;
}

/** The credit line to be put under the video. */
export function creditLine(pick) {
  const licence = [pick.licence.id, pick.licence.url].filter((part) => part && part !== "unknown").join(", ");
  return [`“${pick.title}” by ${pick.artist}`, licence, pick.source_url].filter(Boolean).join(" · ");
}

const CHIP_LETTERS = 40;

/** A standing wish as a chip's label: the member's own words, where they are short enough. */
export const wishWords = (entry) => (entry.said && entry.said.length <= CHIP_LETTERS ? entry.said : entry.label);

export const wishForce = (entry) => entry.force;
