INSERT INTO `feedback` (`stars`, `text`) VALUES (5, 'I 💚 it'), (1, "it's slow"), (3, NULL);
