// The page as a whole: what the demo program says goes to the people, the chat and the panel; what the
// reader does goes back. Changes arrive as server-sent events; nothing is asked for on a timer.

import { fill, offerCommands, replyWith, startComposer, writeAs } from "./composer.js";
import { $, el, lay } from "./dom.js";
import { bubble } from "./message.js";
import { showGuide, showTimeline } from "./panel.js";
import { face, rove, showPeople, walkPeople } from "./people.js";
import { dayWords, momentWords, sayEverything, switchLanguage, word } from "./words.js";

let state = null;
let selected = null;
let chat = { messages: [], version: null };

function start() {
  dress(localStorage.getItem("theme"));
  sayEverything();
  enter("people");
  startComposer(deliver);
  listen();
  const changes = new EventSource("/api/events");
  changes.onmessage = (event) => learn(JSON.parse(event.data));
  changes.onerror = () => toast(word("offline"));
  changes.onopen = () => $("toast").textContent === word("offline") && toast("");
}

function listen() {
  $("search").addEventListener("input", showAllPeople);
  $("people").addEventListener("keydown", walkPeople);
  $("groups").addEventListener("click", (event) => {
    const row = event.target.closest("[data-user]");
    if (row) open(Number(row.dataset.user));
  });
  $("groups").addEventListener("focusin", (event) => rove(event.target));
  $("back").addEventListener("click", () => enter("people"));
  for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => enter(tab.dataset.room));
  for (const button of document.querySelectorAll("[data-move]")) button.addEventListener("click", () => moveClock({ by: button.dataset.move }));
  $("to-day").addEventListener("submit", (event) => (event.preventDefault(), moveClock({ day: $("day").value })));
  $("language").addEventListener("click", () => (switchLanguage(), sayEverything(), showAll()));
  $("theme").addEventListener("click", () => dress(isDark() ? "light" : "dark"));
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") (event.preventDefault(), enter("people"), $("search").focus());
  });
}

// A change holds only the parts that are new: clock, people, guide, timeline.
function learn(change) {
  state = { ...state, ...change };
  showAll();
  const person = personOf(selected);
  if (person && person.version !== chat.version) fetchChat();
}

function showAll() {
  if (!state) return;
  showClock(state.clock);
  showAllPeople();
  showGuide(state.guide, guideTo);
  showTimeline(state.timeline, state.clock);
  showChat();
}

const personOf = (user) => state?.people.find((person) => person.id === user);
const showAllPeople = () => state && showPeople(state.people, selected, state.clock.now.slice(0, 10));

function showClock({ now, next, moving, done }) {
  $("now").dateTime = now;
  $("now").textContent = momentWords(now);
  $("next").textContent = next ? word("nextEvent")(momentWords(next, false)) : word("noNext");
  $("moving").hidden = !moving;
  $("moving").value = done ?? 0;
  $("day").min = now.slice(0, 10);
  if (!$("day").value || $("day").value < $("day").min) $("day").value = $("day").min;
  for (const control of document.querySelectorAll(".moves button")) control.disabled = Boolean(moving) || (control.dataset.move === "next" && !next);
}

function open(user, room = "chat") {
  enter(room);
  if (user === selected) return $("text").focus();
  selected = user;
  chat = { messages: [], version: null };
  $("log").replaceChildren();
  showChat();
  toast("");
  writeAs(user);
  showAllPeople();
  fetchChat();
  $("who").focus();
}

let fetching = Promise.resolve();

// One after the other, so that an older answer never covers a newer one.
function fetchChat() {
  fetching = fetching.then(() => freshChat(selected));
}

async function freshChat(user) {
  if (chat.version !== null && chat.version === personOf(user)?.version) return;
  const fresh = await ask(`/api/chat/${user}`);
  if (!fresh || user !== selected) return;
  chat = fresh;
  offerCommands(chat.commands);
  showChat();
}

