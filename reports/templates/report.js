"use strict";
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const filter = document.getElementById("filter");
  const buttons = [...tools.querySelectorAll("button")];
  const groups = [...document.querySelectorAll("#rules tbody")].map((body) => ({
    body,
    rows: [...body.querySelectorAll("tr[data-verdict]")].map((row) => ({
      row,
      verdict: row.dataset.verdict,
      text: `${body.dataset.group} ${row.textContent}`.toLowerCase(),
    })),
  }));
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = buttons.filter(pressed).map((button) => button.dataset.verdict);
    let shown = 0;
    for (const { body, rows } of groups) {
      let visible = 0;
      for (const { row, verdict, text } of rows) {
        const fits = (!wanted.length || wanted.includes(verdict)) && words.every((word) => text.includes(word));
        row.hidden = !fits;
        visible += fits;
      }
      body.hidden = !visible;
      shown += visible;
    }
    const number = (value) => value.toLocaleString("en");
    document.getElementById("shown").textContent = shown === total ? number(total) : `${number(shown)} of ${number(total)}`;
    document.getElementById("none").hidden = shown > 0;
  };

  const showOnly = (verdicts) => {
    for (const button of buttons) press(button, verdicts.includes(button.dataset.verdict));
    apply();
  };

  // A link to a rule that the filter hides shows it all the same.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("#rules tbody")) return;
    if (target.hidden || target.closest("tbody").hidden) {
      filter.value = "";
      showOnly([]);
    }
    target.scrollIntoView();
  };

  tools.hidden = false;
  filter.addEventListener("input", apply);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      press(button, !pressed(button));
      apply();
    });
  }
  for (const link of document.querySelectorAll("[data-show]")) {
    link.addEventListener("click", () => showOnly([link.dataset.show]));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== filter && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === "Escape" && document.activeElement === filter) {
      filter.value = "";
      showOnly([]);
    }
  });
  addEventListener("hashchange", reveal);
  reveal();

  // On paper everything about a breach is open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("#breaches details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
