// Requests to the server, and its event stream.

/** An error response of the server; its message is one line for a person. */
export class Refusal extends Error {
  constructor(code, line) {
    super(line);
    this.code = code;
  }
}

const UNREACHABLE = new Refusal("unreachable", "The page cannot reach MuseChat. Check that “musechat web” is still running.");

async function call(method, path, body) {
  const options = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let reply;
  try {
    reply = await fetch(path, options);
  } catch {
    throw UNREACHABLE;
  }
  return read(reply.status, await reply.text());
}

function read(status, text) {
  let data = {};
  try {
    data = JSON.parse(text);
  } catch {
    /* not our JSON, for example a proxy's error page: reported below by its status */
  }
  if (status >= 400) throw new Refusal(data.code ?? "unknown", data.error ?? `MuseChat answered with an error (${status}).`);
  return data;
}

export const session = () => call("GET", "/api/session");
export const signIn = (password) => call("POST", "/api/session", { password });
export const signOut = () => call("DELETE", "/api/session");
export const setup = () => call("GET", "/api/setup");
export const testToken = (token) => call("POST", "/api/setup/token", { token });
export const testMusic = (folder) => call("POST", "/api/setup/music", { folder });
export const saveSetup = (wish) => call("POST", "/api/setup", wish);
export const health = () => call("GET", "/api/health");
export const demos = () => call("GET", "/api/demo");
export const getThread = (id) => call("GET", `/api/threads/${id}`);
export const threadFromLink = (link, words) => call("POST", "/api/threads", { link, words });
export const threadFromDemo = (demo, words = "") => call("POST", "/api/threads", { demo, words });
export const say = (threadId, turn) => call("POST", `/api/threads/${threadId}/turns`, turn);
export const judge = (pickId, verdict) => call("POST", `/api/picks/${pickId}/feedback`, { verdict });
export const why = (turnId) => call("GET", `/api/turns/${turnId}/why`);
export const getMedia = (pickId) => call("GET", `/api/picks/${pickId}/media`);
export const orderMedia = (pickId, kind) => call("POST", `/api/picks/${pickId}/media`, { kind });
export const cancel = (turnId) => call("POST", `/api/turns/${turnId}/cancel`, {});

/** Send a file; `onSent` is called with the share sent, 0..1. By XMLHttpRequest: fetch reports no upload progress. */
export const threadFromFile = (file, words, onSent) => sendClip("/api/threads", file, words, onSent);
export const versionFromFile = (threadId, file, onSent) => sendClip(`/api/threads/${threadId}/clips`, file, "", onSent);

function sendClip(path, file, words, onSent) {
  const form = new FormData();
  form.append("words", words);
  form.append("clip", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.upload.addEventListener("progress", (e) => e.lengthComputable && onSent(e.loaded / e.total));
    request.addEventListener("error", () => reject(UNREACHABLE));
    request.addEventListener("load", () => {
      try {
        resolve(read(request.status, request.responseText));
      } catch (refusal) {
        reject(refusal);
      }
    });
    request.send(form);
  });
}

/** Follow a turn until its final state; the browser reconnects by itself. Returns a function that ends the stream. */
export function follow(turnId, onTurn) {
  const source = new EventSource(`/api/turns/${turnId}/events`);
  source.addEventListener("turn", (event) => {
    const turn = JSON.parse(event.data);
    if (isFinal(turn)) source.close();
    onTurn(turn);
  });
  return () => source.close();
}

export const isFinal = (turn) => ["done", "failed", "cancelled"].includes(turn.state);
