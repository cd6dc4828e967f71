"""The pace of 49 real clips as one person judged it from contact sheets, 0 calm to 1 fast; motion alone, not the sound.

By the file's name; those of the first table lie in ``videos``, the others in ``more/videos`` of the shared data.
"""

from __future__ import annotations

PACES_FIRST = {
    "ai_toy_ship": 0.15, "bbb_bunny_wakes": 0.25, "bbb_meadow_opening": 0.2, "bear_zoo": 0.5, "bottle_table": 0.1,
    "chimps_river": 0.2, "coffee_pour": 0.2, "drone_coast": 0.2, "flower_timelapse": 0.15, "highway_drive": 0.45,
    "kids_jump_bed": 0.9, "letter_blocks": 0.5, "moon_astronaut": 0.15, "muybridge_horse": 0.9, "nasa_13013": 0.15,
    "shuttle_orbit": 0.15, "sintel_snow_short": 0.35, "tos_battle_1": 0.6, "tos_battle_3": 0.95, "tos_battle_4": 0.75,
    "traffic_topdown": 0.35, "walk_office_park": 0.45,
}  # fmt: skip
PACES_MORE = {
    "aquarium_crowd": 0.25, "arm_wrestling": 0.55, "basketball_gym": 0.75, "cat_sofa": 0.25, "cdogs_chaingun": 0.8,
    "cdogs_coop": 0.7, "cdogs_mech": 0.75, "diy_propellers": 0.3, "diy_soldering": 0.1, "drone_colour_light": 0.3,
    "drone_hand_launch": 0.5, "drone_hover_office": 0.45, "drone_swarm_stage": 0.35, "earth_night_lights": 0.1,
    "kitten_floor": 0.75, "leaf_macro": 0.05, "marathon_street": 0.6, "neon_wok": 0.45, "office_talk_1": 0.35,
    "office_talk_2": 0.3, "paragliding_start": 0.65, "pool_cleaning": 0.4, "screen_quota": 0.3,
    "seattle_sculpture": 0.2, "snake_branch": 0.4, "steak_flames": 0.6, "tinyarena_fps": 0.55,
}  # fmt: skip
