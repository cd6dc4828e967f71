// Everything that goes over the wire.

/** A one-line refusal from the server, already in words for a person. */
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
    /* a reply that is not ours: told below */
  }
  if (status >= 400) throw new Refusal(data.code ?? "unknown", data.error ?? `MuseChat answered with an error (${status}).`);
  return data;
}

export const health = () => call("GET", "/api/health");
export const demos = () => call("GET", "/api/demo");
export const getThread = (id) => call("GET", `/api/threads/${id}`);
export const threadFromLink = (link, words) => call("POST", "/api/threads", { link, words });
export const threadFromDemo = (demo, words = "") => call("POST", "/api/threads", { demo, words });
export const say = (threadId, turn) => call("POST", `/api/threads/${threadId}/turns`, turn);
export const judge = (pickId, verdict) => call("POST", `/api/picks/${pickId}/feedback`, { verdict });
export const why = (turnId) => call("GET", `/api/turns/${turnId}/why`);
export const cancel = (turnId) => call("POST", `/api/turns/${turnId}/cancel`, {});

/** Send a file; `onSent` hears the share sent, 0..1. XMLHttpRequest, because fetch does not tell. */
export function threadFromFile(file, words, onSent) {
  const form = new FormData();
  form.append("words", words);
  form.append("clip", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/threads");
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

/** Hear of a turn until its final state. The browser reconnects by itself. Returns a function that stops listening. */
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
