-- up
CREATE TABLE tags (
  slug TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE post_tags (
  post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  tag_slug TEXT NOT NULL REFERENCES tags (slug) ON DELETE CASCADE,
  PRIMARY KEY (post_id, tag_slug)
);

CREATE INDEX idx_post_tags_tag ON post_tags (tag_slug);

-- down
DROP TABLE post_tags;
DROP TABLE tags;
