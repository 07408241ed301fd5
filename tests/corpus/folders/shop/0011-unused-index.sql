DROP INDEX products_name_nocase;
