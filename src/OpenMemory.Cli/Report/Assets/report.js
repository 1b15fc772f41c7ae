
"use strict";
// Everything shown goes through textContent: what a grain says is never markup.
(() => {
  const STEP = 100;
  const SENSITIVITIES = ["public", "internal", "PII", "PHI"];
  const byId = id => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const search = byId("search"), type = byId("type"), sensitivity = byId("sensitivity"), namespace = byId("namespace");
  const body = byId("rows"), found = byId("found"), more = byId("more");
  const number = value => value.toLocaleString("en-US");

  const element = (name, className, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const namespaceOf = row => typeof row.namespace === "number" ? data.namespaces[row.namespace][0] : row.namespace ?? "";
  const textOf = row => [row.type, namespaceOf(row), row.address, row.sentence, row.fault ?? ""].join("\n").toLowerCase();
  const rows = data.rows.map(row => ({ row, text: textOf(row) }));

  const addOptions = (select, options) => {
    for (const [value, text] of options) {
      const option = element("option", "", text);
      option.value = value;
      select.append(option);
    }
  };
  const distinct = values => [...new Set(values)].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  addOptions(type, distinct(data.rows.map(row => row.type)).map(name => [name, name]));
  addOptions(sensitivity, distinct(data.rows.map(row => row.sensitivity).filter(value => value !== undefined)).map(value => [String(value), SENSITIVITIES[value]]));
  addOptions(namespace, data.namespaces.map(([name], index) => [String(index), name.trim() || "(blank)"]));
  if (data.rows.some(row => typeof row.namespace === "string")) addOptions(namespace, [["other", "other namespaces"]]);
  if (data.rows.some(row => row.namespace === undefined)) addOptions(namespace, [["none", "no namespace"]]);

  const namespaceKey = row => row.namespace === undefined ? "none" : typeof row.namespace === "number" ? String(row.namespace) : "other";

  const matches = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
    return rows.filter(({ row, text }) =>
      (!type.value || row.type === type.value)
      && (!sensitivity.value || String(row.sensitivity) === sensitivity.value)
      && (!namespace.value || namespaceKey(row) === namespace.value)
      && words.every(word => text.includes(word)));
  };

  // Narrow screens leave columns out, and a cell must not span what is not there.
  const narrow = window.matchMedia("(max-width: 44rem)");
  const columns = () => narrow.matches ? 2 : 4;
  narrow.addEventListener("change", () => {
    for (const cell of body.querySelectorAll(".detail td")) cell.colSpan = columns();
  });

  const detailOf = row => {
    const cell = element("td");
    cell.colSpan = columns();
    const list = element("dl");
    const add = (name, value, className) => list.append(element("dt", "", name), element("dd", className ?? "", value));
    if (row.fault) add("Fault", row.fault, "fault-text");
    add("Address", row.address);
    add("Position", number(row.index));
    add("Size", `${number(row.bytes)} bytes${row.encoding ? `, ${row.encoding}` : ""}`);
    if (row.created) add("Created", row.created);
    if (row.namespace !== undefined) add("Namespace", namespaceOf(row));
    if (row.sensitivity !== undefined) add("Sensitivity", SENSITIVITIES[row.sensitivity]);
    cell.append(list);
    if (row.json !== undefined) {
      const text = element("pre", "", row.json);
      text.tabIndex = 0;
      text.setAttribute("aria-label", "The grain as JSON");
      cell.append(text);
    }
    const line = element("tr", "detail");
    line.id = `detail-${row.index}`;
    line.append(cell);
    return line;
  };

  const toggle = (button, line, row) => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (isOpen) line.nextElementSibling.remove();
    else line.after(detailOf(row));
    button.setAttribute("aria-expanded", String(!isOpen));
  };

  const lineOf = row => {
    const line = element("tr");
    const kind = element("td", "c-type");
    kind.append(element("span", "type", row.type));
    const about = element("td");
    const button = element("button", "open");
    button.append(element("span", "", row.sentence.trim() || row.address.slice(0, 12)));
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", `detail-${row.index}`);
    button.addEventListener("click", () => toggle(button, line, row));
    const day = row.created ? row.created.slice(0, 10) : "no time";
    about.append(button, element("div", "under", [day, namespaceOf(row)].filter(text => text).join(" · ")));
    if (row.fault) about.append(element("span", "mark fault", "fault"));
    if (row.sensitivity > 0) about.append(element("span", row.sensitivity > 1 ? "mark personal" : "mark internal", SENSITIVITIES[row.sensitivity]));
    line.append(kind, about, element("td", "c-namespace", namespaceOf(row)), element("td", "c-created", day));
    return line;
  };

  let current = [], shown = 0;
  const showMore = () => {
    body.append(...current.slice(shown, shown + STEP).map(({ row }) => lineOf(row)));
    shown = Math.min(shown + STEP, current.length);
    more.hidden = shown === current.length;
    more.textContent = `Show ${number(Math.min(STEP, current.length - shown))} more`;
  };
  const apply = () => {
    current = matches();
    shown = 0;
    body.replaceChildren();
    found.textContent = current.length === rows.length ? `${number(rows.length)} grains` : `${number(current.length)} of ${number(rows.length)} grains`;
    showMore();
  };

  for (const control of [search, type, sensitivity, namespace]) control.addEventListener("input", apply);
  more.addEventListener("click", showMore);
  byId("filters").addEventListener("submit", event => event.preventDefault());
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-address]");
    if (!link) return;
    type.value = sensitivity.value = namespace.value = "";
    search.value = link.dataset.address;
    apply();
    body.querySelector(".open")?.click();
    body.querySelector(".open")?.focus({ preventScroll: true });
  });
  byId("filters").hidden = false;
  byId("grains").hidden = false;
  apply();
})();
