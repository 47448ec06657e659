// Elements are made here and nowhere else; a string given as a child is always text, never markup.

export const $ = (id) => document.getElementById(id);

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

// Makes the children of `parent` those of `entries` ({key, stamp, make}), keeping every node whose stamp is
// unchanged: a screen reader hears only what is new, and the focus stays where it was. What is being pressed is kept
// as it stands, or the click would be lost with it; the next time it is made anew.
export function lay(parent, entries) {
  const held = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const kept = new Set(entries.map(({ key }) => String(key)));
  for (const [key, node] of held) if (!kept.has(key)) node.remove();
  let place = parent.firstElementChild;
  for (const { key, stamp, make } of entries) {
    let node = held.get(String(key));
    if (node?.dataset.stamp !== stamp && !node?.matches(":active")) {
      const fresh = make();
      Object.assign(fresh.dataset, { key, stamp });
      if (node === place && node) place = fresh;
      if (node) replace(node, fresh);
      node = fresh;
    }
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

const FOCUSABLE = "button, a, summary, [tabindex]";

function replace(old, fresh) {
  const within = old.contains(document.activeElement);
  const index = [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  old.replaceWith(fresh);
  if (within) (fresh.querySelectorAll(FOCUSABLE)[index] ?? fresh).focus({ preventScroll: true });
}