function showChat() {
  const person = personOf(selected);
  $("quiet").hidden = Boolean(person && chat.messages.length);
  $("quiet").textContent = person ? word("empty") : word("pick");
  document.querySelector(".who").hidden = !person;
  if (!person) return;
  $("who").textContent = person.name;
  $("post").textContent = [person.unit, word("roles")[person.role] ?? person.role].filter((text) => text && text !== person.name).join(" · ");
  $("face").replaceWith(Object.assign(face(person), { id: "face" }));
  const pane = $("scroll");
  const fresh = $("log").childElementCount === 0;
  const atEnd = fresh || pane.scrollHeight - pane.scrollTop - pane.clientHeight < 120;
  pane.setAttribute("aria-busy", String(fresh)); // a chat just opened is not read out from its beginning
  lay($("log"), [...entries(chat.messages)]);
  pane.removeAttribute("aria-busy");
  if (atEnd) pane.scrollTop = pane.scrollHeight;
}

// Date separators in the office's time; the parts of an album are one bubble.
function* entries(messages) {
  const act = { say: (text) => deliver({ text, replyTo: null, tray: [] }), reply: replyWith, press };
  for (let at = 0, day = ""; at < messages.length; ) {
    const first = messages[at];
    const parts = [first];
    while (first.album && messages[at + parts.length]?.album === first.album) parts.push(messages[at + parts.length]);
    at += parts.length;
    if (first.at.slice(0, 10) !== day) {
      day = first.at.slice(0, 10);
      const shown = day;
      yield { key: shown, stamp: document.documentElement.lang, make: () => el("li", { class: "date", "data-testid": "date" }, el("time", { datetime: shown }, dayWords(shown))) };
    }
    yield { key: first.id, stamp: document.documentElement.lang + JSON.stringify(parts), make: () => bubble(parts, act) };
  }
}

async function deliver({ text, replyTo, tray }) {
  if (!tray.length) return (await post("/api/say", { user: selected, text, reply_to: replyTo })) !== null;
  const form = new FormData();
  form.append("user", selected);
  form.append("caption", text);
  if (replyTo) form.append("reply_to", replyTo);
  for (const { file, kind } of tray) form.append(kind, file, file.name);
  return (await ask("/api/upload", { method: "POST", body: form })) !== null;
}

async function press(message, button, node) {
  node.setAttribute("aria-busy", "true");
  const told = await post("/api/press", { user: selected, message: message.id, data: button.data });
  node.removeAttribute("aria-busy");
  if (told?.alert) announce(told.toast);
  else if (told?.toast) toast(told.toast);
}

async function moveClock(move) {
  const arrived = await post("/api/clock", move);
  if (arrived) toast(word("arrived")(momentWords(arrived.now)));
}

const GUIDE = {
  confirm: () => open(state.guide.office),
  assigned: () => (open(state.guide.liaison, document.body.dataset.room), moveClock({ by: "next" })),
  answered: () => (open(state.guide.liaison), fill(state.guide.answer), $("text").focus()),
  receipt: () => open(state.guide.liaison),
  moved: () => moveClock({ day: state.guide.overdue_on }),
  overdue: () => open(pinged()),
  digest: () => (open(state.guide.office), fill("/摘要"), $("text").focus()),
};
const pinged = () => [personOf(state.guide.liaison), ...state.people].find((person) => person.role !== "office" && /催办|逾期/.test(person.last?.text))?.id ?? state.guide.liaison;
const guideTo = (key) => GUIDE[key]();

// On a narrow screen one room is seen at a time.
function enter(room) {
  document.body.dataset.room = room;
  for (const tab of document.querySelectorAll(".tabs button")) tab.setAttribute("aria-current", tab.dataset.room === room ? "page" : "false");
}

const post = (path, body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// The answer's JSON, or null after the reader has been told why there is none.
async function ask(path, request) {
  try {
    const answer = await fetch(path, request);
    const body = await answer.json();
    if (answer.ok) return body;
    toast(word("refusals")[body.error] ?? body.error ?? word("failed"));
  } catch {
    toast(word("failed"));
  }
  return null;
}

let fading = 0;

function toast(text) {
  clearTimeout(fading);
  $("toast").textContent = text;
  if (text && text !== word("offline")) fading = setTimeout(() => ($("toast").textContent = ""), 6000);
}

function announce(text) {
  $("alert").querySelector("p").textContent = text;
  $("alert").showModal();
}

const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function dress(theme) {
  if (!theme) return;
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}

start();
