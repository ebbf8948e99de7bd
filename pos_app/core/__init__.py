"""The till itself: records, rules, the ledger. No Qt, no HTTP."""
