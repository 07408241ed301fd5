CREATE TABLE coupons (
  code TEXT NOT NULL,
  valid_from TEXT NOT NULL DEFAULT (date('now')),
  percent REAL CHECK (percent > 0 AND percent <= 100),
  uses INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (code, valid_from)
);
INSERT INTO coupons (code, valid_from, percent) VALUES ('SPRING', '2026-03-01', 12.5), ('SPRING', '2027-03-01', 15), ('VIP', '2026-01-01', 33.3333333333)
ON CONFLICT (code, valid_from) DO UPDATE SET percent = max(coupons.percent, excluded.percent) RETURNING code, percent;
