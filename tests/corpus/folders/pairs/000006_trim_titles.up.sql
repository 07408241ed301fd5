UPDATE courses SET title = trim(title);
