"use strict";
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const filter = document.getElementById("filter");
  const buttons = [...tools.querySelectorAll("button")];
  const wide = (value) => value.toLocaleString("en");
  const lower = (element) => element.textContent.toLowerCase();

  const rows = [...document.querySelectorAll("#rules tr[data-rule]")].map((row) => ({
    row,
    id: row.dataset.rule,
    verdict: row.dataset.verdict,
    turned: "turned" in row.dataset,
    text: `${row.parentElement.dataset.group} ${lower(row)} ${row.dataset.about} `.toLowerCase(),
  }));
  const cards = new Map([...document.querySelectorAll("article[data-rule]")].map((card) => [card.dataset.rule, card]));
  const found = new Map([...cards].map(([id, card]) => [id, lower(card)]));
  const sections = [...document.querySelectorAll("section.searched")];
  const documents = [...document.querySelectorAll("details.document")];
  const folded = () => documents.map((details) => details.open);
  let before = null; // what was open before the search began

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const words = (text) => [...text.toLowerCase().matchAll(/"([^"]+)"?|[^\s"]+/g)].map((word) => word[1] ?? word[0]);

  const apply = () => {
    const wanted = words(filter.value);
    const verdicts = buttons.filter((button) => pressed(button) && button.dataset.verdict).map((button) => button.dataset.verdict);
    const turnedOnly = buttons.some((button) => pressed(button) && "turned" in button.dataset);
    const active = wanted.length > 0 || verdicts.length > 0 || turnedOnly;
    const shown = new Set();
    for (const { row, id, verdict, turned, text } of rows) {
      const all = text + (found.get(id) ?? "");
      const fits = (!verdicts.length || verdicts.includes(verdict)) && (!turnedOnly || turned) && wanted.every((word) => all.includes(word));
      row.hidden = !fits;
      if (fits) shown.add(id);
    }
    for (const [id, card] of cards) card.hidden = !shown.has(id);
    for (const card of document.querySelectorAll("article[data-verdict]")) card.hidden = active && ![...card.querySelectorAll(".ids a")].some((link) => shown.has(link.textContent));
    for (const body of document.querySelectorAll("#rules tbody")) body.hidden = !body.querySelector("tr[data-rule]:not([hidden])");
    if (active && !before) before = folded();
    documents.forEach((details, place) => {
      const some = !!details.querySelector("tr[data-rule]:not([hidden])");
      details.hidden = !some;
      if (active) details.open = some;
      else if (before) details.open = before[place];
    });
    if (!active) before = null;
    document.body.classList.toggle("searching", active);
    for (const section of sections) section.hidden = active && section.id !== "rules" && !section.querySelector("article:not([hidden])");
    const total = rows.length;
    document.getElementById("shown").textContent = shown.size === total ? `${wide(total)} rules` : `${wide(shown.size)} of ${wide(total)} rules`;
    document.getElementById("none").hidden = shown.size > 0;
  };

  const show = (text, verdicts) => {
    filter.value = text;
    for (const button of buttons) press(button, verdicts.includes(button.dataset.verdict));
    apply();
  };

  // A link to what is folded or filtered away shows it all the same.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || target === document.body) return;
    if (target.closest("[hidden]") || (document.body.classList.contains("searching") && !target.closest(".searched"))) show("", []);
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    target.scrollIntoView();
  };

  // From rule to rule among those that can be seen, beginning at the search field.
  const step = (direction) => {
    const links = [...document.querySelectorAll(".searched .id")].filter((link) => link.checkVisibility());
    const place = links.indexOf(document.activeElement);
    const next = place < 0 ? links[0] : links[place + direction];
    if (next) next.focus();
    else if (place >= 0 && direction < 0) filter.focus();
  };

  tools.hidden = false;
  for (const hidden of document.querySelectorAll("#rules .all")) hidden.hidden = false;
  filter.addEventListener("input", () => {
    apply();
    if (tools.getBoundingClientRect().top < 0) tools.scrollIntoView();
    if (window.scrollY > tools.offsetTop) window.scrollTo(0, tools.offsetTop);
  });
  for (const button of buttons) {
    button.addEventListener("click", () => {
      press(button, !pressed(button));
      apply();
    });
  }
  for (const button of document.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () => {
      for (const details of documents) details.open = button.dataset.open === "true";
    });
  }
  for (const link of document.querySelectorAll("[data-show], [data-find]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const { show: verdict, find } = link.dataset;
      show(find ? `"${find}"` : "", verdict ? [verdict] : []);
      tools.scrollIntoView();
      document.getElementById("content").focus({ preventScroll: true });
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const active = document.activeElement;
    const walking = active === filter || active?.matches(".searched .id");
    if (event.key === "/" && active !== filter) {
      event.preventDefault();
      filter.focus();
      filter.select();
    } else if (event.key === "Escape") {
      show("", []);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && walking) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  addEventListener("hashchange", reveal);
  reveal();

  // On paper everything about a breach is open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
