// The chat with a script: sends without leaving the page, shows answers as they come, reads
// aloud. Without it the same page works with plain forms.

const log = document.getElementById("log");
const waiting = document.getElementById("waiting");
const replies = document.getElementById("replies");
const repliesRow = document.getElementById("replies-row");
const composer = document.getElementById("composer");
const text = document.getElementById("text");
const trouble = document.getElementById("trouble");
const readAloud = document.getElementById("read-aloud");

const PAUSES_MS = [400, 1200, 3000, 6000]; // between tries of one message; the server takes it once
const FIRST_RECONNECT_MS = 1000;
const LONGEST_RECONNECT_MS = 30000;

let after = Number(log.dataset.after);
let queue = Promise.resolve(); // one message after the other, so that their order is kept
let unread = 0;

document.body.classList.add("has-script");

// --- the list of lines ---

function isAtNewest() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
}

function toNewest() {
  window.scrollTo({ top: document.documentElement.scrollHeight });
  newer.hidden = true;
  unread = 0;
}

const newer = document.createElement("button");
newer.type = "button";
newer.className = "to-newest";
newer.hidden = true;
newer.addEventListener("click", toNewest);
document.querySelector(".composer").before(newer);
window.addEventListener("scroll", () => isAtNewest() && (newer.hidden = true), { passive: true });

function linesOf(day) {
  const heading = [...log.querySelectorAll(".chat__day")].at(-1);
  if (!heading || (day && heading.textContent !== day)) {
    const name = document.createElement("h2");
    name.className = "chat__day";
    name.textContent = day || "Today";
    const list = document.createElement("ol");
    list.className = "lines";
    log.append(name, list);
  }
  return [...log.querySelectorAll(".lines")].at(-1);
}

function showTheirs(line) {
  const follow = isAtNewest();
  linesOf(line.day).insertAdjacentHTML("beforeend", line.html);
  if (line.replies) {
    if (replies.hidden) repliesRow.replaceChildren();
    repliesRow.insertAdjacentHTML("beforeend", line.replies);
    replies.hidden = false;
  }
  const added = [...log.querySelectorAll(".line--theirs")].at(-1);
  speak(added.querySelector(".bubble__text").textContent);
  if (follow) {
    toNewest();
  } else {
    unread += 1;
    newer.textContent = unread === 1 ? "1 new message" : `${unread} new messages`;
    newer.hidden = false;
  }
}

function showMine(words) {
  const line = document.createElement("li");
  line.className = "line line--mine";
  line.innerHTML =
    '<div class="bubble"><span class="govuk-visually-hidden">You:</span><p class="bubble__text"></p></div>' +
    '<span class="line__state">Sending</span>';
  line.querySelector(".bubble__text").textContent = words;
  linesOf("").append(line);
  toNewest();
  return line;
}

function setState(line, words, { bad = false, again = null } = {}) {
  line.classList.toggle("line--unsent", bad);
  const state = line.querySelector(".line__state");
  state.textContent = words;
  state.classList.toggle("line__state--bad", bad);
  if (again) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "line__again";
    button.textContent = "Try again";
    button.addEventListener("click", again, { once: true });
    state.append(button);
  }
}

function setTrouble(words) {
  trouble.textContent = words;
  trouble.hidden = !words;
}

// --- sending ---

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

async function post(fields) {
  const response = await fetch("/chat/room", {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(fields),
    credentials: "same-origin",
  });
  const body = await response.json().catch(() => null);
  if (response.ok) {
    if (body?.moved) window.location.reload(); // a code led to the conversation there was before
    return null;
  }
  const words = body?.message ?? "Something went wrong.";
  if (response.status >= 500) throw new Error(words);
  return words; // trying again would not help
}

async function deliver(fields, line) {
  const before = after;
  setState(line, "Sending");
  for (const pause of [...PAUSES_MS, null]) {
    try {
      const refused = await post(fields);
      if (refused) {
        waiting.hidden = true;
        setState(line, `Not sent. ${refused}`, { bad: true, again: () => enqueue(fields, line) });
      } else {
        waiting.hidden = waiting.hidden && after !== before; // not if the answer came first
        setState(line, new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
      }
      return;
    } catch {
      if (pause === null || navigator.onLine === false) break;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  waiting.hidden = true;
  const reason = navigator.onLine === false ? "You are offline." : "No connection.";
  setState(line, `Not sent. ${reason}`, { bad: true, again: () => enqueue(fields, line) });
}

function enqueue(fields, line) {
  queue = queue.then(() => deliver(fields, line));
}

function send(fields, words) {
  setTrouble("");
  replies.hidden = true;
  waiting.hidden = false;
  const token = composer.elements.csrf.value;
  enqueue({ ...fields, csrf: token, id: newId() }, showMine(words));
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) {
    setTrouble("Write a message first.");
    text.focus();
    return;
  }
  send({ text: words }, words);
  text.value = "";
  fit();
  text.focus();
});

replies.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (!button || replies.hidden) return;
  send({ button: button.value }, button.textContent.trim());
  text.focus({ preventScroll: true });
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

function fit() {
  if (CSS.supports("field-sizing", "content")) return;
  text.rows = Math.min(5, text.value.split("\n").length);
}
text.addEventListener("input", fit);

// --- receiving ---

let pauseMs = FIRST_RECONNECT_MS;

function listen() {
  const source = new EventSource(`/chat/events?after=${after}`);
  source.addEventListener("line", (event) => {
    const id = Number(event.lastEventId);
    if (id <= after) return;
    after = id;
    showTheirs(JSON.parse(event.data));
  });
  source.addEventListener("waiting", (event) => {
    const follow = isAtNewest();
    waiting.hidden = event.data !== "true";
    if (follow && !waiting.hidden) toNewest();
  });
  source.addEventListener("open", () => {
    pauseMs = FIRST_RECONNECT_MS;
  });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return; // it reconnects by itself
    setTimeout(listen, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_RECONNECT_MS);
  });
}

// --- reading aloud ---

const voice = window.speechSynthesis;
if (voice) {
  readAloud.hidden = false;
  readAloud.addEventListener("click", () => {
    const on = readAloud.getAttribute("aria-pressed") !== "true";
    readAloud.setAttribute("aria-pressed", String(on));
    voice.cancel();
    const last = [...log.querySelectorAll(".line--theirs .bubble__text")].at(-1);
    if (on && last) speak(last.textContent);
  });
}

function speak(words) {
  if (!voice || readAloud.getAttribute("aria-pressed") !== "true") return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = "en-GB";
  voice.speak(spoken);
}

listen();
toNewest();
