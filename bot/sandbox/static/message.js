// One message as a messenger shows it. Foreign text reaches the page as text nodes only.

import { el, icon } from "./dom.js";
import { word } from "./words.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// Entities count UTF-16 units, as strings do here; they nest but never cross.
export function formatted(text, entities, say) {
  const waiting = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return spans(text, waiting, 0, text.length, say);
}

function spans(text, waiting, from, to, say) {
  const nodes = [];
  let at = from;
  while (waiting.length && waiting[0].offset < to) {
    const entity = waiting.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    if (start > at) nodes.push(text.slice(at, start));
    nodes.push(wrapped(entity, text.slice(start, end), spans(text, waiting, start, end, say), say));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrapped(entity, covered, children, say) {
  const tag = TAGS[entity.type];
  if (tag) return el(tag, {}, ...children);
  if (entity.type === "spoiler") return el("button", { type: "button", class: "spoiler", onclick: (event) => event.currentTarget.classList.add("shown") }, ...children);
  if (entity.type === "bot_command") return el("button", { type: "button", class: "command", onclick: () => say(covered) }, ...children);
  const address = { text_link: entity.url, url: covered, email: `mailto:${covered}` }[entity.type];
  return address ? anchor(address, {}, ...children) : el("span", {}, ...children);
}

// Only the schemes a messenger opens become links; anything else stays text.
function anchor(address, properties, ...children) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  if (!/^(https?|mailto|tel):/i.test(whole)) return el("span", properties, ...children);
  return el("a", { ...properties, href: whole, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// `messages` is one message, or the parts of one album in order; `act` is what the person can do with it.
export function bubble(messages, act) {
  const [first] = messages;
  const last = messages.at(-1);
  const worded = messages.find((message) => message.text) ?? first;
  const content = el(
    "article",
    { class: "bubble" },
    el("span", { class: "heard" }, word(first.mine ? "me" : "bot")),
    first.reply_to && quote(first.reply_to),
    pictures(messages),
    ...messages.flatMap((message) => message.files.filter((file) => file.kind !== "photo")).map(download),
    worded.text && el("div", { class: "words", lang: "zh-CN", "data-testid": "message-text" }, ...formatted(worded.text, worded.entities, act.say)),
    el("footer", {}, messages.some((message) => message.edited) && el("span", { "data-testid": "edited" }, word("edited")), el("time", { datetime: first.at }, first.at.slice(11, 16))),
  );
  const reply = el("button", { type: "button", class: "icon reply", "aria-label": word("reply"), title: word("reply"), "data-testid": "reply", onclick: () => act.reply(worded) }, icon("reply"));
  return el(
    "li",
    { class: `message ${first.mine ? "mine" : "theirs"}`, id: `m${first.id}`, tabindex: "-1", "data-testid": "message", "data-message-id": first.id, "data-from": first.mine ? "person" : "bot" },
    el("div", { class: "said" }, content, reply),
    last.buttons.length > 0 && keyboard(last, act),
  );
}

function quote({ id, mine, text }) {
  const show = () => document.getElementById(`m${id}`)?.focus();
  return el("button", { type: "button", class: "quote", "data-testid": "quote", onclick: show }, el("b", {}, mine ? word("me").replace(/[：: ]+$/, "") : word("botName")), el("span", { lang: "zh-CN" }, text));
}

function pictures(messages) {
  const photos = messages.flatMap((message) => message.files.filter((file) => file.kind === "photo"));
  if (!photos.length) return null;
  return el("div", { class: `pictures of-${Math.min(photos.length, 4)}`, "data-testid": photos.length > 1 ? "album" : "photo" }, ...photos.map(picture));
}

function picture({ url, name, width, height }) {
  const shown = el("img", { src: url, alt: name || word("photo"), width, height });
  return el("a", { href: url, target: "_blank", rel: "noopener", "aria-label": word("open")(name || word("photo")) }, shown);
}

function download({ url, name, size }) {
  return el("a", { class: "file", href: url, download: name, "data-testid": "document" }, icon("doc"), el("span", {}, el("b", {}, name), el("small", {}, inBytes(size))));
}

function inBytes(size) {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

function keyboard(message, act) {
  const key = (button) =>
    button.url
      ? anchor(button.url, { class: "key", "data-testid": "inline-button" }, button.text)
      : el("button", { type: "button", class: "key", "data-testid": "inline-button", lang: "zh-CN", onclick: (event) => act.press(message, button, event.currentTarget) }, button.text);
  return el("div", { class: "keyboard" }, ...message.buttons.map((row) => el("div", { class: "row" }, ...row.map(key))));
}
