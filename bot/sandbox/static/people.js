// The people on the left: by group, with what is unread and a search.

import { $, el, lay } from "./dom.js";
import { shortDay, word } from "./words.js";

export function showPeople(people, selected, today) {
  const sought = $("search").value.trim().toLowerCase();
  const found = people.filter((person) => `${person.name} ${person.unit} ${person.group}`.toLowerCase().includes(sought));
  const groups = [...new Set(found.map((person) => person.group))];
  lay($("groups"), groups.map((group) => ({ key: group, stamp: "", make: () => emptyGroup(group) })));
  for (const node of $("groups").children) {
    const members = found.filter((person) => person.group === node.dataset.key);
    node.querySelector(".count").textContent = members.length;
    lay(node.querySelector("ul"), members.map((person) => entry(person, selected, today)));
  }
  $("nobody").hidden = found.length > 0;
  rove($("groups").contains(document.activeElement) ? document.activeElement : null);
}

// The list is one stop of the Tab key; within it the arrows walk.
export function rove(focused) {
  const rows = [...$("groups").querySelectorAll("button")];
  const stop = focused ?? rows.find((row) => row.hasAttribute("aria-current")) ?? rows[0];
  for (const row of rows) row.tabIndex = row === stop ? 0 : -1;
}

const emptyGroup = (group) => el("section", { "aria-label": group, "data-testid": "group" }, el("h2", { lang: "zh-CN" }, group, " ", el("span", { class: "count" })), el("ul"));

function entry(person, selected, today) {
  const current = person.id === selected;
  const stamp = JSON.stringify([person, current, today === person.last?.at.slice(0, 10), document.documentElement.lang]);
  return { key: person.id, stamp, make: () => el("li", {}, row(person, current, today)) };
}

function row(person, current, today) {
  const { last, unread } = person;
  const when = last && (last.at.slice(0, 10) === today ? last.at.slice(11, 16) : shortDay(last.at.slice(0, 10)));
  return el(
    "button",
    { type: "button", class: "person", "data-testid": "person", "data-user": person.id, "data-unread": unread, "aria-current": current ? "true" : null },
    face(person),
    el("span", { class: "name", lang: "zh-CN" }, person.name),
    el("time", {}, when ?? ""),
    el("span", { class: "preview", lang: "zh-CN" }, last ? `${last.mine ? word("me") : ""}${last.text}` : word("roles")[person.role] ?? person.role),
    unread > 0 && el("span", { class: "unread", "data-testid": "unread", "aria-label": word("unread")(unread) }, unread),
  );
}

// A unit's face: the sign that tells it apart, not the 区 that all of them begin with.
export function face(person) {
  const sign = person.unit.replace(/^[区县市](?=.{2})/, "")[0] ?? "·";
  const hue = [...person.unit].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8;
  return el("span", { class: `face hue-${hue}`, "aria-hidden": "true" }, sign);
}

// Up and down walk the list; from the search field, down enters it and Enter takes the first one found.
export function walkPeople(event) {
  const rows = [...$("groups").querySelectorAll("button")];
  const at = rows.indexOf(document.activeElement);
  if (event.key === "Enter" && event.target === $("search")) rows[0]?.click();
  else if (event.key === "ArrowDown") (rows[at + 1] ?? rows.at(-1))?.focus();
  else if (event.key === "ArrowUp") (at > 0 ? rows[at - 1] : $("search")).focus();
  else return;
  event.preventDefault();
}
