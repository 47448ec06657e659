// The guided first minute, and the time line of what went out on which day.

import { $, el, icon, lay } from "./dom.js";
import { dayWords, monthWords, word } from "./words.js";

export function showGuide(guide, act) {
  const current = guide.steps.find((step) => !step.done)?.key;
  $("guide-count").textContent = `${guide.steps.filter((step) => step.done).length}/${guide.steps.length}`;
  const verdict = current ? "" : word("guideDone");
  if ($("guide-done").textContent !== verdict) $("guide-done").textContent = verdict; // said aloud once only
  const had = $("steps").contains(document.activeElement);
  lay($("steps"), guide.steps.map((step) => ({
    key: step.key,
    stamp: JSON.stringify([step.done, step.key === current, document.documentElement.lang]),
    make: () => stepItem(step, step.key === current, guide, act),
  })));
  if (had && !$("steps").contains(document.activeElement)) $("steps").querySelector(".go")?.focus(); // the pressed one is gone
}

function stepItem({ key, done }, current, guide, act) {
  const [title, body, button] = word("steps")[key].map((text) => text.replace("{day}", dayWords(guide.overdue_on)));
  const standing = done ? "done" : current ? "now" : "later";
  return el(
    "li",
    { class: standing, "data-testid": `step-${key}`, "data-done": String(done), "aria-current": current ? "step" : null },
    el("span", { class: "tick" }, done && icon("check")),
    el("div", {}, el("b", {}, title), el("span", { class: "heard" }, `（${word(standing)}）`),
      current && el("p", {}, body),
      current && el("button", { type: "button", class: "go", "data-testid": `go-${key}`, onclick: () => act(key) }, button)),
  );
}

const SORTS = [["late", /催办|逾期/], ["soon", /临期/], ["new", /交办/], ["quarter", /季度/], ["digest", /摘要/]];
const sortOf = (kind) => SORTS.find(([, words]) => words.test(kind))?.[0] ?? "other";
const RANK = ["late", "soon", "new", "quarter", "digest", "other"];

export function showTimeline(events, clock) {
  const days = new Map();
  for (const event of events) days.set(event.day, [...(days.get(event.day) ?? []), event]);
  const sorted = [...days.keys()].sort().reverse();
  $("no-days").hidden = sorted.length > 0;
  lay($("days"), sorted.map((day) => ({
    key: day,
    stamp: JSON.stringify([days.get(day), document.documentElement.lang]),
    make: () => dayItem(day, days.get(day)),
  })));
  drawStrip(days, clock);
}

const dayItem = (day, events) => el(
  "li", { "data-testid": "timeline-day", "data-day": day },
  el("time", { datetime: day }, dayWords(day)),
  el("span", { class: "kinds" }, ...events.map((event) => el("span", { class: `kind ${sortOf(event.kind)}`, lang: "zh-CN", "data-kind": event.kind }, event.kind, " ", el("b", {}, event.count)))),
);

const DAY = 86_400_000;
const WEEKS = 30;
const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
const monday = (day) => Date.parse(day) - ((new Date(day).getUTCDay() + 6) % 7) * DAY;

// A square per day, a column per week from the week the clock began in; it slides on when the year outgrows it.
function drawStrip(days, clock) {
  const today = clock.now.slice(0, 10);
  const first = Math.max(monday(clock.began.slice(0, 10)), monday(today) - (WEEKS - 1) * 7 * DAY);
  const squares = Array.from({ length: WEEKS * 7 }, (_, index) => iso(first + index * DAY));
  const months = Array.from({ length: WEEKS }, (_, week) => squares.slice(week * 7, week * 7 + 7).find((day) => day.endsWith("-01")) ?? "");
  $("months").replaceChildren(...months.map((day) => el("span", {}, day && monthWords(day))));
  lay($("strip"), squares.map((day) => {
    const events = days.get(day) ?? [];
    const sort = RANK.find((name) => events.some((event) => sortOf(event.kind) === name)) ?? "";
    const standing = day === today ? "today" : day > today ? "ahead" : "";
    const title = [dayWords(day), ...events.map((event) => `${event.kind} ${event.count}`)].join(" · ");
    return { key: day, stamp: `${sort} ${standing} ${title}`, make: () => el("i", { class: `${sort} ${standing}`, title }) };
  }));
}
