// The page: chooses the screen, and shows whether server and worker are available.

import * as api from "./api.js";
import { announce } from "./dom.js";
import { setupScreen } from "./setup.js";
import { signInScreen } from "./signin.js";
import { startScreen } from "./start.js";
import { Thread } from "./thread.js";

const RECENT = "musechat.threads";
const RECENT_KEPT = 6;
const LOOK_MS = 5000;

const main = document.getElementById("main");
const banner = document.getElementById("banner");
const newClip = document.getElementById("new-clip");
const setUp = document.getElementById("set-up");
const signOut = document.getElementById("sign-out");

let health = null;
let thread = null;
let start = null;
let signedOut = false;

function recent() {
  try {
    return JSON.parse(localStorage.getItem(RECENT) ?? "[]");
  } catch {
    return [];
  }
}

function remember(id, name) {
  const others = recent().filter((known) => known.id !== id);
  localStorage.setItem(RECENT, JSON.stringify([{ id, name }, ...others].slice(0, RECENT_KEPT)));
}

function forget(id) {
  localStorage.setItem(RECENT, JSON.stringify(recent().filter((known) => known.id !== id)));
}

function leave() {
  thread?.close();
  thread = null;
}

function showStart(problem = "") {
  leave();
  document.title = "MuseChat";
  newClip.hidden = true;
  document.body.classList.remove("in-thread");
  const hooks = { onFile: fromFile, onLink: (link, words) => begin(() => api.threadFromLink(link, words), null, link), onDemo: fromDemo, onRecent: (known) => go(known.id) };
  start = startScreen(hooks, { recent: recent(), limits: () => health?.limits });
  main.replaceChildren(start.node);
  if (problem) start.showProblem(problem);
  api.demos().then(({ clips }) => start?.showDemos(clips), () => {});
}

/** Another screen in place of start and thread. */
function showScreen(node, title) {
  leave();
  start = null;
  newClip.hidden = true;
  document.title = title;
  document.body.classList.remove("in-thread");
  main.replaceChildren(node);
}

async function showSetup() {
  const screen = setupScreen(() => go(null));
  showScreen(screen.node, "MuseChat: set up");
  try {
    screen.show(await api.setup());
  } catch (refusal) {
    history.replaceState(null, "", "/");
    showStart(refusal.message);
  }
}

async function showSignIn() {
  if (signedOut) return;
  signedOut = true;
  const { password } = await api.session().catch(() => ({ password: true }));
  const enter = () => {
    signedOut = false;
    look();
    route();
  };
  const screen = signInScreen(enter, password);
  showScreen(screen.node, "MuseChat: sign in");
  tell("");
  signOut.hidden = true;
  screen.focus();
}

function openThread() {
  leave();
  start = null;
  newClip.hidden = false;
  document.body.classList.add("in-thread");
  thread = new Thread(main, { onNewClip: () => go(null), workerAlive: () => health?.worker !== false });
  scrollTo({ top: 0 });
  return thread;
}

/** Start a conversation: show the clip at once, then the thread that `ask` resolves to. */
async function begin(ask, clipUrl, name) {
  const opened = openThread();
  opened.expect(clipUrl ?? "", name, 0);
  main.focus({ preventScroll: true });
  try {
    const answer = await ask();
    if (thread !== opened) return;
    remember(answer.thread.id, answer.thread.name || name);
    history.pushState(null, "", `#${answer.thread.id}`);
    opened.take(answer, true);
  } catch (refusal) {
    if (thread === opened) showStart(refusal.message);
  }
}

function fromFile(file, words) {
  return begin(() => api.threadFromFile(file, words, (share) => thread?.sending(share)), URL.createObjectURL(file), file.name);
}

function fromDemo(clip, words) {
  return begin(() => api.threadFromDemo(clip.name, words), clip.url, clip.title);
}

async function show(id) {
  const opened = openThread();
  try {
    opened.take(await api.getThread(id), false);
  } catch (refusal) {
    if (refusal.code === "no-such-thread") forget(id);
    history.replaceState(null, "", "/");
    showStart(refusal.message);
  }
}

function go(id) {
  history.pushState(null, "", id ? `#${id}` : "/");
  route();
}

function route() {
  if (signedOut) return;
  if (location.hash === "#setup") return void showSetup();
  const id = Number(location.hash.slice(1));
  if (!id) showStart();
  else if (thread?.id !== id) show(id);
}

function tell(line) {
  if (banner.textContent !== line) banner.textContent = line;
  banner.hidden = !line;
}

async function look() {
  try {
    health = await api.health();
    tell(health.worker ? (health.library ? "" : "The library is empty. Add music with “musechat library add FOLDER”.") : "No worker is running. Start one with “musechat worker”; what you ask meanwhile is kept.");
    document.getElementById("library-note").textContent = health.library ? `${health.library.toLocaleString("en")} tracks` : "";
    setUp.hidden = !health.setup;
    signOut.hidden = !health.signed_in;
  } catch (refusal) {
    if (refusal.code === "sign-in") return void showSignIn();
    tell(refusal.message);
  }
  setTimeout(look, document.hidden ? LOOK_MS * 6 : LOOK_MS);
}

// A clip dropped beside the screen must not make the browser leave the page.
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
addEventListener("popstate", route);
newClip.addEventListener("click", () => go(null));
setUp.addEventListener("click", () => go("setup"));
signOut.addEventListener("click", () => api.signOut().then(() => location.assign("/"), () => {}));
document.querySelector("[data-start]").addEventListener("click", (event) => {
  event.preventDefault();
  go(null);
});
addEventListener("unhandledrejection", () => announce("Something on this page failed. Reload it to go on."));
look().then(route);

