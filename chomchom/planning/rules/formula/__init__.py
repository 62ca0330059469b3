"""The small language of indicators: read, print, check against what can be counted, reckon. No database, no framework."""
