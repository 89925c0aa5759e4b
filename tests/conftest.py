"""Settings for every test."""

from hypothesis import settings

# A slow or busy machine is no fault of the code; speed is measured in bench/.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
