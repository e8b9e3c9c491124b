-- People by their name, however it is written: who pretends to be one of them is told from them by it.
create index principal_folded_name on principal (account_id, fold(name));
