// Comforts of the ledger's table and of forms with sums; every page works without them.
"use strict";

function count(name) {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  const ticked = boxes.filter((box) => box.checked).length;
  for (const place of document.querySelectorAll(`[data-count="${name}"]`)) place.textContent = ticked ? `· ${ticked}` : "";
}

document.addEventListener("change", (event) => {
  const all = event.target.dataset.ticks;
  if (all) for (const box of document.querySelectorAll(`input[type=checkbox][name="${all}"]`)) box.checked = event.target.checked;
  count(all || event.target.name);
});

// The running sum of the fields marked data-adds, beside what it should be.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-adds]")) return;
  let sum = 0;
  for (const field of document.querySelectorAll("[data-adds]")) sum += Number(field.value.replaceAll(/[,，\s]/g, "")) || 0;
  document.getElementById("sum").textContent = String(Math.round(sum * 1e6) / 1e6);
});
