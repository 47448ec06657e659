"""The whole program through a year in seconds: its time, its network, its people and its faults are made up by a seed.

Store, planner, conversation, sender, rate and PTB are the real ones; every promise is checked from outside.
"""
