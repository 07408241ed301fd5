-- Written from umzug 3.8.3 (storage/sequelize), which was not run.
CREATE TABLE `SequelizeMeta` (`name` VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO `SequelizeMeta` (`name`) VALUES ('0001_users.js');
INSERT INTO `SequelizeMeta` (`name`) VALUES ('0002_posts.js');
