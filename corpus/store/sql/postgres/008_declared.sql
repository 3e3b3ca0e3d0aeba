-- What a file says of itself: the language it declares (a two-letter code, '' where none) and the addresses it links to.
ALTER TABLE document ADD COLUMN claimed_language text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN links text COLLATE "C" NOT NULL DEFAULT '[]';
