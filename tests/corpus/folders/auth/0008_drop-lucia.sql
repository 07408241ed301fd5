DROP TABLE IF EXISTS user_session;
DROP TABLE IF EXISTS user_key;
DROP TABLE IF EXISTS email_verification_code;
