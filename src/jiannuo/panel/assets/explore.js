"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);
const LEVELS = ["national", "province", "prefecture", "county"];
const LONG = 50; // rows of a table before more are asked for
const LABELS = {
  place: "地区", level: "层级", year: "年份", code: "指标", low: "下限", high: "上限", bound: "约束", bound_words: "约束词",
  coding: "软硬", target_low: "目标下限", target_high: "目标上限", result: "次年报告的成效", gap: "成效减目标", reached: "是否达到",
  target: "目标", province: "所属省份", province_target: "省级目标", nation_target: "全国目标", over_province: "高出全省",
  over_nation: "高出全国", province_over_nation: "全省高出全国", first_year: "起", last_year: "止", years: "连续年数",
  said: "是否明言", quote: "原句", targets: "目标数", hard: "硬", soft: "软", mixed: "兼有", plain: "无修饰",
  report: "次年报告的成效", communique: "统计公报", communique_less_report: "公报减报告",
};
const DIFFERENCE = /^gap$|^over_|_over_|_less_/;
const CODINGS = { hard: "硬", soft: "软", mixed: "兼有", plain: "无修饰" };
const state = { code: "gdp_growth", place: "" };
const charts = [];

/* Rows as objects, once. */
const TABLES = Object.fromEntries(Object.entries(DATA.tables).map(([name, table]) => [name,
  table.rows.map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index]])))]));

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const unit = () => DATA.codes[state.code].unit;
const count = (value) => value.toLocaleString("zh-CN");

/* 13,220,000 人 as 1,322 万人; a rate keeps its sign. */
function figure(value, of = "") {
  if (value === null || value === undefined) return "";
  let number = value, step = "";
  if (of && !"%‰".includes(of)) {
    if (Math.abs(value) >= 1e8) [number, step] = [value / 1e8, "亿"];
    else if (Math.abs(value) >= 1e4) [number, step] = [value / 1e4, "万"];
  }
  const text = number.toLocaleString("zh-CN", { maximumFractionDigits: 4 }).replace("-", "−");
  return of === "%" ? text + "%" : of ? `${text}\u2009${step}${of}` : text;
}

function quantile(sorted, share) {
  const at = (sorted.length - 1) * share, below = Math.floor(at);
  return sorted[below] + (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]) * (at - below);
}

function group(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
}

const rounded = (value) => Math.round(value * 100) / 100;
const numbers = (rows, name) => rows.map((row) => row[name]).filter((value) => value !== null).sort((a, b) => a - b);
const mean = (values) => (values.length ? rounded(values.reduce((sum, value) => sum + value, 0) / values.length) : null);
const chosen = (name) => TABLES[name].filter((row) => row.code === state.code);
const mine = (rows) => rows.filter((row) => !state.place || row.place === state.place);

function axes(years, name, extra = {}) {
  return {
    textStyle: { fontFamily: css("--hei"), color: css("--ink") },
    grid: { left: 56, right: 24, top: innerWidth < 640 ? 124 : 72, bottom: 40 },
    legend: { top: 8, left: 0, textStyle: { color: css("--ink") }, itemGap: 18 },
    tooltip: { trigger: "axis", backgroundColor: css("--paper"), borderColor: css("--rule"), textStyle: { color: css("--ink") } },
    xAxis: { type: "category", data: years, axisLine: { lineStyle: { color: css("--quiet") } }, axisLabel: { color: css("--quiet") } },
    yAxis: {
      type: "value", name, nameTextStyle: { color: css("--quiet"), align: "left" }, axisLabel: { color: css("--quiet"), formatter: axisFigure },
      splitLine: { lineStyle: { color: css("--rule") } },
    },
    animation: false,
    ...extra,
  };
}

/* The range of an axis that a few misread or extreme values do not stretch. */
function robust(values) {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length < 8) return {};
  const least = quantile(sorted, 0.02), most = quantile(sorted, 0.98), room = (most - least) * 0.5 || 1;
  const step = 10 ** Math.floor(Math.log10(most - least || 1));
  const low = Math.floor(Math.max(sorted[0], least - room) / step) * step, high = Math.ceil(Math.min(sorted.at(-1), most + room) / step) * step;
  return { min: rounded(Math.min(0, low)), max: rounded(high) };
}

