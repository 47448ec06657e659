// Where the person writes: text, a reply, attachments, the commands menu.

import { $, el, icon, lay } from "./dom.js";
import { word } from "./words.js";

const drafts = new Map();
let writer = null;
let commands = [];
let replyTo = null;
let tray = []; // {file, kind: "photo" | "document"}
let marked = -1;

export function offerCommands(offered) {
  commands = offered;
}

export function writeAs(user) {
  drafts.set(writer, $("text").value);
  writer = user;
  tray = [];
  $("composer").hidden = false;
  replyWith(null);
  fill(drafts.get(user) ?? "");
  showTray();
}

export function fill(text) {
  $("text").value = text;
  grow();
  showMenu(false);
}

export function replyWith(message) {
  replyTo = message;
  $("replying").hidden = !message;
  if (!message) return;
  $("replying").querySelector("p").replaceChildren(el("b", {}, word("reply")), " ", el("span", { lang: "zh-CN" }, message.text || message.files[0]?.name || word("photo")));
  $("text").focus();
}

// `deliver` sends what was written and says whether it went out; only then is the box emptied.
export function startComposer(deliver) {
  const send = async (text = $("text").value) => {
    if (!text.trim() && !tray.length) return;
    $("send").disabled = true;
    const sent = await deliver({ text: text.trim(), replyTo: replyTo?.id ?? null, tray }).finally(() => ($("send").disabled = false));
    if (!sent) return;
    tray = [];
    fill("");
    replyWith(null);
    showTray();
  };
  $("composer").addEventListener("submit", (event) => (event.preventDefault(), send()));
  $("text").addEventListener("input", () => (grow(), showMenu(/^\/\S*$/.test($("text").value))));
  $("text").addEventListener("keydown", (event) => typed(event, send));
  $("text").addEventListener("blur", () => showMenu(false));
  $("pick-commands").addEventListener("mousedown", (event) => event.preventDefault());
  $("pick-commands").addEventListener("click", () => ($("text").focus(), showMenu($("menu").hidden)));
  $("menu").addEventListener("mousedown", (event) => event.preventDefault());
  $("menu").addEventListener("click", (event) => event.target.closest("li") && send(`/${event.target.closest("li").dataset.key}`));
  $("replying").querySelector("button").addEventListener("click", () => (replyWith(null), $("text").focus()));
  attachments();
}

function attachments() {
  for (const [button, input] of [["pick-file", "file"], ["pick-photo", "photo"]]) {
    $(button).addEventListener("click", () => $(input).click());
    $(input).addEventListener("change", () => {
      attach($(input).files, input === "photo");
      $(input).value = "";
    });
  }
  $("chat").addEventListener("dragover", (event) => event.preventDefault());
  $("chat").addEventListener("drop", (event) => (event.preventDefault(), attach(event.dataTransfer.files, true)));
  $("text").addEventListener("paste", (event) => event.clipboardData.files.length && (event.preventDefault(), attach(event.clipboardData.files, true)));
}

function attach(files, asPhotos) {
  if (!writer) return;
  for (const file of files) tray.push({ file, kind: asPhotos && /^image\/(jpeg|png|webp)$/.test(file.type) ? "photo" : "document" });
  showTray();
  $("text").focus();
}

function showTray() {
  $("tray").hidden = tray.length === 0;
  lay($("tray"), tray.map((item, index) => ({ key: `${index} ${item.file.name}`, stamp: document.documentElement.lang, make: () => trayItem(item) })));
}

function trayItem(item) {
  const drop = () => {
    tray = tray.filter((other) => other !== item);
    showTray();
    $("text").focus();
  };
  return el("li", { "data-testid": "tray-item" }, icon(item.kind === "photo" ? "photo" : "doc"), el("span", {}, item.file.name), el("button", { type: "button", class: "icon", "aria-label": word("remove")(item.file.name), onclick: drop }, icon("close")));
}

// Enter while an input method is composing chooses a word; it never sends.
function typed(event, send) {
  if (event.isComposing) return;
  const offered = [...$("menu").children];
  const open = !$("menu").hidden && offered.length > 0;
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (open && way) mark((marked + way + offered.length) % offered.length);
  else if (open && event.key === "Tab") fill(`/${offered[Math.max(marked, 0)].dataset.key} `);
  else if (event.key === "Escape") $("menu").hidden ? replyWith(null) : showMenu(false);
  else if (event.key === "Enter" && !event.shiftKey) send(open && marked >= 0 ? `/${offered[marked].dataset.key}` : undefined);
  else return;
  event.preventDefault();
}

function showMenu(open) {
  const begun = $("text").value.startsWith("/") ? $("text").value.slice(1) : "";
  const offered = commands.filter(({ command }) => command.startsWith(begun));
  const shown = open && offered.length > 0;
  $("menu").hidden = !shown;
  $("pick-commands").setAttribute("aria-expanded", String(shown));
  lay($("menu"), offered.map(({ command, description }) => ({ key: command, stamp: description, make: () => option(command, description) })));
  mark(-1);
}

const option = (command, description) => el("li", { role: "option", id: `command-${command}`, "aria-selected": "false", "data-testid": "command" }, el("b", {}, `/${command}`), el("span", { lang: "zh-CN" }, description));

function mark(index) {
  marked = index;
  [...$("menu").children].forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
  const chosen = $("menu").children[index];
  if (chosen) $("text").setAttribute("aria-activedescendant", chosen.id);
  else $("text").removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight, 160)}px`;
}
