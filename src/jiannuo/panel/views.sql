-- Views over a table "panel".  A headline target of year Y is about Y, a headline result of a report of year Y is about Y - 1.

-- Headline figures with a key for the place and those of the places above it.
CREATE VIEW headlines AS
SELECT source, document, place, level, year, kind, code, low, high, bound, bound_words, coding, absent, "text", quote,
  CASE WHEN kind = 'result' THEN year - 1 ELSE year END AS about,
  coalesce(nullif(place_code, ''), place) AS place_key,
  CASE WHEN length(place_code) = 6 AND right(place_code, 4) <> '0000'
    THEN left(place_code, 2) || '0000' END AS province_key
FROM panel WHERE code <> '' AND year IS NOT NULL;

CREATE VIEW targets AS
SELECT * EXCLUDE (kind, absent) FROM headlines WHERE kind = 'target' AND document = 'report' AND NOT absent;

CREATE VIEW results AS
SELECT * EXCLUDE (kind, absent, coding) FROM headlines WHERE kind = 'result' AND document = 'report';

-- GDP growth targets by place and year.
CREATE VIEW growth_targets AS
SELECT place_key, place, level, year, low, high, bound, bound_words, coding, source FROM targets
WHERE code = 'gdp_growth' ORDER BY place_key, year;

-- A year's target against the result that the next year's report gives.  gap is result less target; reached is the plain
-- reading of the figure: at least low, or at most high where less is better.  Rounding and 左右 are not allowed for.
CREATE VIEW target_result AS
SELECT t.place_key, t.place, t.level, t.year, t.code, t.low AS target_low, t.high AS target_high, t.bound, t.coding,
  r.low AS result, round(r.low - t.low, 6) AS gap,
  CASE WHEN t.code IN ('cpi', 'unemployment_registered', 'unemployment_surveyed', 'energy_intensity') OR t.bound = 'le'
    THEN r.low <= t.high ELSE r.low >= t.low END AS reached,
  t.source AS target_source, r.source AS result_source
FROM targets t JOIN results r ON r.place_key = t.place_key AND r.code = t.code AND r.about = t.year
ORDER BY t.code, t.place_key, t.year;

-- Top-down amplification of growth targets: a place's target less its province's and less the nation's of the same year.
CREATE VIEW amplification AS
SELECT t.place_key, t.place, t.level, t.year, t.code, t.low AS target, p.place AS province, p.low AS province_target,
  n.low AS nation_target, round(t.low - p.low, 6) AS over_province, round(t.low - n.low, 6) AS over_nation,
  round(p.low - n.low, 6) AS province_over_nation
FROM targets t
LEFT JOIN targets p ON p.place_key = t.province_key AND p.year = t.year AND p.code = t.code
LEFT JOIN targets n ON n.place_key = '100000' AND n.year = t.year AND n.code = t.code
WHERE t.code LIKE '%_growth' AND t.place_key <> '100000' AND (p.low IS NOT NULL OR n.low IS NOT NULL)
ORDER BY t.code, t.place_key, t.year;

-- The same target in years that follow each other, two or more.
CREATE VIEW repeated_targets AS
WITH numbered AS (
  SELECT *, year - row_number() OVER (PARTITION BY place_key, code, low, high, bound ORDER BY year) AS run FROM targets
)
SELECT place_key, place, any_value(level) AS level, code, low, high, bound, min(year) AS first_year, max(year) AS last_year,
  count(*) AS years
FROM numbered GROUP BY place_key, place, code, low, high, bound, run HAVING count(*) >= 2
ORDER BY years DESC, place_key, code, first_year;

-- Headline targets that a report leaves out, said where it says so itself.
CREATE VIEW absent_targets AS
SELECT place_key, place, level, year, code, quote <> '' AS said, quote, source FROM headlines WHERE absent
ORDER BY year, place_key, code;

-- Hard and soft targets by level and year.
CREATE VIEW firmness AS
SELECT level, year, code, count(*) AS targets, count(*) FILTER (coding = 'hard') AS hard,
  count(*) FILTER (coding = 'soft') AS soft, count(*) FILTER (coding = 'mixed') AS mixed,
  count(*) FILTER (coding = 'plain') AS plain
FROM targets GROUP BY level, year, code ORDER BY level, year, code;

-- National values: what the statistics communiqué and the next report give for a year, and what had been the target.
CREATE VIEW national AS
SELECT coalesce(c.about, r.about, t.year) AS year, coalesce(c.code, r.code, t.code) AS code, t.low AS target,
  t.bound, r.low AS report, c.low AS communique, round(c.low - r.low, 6) AS communique_less_report
FROM (SELECT * FROM headlines WHERE document = 'communique' AND place_key IN ('100000', '全国') AND kind = 'result') c
FULL JOIN (SELECT * FROM results WHERE place_key = '100000') r ON r.code = c.code AND r.about = c.about
FULL JOIN (SELECT * FROM targets WHERE place_key = '100000') t
  ON t.code = coalesce(c.code, r.code) AND t.year = coalesce(c.about, r.about)
ORDER BY 2, 1;

-- Reports of the panel.
CREATE VIEW reports AS
SELECT source, any_value(document) AS document, any_value(place) AS place, any_value(place_code) AS place_code,
  any_value(level) AS level, any_value(year) AS year, count(*) FILTER (record <> 'absent') AS statements,
  count(*) FILTER (record = 'milestone') AS milestones, count(*) FILTER (kind = 'target' AND record <> 'absent') AS targets
FROM panel GROUP BY source ORDER BY source;