const axisFigure = (value) => (Math.abs(value) >= 1e4 ? count(value / 1e4) + "万" : String(value).replace("-", "−"));
const line = (name, data, colour, extra = {}) => ({
  name, type: "line", data, connectNulls: false, symbolSize: 5, itemStyle: { color: css(colour) },
  lineStyle: { color: css(colour), width: 2, ...(extra.dashed ? { type: "dashed" } : {}) },
});
const span = (rows, key = "year") => {
  const found = rows.map((row) => row[key]);
  if (!found.length) return [];
  const first = found.reduce((a, b) => Math.min(a, b)), last = found.reduce((a, b) => Math.max(a, b));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

/* Medians of each level by year; the middle half of prefectures as a band; the chosen place as a line. */
function targetsChart() {
  // Counts of one place and of whole levels are of different size: a chosen place is then shown alone.
  const alone = state.place && unit() !== "%";
  const rows = alone ? mine(chosen("targets")) : chosen("targets"), years = span(rows), series = [];
  const by = group(rows, (row) => row.level + row.year);
  const at = (level, share) => years.map((year) => {
    const values = numbers(by.get(level + year) || [], "low");
    return values.length ? rounded(quantile(values, share)) : null;
  });
  const low = at("prefecture", 0.25), high = at("prefecture", 0.75);
  const band = { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  if (!alone) series.push({ ...band, name: "", data: low }, {
    ...band, name: "地级居中半数", data: high.map((value, index) => (value === null ? null : rounded(value - low[index]))),
    areaStyle: { color: css("--teal"), opacity: 0.18 }, itemStyle: { color: css("--teal") },
  });
  for (const [level, colour] of alone ? [] : [["prefecture", "--teal"], ["province", "--quiet"], ["national", "--ink"]]) {
    series.push(line(DATA.values.level[level] + (level === "national" ? "" : "中位"), at(level, 0.5), colour));
  }
  if (state.place) {
    const own = new Map(mine(rows).map((row) => [row.year, row.low]));
    series.push(line(state.place, years.map((year) => own.get(year) ?? null), "--cinnabar"));
  }
  const option = axes(years, `目标（${unit()}）`, { series });
  Object.assign(option.yAxis, robust(numbers(rows, "low")));
  option.legend.data = series.map((one) => one.name).filter(Boolean);
  return years.length ? option : null;
}

/* Provinces by year as a table whose cells are shaded by value. */
function grid(box) {
  const rows = chosen("targets").filter((row) => row.level === "province" || (row.level === "national" && unit() === "%")), years = span(rows);
  if (!rows.length) return false;
  const values = numbers(rows, "low"), least = quantile(values, 0.02), most = quantile(values, 0.98);
  const made = document.createElement("table"), head = made.createTHead().insertRow(), body = made.createTBody();
  const title = (text, scope) => {
    const th = document.createElement("th");
    th.scope = scope;
    th.textContent = text;
    return th;
  };
  head.append(title("地区", "col"), ...years.map((year) => title(year, "col")));
  for (const [, own] of [...group(rows, (row) => row.place_key).entries()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const tr = body.insertRow(), by = new Map(own.map((row) => [row.year, row]));
    tr.append(title(own[0].place, "row"));
    for (const year of years) {
      const td = tr.insertCell(), row = by.get(year);
      if (!row) continue;
      const share = Math.min(1, Math.max(0, (row.low - least) / (most - least || 1)));
      td.style.background = `color-mix(in srgb, var(--cinnabar) ${Math.round(share * 45)}%, var(--paper))`;
      td.textContent = axisFigure(row.low);
      td.title = `${row.place} ${year}：${figure(row.low, unit())}${row.high === row.low ? "" : " 至 " + figure(row.high, unit())}${row.bound_words ? "（" + row.bound_words + "）" : ""}`;
    }
  }
  made.className = "grid";
  box.replaceChildren(made);
  return true;
}

/* Target against the result that the next year's report gives. */
function outcomesChart() {
  const rows = mine(chosen("outcomes"));
  if (!rows.length) return null;
  const ends = [...rows.map((row) => row.target_low), ...rows.map((row) => row.result)].sort((a, b) => a - b);
  const from = Math.floor(quantile(ends, 0.005)), to = Math.ceil(quantile(ends, 0.995));
  const option = axes([], `成效（${unit()}）`);
  const symbols = { national: ["--cinnabar", "diamond", 11], province: ["--ink", "triangle", 8], prefecture: ["--teal", "circle", 6], county: ["--quiet", "rect", 6] };
  const series = LEVELS.filter((level) => rows.some((row) => row.level === level)).reverse().map((level) => ({
    name: DATA.values.level[level], type: "scatter", symbol: symbols[level][1], symbolSize: symbols[level][2],
    itemStyle: { color: "transparent", borderColor: css(symbols[level][0]), borderWidth: 1.2, opacity: 0.75 },
    data: rows.filter((row) => row.level === level).map((row) => ({ value: [row.target_low, row.result], row })),
  }));
  series[0].markLine = {
    silent: true, symbol: "none", lineStyle: { color: css("--quiet"), type: "dashed" }, label: { show: false },
    data: [[{ coord: [from, from] }, { coord: [to, to] }]],
  };
  return {
    ...option,
    tooltip: { ...option.tooltip, trigger: "item", formatter: ({ data }) => data && data.row ? `${data.row.place} ${data.row.year}<br>目标 ${figure(data.row.target_low, unit())}，成效 ${figure(data.row.result, unit())}` : "" },
    xAxis: { ...option.yAxis, name: `目标（${unit()}）`, nameLocation: "middle", nameGap: 28, min: from, max: to },
    yAxis: { ...option.yAxis, min: from, max: to },
    series,
  };
}

function amplificationChart() {
  const rows = mine(chosen("amplification")), years = span(rows);
  if (!rows.length) return null;
  const by = group(rows, (row) => row.year);
  const average = (name, level) => years.map((year) => mean(numbers((by.get(year) || []).filter((row) => row.level === level), name)));
  return axes(years, "平均高出（个百分点）", {
    series: [
      line("地级高出全省", average("over_province", "prefecture"), "--teal"),
      line("地级高出全国", average("over_nation", "prefecture"), "--cinnabar"),
      line("省级高出全国", average("over_nation", "province"), "--ink"),
    ],
  });
}

const stacked = (years, name, parts, rows, weight) => axes(years, name, {
  series: parts.map(([label, colour, of]) => ({
    name: label, type: "bar", stack: "all", itemStyle: { color: css(colour) },
    data: years.map((year) => rows.filter((row) => row.year === year).reduce((sum, row) => sum + weight(row, of), 0)),
  })),
});

function repeatedChart() {
  const rows = mine(chosen("repeated"));
  if (!rows.length) return null;
  const most = rows.reduce((longest, row) => Math.max(longest, row.years), 2);
  const lengths = Array.from({ length: most - 1 }, (_, index) => index + 2);
  return axes(lengths.map((length) => length + " 年"), "次数", {
    series: LEVELS.filter((level) => rows.some((row) => row.level === level)).map((level, index) => ({
      name: DATA.values.level[level], type: "bar", stack: "all", itemStyle: { color: css(["--cinnabar", "--ink", "--teal", "--quiet"][index]) },
      data: lengths.map((length) => rows.filter((row) => row.level === level && row.years === length).length),
    })),
  });
}

function absentChart() {
  const rows = mine(chosen("absent")), years = span(rows);
  return rows.length ? stacked(years, "份数", [["报告明言不设", "--cinnabar", true], ["未提", "--quiet", false]], rows, (row, said) => (row.said === said ? 1 : 0)) : null;
}

function firmnessChart() {
  const rows = chosen("firmness"), years = span(rows);
  if (!rows.length) return null;
  const parts = [["硬", "--ink", "hard"], ["兼有", "--teal", "mixed"], ["软", "--cinnabar", "soft"], ["无修饰", "--rule", "plain"]];
  return stacked(years, "目标数", parts, rows, (row, of) => row[of]);
}

function nationalChart() {
  const rows = chosen("national"), years = span(rows);
  if (!rows.length) return null;
  const by = new Map(rows.map((row) => [row.year, row]));
  const of = (name) => years.map((year) => by.get(year)?.[name] ?? null);
  const option = axes(years, unit(), {
    series: [line("目标", of("target"), "--cinnabar", { dashed: true }), line("次年报告", of("report"), "--ink"), line("统计公报", of("communique"), "--teal")],
  });
  Object.assign(option.yAxis, robust([...of("target"), ...of("report"), ...of("communique")]));
  return option;
}

const SECTIONS = [
  { id: "targets", title: "各地各年的目标", note: "每份报告取一个数；区间取下限。", chart: targetsChart, table: "targets" },
  { id: "grid", title: "各省目标一览", note: "颜色越深，目标越高。", draw: grid },
  { id: "outcomes", title: "目标与次年报告的成效", note: "虚线上方为成效高于目标。是否达到按数字直读，不计“左右”的余地。极端值可能在图外，见表。", chart: outcomesChart, table: "outcomes" },
  { id: "amplification", title: "层层加码", note: "同年目标之差，按区划代码上溯到省和全国。", chart: amplificationChart, table: "amplification" },
  { id: "repeated", title: "不变的目标", note: "连续两年及以上完全相同的目标，按持续年数计。", chart: repeatedChart, table: "repeated" },
  { id: "absent", title: "没有提出的目标", note: "报告提出了其他主要目标，也给出了此项上年成效或明言不设，而未提此项目标。", chart: absentChart, table: "absent" },
  { id: "firmness", title: "目标的软硬", note: "硬：以上、不低于、确保等；软：左右、区间、力争等。可用数据集中的五个开关重新编码。", chart: firmnessChart, table: "firmness" },
  { id: "national", title: "全国：目标、报告、公报", note: "公报为国家统计局的年度统计公报，年份为数字所属之年。", chart: nationalChart, table: "national" },
].filter((section) => section.id !== "national" || TABLES.national.length);

function cell(name, value, row) {
  if (value === null || value === undefined || value === "") return "";
  if (name === "level" || name === "bound") return DATA.values[name][value] ?? value;
  if (name === "code") return DATA.codes[value]?.zh ?? value;
  if (name === "coding") return CODINGS[value] ?? value;
  if (typeof value === "boolean") return value ? "是" : "否";
  if (/year/.test(name) || typeof value !== "number") return String(value);
  if (DIFFERENCE.test(name) && DATA.codes[row.code]?.unit === "%") return figure(value);
  return /^(targets|hard|soft|mixed|plain|years)$/.test(name) ? count(value) : figure(value, DATA.codes[row.code]?.unit ?? "");
}

/* A table that sorts by its heads and shows more on request. */
function table(box, rows, columns, order) {
  let shown = LONG;
  const draw = () => {
    const head = document.createElement("tr"), body = document.createElement("tbody");
    for (const name of columns) {
      const th = document.createElement("th"), button = document.createElement("button");
      th.scope = "col";
      if (order.by === name) th.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      if (numeric(name)) th.className = "number";
      button.type = "button";
      button.textContent = (LABELS[name] ?? name) + (DIFFERENCE.test(name) && unit() === "%" ? "（百分点）" : "");
      button.onclick = () => { order.down = order.by === name ? !order.down : false; order.by = name; draw(); };
      th.append(button);
      head.append(th);
    }
    const sorted = order.by ? [...rows].sort((a, b) => compare(a[order.by], b[order.by]) * (order.down ? -1 : 1)) : rows;
    for (const row of sorted.slice(0, shown)) {
      const tr = document.createElement("tr");
      for (const name of columns) {
        const td = document.createElement("td");
        td.textContent = cell(name, row[name], row);
        if (numeric(name)) td.className = "number";
        if (name === "quote") td.className = "wide";
        tr.append(td);
      }
      body.append(tr);
    }
    const made = document.createElement("table"), thead = document.createElement("thead");
    thead.append(head);
    made.append(thead, body);
    const frame = document.createElement("div"), under = document.createElement("div");
    frame.className = "box";
    frame.tabIndex = 0;
    frame.append(made);
    under.className = "under";
    under.append(rows.length ? `共 ${count(rows.length)} 行，显示 ${count(Math.min(shown, rows.length))} 行` : "没有符合条件的行");
    if (shown < rows.length) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = "再显示 200 行";
      more.onclick = () => { shown += 200; draw(); };
      under.append(more);
    }
    box.replaceChildren(frame, under);
  };
  const numeric = (name) => name !== "reached" && name !== "said" && rows.some((row) => typeof row[name] === "number");
  const compare = (a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : a > b ? 1 : 0);
  draw();
}

function build() {
  const main = document.getElementById("main"), contents = document.getElementById("contents");
  for (const section of SECTIONS) {
    const element = document.createElement("section"), heading = document.createElement("h2"), note = document.createElement("p");
    element.id = section.id;
    heading.textContent = section.title;
    note.textContent = section.note;
    note.className = "quiet";
    section.holder = document.createElement("div");
    section.holder.className = section.draw ? "box" : "chart";
    if (section.chart) {
      section.holder.setAttribute("role", "img");
      section.holder.setAttribute("aria-label", section.title + "，数据见下表");
    } else section.holder.tabIndex = 0;
    section.empty = document.createElement("p");
    section.empty.textContent = "所选指标和地区没有数据。";
    element.append(heading, note, section.holder, section.empty);
    if (section.table) {
      const details = document.createElement("details"), summary = document.createElement("summary");
      summary.textContent = "数据表";
      section.box = document.createElement("div");
      details.append(summary, section.box);
      details.ontoggle = () => fill(section);
      element.append(details);
    }
    main.append(element);
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = "#" + section.id;
    link.textContent = section.title;
    link.onclick = (event) => { event.preventDefault(); element.scrollIntoView(); };
    item.append(link);
    contents.append(item);
  }
}

function fill(section) {
  if (!section.box?.parentElement.open) return;
  const rows = chosen(section.table).filter((row) => !("place" in row) || !state.place || row.place === state.place);
  const columns = DATA.tables[section.table].columns.filter((name) => name !== "place_key" && name !== "code");
  section.order ??= {};
  table(section.box, rows, columns, section.order);
}

function show() {
  while (charts.length) charts.pop().dispose();
  for (const section of SECTIONS) {
    const option = section.chart ? section.chart() : null;
    const filled = section.draw ? section.draw(section.holder) : option !== null;
    section.holder.hidden = !filled;
    section.empty.hidden = filled;
    if (option) {
      const chart = echarts.init(section.holder, null, { renderer: "canvas" });
      chart.setOption(option);
      charts.push(chart);
    }
    fill(section);
  }
  const known = !state.place || TABLES.targets.some((row) => row.place === state.place);
  document.getElementById("told").textContent = known ? "" : `没有“${state.place}”的目标`;
  history.replaceState(null, "", "#" + new URLSearchParams({ code: state.code, ...(state.place ? { place: state.place } : {}) }));
}

function start() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const codes = new Set(TABLES.targets.map((row) => row.code));
  const code = document.getElementById("code"), place = document.getElementById("place");
  for (const [value, { zh }] of Object.entries(DATA.codes)) if (codes.has(value)) code.add(new Option(zh, value));
  if (codes.size && !codes.has(state.code)) state.code = code.options[0].value;
  if (codes.has(asked.get("code"))) state.code = asked.get("code");
  state.place = asked.get("place") ?? "";
  code.value = state.code;
  place.value = state.place;
  const names = [...new Set(TABLES.targets.map((row) => row.place))].filter(Boolean).sort();
  document.getElementById("places").append(...names.map((name) => new Option(name, name)));
  code.onchange = () => { state.code = code.value; show(); };
  place.onchange = () => { state.place = place.value.trim(); show(); };
  document.getElementById("choice").onsubmit = (event) => event.preventDefault();
  const { reports, places, first, last, statements } = DATA.counts;
  document.getElementById("counts").textContent = reports
    ? `${count(reports)} 份文件，${count(places)} 个地区，${first}–${last} 年，${count(statements)} 条表述。`
    : "数据集是空的。";
  document.getElementById("method").textContent = `数据集 ${DATA.name}，规则版本 ${DATA.rules.join("、")}。每个数字都可在数据集中按起止位置回到原文。`;
  build();
  show();
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
}

start();
