// Small helpers of the ledger's pages; every page works without them.
"use strict";

// A form that is sent is not sent again by a second click; its values stay for the browser's back button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Fields marked data-submits send their form as soon as they change.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// A table that scrolls within its box can be scrolled by the keyboard.
window.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".table")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
});

// Charts: <div class="chart" data-option="ID"> with <script type="application/json" id="ID"> beside it.
// Colours are written as var(--ink) and read from tokens.css, in the palette that the reader's system asks for.
window.addEventListener("DOMContentLoaded", () => {
  if (!window.echarts) return;
  const style = getComputedStyle(document.documentElement);
  const token = (_key, value) =>
    typeof value === "string" && value.startsWith("var(") ? style.getPropertyValue(value.slice(4, -1)).trim() : value;
  const draw = () => {
    for (const box of document.querySelectorAll(".chart[data-option]")) {
      const chart = window.echarts.getInstanceByDom(box) || window.echarts.init(box, null, { renderer: "svg" });
      const option = JSON.parse(document.getElementById(box.dataset.option).textContent, token);
      chart.setOption({ textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option });
      if (!box.dataset.watched) new ResizeObserver(() => chart.resize()).observe(box);
      box.dataset.watched = "1";
    }
  };
  draw();
  for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", draw);
});

// A table that is wider than its box can be moved by the keyboard too.
const reach = () => {
  for (const box of document.querySelectorAll(".table:not([role])"))
    box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth) && box.setAttribute("tabindex", "0");
};
for (const when of ["DOMContentLoaded", "resize", "htmx:afterSettle"]) window.addEventListener(when, reach);
