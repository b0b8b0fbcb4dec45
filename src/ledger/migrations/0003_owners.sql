-- readable_from: 2
-- Members in the order in which they are paid out, past the accounts of all the orders there were.
-- Not by balance: that column changes with every sale, and with it an index of it would.
create index accounts_of_members on accounts (asset, owner) where purpose = 'available';
