"""Pages of referrals: by login, and by a signed link."""
