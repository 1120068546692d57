"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const holder = document.getElementById("data");
  const data = holder ? JSON.parse(holder.textContent) : {};
  const statements = data.statements || [];
  const AT = 0, LABEL = 1, VALUE = 2, KIND = 3, PART = 4, TOPIC = 5;
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // The report beside the page: a second pane on a wide screen, a sheet on a small one.
  const pane = $("#pane"), text = pane && $(".text", pane), listing = pane && $(".listing", pane);
  const column = $(".column");
  const wide = matchMedia("(min-width: 1100px)");
  let opener = null;
  const openPane = () => {
    if (!pane || wide.matches || pane.classList.contains("open")) return;
    opener = document.activeElement;
    pane.classList.add("open");
    column.inert = true;
    text.focus({ preventScroll: true });
  };
  const closePane = () => {
    if (!pane || !pane.classList.contains("open")) return;
    pane.classList.remove("open");
    column.inert = false;
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  };
  all(".open-pane").forEach((button) => button.addEventListener("click", openPane));
  all(".close-pane").forEach((button) => button.addEventListener("click", closePane));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closePane(); });
  wide.addEventListener("change", () => { if (wide.matches) closePane(); });

  const bySentence = new Map();
  statements.forEach((statement, index) => {
    if (!bySentence.has(statement[AT])) bySentence.set(statement[AT], []);
    bySentence.get(statement[AT]).push(index);
  });

  const light = (at, index) => {
    const sentence = document.getElementById("s" + at);
    if (!sentence) return;
    all(".lit", text).forEach((element) => element.classList.remove("lit"));
    sentence.classList.add("lit");
    const mark = index === undefined ? null : document.getElementById("q" + index);
    if (mark) mark.classList.add("lit");
    const target = mark || sentence;
    const offset = target.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += offset - text.clientHeight / 3;
    list(at, index);
  };

  // A sentence's statements, each with the way back to its card.
  const names = { kind: {}, part: {} };
  all(".tools select").forEach((select) => {
    if (names[select.name]) all("option", select).forEach((option) => { names[select.name][option.value] = option.textContent; });
  });
  const topics = data.topics || {};
  const meta = (s) => [names.part[s[PART]], names.kind[s[KIND]], topics[s[TOPIC]]].filter(Boolean).join(" · ");
  const cardOf = (index) => document.getElementById("c" + index) || $(`.card[data-i="${index}"]`);
  const list = (at, chosen) => {
    const mine = bySentence.get(at) || [];
    // What was asked for comes first.
    const found = chosen === undefined ? mine : [...mine].sort((a, b) => (b === chosen) - (a === chosen) || a - b);
    listing.replaceChildren(make("h3", "", found.length ? `本句有 ${found.length} 项表述` : "本句没有读出表述"));
    for (const index of found) {
      const statement = statements[index], card = cardOf(index);
      const entry = make(card ? "a" : "div", index === chosen ? "entry chosen" : "entry");
      const what = make("span", "what", statement[LABEL]);
      what.append(make("br"), make("span", "meta", meta(statement) + (card ? " · 看卡片" : "")));
      entry.append(what, make("span", "value", statement[VALUE]));
      if (card) {
        entry.href = "#" + card.id;
        entry.addEventListener("click", (event) => { event.preventDefault(); show(card); });
      }
      listing.append(entry);
    }
    listing.hidden = false;
    listing.scrollTop = 0;
  };
  const show = (card) => {
    closePane();
    for (let fold = card.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    all(".here").forEach((element) => element.classList.remove("here"));
    card.classList.add("here");
    card.scrollIntoView({ block: "center" });
    card.focus({ preventScroll: true });
  };
  const go = (at, index) => {
    openPane();
    light(at, index);
    state.at = at;
    keep();
  };
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey) return;
    const link = event.target.closest("a[href^='#s']");
    const match = link && pane && /^#s(\d+)$/.exec(link.getAttribute("href"));
    if (!match) return;
    event.preventDefault();
    all(".here").forEach((element) => element.classList.remove("here"));
    go(Number(match[1]), link.dataset.i === undefined ? undefined : Number(link.dataset.i));
  });
  if (text) {
    text.addEventListener("click", (event) => {
      const sentence = event.target.closest(".s");
      if (sentence && String(getSelection()) === "") go(Number(sentence.id.slice(1)));
    });
    // One stop for the tab key; arrows move from sentence to sentence.
    const buttons = all(".n", text);
    if (buttons.length) buttons[0].tabIndex = 0;
    text.addEventListener("keydown", (event) => {
      const here = buttons.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (here < 0 || !step || !buttons[here + step]) return;
      event.preventDefault();
      buttons[here].tabIndex = -1;
      buttons[here + step].tabIndex = 0;
      buttons[here + step].focus();
    });
  }

  // Search and filters, kept in the address.
  const form = $(".tools"), found = $(".found"), count = $(".count"), more = $(".more");
  const PAGE = 50;
  const state = { q: "", topic: "", part: "", kind: "", at: "" };
  let limit = PAGE;
  const keep = () => {
    const kept = new URLSearchParams(Object.entries(state).filter(([, value]) => value !== ""));
    history.replaceState(null, "", String(kept) ? "#" + kept : location.pathname + location.search);
  };
  const words = new Map();
  const said = (statement) => {
    if (!words.has(statement)) {
      const sentence = document.getElementById("s" + statement[AT]);
      words.set(statement, statement[LABEL] + " " + statement[VALUE] + " " + (sentence ? sentence.textContent : ""));
    }
    return words.get(statement);
  };
  const search = () => {
    const terms = state.q.trim().split(/\s+/).filter(Boolean);
    const hits = statements.map((_, index) => index).filter((index) => {
      const s = statements[index];
      return (!state.topic || String(s[TOPIC]) === state.topic) && (!state.part || s[PART] === state.part) &&
        (!state.kind || s[KIND] === state.kind) && terms.every((term) => said(s).includes(term));
    });
    const asked = terms.length || state.topic || state.part || state.kind;
    // Statements that hold the words themselves come before those whose sentence does.
    if (terms.length) hits.sort((a, b) => own(b, terms) - own(a, terms) || a - b);
    count.textContent = !statements.length ? "没有可检索的表述。" : !asked ? "输入词语或选择条件后列出。" :
      hits.length ? `${hits.length} 项` : "没有符合条件的表述；可减少条件后再试。";
    found.replaceChildren(...(asked ? hits.slice(0, limit).map(item) : []));
    more.hidden = !asked || hits.length <= limit;
  };
  const own = (index, terms) => terms.filter((term) => statements[index][LABEL].includes(term)).length;
  const item = (index) => {
    const s = statements[index], entry = make("li"), link = make("a");
    link.href = "#s" + s[AT];
    link.dataset.i = index;
    link.append(make("span", "what", s[LABEL]), make("span", "value", s[VALUE]), make("span", "meta", meta(s)));
    entry.append(link);
    return entry;
  };
  const fill = () => { for (const name of ["q", "topic", "part", "kind"]) form.elements[name].value = state[name]; };
  const fromAddress = () => {
    const hash = location.hash.slice(1);
    const sentence = /^s(\d+)$/.exec(hash);
    if (sentence) { go(Number(sentence[1])); return; }
    if (!hash.includes("=")) return;
    const given = new URLSearchParams(hash);
    for (const name of Object.keys(state)) state[name] = given.get(name) || "";
    fill();
    limit = PAGE;
    search();
    if (state.q || state.topic || state.part || state.kind) $("#find").scrollIntoView();
    if (state.at !== "" && wide.matches) light(Number(state.at));
  };
  if (form) {
    for (const [number, name] of Object.entries(topics)) {
      const option = make("option", "", name);
      option.value = number;
      form.elements.topic.append(option);
    }
    const changed = () => {
      for (const name of ["q", "topic", "part", "kind"]) state[name] = form.elements[name].value;
      limit = PAGE;
      search();
      keep();
    };
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(changed));
    more.addEventListener("click", () => { limit += PAGE; search(); });
    search();
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  // Charts: results in ink, targets in cinnabar outline, last year's in the colour of rules.
  const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const drawn = [];
  const bars = (id, labels, series) => {
    const box = document.getElementById(id);
    if (!box || !window.echarts) return;
    const chart = echarts.init(box, null, { renderer: "svg", height: labels.length * (16 + 13 * series.length) + 40 });
    const font = { fontFamily: getComputedStyle(document.body).fontFamily, color: token("--ink") };
    const values = series.flatMap((one) => one.values), least = Math.min(0, ...values);
    chart.setOption({
      animation: false,
      textStyle: font,
      legend: series.length > 1 ? { left: 0, top: 0, itemWidth: 14, itemHeight: 10, selectedMode: false, textStyle: { ...font, fontSize: 13 } } : undefined,
      grid: { left: 0, right: 48, top: series.length > 1 ? 32 : 8, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      xAxis: { type: "value", show: false, min: least * 1.3, max: Math.max(0.1, ...values) },
      yAxis: { type: "category", inverse: true, data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--rule") } },
        axisLabel: { ...font, fontSize: 13, width: box.clientWidth < 480 ? 110 : 200, overflow: "truncate", interval: 0 } },
      series: series.map((one) => ({
        name: one.name, type: "bar", barWidth: series.length > 1 ? 11 : 14, barGap: "20%", itemStyle: one.style,
        data: one.values.map((value) => ({ value, label: { position: value < 0 ? "left" : "right" } })),
        label: { show: true, ...font, fontSize: 12, formatter: ({ value }) => (one.places === undefined ? value : value.toFixed(one.places)) + "%" },
      })),
    });
    drawn.push(chart);
  };
  const outline = (colour = "--cinnabar") => ({ color: "transparent", borderColor: token(colour), borderWidth: 1.5 });
  const draw = () => {
    drawn.splice(0).forEach((chart) => chart.dispose());
    const { pace, topics: shares } = data.charts || {}, years = data.years || {};
    if (pace) bars("chart-pace", pace.labels, [
      { name: years.now + "目标", values: pace.targets, style: outline() },
      { name: years.last + "结果", values: pace.results, style: { color: token("--ink") } },
    ]);
    const { compare } = data.charts || {};
    if (compare) bars("chart-compare", compare.labels, compare.series.map((one, order) => ({
      ...one, style: order === compare.series.length - 1 ? outline() : outline(["--ink", "--teal", "--yellow", "--quiet"][order]),
    })));
    if (shares) bars("chart-topics", shares.labels, [
      { name: years.now, values: shares.shares, places: 1, style: outline() },
      ...(shares.before ? [{ name: years.last, values: shares.before, places: 1, style: { color: token("--quiet") } }] : []),
    ]);
    drawn.forEach((chart, order) => chart.on("click", ({ dataIndex, componentType }) => {
      if (componentType === "series" && chart.getDom().id === "chart-topics") location.hash = "topic=" + shares.keys[dataIndex];
    }));
  };
  if (window.echarts) {
    draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    let width = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
  }
  // Paper shows everything: what is folded opens for printing and folds again.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])").filter((fold) => !fold.classList.contains("data"));
    folded.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((fold) => { fold.open = false; }));
})();
