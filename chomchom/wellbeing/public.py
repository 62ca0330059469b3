"""The front desk of wellbeing."""

from __future__ import annotations

from chomchom.wellbeing.actions.calling import Told, answer_call, lease_call, vendor_told, waiting_calls
from chomchom.wellbeing.actions.contacts import record_contact
from chomchom.wellbeing.actions.faults import beat
from chomchom.wellbeing.actions.homes import NewHome, change_choice, set_feed, stop_watching, watch, watch_many
from chomchom.wellbeing.actions.loading import (
    Delivery,
    LoadTold,
    demo_homes,
    fold,
    interval_of,
    load_readings,
    shifted,
)
from chomchom.wellbeing.actions.policies import DutyLine, save_duty, save_ladder
from chomchom.wellbeing.actions.printing import destroy_list, print_list
from chomchom.wellbeing.actions.provincial import ProvinceDone, ProvinceRow, province_day
from chomchom.wellbeing.actions.raising import raise_silence
from chomchom.wellbeing.actions.ringing import begin_desk_call, give_back_ringing
from chomchom.wellbeing.actions.steps import StepsTold, due_alerts, take_due_steps, take_step
from chomchom.wellbeing.actions.sweeping import SweepTold, blocks, sweep, sweep_block
from chomchom.wellbeing.actions.trips import Announced, announce_trip
from chomchom.wellbeing.reads.calls import ringing_of
from chomchom.wellbeing.reads.coverage import HomeRow, coverage, coverage_rows, home_row, homes_of, leaver_rows
from chomchom.wellbeing.reads.evidence import AtHome, at_home, evidence
from chomchom.wellbeing.reads.running import AlertRow, alerts_of, heartbeats
from chomchom.wellbeing.reads.trips import TripRow, trips_running
from chomchom.wellbeing.rules.homes import Choice, FeedChoice
from chomchom.wellbeing.rules.trips import Span
from chomchom.wellbeing.rules.words import (
    Alternative,
    CallResult,
    ContactMode,
    DutyKind,
    HowSaid,
    Source,
    WhoSaid,
    WhyNot,
)

__all__ = [
    "AlertRow", "Alternative", "Announced", "AtHome", "CallResult", "Choice", "ContactMode", "Delivery", "DutyKind",
    "DutyLine", "FeedChoice", "HomeRow", "HowSaid", "LoadTold", "NewHome", "ProvinceDone", "ProvinceRow", "Source",
    "Span", "StepsTold", "SweepTold", "Told", "TripRow", "WhoSaid", "WhyNot", "alerts_of", "announce_trip",
    "answer_call", "at_home", "beat", "begin_desk_call", "blocks", "change_choice", "coverage", "coverage_rows",
    "demo_homes", "destroy_list", "due_alerts", "evidence", "fold", "give_back_ringing", "heartbeats", "home_row",
    "homes_of", "interval_of", "lease_call", "leaver_rows", "load_readings", "print_list", "province_day",
    "raise_silence", "record_contact", "ringing_of", "save_duty", "save_ladder", "set_feed", "shifted", "stop_watching",
    "sweep", "sweep_block", "take_due_steps", "take_step", "trips_running", "vendor_told", "waiting_calls", "watch",
    "watch_many",
]  # fmt: skip
