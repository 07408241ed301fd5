-- nothing that a rollback could bring back
SELECT 1;
