-- From an abbreviation to what it stands for, and back.
CREATE INDEX alias_short ON alias (short);
CREATE INDEX alias_long ON alias (long);
