CREATE INDEX products_colour ON products (json_extract(attributes, '$.colour')) WHERE active = 1;
CREATE INDEX products_name_nocase ON products (name COLLATE NOCASE, price_cents DESC);
