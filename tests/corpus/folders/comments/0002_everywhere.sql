/* one */ CREATE /* two; */ TABLE /* three' */ -- four"
  things /* five ` */ ( -- six;
    id INTEGER /* seven [ */ PRIMARY KEY, -- it's the key
    /* eight
       -- still eight; /* and no deeper
    */
    label TEXT DEFAULT '/* a text */' -- ten)
  ) /* eleven */ ; -- twelve
-- thirteen
/* fourteen */
