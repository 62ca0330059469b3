"""The few database habits we share."""
