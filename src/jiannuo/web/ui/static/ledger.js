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

// Charts: <div class="chart" data-option="ID"> with <script type="application/json" id="ID"> beside it.
window.addEventListener("DOMContentLoaded", () => {
  if (!window.echarts) return;
  for (const box of document.querySelectorAll(".chart[data-option]")) {
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption(JSON.parse(document.getElementById(box.dataset.option).textContent));
    new ResizeObserver(() => chart.resize()).observe(box);
  }
});
