// The empty screen: drop a clip, choose one, paste a link, or take one of the demo's.

import { h, s, setVar } from "./dom.js";
import { ribbonPath } from "./ribbon.js";

export const TYPES = "video/*,.mp4,.m4v,.mov,.webm,.mkv,.avi,.mpg,.mpeg,.ts,.wmv,.flv,.ogv,.3gp,.gif";

/** `hooks`: onFile(file, words), onLink(link, words), onDemo(demo, words), onRecent(thread). */
export function startScreen(hooks, { recent, limits }) {
  const words = h("input", { id: "first-words", type: "text", maxlength: 500, autocomplete: "off", placeholder: "calm, with piano" });
  const problem = h("p", { class: "refusal", role: "alert", hidden: true });
  const said = () => words.value.trim();
  const demo = h("section", { class: "reel", "aria-labelledby": "reel-title", hidden: true });
  const node = h(
    "div",
    { class: "start" },
    h("i", { class: "projector", "aria-hidden": "true" }),
    h("div", { class: "hero" }, h("h1", {}, "Bring the picture."), h("p", { class: "lede" }, "MuseChat watches your clip, finds existing music that fits, and lays it under from the right moment. Then you talk it over.")),
    dropPlace((file) => (tooLarge(file, limits, problem) ? null : hooks.onFile(file, said()))),
    problem,
    h(
      "div",
      { class: "start-row" },
      linkForm((link) => hooks.onLink(link, said())),
      h("div", { class: "field" }, h("label", { for: "first-words" }, "What it should be like ", h("span", { class: "optional" }, "if you already know")), words),
    ),
    demo,
    recents(recent, hooks.onRecent),
  );
  return { node, showProblem: (line) => show(problem, line), showDemos: (clips) => reel(demo, clips, (clip) => hooks.onDemo(clip, said())) };
}

function show(problem, line) {
  problem.textContent = line;
  problem.hidden = !line;
}

function tooLarge(file, limits, problem) {
  const most = limits()?.max_clip_bytes;
  const over = most && file.size > most;
  const mib = (bytes) => Math.round(bytes / 2 ** 20);
  show(problem, over ? `This clip has ${mib(file.size)} MiB; at most ${mib(most)} MiB can be taken. Choose a shorter one.` : "");
  return over;
}

function dropPlace(onFile) {
  const input = h("input", { type: "file", id: "clip", accept: TYPES, class: "hidden-text", on: { change: () => input.files[0] && onFile(input.files[0]) } });
  const screen = h("div", { class: "drop" }, h("div", { class: "drop-words" }, h("label", { for: "clip", class: "primary big" }, "Choose a clip"), input, h("p", {}, "or drop it here")));
  let inside = 0;
  const over = (event, change) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    inside += change;
    screen.classList.toggle("over", inside > 0);
  };
  screen.addEventListener("dragenter", (event) => over(event, 1));
  screen.addEventListener("dragleave", (event) => over(event, -1));
  screen.addEventListener("dragover", (event) => over(event, 0));
  screen.addEventListener("drop", (event) => {
    over(event, -inside);
    const file = event.dataTransfer?.files[0];
    if (file) onFile(file);
  });
  screen.prepend(overture());
  return screen;
}

/** Decoration of the empty screen: a track's energy curve with a beam from its chosen moment to the clip. */
function overture() {
  const track = ribbonPath(Array.from({ length: 170 }, (_, i) => swell(i / 169)));
  const place = "translate(0 196) scale(1 .92)";
  return s(
    "svg",
    { class: "overture", viewBox: "0 0 1000 300", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("clipPath", { id: "overture-window" }, s("rect", { x: 560, width: 150, height: 100 })),
    s("path", { class: "overture-beam", d: "M0 0H1000L710 214H560Z" }),
    s("path", { class: "overture-track", d: track, transform: place }),
    s("path", { class: "overture-chosen", d: track, transform: place, "clip-path": "url(#overture-window)" }),
  );
}

const swell = (t) => (0.16 + 0.62 * Math.sin(t * Math.PI) ** 0.9) * (0.42 + 0.3 * Math.sin(t * 29) ** 2 + 0.28 * Math.sin(t * 71 + 1) ** 2);

function linkForm(onLink) {
  const input = h("input", { id: "link", type: "url", required: true, autocomplete: "off", placeholder: "https://…", inputmode: "url" });
  const submit = (event) => {
    event.preventDefault();
    onLink(input.value.trim());
  };
  return h("form", { class: "field", on: { submit } }, h("label", { for: "link" }, "Or paste a link to a clip"), h("div", { class: "say-row" }, input, h("button", { type: "submit" }, "Fetch")));
}

function reel(place, clips, onDemo) {
  if (!clips.length) return;
  const frames = clips.map((clip) => {
    const still = h("video", { src: `${clip.url}#t=1.5`, muted: true, playsinline: true, preload: "metadata", tabindex: -1, "aria-hidden": "true" });
    const button = h("button", { type: "button", class: "frame", on: { click: () => onDemo(clip) } }, still, h("span", {}, clip.title));
    button.addEventListener("pointerenter", () => still.play().catch(() => {}));
    button.addEventListener("pointerleave", () => still.pause());
    clip.palette?.forEach((colour, i) => setVar(button, `--shade-${i}`, colour));
    return h("li", {}, button);
  });
  place.replaceChildren(h("h2", { id: "reel-title" }, "No clip at hand? Try one of ours"), h("ul", {}, frames));
  place.hidden = false;
}

function recents(threads, onRecent) {
  if (!threads.length) return null;
  const items = threads.map((thread) => h("li", {}, h("button", { type: "button", class: "link", on: { click: () => onRecent(thread) } }, thread.name || `Conversation ${thread.id}`)));
  return h("nav", { class: "recents", "aria-label": "Earlier conversations" }, h("h2", {}, "Earlier"), h("ul", {}, items));
}
