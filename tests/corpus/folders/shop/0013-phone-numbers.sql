PRAGMA legacy_alter_table = ON;
ALTER TABLE phones RENAME TO phone_numbers;
PRAGMA legacy_alter_table = OFF;
