// Empty fields of the list's filter stay out of the address.
"use strict";
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form.filter")) return;
  const values = event.detail.parameters;
  for (const name of [...Object.keys(values)]) if (values[name] === "") delete values[name];
});
