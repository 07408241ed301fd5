CREATE TABLE event_tags AS
SELECT events.id AS event_id, json_each.value AS tag
FROM events, json_each(events.props, '$.tags')
WHERE events.props IS NOT NULL;
CREATE INDEX event_tags_tag ON event_tags (tag);
